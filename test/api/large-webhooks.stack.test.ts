/** Bodies with very many parcels, codes or letters: what wismr answers and keeps of them is bounded. */

import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { createDatabase } from '../database.ts';
import { ENCRYPTION } from '../keys.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, findAdapter);
const TOKEN = 'a-token-of-thirty-two-characters';
for (const carrier of ['seko', 'karrio']) {
  await saveWebhookSecrets(sql, { shopId: api.shopId, carrier, secrets: [TOKEN] }, ENCRYPTION);
}

/** Consignments with one scan each, the latest first. */
async function post(count: number, number: (index: number) => string) {
  const now = Date.now() - 60_000;
  const body = Array.from({ length: count }, (_, index) => ({
    ConsignmentNo: number(index),
    Events: [
      {
        OmniCode: 'OP-3',
        EventDT: new Date(now - index * 1_000).toISOString(),
        Description: `Scan ${index}`,
      },
    ],
  }));
  const path = `/webhooks/carriers/seko/${api.shopId}?token=${TOKEN}`;
  return api.post(path, JSON.stringify(body), {});
}

async function countStored(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from tracking_event`;
  return row?.count ?? 0;
}

test('many entries of one number are one parcel, whose scans are bounded and counted', async () => {
  await sql`truncate tracking_event cascade`;
  await api.call('PUT', '/v1/orders/L1', anOrder());
  const shipment = { carrier: 'seko', trackingNumber: 'SKSAME1' };
  await api.call('POST', '/v1/orders/L1/shipments', shipment);
  const { status, body } = await post(1_000, () => 'SKSAME1');
  expect(status).toBe(200);
  const stored = await countStored();
  expect(stored).toBeLessThan(150);
  expect(body).toMatchObject({ scans: stored, dropped: 1_000 - stored, unclaimed: [] });
});

test('of more than 500 parcels, the first 500 are stored, and the scans of the others are counted', async () => {
  await sql`truncate tracking_event cascade`;
  const { status, body } = await post(520, (index) => `SK${100_000 + index}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ scans: 500, repeated: 0, dropped: 20 });
  expect(await countStored()).toBe(500);
}, 60_000);

const NUMBER = '1Z999AA10123456788';
const YESTERDAY = Date.now() - 24 * 3_600_000;

async function postTracker(tracker: object) {
  const about = { object_type: 'tracker', id: 't', carrier_name: 'ups', carrier_id: 'ups' };
  const data = { ...about, tracking_number: NUMBER, ...tracker };
  const body = JSON.stringify({ event: 'tracker_updated', data });
  const path = `/webhooks/carriers/karrio/${api.shopId}`;
  return api.post(path, body, { 'x-event-id': TOKEN });
}

function scanAt(index: number, facts: object) {
  return { timestamp: new Date(YESTERDAY - index * 1_000).toISOString(), location: '', ...facts };
}

test('the answer lists a hundred unknown codes, and counts the others', async () => {
  const events = Array.from({ length: 1_500 }, (_, index) =>
    scanAt(index, { code: `ZZ${index}`.padEnd(60, 'y'), description: `Zzz qqq ${index}` }),
  );
  const tracking_number = '1Z999AA10123456777';
  const { status, body } = await postTracker({ tracking_number, status: 'unknown', events });
  expect(status).toBe(200);
  expect(body['unmapped']).toHaveLength(100);
  // The newest scan has the status of the tracker.
  expect(body['notListed']).toBe(1_399);
  expect(JSON.stringify(body).length).toBeLessThan(10_000);
});

test('a proof of delivery with very long texts leaves the API and the page small', async () => {
  await api.call('PUT', '/v1/orders/L2', anOrder());
  const shippedAt = new Date(YESTERDAY - 3_600_000).toISOString();
  const shipment = { carrier: 'ups', trackingNumber: NUMBER, shippedAt };
  await api.call('POST', '/v1/orders/L2/shipments', shipment);
  const long = 'a'.repeat(150_000);
  const { status } = await postTracker({
    status: 'delivered',
    delivered: true,
    info: { signed_by: long },
    delivery_image_url: `https://x.example/${long}`,
    events: [scanAt(0, { code: 'FS', description: 'DELIVERED' })],
  });
  expect(status).toBe(200);
  const order = (await api.call('GET', '/v1/orders/L2')).body;
  expect(order['shipments']).toMatchObject([
    { status: 'delivered', proofOfDelivery: { signedBy: long.slice(0, 200), photoUrl: null } },
  ]);
  expect(JSON.stringify(order).length).toBeLessThan(10_000);
  const page = await api.app.request(new URL(String(order['trackingPageUrl'])).pathname);
  expect((await page.text()).length).toBeLessThan(20_000);
});
