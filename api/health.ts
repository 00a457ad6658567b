import { Hono } from 'hono';
import { type Health, readHealth } from '../views/health.ts';
import type { ApiDeps, ApiEnv } from './env.ts';

/** If events wait longer than this, no relay runs or Temporal does not answer. */
const BACKLOG_WARN_MS = 60_000;

export function healthRoutes({ sql, log }: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  /** Liveness: the process runs. */
  app.get('/healthz', (c) => c.json({ ok: true }));

  /** Readiness: Postgres answers. Warnings do not make the API unready. */
  app.get('/readyz', async (c) => {
    try {
      const health = await readHealth(sql);
      return c.json({ ok: true, backlog: health.backlog, warnings: warningsOf(health) });
    } catch (error) {
      log.error({ err: error }, 'Postgres does not answer');
      return c.json({ ok: false, warnings: ['Postgres does not answer'] }, 503);
    }
  });

  return app;
}

function warningsOf({ backlog, refused, failing, failingMessages }: Health): readonly string[] {
  const seconds = Math.round(backlog.oldestMs / 1_000);
  return [
    ...(backlog.oldestMs > BACKLOG_WARN_MS
      ? [`events have waited for ${seconds} s: is a worker running?`]
      : []),
    ...refused.map(
      ({ shopId, carrier, why }) =>
        `every webhook of ${carrier} to ${shopId} is refused (${why}): is the secret right?`,
    ),
    ...failing.map(pollWarning),
    ...failingMessages.map(messageWarning),
  ];
}

function messageWarning(failing: Health['failingMessages'][number]): string {
  const { channel, provider, code, count, since } = failing;
  const what = `${count} ${channel} ${count === 1 ? 'message' : 'messages'}`;
  const why =
    provider === null ? `cannot be rendered (${code})` : `not sent: ${provider} answers ${code}`;
  return `${what} ${why}, since ${since.toISOString()}: see lastError of the messages`;
}

/** Leaves out the carrier's own message, because anyone can read this page. */
function pollWarning({ shopId, carrier, result, failingSince }: Health['failing'][number]): string {
  const why = result === 'auth' ? 'it refuses the credentials or settings' : result;
  return `polling ${carrier} for ${shopId} has failed since ${failingSince.toISOString()}: ${why}`;
}
