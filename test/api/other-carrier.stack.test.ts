import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { createDatabase } from '../database.ts';
import { ENCRYPTION } from '../keys.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const TOKEN = 'a-token-of-thirty-two-characters';
const account = { shopId: api.shopId, carrier: 'sendle', secrets: [TOKEN] };
await saveWebhookSecrets(database.sql, account, ENCRYPTION);

function report(number: string, type = 'Delivered') {
  const scan_time = new Date(Date.now() - 3_600_000).toISOString();
  const event = { event_type: type, scan_time, description: type, sendle_reference: number };
  return api.post(`/webhooks/carriers/sendle/acme?token=${TOKEN}`, JSON.stringify(event), {});
}

async function ship(orderId: string, carrier: string, trackingNumber: string): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  await api.call('POST', `/v1/orders/${orderId}/shipments`, { carrier, trackingNumber });
}

async function readShipment(orderId: string) {
  const { shipments } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  const [{ shipmentId, status, scans }] = shipments as [
    { shipmentId: string; status: string; scans: unknown[] },
  ];
  return { shipmentId, status, scans: scans.length };
}

test('a carrier changes its own parcel', async () => {
  await ship('1', 'sendle', 'SOTHER1');
  expect((await report('SOTHER1')).body).toMatchObject({ scans: 1, ignored: [] });
  expect(await readShipment('1')).toMatchObject({ status: 'delivered', scans: 1 });
});

test('a carrier changes no parcel of another carrier, which is counted and shown', async () => {
  await ship('2', 'ups', 'SOTHER2');
  const answer = await report('SOTHER2');
  expect(answer).toMatchObject({
    status: 200,
    body: { ignored: [{ trackingNumber: 'SOTHER2', reason: 'other_carrier', scans: 1 }] },
  });
  expect(await readShipment('2')).toMatchObject({ status: 'unknown', scans: 0 });
  const { carriers } = (await api.call('GET', '/v1/carriers')).body as {
    carriers: { id: string; webhooks: { ignored: number } }[];
  };
  expect(carriers.find(({ id }) => id === 'sendle')?.webhooks.ignored).toBe(1);
});

test('a report that comes before the parcel does not count for a parcel of another carrier', async () => {
  expect((await report('SOTHER3')).body).toMatchObject({ unclaimed: ['SOTHER3'] });
  await ship('3', 'ups', 'SOTHER3');
  expect(await readShipment('3')).toMatchObject({ status: 'unknown', scans: 0 });
});

test('it counts once the shop corrects the carrier of the parcel', async () => {
  await ship('4', 'ups', 'SOTHER4');
  await report('SOTHER4');
  const { shipmentId } = await readShipment('4');
  await api.call('PATCH', `/v1/orders/4/shipments/${shipmentId}`, { carrier: 'sendle' });
  expect(await readShipment('4')).toMatchObject({ status: 'delivered', scans: 1 });
});
