/** No more is shipped, or returned, than was ordered; and a parcel keeps what it held. */

import { expect, test } from 'vitest';
import { readOrderSources } from '../../activities/order-sources.ts';
import { fireTimer } from '../../commands/fire-timer.ts';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId, OrderId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
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

const sourcesOf = (orderId: string) =>
  readOrderSources(database.sql, { shopId: api.shopId, orderId: orderId as OrderId }, 'shipped');

const one = (line: number) => [{ line, quantity: 1 }];

test('a parcel keeps the items that it held when it was added', async () => {
  await order('q1', [ANORAK, BEANIE]);
  await ship('q1', 'TNQ1', one(2));
  await order('q1', [BEANIE, { name: 'Cap', quantity: 1 }]);
  const { shipments } = await sourcesOf('q1');
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
  const until = Date.now() + 31 * DAY;
  await fireTimer(database.sql, {
    journeyId: 'return/acme/Q9A' as JourneyId,
    after: LOG_START,
    until,
  });
  expect((await api.call('GET', '/v1/returns/Q9A')).body['status']).toBe('expired');
  expect((await giveBack('Q9B', 'q9', one(1))).status).toBe(201);
});

test('of two returns of the last piece, one is refused', async () => {
  await order('q10', [ANORAK]);
  const both = ['Q10A', 'Q10B'].map((id) => giveBack(id, 'q10', one(1)));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409]);
});

test('an expired return whose piece is in another return cannot continue', async () => {
  await order('q11', [ANORAK]);
  await giveBack('Q11A', 'q11', one(1));
  await api.call('POST', '/v1/returns/Q11A/approve', {});
  const until = Date.now() + 31 * DAY;
  await fireTimer(database.sql, {
    journeyId: 'return/acme/Q11A' as JourneyId,
    after: LOG_START,
    until,
  });
  await giveBack('Q11B', 'q11', one(1));
  const amount = { amount: '1.00', currency: 'EUR' };
  const steps: readonly [string, object][] = [
    ['label', { carrier: 'usps', trackingNumber: 'TNQ11' }],
    ['received', {}],
    ['inspection', { items: [{ line: 1, quantity: 1, disposition: 'refund' }] }],
    ['refund', { amount, reference: 'a' }],
  ];
  const detail =
    'return Q11A expired, and its pieces are in return Q11B; cancel or reject one of them';
  for (const [name, body] of steps) {
    const answer = await api.call('POST', `/v1/returns/Q11A/${name}`, body);
    expect([name, answer.status, answer.body['detail']]).toEqual([name, 409, detail]);
  }
  await api.call('POST', '/v1/returns/Q11B/cancel', {});
  expect((await api.call('POST', '/v1/returns/Q11A/received', {})).status).toBe(200);
  expect((await giveBack('Q11C', 'q11', one(1))).status).toBe(409);
});

async function parcelsOf(orderId: string) {
  const { shipments } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  return shipments as readonly { readonly items: unknown; readonly itemsAssumed: boolean }[];
}

test('the only parcel of an order holds the whole order, if the shop lists nothing', async () => {
  await order('q12', [ANORAK, BEANIE]);
  await ship('q12', 'TNQ12A');
  const all = [
    { line: 1, name: 'Anorak', quantity: 1 },
    { line: 2, name: 'Beanie', quantity: 2 },
  ];
  expect(await parcelsOf('q12')).toMatchObject([{ items: all, itemsAssumed: true }]);
  const { shipments } = await sourcesOf('q12');
  expect(shipments).toMatchObject([{ items: all }]);
  // Its contents stay, whatever follows: an edit of the order, and other parcels.
  await order('q12', [ANORAK, BEANIE, { name: 'Cap', quantity: 1 }]);
  expect((await ship('q12', 'TNQ12B', one(1))).status).toBe(201);
  expect((await ship('q12', 'TNQ12C')).status).toBe(201);
  expect(await parcelsOf('q12')).toMatchObject([
    { items: all, itemsAssumed: true },
    { items: [{ name: 'Anorak' }], itemsAssumed: false },
    { items: null, itemsAssumed: false },
  ]);
});

test('assumed contents do not enter the log, and a joined id keeps them', async () => {
  await order('q13', [ANORAK, BEANIE]);
  await ship('q13', 'TNQ13');
  const body = { shipmentId: 'S2', carrier: 'usps', trackingNumber: 'TNQ13', items: one(2) };
  const joined = await api.call('POST', '/v1/orders/q13/shipments', body);
  expect(joined.body['result']).toBe('joined');
  expect(await parcelsOf('q13')).toMatchObject([
    { items: [{ name: 'Anorak' }, { name: 'Beanie' }], itemsAssumed: true },
  ]);
  const log = await readLog(database.sql, 'order/acme/q13' as JourneyId);
  expect(log.filter(({ kind }) => kind === 'shipment_added')).toMatchObject([
    { shipmentId: 'TNQ13', pieces: null },
    { shipmentId: 'S2', pieces: 1 },
  ]);
});

test('after a void, the next parcel is the only one again', async () => {
  await order('q14', [ANORAK]);
  await ship('q14', 'TNQ14A');
  await api.call('POST', '/v1/orders/q14/shipments/TNQ14A/void', {});
  await ship('q14', 'TNQ14B');
  expect((await parcelsOf('q14')).map(({ itemsAssumed }) => itemsAssumed)).toEqual([true, true]);
});

test('the only parcel of an order without items has unknown contents', async () => {
  await order('q15', []);
  await ship('q15', 'TNQ15');
  expect(await parcelsOf('q15')).toMatchObject([{ items: null, itemsAssumed: false }]);
});
