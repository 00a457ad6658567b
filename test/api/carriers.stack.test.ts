import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { readLog } from '../../db/journey-events.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);

function aBody(
  trackingCode: string,
  status = 'out_for_delivery',
  datetime = '2026-11-24T10:00:00Z',
) {
  const detail = { status, statusDetail: status, message: status, datetime };
  const details = [{ ...detail, city: 'Boise', state: 'ID', zip: '83702' }];
  return trackerUpdated({ trackingCode, carrier: 'USPS', status, details } as never);
}

const deliver = (body: string, secret = SECRET) =>
  api.post('/webhooks/carriers/easypost/acme', body, signEasyPost(body, secret));

test('if a shipment names no carrier, its tracking number identifies it', async () => {
  await api.call('PUT', '/v1/orders/D1', anOrder());
  const path = '/v1/orders/D1/shipments';
  const found = await api.call('POST', path, { trackingNumber: '1Z999AA10123456784' });
  expect([found.status, found.body['carrier']]).toEqual([201, 'ups']);
});

test('a number that fits several carriers is refused with a list of them', async () => {
  await api.call('PUT', '/v1/orders/D2', anOrder());
  const answer = await api.call('POST', '/v1/orders/D2/shipments', {
    trackingNumber: '12345678901234',
  });
  expect(answer.status).toBe(422);
  expect(answer.body['errors']).toMatchObject([{ pointer: '/carrier' }]);
  expect(answer.body['detail']).toContain('dpd');
});

test('a corrected shipment gets the scans of its new number, and no message twice', async () => {
  await api.call('PUT', '/v1/orders/D3', anOrder());
  const wrong = { shipmentId: 'S1', carrier: 'usps', trackingNumber: '9400100000000000000011' };
  await api.call('POST', '/v1/orders/D3/shipments', wrong);
  await deliver(aBody('9400100000000000000011'));
  await deliver(aBody('9400100000000000000028', 'delivered', '2026-11-24T12:00:00Z'));
  const path = '/v1/orders/D3/shipments/S1';
  const right = { trackingNumber: '9400100000000000000028' };
  expect((await api.call('PATCH', path, right)).body['result']).toBe('changed');
  expect((await api.call('PATCH', path, right)).body['result']).toBe('unchanged');
  const order = await api.call('GET', '/v1/orders/D3');
  expect(order.body['shipments']).toMatchObject([
    { shipmentId: 'S1', trackingNumber: '9400100000000000000028', status: 'delivered' },
  ]);
  const log = await readLog(database.sql, 'order/acme/D3' as JourneyId);
  expect(log.map(({ kind }) => kind).slice(-3)).toEqual([
    'scanned',
    'shipment_corrected',
    'scanned',
  ]);
});

test('a corrected carrier discards what the wrong one reported about the same number', async () => {
  await api.call('PUT', '/v1/orders/D4', anOrder());
  const trackingNumber = '9400100000000000000035';
  const wrong = { shipmentId: 'S1', carrier: 'usps', trackingNumber };
  await api.call('POST', '/v1/orders/D4/shipments', wrong);
  await deliver(aBody(trackingNumber, 'delivered', '2026-11-24T12:00:00Z'));
  const path = '/v1/orders/D4/shipments/S1';
  expect((await api.call('PATCH', path, { carrier: 'ups' })).body['result']).toBe('changed');
  const order = await api.call('GET', '/v1/orders/D4');
  expect(order.body['shipments']).toMatchObject([{ carrier: 'ups', status: 'unknown' }]);
});

test('an empty correction, or one of an unknown shipment, is refused', async () => {
  expect((await api.call('PATCH', '/v1/orders/D3/shipments/S1', {})).status).toBe(422);
  const other = await api.call('PATCH', '/v1/orders/D3/shipments/S9', { carrier: 'ups' });
  expect(other.status).toBe(404);
});

test('a repeated webhook body changes nothing', async () => {
  const body = aBody('1Z999AA10123456784', 'in_transit');
  expect((await deliver(body)).body).toMatchObject({ scans: 1, unmapped: [] });
  expect((await deliver(body)).body).toMatchObject({ scans: 0, repeatedBody: true });
});

test('an unknown code is stored, returned to the sender and listed', async () => {
  const answer = await deliver(aBody('1Z999AA10123456784', 'teleported', '2026-11-24T11:00:00Z'));
  expect(answer.body).toMatchObject({ scans: 1, unmapped: ['teleported/teleported'] });
  const { body } = await api.call('GET', '/v1/carriers');
  const carriers = body['carriers'] as { id: string }[];
  expect(carriers.find(({ id }) => id === 'easypost')).toMatchObject({
    webhooks: { unmapped: 1 },
    unmapped: [{ code: 'teleported/teleported', count: 1 }],
  });
});

test('the test of a webhook verifies and parses it, and stores nothing', async () => {
  const body = aBody('9400100000000000000011');
  const call = (headers: object, secret?: string) =>
    api.call('POST', '/v1/carriers/easypost/test', {
      headers,
      body,
      ...(secret ? { secret } : {}),
    });
  const good = await call(signEasyPost(body, SECRET));
  expect(good.body).toMatchObject({ verification: { ok: true }, reading: { ok: true } });
  const bad = await call(signEasyPost(body, 'another'));
  expect(bad.body).toMatchObject({ verification: { ok: false, reason: 'bad_signature' } });
  const corrected = await call(signEasyPost(body, 'another'), 'another');
  expect(corrected.body).toMatchObject({ verification: { ok: true } });
  const nobody = await api.call('POST', '/v1/carriers/nobody/test', { body });
  expect(nobody.status).toBe(404);
});

test('the readiness page warns if every webhook of a carrier is refused', async () => {
  const other = await createApi(database, findAdapter, 'other');
  const body = aBody('9400100000000000000011');
  const path = '/webhooks/carriers/easypost/other';
  expect((await other.post(path, body, signEasyPost(body, 'wrong'))).status).toBe(401);
  const { body: ready } = await other.call('GET', '/readyz');
  expect(JSON.stringify(ready['warnings'])).toContain('every webhook of easypost to other');
});

test('the metrics count webhooks and unmapped events by carrier', async () => {
  const response = await api.app.request('/metrics');
  const text = await response.text();
  expect(text).toMatch(/wismr_webhooks\{carrier="easypost",outcome="refused"\} \d+/);
  expect(text).toMatch(/wismr_unmapped_events\{carrier="easypost"\} 1/);
});
