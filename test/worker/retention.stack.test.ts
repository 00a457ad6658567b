/** Old personal data is deleted by a schedule, and by hand. */

import { afterAll, expect, test } from 'vitest';
import { retentionRun } from '../../cli/retention.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { readNotifications } from '../../db/notifications.ts';
import { readShipments } from '../../db/shipments.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { ensureRetentionSchedule } from '../../worker/retention-schedule.ts';
import { RETENTION_SCHEDULE } from '../../workflows/messages.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { KEYS } from '../keys.ts';
import { createRig, sendAtAnyHour } from './rig.ts';
import { aReport, reportScan, zoneWhereItIs } from './scans.ts';

const rig = await createRig();
const { sql, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

const DAYS = { messages: 90, scans: 400, proofs: 400, webhooks: 30 };

async function run(options: Readonly<Record<string, boolean>>): Promise<readonly string[]> {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  await retentionRun.run({
    args: [],
    options,
    database: async () => sql,
    temporal: async () => client,
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => DAYS,
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  });
  return lines;
}

/** An order with a settled message, a scan and a proof, all so many days old. */
async function anOldOrder(orderId: string, days: number): Promise<JourneyId> {
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const contact = { email: 'delivered+old@resend.dev', timeZone: zoneWhereItIs(12) };
  const placedAt = new Date().toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const shipment = { shipmentId: 'S1', carrier: 'usps', trackingNumber: `TN${orderId}` };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
  await reportScan(sql, `TN${orderId}`, ['in_transit', 1]);
  await eventually(
    () => readNotifications(sql, journeyId),
    (rows) => rows.some(({ state }) => state === 'accepted'),
  );
  const age = sql`now() - ${days} * interval '1 day'`;
  await sql`update notification set settled_at = ${age}
    where journey_id = ${journeyId} and settled_at is not null`;
  await sql`update tracking_event set received_at = ${age}
    where tracking_number = ${`TN${orderId}`}`;
  await sql`update shipment set shipped_at = ${age}, proof = '{"signedBy": "Ada"}'
    where order_id = ${orderId}`;
  return journeyId;
}

async function personalDataOf(orderId: string) {
  const [message] = await readNotifications(sql, `order/acme/${orderId}` as JourneyId);
  const [shipment] = await readShipments(sql, api.shopId, orderId);
  const [scan] = await sql`select description from tracking_event
    where tracking_number = ${`TN${orderId}`}`;
  return [message?.payload !== null, scan?.['description'] !== null, shipment?.proof !== null];
}

test('each kind of data goes at its age, a dry run counts it, and the counters show it', async () => {
  await anOldOrder('RT1', 89);
  await anOldOrder('RT2', 91);
  await anOldOrder('RT3', 401);
  await sql`insert into webhook_body (shop_id, carrier, hash, received_at)
    select 'acme', 'usps', sha256(n::text::bytea), now() - interval '31 days'
    from generate_series(1, 2500) n`;
  const counted = await run({ 'dry-run': true });
  expect(counted).toEqual([
    expect.stringMatching(/^texts of settled messages older than 90 days: [2-9]$/),
    'words and places of scans older than 400 days: 1',
    'proofs of delivery older than 400 days: 1',
    'hashes of webhooks older than 30 days: 2500',
    'nothing deleted: this is a dry run',
  ]);
  expect(await personalDataOf('RT3')).toEqual([true, true, true]);
  const deleted = await run({});
  expect(deleted.slice(0, 4)).toEqual(counted.slice(0, 4));
  expect(await personalDataOf('RT1')).toEqual([true, true, true]);
  expect(await personalDataOf('RT2')).toEqual([false, true, true]);
  expect(await personalDataOf('RT3')).toEqual([false, false, false]);
  const metrics = await (await api.app.request('/metrics')).text();
  expect(metrics).toContain('wismr_retention_rows{kind="webhooks"} 2500');
  expect(metrics).toContain('wismr_retention_age_seconds{kind="messages"}');
  // A scan that the carrier repeats is still known.
  const [known] = await sql<{ occurredAt: Date }[]>`
    select occurred_at from tracking_event where tracking_number = 'TNRT3'`;
  const report = aReport('TNRT3', [['in_transit', 1]]);
  const repeated = report.shipments.map((shipment) => ({
    ...shipment,
    events: shipment.events.map((event) => ({
      ...event,
      occurredAt: known?.occurredAt.getTime() ?? 0,
    })),
  }));
  await recordScans(sql, { ...report, shipments: repeated });
  const [scans] = await sql`select count(*)::int as count from tracking_event
    where tracking_number = 'TNRT3'`;
  expect(scans).toEqual({ count: 1 });
});

test('the worker has made a schedule, which deletes without a person', async () => {
  await anOldOrder('RT4', 91);
  const schedule = client.schedule.getHandle(RETENTION_SCHEDULE);
  const { spec } = await eventually(
    () => schedule.describe().catch(() => null),
    (described) => described !== null,
  ).then((described) => described ?? Promise.reject(new Error('there is no schedule')));
  expect(spec.calendars).toMatchObject([{ hour: [{ start: 3 }], minute: [{ start: 17 }] }]);
  await schedule.trigger();
  await eventually(
    () => personalDataOf('RT4'),
    ([hasText]) => hasText === false,
  );
  // An operator's change stays.
  await schedule.pause('by an operator');
  await ensureRetentionSchedule(client);
  expect((await schedule.describe()).state.paused).toBe(true);
});
