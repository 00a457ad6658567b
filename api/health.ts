import { Hono } from 'hono';
import { alertTopic } from '../views/alert.ts';
import { CHANNEL_NOT_SET_UP, type Health, probeWrite, readHealth } from '../views/health.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { isOperator } from './operator.ts';
import { within } from './within.ts';

/** If events wait longer than this, no relay runs or Temporal does not answer. */
const BACKLOG_WARN_MS = 60_000;
/** Shorter than the health checks of containers and load balancers wait. */
const ANSWER_WITHIN_MS = 3_000;

export function healthRoutes(deps: ApiDeps): Hono<ApiEnv> {
  const { sql, webhookCounter } = deps;
  const app = new Hono<ApiEnv>();

  /** Liveness: the process runs. */
  app.get('/healthz', (c) => c.json({ ok: true }));

  /** Readiness: Postgres answers and takes writes. Warnings do not make the API unready. */
  app.get('/readyz', async (c) => {
    const isOpen = isOperator(c, deps);
    const address = deps.addressOf(c);
    // A wrong key gets the same answer as none, so nothing else counts it.
    if (!isOpen && address !== null && c.req.header('authorization') !== undefined) {
      await deps.rateLimits.count('failures', address);
    }
    try {
      if (isOpen) {
        const health = await within(
          ANSWER_WITHIN_MS,
          webhookCounter.flush().then(() => readHealth(sql)),
        );
        return c.json({ ok: true, ...detailsOf(health, deps) });
      }
      await within(ANSWER_WITHIN_MS, probeWrite(sql));
      return c.json({ ok: true });
    } catch (error) {
      const warning = whyNotReady(error);
      c.var.log.error({ err: error }, warning);
      return c.json(isOpen ? { ok: false, warnings: [warning] } : { ok: false }, 503);
    }
  });

  return app;
}

/** Postgres's codes for a refused write. */
const REFUSED_WRITES: Readonly<Record<string, string>> = {
  '25006': 'Postgres takes no writes: it is a replica, or read-only',
  '53100': 'Postgres takes no writes: its disk is full',
};

function whyNotReady(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REFUSED_WRITES[code] ?? 'Postgres does not answer';
}

function detailsOf(health: Health, { notifiesOperators }: ApiDeps) {
  const { backlog, unsettled, lost, stuck, failingMessages, outages } = health;
  const notSetUp = failingMessages.filter(({ code }) => code === CHANNEL_NOT_SET_UP);
  return {
    backlog,
    unsettled,
    notSetUp: [...new Set(notSetUp.map(({ channel }) => channel))],
    lost,
    stuck,
    outages: outages.map(({ provider, channel, since, lastError }) => ({
      provider,
      channel,
      since: since.toISOString(),
      lastError,
    })),
    alerts: health.alerts.map(toAlertJson),
    warnings: notifiesOperators ? warningsOf(health) : [...warningsOf(health), NOTIFIES_NOBODY],
  };
}

const NOTIFIES_NOBODY = 'alerts notify nobody: set OPERATIONS_EMAIL and an email provider';

function toAlertJson(alert: Health['alerts'][number]) {
  const { kind, since, openedAt, count, lastError, notifiedAt } = alert;
  return {
    kind,
    topic: alertTopic(alert),
    since: since.toISOString(),
    openedAt: openedAt.toISOString(),
    count,
    lastError,
    notifiedAt: notifiedAt?.toISOString() ?? null,
  };
}

function warningsOf(health: Health): readonly string[] {
  const { backlog, refused, failing, failingMessages, unsettled, lost } = health;
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
    ...health.outages.map(outageWarning),
    ...failingMessages.map(messageWarning),
    ...unsettled.filter(({ untried }) => untried > 0).map(untriedWarning),
    ...(lost.journeys > 0 ? [lostWarning(lost)] : []),
    ...stuckWarnings(health.stuck),
  ];
}

function outageWarning({ provider, channel, since, lastError }: Health['outages'][number]): string {
  const from = since.toISOString();
  return `${provider} refuses the account since ${from} (${lastError}): every ${channel} waits until you correct it`;
}

type Failing = Health['failingMessages'][number];

function messageWarning({ channel, provider, code, count, since }: Failing): string {
  const what = countOf(count, channel, 'message');
  const from = since.toISOString();
  if (code === CHANNEL_NOT_SET_UP) {
    return `${what} wait since ${from}: ${channel} is not set up, see .env.example`;
  }
  const why =
    provider === null ? `cannot be rendered (${code})` : `not sent: ${provider} answers ${code}`;
  return `${what} ${why}, since ${from}: see lastError of the messages`;
}

function untriedWarning({ channel, untried, oldestMs }: Health['unsettled'][number]): string {
  const minutes = Math.round(oldestMs / 60_000);
  const what = countOf(untried, channel, 'message');
  return `${what} not tried, the oldest for ${minutes} minutes: is a worker running?`;
}

function lostWarning({ journeys }: Health['lost']): string {
  const what = journeys === 1 ? '1 journey' : `${journeys} journeys`;
  return `${what} had no workflow in the last day: did Temporal lose data? Workers rebuild them`;
}

function stuckWarnings({ journeys, oldest }: Health['stuck']): readonly string[] {
  if (!oldest) return [];
  const { journeyId, ageMs, error } = oldest;
  const minutes = Math.round(ageMs / 60_000);
  const what = journeys === 1 ? '1 journey is' : `${journeys} journeys are`;
  return [`${what} stuck, ${journeyId} for ${minutes} minutes: ${error}`];
}

function countOf(count: number, channel: string, noun: string): string {
  return `${count} ${channel} ${count === 1 ? noun : `${noun}s`}`;
}

/** Leaves out the carrier's own message, which may quote what was sent to it. */
function pollWarning({ shopId, carrier, result, failingSince }: Health['failing'][number]): string {
  const why = result === 'auth' ? 'it refuses the credentials or settings' : result;
  return `polling ${carrier} for ${shopId} has failed since ${failingSince.toISOString()}: ${why}`;
}
