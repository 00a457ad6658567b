/** Whatever a carrier reports about a parcel, its journey and its page stay small, and true. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CarrierReport } from '../../commands/carrier-report.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { readLog } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { foldUntilStuck } from '../../domain/journey/machine.ts';
import type { OrderEvent } from '../../domain/order/event.ts';
import { orderMachine } from '../../domain/order/index.ts';
import type { ScanSummary } from '../../domain/parcel/scan-summary.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, sendAtAnyHour } from './rig.ts';
import { aReport } from './scans.ts';

const SCANS = 10_000;
const KIB = 1024;

const rig = await createRig();
const { sql } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

/** Scans from this long ago until now, the delivery among them. */
interface Story {
  readonly reports: number;
  readonly spanMs: number;
  /** The number of the scan that delivers the parcel. */
  readonly delivery: number;
}

const STORIES: readonly Story[] = [
  { reports: 1, spanMs: 12 * HOUR, delivery: 3_000 },
  { reports: 1_000, spanMs: 20 * DAY, delivery: 9_700 },
];

const START = Date.now();

function scanAt({ spanMs, delivery }: Story, index: number): TrackingEvent {
  const [parcel] = aReport('TN', [['in_transit', 0]]).shipments;
  const [scan] = parcel?.events ?? [];
  if (!scan) throw new Error('the report has a scan');
  const status: Status = index === delivery ? 'delivered' : 'in_transit';
  const description = index === delivery ? 'Handed to Ada' : `Passed sensor ${index} of the belt`;
  const occurredAt = START - spanMs + Math.floor((index * spanMs) / SCANS);
  return { ...scan, status, code: status, description, occurredAt };
}

function report(trackingNumber: string, events: readonly TrackingEvent[]): CarrierReport {
  const { shipments, ...rest } = aReport(trackingNumber, [['in_transit', 0]]);
  return { ...rest, receivedAt: null, shipments: shipments.map((each) => ({ ...each, events })) };
}

async function ship(orderId: string, { spanMs }: Story): Promise<void> {
  const shippedAt = START - spanMs - HOUR;
  const contact = { email: `delivered+${orderId}@resend.dev`, consent: { email: true } };
  const placedAt = new Date(shippedAt - DAY).toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt, edd: null }));
  const parcel = { carrier: 'usps', trackingNumber: `TN${orderId}` };
  const shipment = { ...parcel, shippedAt: new Date(shippedAt).toISOString() };
  const { status } = await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
  expect(status).toBe(201);
}

async function sizesOf(orderId: string) {
  const [rows] = await sql<{ scans: number; events: number; bytes: number }[]>`
    select (select count(*)::int from tracking_event where tracking_number = ${`TN${orderId}`}) as scans,
      count(*)::int as events, sum(length(data::text))::int as bytes
    from journey_event where journey_id = ${`order/acme/${orderId}`}`;
  const view = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  const page = await api.app.request(new URL(String(view['trackingPageUrl'])).pathname);
  const html = await page.text();
  const { historySize = 0 } = await rig.client.workflow
    .getHandle(`order/acme/${orderId}`)
    .describe();
  return { ...rows, view, html, historySize };
}

/** The parcel's summary, as its row has it and as its journey's log leads to it. */
async function summariesOf(orderId: string): Promise<readonly (ScanSummary | undefined)[]> {
  const [row] = await sql<{ scanSummary: ScanSummary }[]>`
    select scan_summary from shipment where order_id = ${orderId}`;
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const log = await readLog<OrderEvent>(sql, journeyId);
  const { state, stuckEvent } = foldUntilStuck(orderMachine, journeyId, log);
  expect(stuckEvent).toBeNull();
  return [row?.scanSummary, state.shipments[`TN${orderId}`]?.scanSummary];
}

async function sent(orderId: string) {
  const rows = await readNotifications(sql, `order/acme/${orderId}` as JourneyId);
  return rows.filter(({ state }) => state === 'accepted').map(({ kind }) => kind);
}

describe.each(STORIES)('ten thousand scans, in reports: $reports', (story) => {
  const { reports } = story;
  const orderId = `MANY${reports}`;
  const each = SCANS / reports;

  beforeAll(async () => {
    await ship(orderId, story);
    for (let first = 0; first < SCANS; first += each) {
      const events = Array.from({ length: each }, (_each, index) => scanAt(story, first + index));
      await recordScans(sql, report(`TN${orderId}`, events));
    }
    await eventually(
      () => sent(orderId),
      (kinds) => kinds.includes('delivered'),
    );
  }, 300_000);

  test('few of them are kept, and the others are counted', async () => {
    const { scans, view } = await sizesOf(orderId);
    expect(scans).toBeLessThanOrEqual(282);
    const [shipment] = view['shipments'] as { scans: unknown[]; scansDropped: number }[];
    expect(shipment?.scans).toHaveLength(scans ?? 0);
    expect(shipment?.scansDropped).toBe(SCANS - (scans ?? 0));
  });

  test('the delivery is known, although thousands of scans are newer', async () => {
    const { view, html } = await sizesOf(orderId);
    expect(view['status']).toBe('delivered');
    expect(html).toContain('<h1 class="">Delivered</h1>');
    expect(html).toContain('Handed to Ada');
    expect(html).toContain('Some older reports are not shown here.');
    expect(await sent(orderId)).toContain('delivered');
  });

  test('log, page and history stay small', async () => {
    const { events, bytes, html, historySize } = await sizesOf(orderId);
    expect(events).toBeLessThan(400);
    expect(bytes).toBeLessThan(100 * KIB);
    expect(Buffer.byteLength(html)).toBeLessThan(60 * KIB);
    expect(historySize).toBeGreaterThan(0);
    expect(historySize).toBeLessThan(300 * KIB);
  });

  test('the log leads to the status of the row, at most six hours behind', async () => {
    const [row, logged] = await summariesOf(orderId);
    expect(logged?.by.delivered).toEqual(row?.by.delivered);
    const behindMs = (row?.lastScanAt ?? 0) - (logged?.lastScanAt ?? 0);
    expect(behindMs).toBeLessThan(6 * HOUR);
  });

  test('the same reports once more change nothing', async () => {
    const before = await sizesOf(orderId);
    const [row] = await summariesOf(orderId);
    for (let first = 0; first < SCANS; first += each * Math.ceil(100 / each)) {
      const events = Array.from({ length: each }, (_each, index) => scanAt(story, first + index));
      await recordScans(sql, report(`TN${orderId}`, events));
    }
    const after = await sizesOf(orderId);
    expect([after.scans, after.events, after.html]).toEqual([
      before.scans,
      before.events,
      before.html,
    ]);
    expect((await summariesOf(orderId))[0]).toEqual(row);
  });
});
