import { Hono } from 'hono';
import { type FailingAccount, readFailingAccounts } from '../db/poll-accounts.ts';
import { readBacklog } from '../db/relay-queue.ts';
import { readAllRefused } from '../db/webhooks.ts';
import type { ApiDeps, ApiEnv } from './env.ts';

/** Mail that waits so long means that no relay runs, or that Temporal is away. */
const BACKLOG_WARN_MS = 60_000;

export function healthRoutes({ sql, log }: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  /** The process lives. */
  app.get('/healthz', (c) => c.json({ ok: true }));

  /** It can take requests: Postgres answers. A backlog is told and is no reason to refuse them. */
  app.get('/readyz', async (c) => {
    try {
      const backlog = await readBacklog(sql);
      const waited = `mail has waited for ${Math.round(backlog.oldestMs / 1_000)} s`;
      const refused = await readAllRefused(sql);
      const warnings = [
        ...(backlog.oldestMs > BACKLOG_WARN_MS ? [`${waited}: is a worker running?`] : []),
        ...refused.map(
          ({ shopId, carrier, why }) =>
            `every webhook of ${carrier} to ${shopId} is refused (${why}): is the secret right?`,
        ),
        ...(await readFailingAccounts(sql)).map(pollWarning),
      ];
      return c.json({ ok: true, backlog, warnings });
    } catch (error) {
      log.error({ err: error }, 'not ready');
      return c.json({ ok: false, warnings: ['Postgres does not answer'] }, 503);
    }
  });

  return app;
}

/** The carrier's words stay in the log and in Temporal: this page is open to all. */
function pollWarning({ shopId, carrier, result, failingSince }: FailingAccount): string {
  const why = result === 'auth' ? 'its credentials or settings are refused' : result;
  return `${carrier} cannot be asked for ${shopId} since ${failingSince.toISOString()}: ${why}`;
}
