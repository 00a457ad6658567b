/** Bodies with very many parcels: answered in a time that does not grow with them. */

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
await saveWebhookSecrets(
  sql,
  { shopId: api.shopId, carrier: 'seko', secrets: [TOKEN] },
  ENCRYPTION,
);

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
