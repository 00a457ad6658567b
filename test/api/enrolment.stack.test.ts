import { beforeEach, expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { rebuildJourneys } from '../../commands/rebuild-journeys.ts';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { eventually } from '../eventually.ts';
import { reportScan } from '../worker/scans.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, findAdapter);
const { shopId } = api;

beforeEach(async () => {
  await sql`truncate carrier_account, journey, contact cascade`;
});

async function connect(carrier: string, carriers: readonly string[], enabled = true) {
  await savePollAccount(sql, { shopId, carrier, carriers, enabled }, null);
}

let orders = 0;

async function ship(trackingNumber: string, carrier = 'ups'): Promise<string> {
  const orderId = `E${++orders}`;
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  const path = `/v1/orders/${orderId}/shipments`;
  const { status } = await api.call('POST', path, { carrier, trackingNumber });
  expect(status).toBe(201);
  return orderId;
}

/** Each number that is polled, with its account. */
async function polled(): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select account || ' ' || tracking_number as name from parcel_poll
    where next_at is not null order by name`;
  return rows.map(({ name }) => name);
}

test('a parcel is enrolled when it is added, and when it is corrected', async () => {
  await connect('ups', ['ups']);
  const orderId = await ship('TNEN100');
  expect(await polled()).toEqual(['ups TNEN100']);
  const path = `/v1/orders/${orderId}/shipments/TNEN100`;
  await api.call('PATCH', path, { trackingNumber: 'TNEN200' });
  expect(await polled()).toContain('ups TNEN200');
  await ship('TNEN300', 'fedex');
  expect(await polled()).not.toContain('ups TNEN300');
});

test('a return’s parcel is enrolled with its label', async () => {
  await connect('ups', ['ups']);
  const orderId = await ship('TNEN400', 'fedex');
  await api.call('PUT', '/v1/returns/R1', {
    orderId,
    items: [{ line: 1, quantity: 1 }],
    approved: true,
  });
  await api.call('POST', '/v1/returns/R1/label', { carrier: 'ups', trackingNumber: 'TNEN500' });
  expect(await polled()).toEqual(['ups TNEN500']);
});

test('parcels are enrolled when an account is added, enabled, or polls more carriers', async () => {
  await ship('TNEN600');
  await ship('TNEN700', 'fedex');
  await connect('ups', ['ups'], false);
  expect(await polled()).toEqual([]);
  await connect('ups', ['ups']);
  expect(await polled()).toEqual(['ups TNEN600']);
  await connect('ups', ['ups', 'fedex']);
  expect(await polled()).toEqual(['ups TNEN600', 'ups TNEN700']);
});

test('an account for all carriers takes over the parcels of one that is disabled', async () => {
  await connect('ups', ['ups']);
  await connect('easypost', ['*']);
  await ship('TNEN800');
  expect(await polled()).toEqual(['ups TNEN800']);
  await connect('ups', ['ups'], false);
  expect(await polled()).toContain('easypost TNEN800');
});

test('a rebuilt journey has its parcels enrolled', async () => {
  await connect('ups', ['ups']);
  const orderId = await ship('TNEN900');
  await sql`delete from parcel_poll`;
  await rebuildJourneys(sql, [`order/${shopId}/${orderId}` as JourneyId]);
  expect(await polled()).toEqual(['ups TNEN900']);
});

test('a parcel is enrolled when its closed journey opens, and when it moves after all', async () => {
  await connect('ups', ['ups']);
  const orderId = await ship('TNEN110');
  await sql`update journey set closed_at = now()`;
  await sql`update parcel_poll set next_at = null`;
  await api.call('POST', `/v1/orders/${orderId}/cancel`, {});
  expect(await polled()).toEqual(['ups TNEN110']);
  await reportScan(sql, 'TNEN110', ['delivered', 120]);
  await sql`update parcel_poll set next_at = null`;
  await reportScan(sql, 'TNEN110', ['return_to_sender', 5]);
  expect(await polled()).toEqual(['ups TNEN110']);
});

test('a parcel that cannot be enrolled is not added either', async () => {
  await connect('ups', ['ups']);
  await sql`alter table parcel_poll add constraint refused check (tracking_number <> 'TNEN120')`;
  await api.call('PUT', '/v1/orders/refused', anOrder());
  const path = '/v1/orders/refused/shipments';
  const parcel = { carrier: 'ups', trackingNumber: 'TNEN120' };
  expect((await api.call('POST', path, parcel)).status).toBe(500);
  expect(await sql`select 1 from shipment where order_id = 'refused'`).toHaveLength(0);
  await sql`alter table parcel_poll drop constraint refused`;
  expect((await api.call('POST', path, parcel)).status).toBe(201);
  expect(await polled()).toEqual(['ups TNEN120']);
});

test('of a parcel and an account that are added at the same time, one sees the other', async () => {
  await api.call('PUT', '/v1/orders/race', anOrder());
  const path = '/v1/orders/race/shipments';
  const parcel = { carrier: 'ups', trackingNumber: 'TNEN130' };
  // Stops the account's transaction between its change and its commit.
  let connected: Promise<void> | null = null;
  let added: Promise<unknown> | null = null;
  await sql.begin(async (tx) => {
    await tx`lock table carrier_poll in access exclusive mode`;
    connected = connect('ups', ['ups']);
    await eventually(countWaiting, (count) => count === 1);
    added = api.call('POST', path, parcel);
    await eventually(countWaiting, (count) => count === 2);
  });
  await connected;
  await added;
  expect(await polled()).toEqual(['ups TNEN130']);
});

async function countWaiting(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}
