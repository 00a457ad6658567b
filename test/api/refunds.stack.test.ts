/** All refunds of an order stay within what was paid, and a final refund is the last one. */

import { expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

const EUR = (amount: string) => ({ amount, currency: 'EUR' });
const USD = (amount: string) => ({ amount, currency: 'USD' });

async function order(orderId: string, overrides: object): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder(overrides));
}

/** A return of one piece of the order's first line. */
async function giveBack(returnId: string, orderId: string): Promise<void> {
  await api.call('PUT', `/v1/returns/${returnId}`, aReturn({ orderId, approved: true }));
}

async function refund(returnId: string, reference: string, rest: object) {
  return api.call('POST', `/v1/returns/${returnId}/refund`, { reference, ...rest });
}

const SHOES = [{ name: 'Shoes', quantity: 3, price: EUR('43.00') }];

test('refunds over all returns of an order stay within its total', async () => {
  await order('f1', { items: SHOES, total: EUR('133.90') });
  await giveBack('F1A', 'f1');
  await giveBack('F1B', 'f1');
  // More than the item of this return: shipping may be refunded, too.
  expect((await refund('F1A', 'a', { amount: EUR('47.90') })).status).toBe(200);
  const answer = await refund('F1B', 'b', { amount: EUR('86.01') });
  expect(answer).toMatchObject({
    status: 409,
    body: {
      detail:
        'order f1 was paid with 133.90 EUR, and 47.90 EUR was refunded already (47.90 EUR by ' +
        'return F1A); to refund more, send "override": true and a reason',
      errors: [{ pointer: '/amount/amount' }],
    },
  });
  expect((await api.call('GET', '/v1/returns/F1B')).body['refunds']).toEqual([]);
  expect((await refund('F1B', 'b', { amount: EUR('86.00') })).status).toBe(200);
});

test('without a total, the limit is the price of all pieces', async () => {
  await order('f2', { items: SHOES });
  await giveBack('F2', 'f2');
  expect(await refund('F2', 'a', { amount: EUR('129.01') })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('129.00 EUR, and nothing was refunded yet') },
  });
  expect((await refund('F2', 'a', { amount: EUR('129.00') })).status).toBe(200);
});

test('an order without prices has no limit', async () => {
  await order('f3', { items: [{ name: 'Shoes', quantity: 1 }] });
  await giveBack('F3', 'f3');
  expect((await refund('F3', 'a', { amount: EUR('9999.00') })).status).toBe(200);
});

test('another currency than the order’s is refused, with an override, too', async () => {
  await order('f4', { items: SHOES });
  await giveBack('F4', 'f4');
  const wrong = { amount: USD('9999.00'), override: true, reason: 'As agreed' };
  expect(await refund('F4', 'a', wrong)).toMatchObject({
    status: 422,
    body: {
      errors: [{ pointer: '/amount/currency', detail: 'must be EUR, the currency of order f4' }],
    },
  });
});

test('an override with a reason may exceed what was paid, and the return says so', async () => {
  await order('f5', { items: SHOES });
  await giveBack('F5', 'f5');
  const more = { amount: EUR('150.00'), override: true };
  expect(await refund('F5', 'a', more)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/reason' }] },
  });
  const reason = 'With our apologies';
  expect((await refund('F5', 'a', { ...more, reason })).status).toBe(200);
  expect((await api.call('GET', '/v1/returns/F5')).body['refunds']).toMatchObject([
    { reference: 'a', override: true, reason },
  ]);
});

test('of two refunds at the same time that together exceed what was paid, one is refused', async () => {
  await order('f6', { items: SHOES });
  await giveBack('F6A', 'f6');
  await giveBack('F6B', 'f6');
  const both = ['F6A', 'F6B'].map((id) => refund(id, 'a', { amount: EUR('100.00') }));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 409]);
});

test('no refund follows the final one, and the final one may be sent again', async () => {
  await order('f7', { items: SHOES });
  await giveBack('F7', 'f7');
  const part = { amount: EUR('10.00'), final: false };
  expect((await refund('F7', 'a', part)).status).toBe(200);
  expect((await refund('F7', 'b', { amount: EUR('5.00') })).status).toBe(200);
  expect((await refund('F7', 'a', part)).body['result']).toBe('unchanged');
  expect((await refund('F7', 'b', { amount: EUR('5.00') })).body['result']).toBe('unchanged');
  for (const final of [true, false]) {
    expect(await refund('F7', 'c', { amount: EUR('1.00'), final })).toMatchObject({
      status: 409,
      body: { detail: 'refund b was the final refund of return F7' },
    });
  }
  await giveBack('F7B', 'f7');
  expect((await refund('F7B', 'a', { amount: EUR('1.00') })).status).toBe(200);
});

test('answers have the decimals of the currency', async () => {
  const yen = (amount: string) => ({ amount, currency: 'JPY' });
  await order('f8', { items: [{ name: 'Tea', quantity: 2, price: yen('1490.00') }] });
  await giveBack('F8', 'f8');
  expect((await refund('F8', 'a', { amount: yen('1490.0') })).status).toBe(200);
  expect((await api.call('GET', '/v1/orders/f8')).body['items']).toMatchObject([
    { price: yen('1490') },
  ]);
  expect((await api.call('GET', '/v1/returns/F8')).body['refunds']).toMatchObject([
    { amount: yen('1490') },
  ]);
});
