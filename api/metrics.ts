import { Hono } from 'hono';
import { Gauge, Registry } from 'prom-client';
import { ALERT_KINDS } from '../domain/alert.ts';
import { WismrError } from '../domain/error.ts';
import { type Metrics, probeWrite, readMetrics } from '../views/health.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { isOperator } from './operator.ts';
import { within } from './within.ts';

const LOCKED =
  'the metrics need "Authorization: Bearer <OPERATIONS_KEY>"; without that setting, only the machine ' +
  'of an API with a local PUBLIC_URL may read them';

/** Metrics for Prometheus, of all shops together. Each request reads them from Postgres. */
export function metricsRoutes(deps: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get('/metrics', async (c) => {
    if (!isOperator(c, deps)) throw new WismrError('unauthorized', LOCKED);
    const registry = new Registry();
    const isWritable = await takesWrites(deps, c.var.log);
    fill(registry, await readMetrics(deps.sql), isWritable);
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return app;
}

/** Shorter than Prometheus waits by default. */
const WRITE_WITHIN_MS = 3_000;

/** Whether Postgres takes writes. If so, also writes what was counted in memory. */
async function takesWrites(
  { sql, webhookCounter, keyRefusals, rateLimitCounter }: ApiDeps,
  log: ApiEnv['Variables']['log'],
): Promise<boolean> {
  try {
    await within(WRITE_WITHIN_MS, probeWrite(sql));
    await Promise.all([webhookCounter.flush(), keyRefusals.flush(), rateLimitCounter.flush()]);
    return true;
  } catch (error) {
    log.error({ err: error }, 'Postgres takes no writes');
    return false;
  }
}

function fill(registry: Registry, metrics: Metrics, isWritable: boolean): void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  gauge('wismr_postgres_writable', '1: PostgreSQL takes writes. 0: it does not.').set(
    isWritable ? 1 : 0,
  );
  fillWebhooks(gauge, metrics);
  gauge('wismr_relay_journeys', 'Journeys with events that the relay has not delivered yet.').set(
    metrics.backlog.journeys,
  );
  gauge(
    'wismr_relay_oldest_seconds',
    'Age of the oldest event that the relay has not delivered, in seconds.',
  ).set(metrics.backlog.oldestMs / 1_000);
  fillMessages(gauge, metrics);
  const outages = gauge(
    'wismr_provider_outage_seconds',
    'How long a provider has refused the account, in seconds. All of its messages wait.',
    ['provider', 'channel', 'code'],
  );
  for (const { provider, channel, lastError: code, since } of metrics.outages) {
    outages.set({ provider, channel, code }, (Date.now() - since.getTime()) / 1_000);
  }
  fillJourneys(gauge, metrics);
  const refusals = gauge('wismr_api_key_refusals', 'Requests refused for their key.', ['reason']);
  for (const { reason, count } of metrics.keyRefusals) refusals.set({ reason }, count);
  const limited = gauge('wismr_rate_limited', 'Requests refused because there were too many.', [
    'limit',
  ]);
  for (const { reason: limit, count } of metrics.rateLimitRefusals) limited.set({ limit }, count);
  const alerts = gauge('wismr_alerts', 'Open alerts.', ['kind']);
  for (const kind of ALERT_KINDS) {
    alerts.set({ kind }, metrics.alerts.filter((alert) => alert.kind === kind).length);
  }
  fillRetention(gauge, metrics);
}

function fillMessages(gauge: MakeGauge, metrics: Metrics): void {
  const unsettled = gauge(
    'wismr_unsettled_messages',
    'Messages that have waited for an outcome for longer than they may.',
    ['channel'],
  );
  const oldest = gauge(
    'wismr_unsettled_oldest_seconds',
    'Age of the oldest of these messages, in seconds.',
    ['channel'],
  );
  const lastErrors = gauge(
    'wismr_unsettled_last_error',
    '1: the newest error of these messages has this code.',
    ['channel', 'code'],
  );
  for (const { channel, count, oldestMs, lastError: code } of metrics.unsettled) {
    unsettled.set({ channel }, count);
    oldest.set({ channel }, oldestMs / 1_000);
    if (code !== null) lastErrors.set({ channel, code }, 1);
  }
  const failing = gauge(
    'wismr_failing_messages',
    'Messages that cannot be rendered, have no channel, or that a provider does not take.',
    ['channel', 'code'],
  );
  for (const { channel, code, count } of metrics.failingMessages) {
    failing.inc({ channel, code }, count);
  }
}

/** The errors of journeys are words, so they are on `/readyz`. */
function fillJourneys(gauge: MakeGauge, { lost, stuck }: Metrics): void {
  gauge(
    'wismr_lost_workflows',
    'Journeys that a worker found without a workflow in the last day.',
  ).set(lost.journeys);
  const since = gauge(
    'wismr_lost_latest_seconds',
    'How long ago a worker found the latest of these journeys, in seconds.',
  );
  if (lost.last) since.set(lost.last.ageMs / 1_000);
  else since.remove();
  gauge('wismr_stuck_journeys', 'Journeys whose workflow tasks fail.').set(stuck.journeys);
  gauge(
    'wismr_stuck_oldest_seconds',
    'How long the workflow tasks of one of these journeys have failed, in seconds, at most.',
  ).set((stuck.oldest?.ageMs ?? 0) / 1_000);
}

function fillRetention(gauge: MakeGauge, { retention }: Metrics): void {
  const rows = gauge('wismr_retention_rows', 'Rows that the retention has emptied or deleted.', [
    'kind',
  ]);
  const age = gauge(
    'wismr_retention_age_seconds',
    'How long ago the retention last ran, in seconds: over a day means that it does not run.',
    ['kind'],
  );
  for (const { kind, rows: count, ageMs } of retention) {
    rows.set({ kind }, count);
    age.set({ kind }, ageMs / 1_000);
  }
}

type MakeGauge = (name: string, help: string, labelNames?: readonly string[]) => Gauge;

function fillWebhooks(gauge: MakeGauge, { webhooks }: Metrics): void {
  const outcomes = gauge('wismr_webhooks', 'Webhooks received from carriers, by outcome.', [
    'carrier',
    'outcome',
  ]);
  const unmapped = gauge(
    'wismr_unmapped_events',
    'Events with a carrier code that wismr does not know.',
    ['carrier'],
  );
  const ignored = gauge(
    'wismr_ignored_events',
    'Events that change no parcel, such as those of a parcel that another carrier moves.',
    ['carrier'],
  );
  for (const { carrier, verified, refused, ...counts } of webhooks) {
    outcomes.set({ carrier, outcome: 'verified' }, verified);
    outcomes.set({ carrier, outcome: 'refused' }, refused);
    unmapped.set({ carrier }, counts.unmapped);
    ignored.set({ carrier }, counts.ignored);
  }
}
