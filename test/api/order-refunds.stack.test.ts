/** Refunds of an order without a return, whether it is paid, and the cancellation of what arrived. */

import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { readLog } from '../../db/journey-events.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const now = new Date().toISOString();
const EUR = (amount: string) => ({ amount, currency: 'EUR' });
const SHOES = [{ name: 'Shoes', quantity: 2, price: EUR('50.00') }];

async function order(orderId: string, more: object = {}) {
  const body = anOrder({ placedAt: now, items: SHOES, edd: null, ...more });
  return (await api.call('PUT', `/v1/orders/${orderId}`, body)).body['result'];
}

const post = (orderId: string, action: string, body: object) =>
  api.call('POST', `/v1/orders/${orderId}/${action}`, body);

async function refund(orderId: string, reference: string, rest: object) {
  return post(orderId, 'refunds', { reference, ...rest });
}

async function view(orderId: string) {
  return (await api.call('GET', `/v1/orders/${orderId}`)).body;
}

async function kindsOf(orderId: string): Promise<readonly string[]> {
  const log = await readLog(database.sql, `order/acme/${orderId}` as JourneyId);
  return log.map(({ kind }) => kind).filter((kind) => kind !== 'policy_set');
}

async function deliver(trackingCode: string): Promise<void> {
  const status = 'delivered';
  const details = [{ status, statusDetail: 'unknown', message: status, datetime: now }];
  const body = trackerUpdated({ trackingCode, carrier: 'USPS', status, details });
  const headers = { 'content-type': 'application/json', ...signEasyPost(body, SECRET) };
  await api.post('/webhooks/carriers/easypost/acme', body, headers);
}

test('a refund is recorded once, and the order shows it', async () => {
  await order('o1');
  const body = {
    amount: EUR('40.00'),
    methodNote: 'Visa ending in 4242',
    reason: 'Your parcel was lost.',
    refundedAt: '2026-11-27T10:00:00.000Z',
  };
  const answer = await refund('o1', 'a', body);
  expect(answer).toMatchObject({
    status: 200,
    body: { orderId: 'o1', reference: 'a', result: 'changed' },
  });
  expect((await refund('o1', 'a', body)).body['result']).toBe('unchanged');
  expect(await kindsOf('o1')).toEqual(['order_placed', 'order_refunded']);
  expect((await view('o1'))['refunds']).toEqual([
    { reference: 'a', method: 'original', final: true, override: false, ...body },
  ]);
  expect(await refund('o1', 'a', { ...body, amount: EUR('41.00') })).toMatchObject({
    status: 409,
    body: { detail: 'refund a already exists with 40.00 EUR' },
  });
  expect(await refund('o1', 'b', { amount: EUR('1.00') })).toMatchObject({
    status: 409,
    body: { detail: 'refund a was the final refund of order o1' },
  });
  expect((await refund('o1z', 'a', body)).status).toBe(404);
});

test('refunds with and without a return stay within what was paid', async () => {
  await order('o2');
  await api.call('PUT', '/v1/returns/O2', aReturn({ orderId: 'o2', approved: true }));
  const returned = { reference: 'a', amount: EUR('50.00'), final: false };
  expect((await api.call('POST', '/v1/returns/O2/refund', returned)).status).toBe(200);
  expect(await refund('o2', 'a', { amount: EUR('50.01') })).toMatchObject({
    status: 409,
    body: {
      detail:
        'order o2 was paid with 100.00 EUR, and 50.00 EUR was refunded already (50.00 EUR by ' +
        'return O2); to refund more, send "override": true and a reason',
    },
  });
  expect((await refund('o2', 'a', { amount: EUR('20.00'), final: false })).status).toBe(200);
  const more = { reference: 'b', amount: EUR('30.01') };
  expect(await api.call('POST', '/v1/returns/O2/refund', more)).toMatchObject({
    status: 409,
    body: {
      detail: expect.stringContaining(
        '70.00 EUR was refunded already (50.00 EUR by return O2, 20.00 EUR without a return)',
      ),
    },
  });
  const sorry = { amount: EUR('60.00'), override: true, reason: 'With our apologies' };
  expect((await refund('o2', 'b', sorry)).status).toBe(200);
});

test('a refund in another currency, of nothing, or without an identity is refused', async () => {
  await order('o3');
  const wrong = [
    [{ reference: 'a', amount: { amount: '1.00', currency: 'USD' } }, '/amount/currency'],
    [{ reference: 'a', amount: EUR('0.00') }, '/amount/amount'],
    [{ amount: EUR('1.00') }, '/reference'],
  ] as const;
  for (const [body, pointer] of wrong) {
    expect(await post('o3', 'refunds', body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  }
});

test('the refund of a paid order is expected once it is cancelled', async () => {
  expect(await order('o4', { paid: true })).toBe('created');
  // A field that is left out stays as it is.
  expect(await order('o4')).toBe('unchanged');
  await post('o4', 'cancel', {});
  expect(await view('o4')).toMatchObject({
    paid: true,
    expectations: [{ kind: 'order_refunded', from: 'refund_team', state: 'waiting' }],
  });
  expect(await order('o4', { paid: null })).toBe('changed');
  expect(await view('o4')).toMatchObject({ paid: null, expectations: [] });
  expect(await order('o4', { paid: true })).toBe('changed');
  await refund('o4', 'a', { amount: EUR('100.00') });
  expect((await view('o4'))['expectations']).toEqual([]);
});

test('an order that is delivered is cancelled only by force, with a reason', async () => {
  await order('o5', { paid: true });
  await post('o5', 'shipments', { carrier: 'usps', trackingNumber: 'TNO5' });
  await deliver('TNO5');
  expect(await post('o5', 'cancel', {})).toMatchObject({
    status: 409,
    body: {
      detail:
        'order o5 is delivered: every parcel has arrived; to cancel it anyway, send "force": ' +
        'true and a reason',
    },
  });
  expect(await post('o5', 'cancel', { force: true, reason: ' ' })).toMatchObject({ status: 422 });
  expect(await post('o5', 'cancel', { force: true })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/reason' }] },
  });
  const reason = 'The customer refused the charge';
  expect((await post('o5', 'cancel', { force: true, reason })).body['result']).toBe('cancelled');
  expect(await view('o5')).toMatchObject({ cancellationReason: reason, expectations: [] });
  expect((await post('o5', 'cancel', {})).body['result']).toBe('unchanged');
  await post('o5', 'reinstate', {});
  expect(await view('o5')).toMatchObject({ cancelledAt: null, cancellationReason: null });
});

test('the rest of an order may be cancelled after its first parcel has arrived', async () => {
  await order('o6', { paid: true });
  const half = { trackingNumber: 'TNO6', items: [{ line: 1, quantity: 1 }] };
  await post('o6', 'shipments', { carrier: 'usps', ...half });
  await deliver('TNO6');
  expect((await post('o6', 'cancel', {})).body['result']).toBe('cancelled');
  expect((await view('o6'))['expectations']).toMatchObject([{ kind: 'order_refunded' }]);
});

test('money that is due again after a final refund can be reported', async () => {
  await order('o9', { paid: true });
  await post('o9', 'cancel', {});
  expect((await refund('o9', 'a', { amount: EUR('20.00') })).status).toBe(200);
  expect((await post('o9', 'reinstate', {})).status).toBe(200);
  expect((await refund('o9', 'b', { amount: EUR('30.00') })).status).toBe(409);
  await post('o9', 'cancel', {});
  expect((await refund('o9', 'b', { amount: EUR('30.00') })).status).toBe(200);
});
