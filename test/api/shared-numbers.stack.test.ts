/** One tracking number of a carrier is for one order at a time, unless the shop says otherwise. */

import { expect, test } from 'vitest';
import { recordScans } from '../../commands/record-scans.ts';
import { DAY } from '../../domain/time.ts';
import { createDatabase } from '../database.ts';
import { aReport } from '../worker/scans.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

async function order(...orderIds: readonly string[]): Promise<void> {
  for (const id of orderIds) await api.call('PUT', `/v1/orders/${id}`, anOrder());
}

async function ship(orderId: string, trackingNumber: string, rest: object = {}) {
  const body = { carrier: 'usps', trackingNumber, ...rest };
  return api.call('POST', `/v1/orders/${orderId}/shipments`, body);
}

async function giveBack(returnId: string, orderId: string): Promise<void> {
  await api.call('PUT', `/v1/returns/${returnId}`, aReturn({ orderId, approved: true }));
}

async function label(returnId: string, trackingNumber: string, rest: object = {}) {
  const body = { carrier: 'usps', trackingNumber, ...rest };
  return api.call('POST', `/v1/returns/${returnId}/label`, body);
}

test('a number that another order has under way is a conflict that names the order', async () => {
  await order('n1', 'n2');
  expect((await ship('n1', 'TNN1')).status).toBe(201);
  const answer = await ship('n2', 'TN N1', { shipmentId: 'S' });
  expect(answer).toMatchObject({
    status: 409,
    body: {
      detail:
        'order n1 has a parcel under way with the number TNN1 of usps; check the number, or send ' +
        '"sharedParcel": true if both are in one parcel',
      errors: [{ pointer: '/trackingNumber' }],
    },
  });
  expect((await api.call('GET', '/v1/orders/n2')).body['shipments']).toEqual([]);
  // The same shipment again is no second use.
  expect((await ship('n1', 'TNN1')).status).toBe(200);
});

test('two orders may share a parcel if the shop says so', async () => {
  await order('n3', 'n4');
  await ship('n3', 'TNN3');
  expect((await ship('n4', 'TNN3', { sharedParcel: true })).status).toBe(201);
  expect((await ship('n4', 'TNN3')).status).toBe(200);
});

test('another carrier may have the same number', async () => {
  await order('n5', 'n6');
  await ship('n5', 'TNN5');
  expect((await ship('n6', 'TNN5', { carrier: 'ups' })).status).toBe(201);
});

test('a number is free again once its parcel is delivered or voided', async () => {
  await order('n7', 'n8', 'n9');
  await ship('n7', 'TNN7');
  await recordScans(database.sql, aReport('TNN7', [['in_transit', 5]]));
  expect((await ship('n8', 'TNN7')).status).toBe(409);
  await recordScans(database.sql, aReport('TNN7', [['delivered', 1]]));
  expect((await ship('n8', 'TNN7', { shipmentId: 'S' })).status).toBe(201);
  await ship('n8', 'TNN8');
  await api.call('POST', '/v1/orders/n8/shipments/TNN8/void', {});
  expect((await ship('n9', 'TNN8')).status).toBe(201);
});

test('a number is free again 180 days later, in whatever order the two are added', async () => {
  await order('n10', 'n11', 'n12');
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  await ship('n10', 'TNN10', { shippedAt: daysAgo(181) });
  expect((await ship('n11', 'TNN10')).status).toBe(201);
  expect((await ship('n12', 'TNN10', { shippedAt: daysAgo(90) })).status).toBe(409);
  expect((await ship('n12', 'TNN10', { shippedAt: daysAgo(400) })).status).toBe(201);
});

test('a correction to a number that another order has under way is a conflict', async () => {
  await order('n13', 'n14');
  await ship('n13', 'TNN13');
  await ship('n14', 'TNN14', { shipmentId: 'S' });
  const correct = (rest: object) =>
    api.call('PATCH', '/v1/orders/n14/shipments/S', { trackingNumber: 'TNN13', ...rest });
  expect(await correct({})).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('order n13 has a parcel under way') },
  });
  expect((await correct({ sharedParcel: true })).body['result']).toBe('changed');
});

test('a label is for one return at a time', async () => {
  await order('n15', 'n16');
  await giveBack('N15', 'n15');
  await giveBack('N16', 'n16');
  expect((await label('N15', 'TNN15')).status).toBe(200);
  expect((await label('N15', 'TNN15')).body['result']).toBe('unchanged');
  expect(await label('N16', 'TNN15')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('return N15 of order n15 has a parcel under way') },
  });
  expect((await label('N16', 'TNN15', { sharedParcel: true })).status).toBe(200);
  await giveBack('N17', 'n16');
  for (const returnId of ['N15', 'N16']) {
    expect((await label('N17', 'TNN15')).status).toBe(409);
    await api.call('POST', `/v1/returns/${returnId}/received`, {});
  }
  expect((await label('N17', 'TNN15')).status).toBe(200);
});

test('a parcel of an order and the label of another order’s return differ, too', async () => {
  await order('n18', 'n19');
  await ship('n18', 'TNN18');
  await giveBack('N19', 'n19');
  expect((await label('N19', 'TNN18')).status).toBe(409);
  expect((await label('N19', 'TNN19')).status).toBe(200);
  expect((await ship('n18', 'TNN19')).status).toBe(409);
  // A refused parcel comes back under its own number.
  await giveBack('N18', 'n18');
  expect((await label('N18', 'TNN18')).status).toBe(200);
});

test('of two orders that get one number at the same time, one is refused', async () => {
  await order('n20', 'n21');
  const both = ['n20', 'n21'].map((id) => ship(id, 'TNN20'));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409]);
});
