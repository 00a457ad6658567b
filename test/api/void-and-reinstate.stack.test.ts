/** Labels that the shop voids, orders that it reinstates, and one parcel under two ids. */

import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { readLog } from '../../db/journey-events.ts';
import { enrolParcels } from '../../db/parcel-polls.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const ANORAK = { name: 'Anorak', quantity: 1 };
const now = new Date().toISOString();
// The promises of the law would stand beside the expectations below.
await api.call('PUT', '/v1/policy', { presets: 'none' });

async function order(orderId: string, items: readonly object[] = [ANORAK]): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ placedAt: now, items, edd: null }));
}

async function ship(orderId: string, body: object) {
  return api.call('POST', `/v1/orders/${orderId}/shipments`, { carrier: 'usps', ...body });
}

async function act(orderId: string, action: string, body: object = {}) {
  const { status, body: answer } = await api.call('POST', `/v1/orders/${orderId}/${action}`, body);
  return status === 200 ? answer['result'] : status;
}

async function view(orderId: string) {
  return (await api.call('GET', `/v1/orders/${orderId}`)).body;
}

async function kindsOf(orderId: string): Promise<readonly string[]> {
  const log = await readLog(database.sql, `order/acme/${orderId}` as JourneyId);
  return log.map(({ kind }) => kind).filter((kind) => kind !== 'policy_set');
}

async function scan(trackingCode: string, status: string) {
  const details = [{ status, statusDetail: 'unknown', message: status, datetime: now }];
  const body = trackerUpdated({ trackingCode, carrier: 'USPS', status, details });
  const headers = { 'content-type': 'application/json', ...signEasyPost(body, SECRET) };
  return api.post('/webhooks/carriers/easypost/acme', body, headers);
}

test('a shipment is voided once, and its pieces can be shipped again', async () => {
  await order('v1');
  const items = [{ line: 1, quantity: 1 }];
  await ship('v1', { trackingNumber: 'TNV1A', items });
  expect((await ship('v1', { trackingNumber: 'TNV1B', items })).status).toBe(409);
  expect(await act('v1', 'shipments/TNV1A/void')).toBe('voided');
  expect(await act('v1', 'shipments/TNV1A/void')).toBe('unchanged');
  expect((await ship('v1', { trackingNumber: 'TNV1B', items })).status).toBe(201);
  expect(await kindsOf('v1')).toEqual([
    'order_placed',
    'shipment_added',
    'shipment_voided',
    'shipment_added',
  ]);
  const { shipments, expectations } = await view('v1');
  expect(shipments).toMatchObject([
    { shipmentId: 'TNV1A', status: 'voided', voidedAt: expect.any(String) },
    { shipmentId: 'TNV1B', status: 'unknown', voidedAt: null, items: [{ name: 'Anorak' }] },
  ]);
  expect(expectations).toMatchObject([{ shipmentId: 'TNV1B' }, { shipmentId: 'TNV1B' }]);
});

test('scans of a voided shipment are recorded, and decide nothing', async () => {
  await order('v2');
  await ship('v2', { trackingNumber: 'TNV2' });
  await act('v2', 'shipments/TNV2/void');
  expect((await scan('TNV2', 'delivered')).body).toMatchObject({ scans: 1, unclaimed: [] });
  expect(await view('v2')).toMatchObject({
    status: 'placed',
    shipments: [{ status: 'voided', scans: [{ status: 'delivered' }] }],
    expectations: [{ kind: 'shipped' }],
  });
  const [row] = await database.sql<{ isAwake: boolean }[]>`
    select wake_seq = last_seq as is_awake from journey where id = 'order/acme/v2'`;
  expect(row?.isAwake).toBe(false);
});

test('a voided shipment is neither polled nor shown to the customer', async () => {
  await order('v3');
  await ship('v3', { trackingNumber: 'TNV3' });
  const underWay = () =>
    database.sql`select 1 from parcel_under_way where tracking_number = 'TNV3'`;
  expect(await underWay()).toHaveLength(1);
  await act('v3', 'shipments/TNV3/void');
  expect(await underWay()).toHaveLength(0);
  await enrolParcels(database.sql, null);
  const { pathname } = new URL(String((await view('v3'))['trackingPageUrl']));
  const html = await (await api.app.request(pathname)).text();
  expect(html).not.toContain('TNV3');
  expect(html).toContain('We are preparing your order');
});

test('a delivered parcel cannot be voided, and a voided one cannot be corrected', async () => {
  await order('v4');
  await ship('v4', { trackingNumber: 'TNV4A' });
  await scan('TNV4A', 'delivered');
  expect(await act('v4', 'shipments/TNV4A/void')).toBe(409);
  await ship('v4', { trackingNumber: 'TNV4B' });
  await act('v4', 'shipments/TNV4B/void');
  const path = '/v1/orders/v4/shipments/TNV4B';
  expect((await api.call('PATCH', path, { trackingNumber: 'TNV4C' })).status).toBe(409);
  expect(await act('v4', 'shipments/TNV4Z/void')).toBe(404);
  expect(await act('v4z', 'shipments/TNV4A/void')).toBe(404);
});

test('a cancelled order is reinstated once, and can be cancelled again', async () => {
  await order('v5');
  expect(await act('v5', 'reinstate')).toBe('unchanged');
  expect([await act('v5', 'cancel'), await act('v5', 'reinstate')]).toEqual([
    'cancelled',
    'reinstated',
  ]);
  expect(await act('v5', 'reinstate')).toBe('unchanged');
  expect(await view('v5')).toMatchObject({
    status: 'placed',
    cancelledAt: null,
    expectations: [{ kind: 'shipped' }],
  });
  expect(await act('v5', 'cancel')).toBe('cancelled');
  expect(await kindsOf('v5')).toEqual([
    'order_placed',
    'order_cancelled',
    'order_reinstated',
    'order_cancelled',
  ]);
  expect((await view('v5'))['status']).toBe('cancelled');
  expect(await act('v5z', 'reinstate')).toBe(404);
});

test('one number under two ids is one parcel with the items of both', async () => {
  await order('v6', [ANORAK, { name: 'Beanie', quantity: 1 }]);
  const number = { trackingNumber: 'TNV6' };
  await ship('v6', { ...number, shipmentId: 'a', items: [{ line: 1, quantity: 1 }] });
  const second = { ...number, shipmentId: 'b', items: [{ line: 2, quantity: 1 }] };
  expect(await ship('v6', second)).toMatchObject({
    status: 200,
    body: { result: 'joined', shipmentId: 'a' },
  });
  expect(await ship('v6', second)).toMatchObject({
    status: 200,
    body: { result: 'unchanged', shipmentId: 'a' },
  });
  expect((await view('v6'))['shipments']).toMatchObject([
    { shipmentId: 'a', aliases: ['b'], items: [{ name: 'Anorak' }, { name: 'Beanie' }] },
  ]);
  expect((await ship('v6', { trackingNumber: 'TNV6X', shipmentId: 'b' })).status).toBe(409);
  await scan('TNV6', 'delivered');
  expect(await kindsOf('v6')).toEqual([
    'order_placed',
    'shipment_added',
    'shipment_added',
    'scanned',
  ]);
  expect((await view('v6'))['status']).toBe('delivered');
});

test('a shipment is corrected and voided by its alias', async () => {
  await order('v7');
  await ship('v7', { trackingNumber: 'TNV7', shipmentId: 'a' });
  await ship('v7', { trackingNumber: 'TNV7', shipmentId: 'b' });
  await ship('v7', { trackingNumber: 'TNV7C', shipmentId: 'c' });
  const correct = (trackingNumber: string) =>
    api.call('PATCH', '/v1/orders/v7/shipments/b', { trackingNumber });
  expect((await correct('TNV7C')).status).toBe(409);
  expect((await correct('TNV7D')).body['result']).toBe('changed');
  expect(await act('v7', 'shipments/b/void')).toBe('voided');
  expect((await view('v7'))['shipments']).toMatchObject([
    { shipmentId: 'a', trackingNumber: 'TNV7D', status: 'voided' },
    { shipmentId: 'c', status: 'unknown' },
  ]);
});
