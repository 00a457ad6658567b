import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { findAdapter } from '../../carriers/index.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const other = await createApi(database, findAdapter, 'other');

function aBody(trackingCode: string, status = 'in_transit'): string {
  const detail = {
    status,
    statusDetail: status === 'delivered' ? 'arrived_at_destination' : 'arrived_at_facility',
    message: 'As the carrier says it',
    datetime: new Date(Date.now() - 3_600_000).toISOString(),
    city: 'Columbus',
    state: 'OH',
  };
  return trackerUpdated({ trackingCode, carrier: 'USPS', status, details: [detail] });
}

function post(body: string, headers = signEasyPost(body, SECRET), shop = 'acme') {
  return api.post(`/webhooks/carriers/easypost/${shop}`, body, headers);
}

async function place(orderId: string, trackingNumber: string): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  await api.call('POST', `/v1/orders/${orderId}/shipments`, { carrier: 'USPS', trackingNumber });
}

async function countRefused(): Promise<number> {
  await api.deps.webhookCounter.flush();
  const [row] = await database.sql<{ count: number }[]>`
    select coalesce(sum(refused), 0)::int as count from webhook_count where shop_id = 'acme'`;
  return row?.count ?? 0;
}

test('a scan is stored, shown in the order and counted once', async () => {
  await place('1', 'TNHOOK1');
  const body = aBody('TNHOOK1');
  expect((await post(body)).body).toMatchObject({ scans: 1, repeated: 0, unclaimed: [] });
  expect((await post(body)).body).toMatchObject({ scans: 0, repeatedBody: true });
  const reworded = `${body} `;
  expect((await post(reworded)).body).toMatchObject({ scans: 0, repeated: 1 });
  expect((await api.call('GET', '/v1/orders/1')).body).toMatchObject({
    status: 'in_transit',
    shipments: [{ scans: [{ status: 'in_transit', place: { city: 'Columbus' } }] }],
  });
});

test('a scan of an unknown number is applied when its shipment is added', async () => {
  expect((await post(aBody('TNHOOK2'))).body).toMatchObject({ unclaimed: ['TNHOOK2'] });
  await place('2', 'TNHOOK2');
  expect((await api.call('GET', '/v1/orders/2')).body).toMatchObject({ status: 'in_transit' });
});

test('a webhook to one shop changes nothing for another shop', async () => {
  await place('3', 'TNHOOK3');
  const body = aBody('TNHOOK3', 'delivered');
  expect((await post(body, signEasyPost(body, SECRET), 'other')).body).toMatchObject({
    unclaimed: ['TNHOOK3'],
  });
  expect((await api.call('GET', '/v1/orders/3')).body).toMatchObject({ status: 'unknown' });
  expect((await other.call('GET', '/v1/orders/3')).status).toBe(404);
});

test.each([
  ['signed with another secret', (body: string) => signEasyPost(body, 'wrong')],
  ['signed over other bytes', (body: string) => signEasyPost(`${body} `, SECRET)],
  ['not signed', () => ({})],
])('a webhook that is %s is refused, counted, and changes nothing', async (_, sign) => {
  await place('4', 'TNHOOK4');
  const before = await countRefused();
  const body = aBody('TNHOOK4', 'delivered');
  const answer = await post(body, sign(body));
  expect(answer).toMatchObject({ status: 401, type: 'application/problem+json' });
  expect(await countRefused()).toBe(before + 1);
  expect((await api.call('GET', '/v1/orders/4')).body).toMatchObject({ status: 'unknown' });
});

test.each([
  ['is not JSON', '{ "description": '],
  ['is JSON but not an event of the carrier', '{"hello":"world"}'],
])('a signed body that %s is refused', async (_, body) => {
  const answer = await post(body);
  expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
});

test('a webhook of an unknown carrier returns 404', async () => {
  const answer = await api.post('/webhooks/carriers/pigeon/acme', '{}', {});
  const detail = 'carrier pigeon does not exist';
  expect(answer).toMatchObject({ status: 404, body: { detail } });
});

test('a webhook of a carrier that sends none returns 404, and is not counted', async () => {
  const before = await countRefused();
  const response = await api.post('/webhooks/carriers/geodis/acme', '{}', {});
  expect(response.status).toBe(404);
  expect(await countRefused()).toBe(before);
});

test('while the API lacks the key of the secrets, carriers get a 503 and send again', async () => {
  const body = aBody('9405511899223197428490');
  const app = createApp({ ...api.deps, encryption: null });
  const headers = signEasyPost(body, SECRET);
  const path = '/webhooks/carriers/easypost/acme';
  const answer = await app.request(path, { method: 'POST', headers, body });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
});
