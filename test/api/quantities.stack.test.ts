/** No more is shipped, or returned, than was ordered; and a parcel keeps what it held. */

import { expect, test } from 'vitest';
import { readOrderSources } from '../../activities/order-sources.ts';
import { fireTimer } from '../../commands/fire-timer.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { DAY } from '../../domain/time.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

const ANORAK = { name: 'Anorak', quantity: 1 };
const BEANIE = { name: 'Beanie', quantity: 2, imageUrl: 'https://shop.example/beanie.png' };

async function order(orderId: string, items: readonly object[]): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ items }));
}

async function ship(orderId: string, trackingNumber: string, items?: readonly object[]) {
  const body = { carrier: 'usps', trackingNumber, ...(items ? { items } : {}) };
  return api.call('POST', `/v1/orders/${orderId}/shipments`, body);
}

async function giveBack(returnId: string, orderId: string, items: readonly object[]) {
  return api.call('PUT', `/v1/returns/${returnId}`, aReturn({ orderId, items }));
}

const one = (line: number) => [{ line, quantity: 1 }];

test('a parcel keeps the items that it held when it was added', async () => {
  await order('q1', [ANORAK, BEANIE]);
  await ship('q1', 'TNQ1', one(2));
  await order('q1', [BEANIE, { name: 'Cap', quantity: 1 }]);
  const { shipments } = await readOrderSources(database.sql, api.shopId, 'q1');
  expect(shipments.map(({ items }) => items)).toMatchObject([
    [{ line: 2, name: 'Beanie', quantity: 1, imageUrl: BEANIE.imageUrl }],
  ]);
});

test('more pieces than are left to ship are a conflict, over all parcels', async () => {
  await order('q2', [ANORAK, BEANIE]);
  expect((await ship('q2', 'TNQ2A', one(2))).status).toBe(201);
  const many = await ship('q2', 'TNQ2B', [
    { line: 1, quantity: 1 },
    { line: 2, quantity: 2 },
  ]);
  expect(many).toMatchObject({
    status: 409,
    body: {
      errors: [
        {
          pointer: '/items/1/quantity',
          detail: 'must be at most 1: of 2 ordered, 1 are left to ship',
        },
      ],
    },
  });
  const twice = await ship('q2', 'TNQ2B', [...one(1), ...one(1)]);
  expect(twice).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: '/items/1/quantity' }] },
  });
  const rest = await ship('q2', 'TNQ2B', [...one(1), ...one(2)]);
  expect(rest.status).toBe(201);
  // The same request again is the same parcel.
  expect((await ship('q2', 'TNQ2B', [...one(1), ...one(2)])).status).toBe(200);
  expect((await ship('q2', 'TNQ2C', one(1))).status).toBe(409);
  // Without its items, nothing can be said of a parcel.
  expect((await ship('q2', 'TNQ2D')).status).toBe(201);
});

test('an unknown line is invalid', async () => {
  await order('q3', [ANORAK]);
  expect(await ship('q3', 'TNQ3', [{ line: 9, quantity: 1 }])).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/items/0/line', detail: 'order q3 has no line 9' }] },
  });
  expect((await api.call('GET', '/v1/orders/q3')).body['shipments']).toEqual([]);
});

test('after an edit, the pieces of a parcel count for the same item on another line', async () => {
  await order('q4', [ANORAK, BEANIE]);
  await ship('q4', 'TNQ4A', one(1));
  await order('q4', [BEANIE, { name: 'Cap', quantity: 1 }, ANORAK]);
  expect((await ship('q4', 'TNQ4B', one(1))).status).toBe(201);
  expect((await ship('q4', 'TNQ4C', one(3))).status).toBe(409);
});

test('a parcel that was replaced leaves its pieces to ship again', async () => {
  await order('q5', [ANORAK]);
  await ship('q5', 'TNQ5A', one(1));
  await database.sql`
    insert into escalation (shop_id, journey_id, expectation_id, kind, shipment_id, severity, team,
      state, resolution, step, since, due, opened_at)
    values (${api.shopId}, 'order/acme/q5', 'x', 'movement', 'TNQ5A', 'high',
      'customer_service', 'resolved', 'reshipped', 1, now(), now(), now())`;
  expect((await ship('q5', 'TNQ5B', one(1))).status).toBe(201);
});

test('one piece is returned once, by its line or by its name', async () => {
  await order('q6', [ANORAK]);
  expect((await giveBack('Q6A', 'q6', one(1))).status).toBe(201);
  expect((await giveBack('Q6A', 'q6', one(1))).status).toBe(200);
  for (const items of [one(1), [{ name: 'Anorak', quantity: 1 }]]) {
    expect(await giveBack('Q6B', 'q6', items)).toMatchObject({
      status: 409,
      body: {
        errors: [
          {
            pointer: '/items/0/quantity',
            detail: 'must be at most 0: of 1 ordered, 0 are left to return',
          },
        ],
      },
    });
  }
  expect((await api.call('GET', '/v1/returns/Q6B')).status).toBe(404);
  // What the order does not list cannot be counted.
  expect((await giveBack('Q6B', 'q6', [{ name: 'A box', quantity: 1 }])).status).toBe(201);
});

test('more than was ordered is a conflict', async () => {
  await order('q7', [BEANIE]);
  const answer = await giveBack('Q7', 'q7', [{ line: 1, quantity: 3 }]);
  expect(answer).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: '/items/0/quantity' }] },
  });
});

test.each(['reject', 'cancel'])(
  '%s leaves the pieces of a return to return again',
  async (step) => {
    const orderId = `q8-${step}`;
    await order(orderId, [ANORAK]);
    await giveBack(`Q8A-${step}`, orderId, one(1));
    await api.call('POST', `/v1/returns/Q8A-${step}/${step}`, {});
    expect((await giveBack(`Q8B-${step}`, orderId, one(1))).status).toBe(201);
  },
);

test('so does a return that expired', async () => {
  await order('q9', [ANORAK]);
  await giveBack('Q9A', 'q9', one(1));
  await api.call('POST', '/v1/returns/Q9A/approve', {});
  expect((await giveBack('Q9B', 'q9', one(1))).status).toBe(409);
  const until = Date.now() + 29 * DAY;
  await fireTimer(database.sql, { journeyId: 'return/acme/Q9A' as JourneyId, after: 0, until });
  expect((await api.call('GET', '/v1/returns/Q9A')).body['status']).toBe('expired');
  expect((await giveBack('Q9B', 'q9', one(1))).status).toBe(201);
});

test('of two returns of the last piece, one is refused', async () => {
  await order('q10', [ANORAK]);
  const both = ['Q10A', 'Q10B'].map((id) => giveBack(id, 'q10', one(1)));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409]);
});
