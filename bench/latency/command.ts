/**
 * `npm run bench -- latency`: from a carrier's webhook to the call of the email provider, beside an
 * empty signal that runs an empty activity on the same Temporal; and what a journey costs there.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import { zoneWhereItIs } from '../../test/worker/scans.ts';
import { Arrivals } from './arrivals.ts';
import { type BareActivities, bareJourney, bareSignal } from './bare-workflow.ts';
import { type BenchSystem, SECRET, SHOP, startBenchSystem } from './system.ts';

export interface LatencyOptions {
  readonly json: boolean;
  /** How many journeys. One event of each is measured, one after the other. */
  readonly journeys: number;
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Milliseconds, ratios to the bare workflow, and averages per journey. */
export interface LatencyFigures {
  readonly journeys: number;
  readonly bare: Percentiles;
  readonly webhookToProvider: Percentiles;
  readonly ratio: Percentiles;
  readonly perJourney: Readonly<Record<string, number>>;
}

export async function benchLatency({ json, journeys }: LatencyOptions): Promise<void> {
  const arrivals = new Arrivals();
  const system = await startBenchSystem(arrivals);
  try {
    const figures = await measure(system, arrivals, journeys);
    console.log(json ? JSON.stringify(figures) : describe(figures));
  } finally {
    await system.stop();
  }
}

async function measure(
  system: BenchSystem,
  arrivals: Arrivals,
  journeys: number,
): Promise<LatencyFigures> {
  const ids = Array.from({ length: journeys }, (_, index) => `B${index + 1}`);
  const bareMs = await measureBare(system, arrivals, ids);
  for (const id of ids) await placeOrder(system, id);
  for (const id of ids) await arrivals.of(`${id}/shipped`);
  // The first messages of a kind compile their template: they are not measured.
  const ownMs: number[] = [];
  for (const [index, id] of ids.entries()) {
    const ms = await reportScan(system, arrivals, { id, scan: 'out_for_delivery' });
    if (index >= WARM_UP) ownMs.push(ms);
  }
  for (const id of ids) await reportScan(system, arrivals, { id, scan: 'delivered' });
  await sleep(1_000);
  const bare = percentiles(bareMs);
  const own = percentiles(ownMs);
  return {
    journeys,
    bare,
    webhookToProvider: own,
    ratio: { p50: own.p50 / bare.p50, p99: own.p99 / bare.p99 },
    perJourney: await countCommands(system, ids),
  };
}

const WARM_UP = 5;
/** Between two measured events, so that one does not wait for the other. */
const PAUSE_MS = 50;

async function measureBare(
  { client, native }: BenchSystem,
  arrivals: Arrivals,
  ids: readonly string[],
): Promise<readonly number[]> {
  const activities: BareActivities = { arrive: async (id) => arrivals.note(`bare/${id}`) };
  const workflowsPath = new URL('bare-workflow.ts', import.meta.url).pathname;
  const workers = await Promise.all([
    Worker.create({ connection: native, taskQueue: 'bare', workflowsPath }),
    Worker.create({ connection: native, taskQueue: 'bare-activities', activities }),
  ]);
  const runs = workers.map((worker) => worker.run());
  const measured: number[] = [];
  for (const [index, id] of ids.entries()) {
    const workflowId = `bare/${id}`;
    // As a journey does: it runs already when the event comes.
    const handle = await client.workflow.start(bareJourney, { taskQueue: 'bare', workflowId });
    await sleep(PAUSE_MS);
    const begun = performance.now();
    await handle.signal(bareSignal, id);
    const ms = (await arrivals.of(`bare/${id}`)) - begun;
    if (index >= WARM_UP) measured.push(ms);
    await handle.terminate('measured');
  }
  for (const worker of workers) worker.shutdown();
  await Promise.all(runs);
  return measured;
}

async function placeOrder(system: BenchSystem, id: string): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  const contact = {
    name: 'Ottilie Quast',
    email: `${id}@example.com`,
    // At night, `out for delivery` would be stale.
    timeZone: zoneWhereItIs(12),
    consent: { email: true },
  };
  const items = [{ sku: 'A', name: 'A thing', quantity: 1 }];
  await call(system, { method: 'PUT', path: `/v1/orders/${id}` }, { placedAt, contact, items });
  await call(
    system,
    { method: 'POST', path: `/v1/orders/${id}/shipments` },
    { shipmentId: `${id}-1`, carrier: 'usps', trackingNumber: `BENCH${id}` },
  );
}

async function call(
  { app, authorization }: BenchSystem,
  { method, path }: { readonly method: string; readonly path: string },
  body: object,
): Promise<void> {
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await app.request(path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
}

interface ReportedScan {
  readonly id: string;
  readonly scan: 'out_for_delivery' | 'delivered';
}

/** Posts a webhook. Returns the milliseconds until the provider has its email. */
async function reportScan(
  { app }: BenchSystem,
  arrivals: Arrivals,
  { id, scan }: ReportedScan,
): Promise<number> {
  await sleep(PAUSE_MS);
  const body = trackerUpdated({
    trackingCode: `BENCH${id}`,
    carrier: 'USPS',
    status: scan,
    details: [
      { status: scan, statusDetail: scan, message: scan, datetime: new Date().toISOString() },
    ],
  });
  const begun = performance.now();
  const path = `/webhooks/carriers/easypost/${SHOP}`;
  const headers = { 'content-type': 'application/json', ...signEasyPost(body, SECRET) };
  const response = await app.request(path, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await arrivals.of(`${id}/${scan}`)) - begun;
}

/** What Temporal counts and bills, by its events. */
const COUNTED: Readonly<Record<string, string>> = {
  workflowExecutionSignaledEventAttributes: 'signals',
  activityTaskScheduledEventAttributes: 'activities',
  markerRecordedEventAttributes: 'local activities',
  timerStartedEventAttributes: 'timers',
  upsertWorkflowSearchAttributesEventAttributes: 'search attributes',
  workflowTaskScheduledEventAttributes: 'workflow tasks',
};

async function countCommands(
  { client }: BenchSystem,
  ids: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const id of ids) {
    const { events } = await client.workflow.getHandle(`order/${SHOP}/${id}`).fetchHistory();
    for (const event of events ?? []) {
      counts['history events'] = (counts['history events'] ?? 0) + 1;
      const name = Object.keys(COUNTED).find((key) => (event as Record<string, unknown>)[key]);
      const label = name && COUNTED[name];
      if (label) counts[label] = (counts[label] ?? 0) + 1;
    }
  }
  return Object.fromEntries(Object.entries(counts).map(([k, n]) => [k, n / ids.length]));
}

function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5) ?? Number.NaN, p99: at(0.99) ?? Number.NaN };
}

function describe({ bare, webhookToProvider, ratio, ...rest }: LatencyFigures): string {
  const row = (name: string, { p50, p99 }: Percentiles, digits = 0) =>
    `${name.padEnd(34)} ${p50.toFixed(digits).padStart(8)} ${p99.toFixed(digits).padStart(8)}`;
  const counts = Object.entries(rest.perJourney).map(
    ([name, count]) => `${name.padEnd(34)} ${count.toFixed(1).padStart(8)}`,
  );
  return [
    `${''.padEnd(34)} ${'p50'.padStart(8)} ${'p99'.padStart(8)}`,
    row('webhook to provider, ms', webhookToProvider),
    row('empty signal to activity, ms', bare),
    row('ratio', ratio, 1),
    '',
    `per journey (order, shipment, two scans, four emails), average of ${rest.journeys}`,
    ...counts,
  ].join('\n');
}
