/** What a shop says about a late order, and the page on which its customer answers. */

import { beforeAll, expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { appendEvents } from '../../commands/append-events.ts';
import { readLog } from '../../db/journey-events.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { DAY } from '../../domain/time.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);

const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const dayIn = (days: number) => inDays(days).slice(0, 10);

beforeAll(async () => {
  await api.call('PUT', '/v1/policy', { quietHours: { email: null } });
});

/** An order to the United States that has to ship in ten days. */
async function order(orderId: string, more: object = {}): Promise<void> {
  const facts = { country: 'US', placedAt: inDays(0), shipBy: inDays(10), edd: null };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ ...facts, ...more }));
}

const say = (orderId: string, word: object) =>
  api.call('POST', `/v1/orders/${orderId}/shipping-promise`, word);

async function viewOf(orderId: string) {
  return (await api.call('GET', `/v1/orders/${orderId}`)).body;
}

async function kindsOf(orderId: string): Promise<readonly string[]> {
  const log = await readLog(database.sql, `order/acme/${orderId}` as JourneyId);
  return log.map(({ kind }) => kind);
}

/** As the worker reports it once the provider has the email. */
async function sendNotice(orderId: string, number = 1): Promise<void> {
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const key = `${journeyId}/-/ship_delay_notice/${number}/email`;
  const settled = { kind: 'notification_settled', key, outcome: 'accepted', code: null } as const;
  await database.sql.begin((tx) => appendEvents(tx, journeyId, [{ body: settled, wakes: true }]));
}

async function pathOf(orderId: string): Promise<string> {
  const { trackingPageUrl } = await viewOf(orderId);
  return `${new URL(String(trackingPageUrl)).pathname}/delay`;
}

/** The words of the page, without markup. */
async function pageOf(orderId: string): Promise<string> {
  const response = await api.app.request(await pathOf(orderId));
  return (await response.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

async function answer(orderId: string, fields: Record<string, string>): Promise<Response> {
  return api.app.request(await pathOf(orderId), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ delay: '1', ...fields }).toString(),
  });
}

async function scan(trackingCode: string): Promise<void> {
  const now = inDays(0);
  const details = [
    { status: 'in_transit', statusDetail: 'x', message: 'In transit', datetime: now },
  ];
  const body = trackerUpdated({ trackingCode, carrier: 'USPS', status: 'in_transit', details });
  const headers = { 'content-type': 'application/json', ...signEasyPost(body, SECRET) };
  await api.post('/webhooks/carriers/easypost/acme', body, headers);
}

test('the shop names a later day, and the customer agrees', async () => {
  await order('1');
  const word = { revisedShipBy: dayIn(20), reason: 'The harbour is closed.' };
  expect((await say('1', word)).body).toEqual({ orderId: '1', result: 'changed' });
  expect((await say('1', word)).body['result']).toBe('unchanged');
  // Before the notice has left, there is nothing to choose.
  expect(await pageOf('1')).toContain('There is nothing to choose');
  await sendNotice('1');
  const page = await pageOf('1');
  expect(page).toContain('Your order ships later than planned');
  expect(page).toContain('The harbour is closed.');
  expect(page).toContain('If you do not answer, we take it that you agree to wait');
  expect(page).toMatch(/I agree to wait.*Please cancel my order/);
  const orderPage = await api.app.request((await pathOf('1')).replace('/delay', ''));
  expect(await orderPage.text()).toContain('/delay">Wait or cancel</a>');
  expect(await kindsOf('1')).not.toContain('delay_consented');

  const response = await answer('1', { answer: 'consent' });
  expect([response.status, response.headers.get('location')]).toEqual([303, await pathOf('1')]);
  expect(await pageOf('1')).toMatch(/Thank you for waiting.*Please cancel my order/);
  expect((await viewOf('1'))['shippingPromise']).toMatchObject({
    revisedShipBy: dayIn(20),
    confirmedAt: null,
    noticeSentAt: expect.any(String),
    answer: 'consented',
    answerBy: null,
    deemedCancelledAt: null,
  });
});

test('the customer asks to cancel; the latest answer counts, and each is recorded once', async () => {
  await order('2', { paid: true });
  await say('2', { revisedShipBy: null });
  await sendNotice('2');
  expect(await pageOf('2')).toContain('we cannot say yet when it will ship');
  await answer('2', { answer: 'cancel' });
  await answer('2', { answer: 'cancel' });
  expect(await pageOf('2')).toContain('You asked us to cancel your order');
  const kinds = ((await viewOf('2'))['expectations'] as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['cancel_decided', 'order_refunded']);
  expect((await say('2', { shipsInTime: true })).status).toBe(409);
  await answer('2', { answer: 'consent' });
  const recorded = (await kindsOf('2')).filter((kind) => /^delay_|^cancel_/.test(kind));
  expect(recorded).toEqual(['cancel_requested', 'delay_consented']);
});

test("the shop records what the customer says on the phone, like the page's answer", async () => {
  const path = '/v1/orders/12/shipping-promise/answer';
  const record = (given: unknown) => api.call('POST', path, given);
  expect((await record({ answer: 'consent' })).status).toBe(404);
  await order('12', { paid: true });
  const early = await record({ answer: 'consent' });
  expect([early.status, early.body['detail']]).toEqual([
    409,
    'order 12 has no notice about a late shipment to answer',
  ]);
  await say('12', { revisedShipBy: null });
  await sendNotice('12');
  expect((await record({ answer: 'perhaps' })).status).toBe(422);
  expect((await record({ answer: 'consent' })).body).toEqual({ orderId: '12', result: 'changed' });
  expect((await record({ answer: 'consent' })).body['result']).toBe('unchanged');
  expect(await pageOf('12')).toMatch(/Thank you for waiting.*Please cancel my order/);
  expect((await record({ answer: 'cancel' })).body['result']).toBe('changed');
  await api.call('POST', '/v1/orders/12/cancel', {});
  const late = await record({ answer: 'consent' });
  expect([late.status, late.body['detail']]).toEqual([409, 'order 12 is cancelled']);
});

test('the shop cancels, and only then the customer reads that', async () => {
  await order('3');
  await say('3', { revisedShipBy: null });
  await sendNotice('3');
  await answer('3', { answer: 'cancel' });
  expect(await pageOf('3')).not.toContain('is cancelled');
  await api.call('POST', '/v1/orders/3/cancel', {});
  expect(await pageOf('3')).toContain('Your order is cancelled');
  await answer('3', { answer: 'consent' });
  expect(await kindsOf('3')).not.toContain('delay_consented');
  expect((await say('3', { revisedShipBy: dayIn(30) })).body['detail']).toContain('is cancelled');
});

test('an order that has shipped meanwhile takes no answer', async () => {
  await order('4', { items: [{ name: 'Boots', quantity: 1 }] });
  await say('4', { revisedShipBy: dayIn(20) });
  await sendNotice('4');
  const trackingNumber = '9400110898825022579493';
  await api.call('POST', '/v1/orders/4/shipments', { carrier: 'usps', trackingNumber });
  await scan(trackingNumber);
  expect(await pageOf('4')).toContain('Your order has shipped');
  await answer('4', { answer: 'cancel' });
  expect(await kindsOf('4')).not.toContain('cancel_requested');
  expect((await say('4', { revisedShipBy: dayIn(30) })).body['detail']).toContain('has shipped');
});

test('an answer to an old notice is none to the next one', async () => {
  await order('5');
  await say('5', { revisedShipBy: dayIn(20) });
  await sendNotice('5');
  await say('5', { revisedShipBy: dayIn(25) });
  await sendNotice('5', 2);
  await answer('5', { answer: 'consent' });
  expect(await kindsOf('5')).not.toContain('delay_consented');
  await answer('5', { answer: 'consent', delay: '2' });
  expect(await kindsOf('5')).toContain('delay_consented');
});

test('a form without an answer changes nothing, and an unknown page is not found', async () => {
  await order('6');
  await say('6', { revisedShipBy: dayIn(20) });
  await sendNotice('6');
  const before = await kindsOf('6');
  expect((await answer('6', { answer: 'maybe' })).status).toBe(303);
  expect(await kindsOf('6')).toEqual(before);
  expect((await api.app.request('/t/unknown/delay')).status).toBe(404);
  const body = new URLSearchParams({ answer: 'consent', delay: '1' }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const unknown = await api.app.request('/t/unknown/delay', { method: 'POST', headers, body });
  expect(unknown.status).toBe(404);
});

test('the shop says that it ships in time', async () => {
  await order('7');
  expect((await say('7', { shipsInTime: true })).body['result']).toBe('changed');
  expect((await say('7', { shipsInTime: true })).body['result']).toBe('unchanged');
  expect((await viewOf('7'))['shippingPromise']).toMatchObject({
    confirmedAt: expect.any(String),
    noticeSentAt: null,
  });
});

test.each([
  ['neither', {}],
  ['both', { shipsInTime: true, revisedShipBy: null }],
  ['a day that is over', { revisedShipBy: '2020-01-01' }],
  ['a day within the time', { revisedShipBy: dayIn(3) }],
  ['no day', { revisedShipBy: 'soon' }],
])('%s is a 422', async (_, word) => {
  await order('8');
  expect((await say('8', word)).status).toBe(422);
  expect(await kindsOf('8')).not.toContain('shipping_promise_changed');
});

test('an order without the rule, or that the shop exempts, is a 409; an unknown one a 404', async () => {
  await order('9', { country: 'DE' });
  expect((await say('9', { revisedShipBy: null })).body['detail']).toContain('preset "us"');
  await order('10', { shipRuleExempt: true });
  expect((await say('10', { revisedShipBy: null })).status).toBe(409);
  expect(await viewOf('10')).toMatchObject({ shipRuleExempt: true, shippingPromise: null });
  expect((await say('nine', { revisedShipBy: null })).status).toBe(404);
});

test('an order whose time is over without a notice counts as cancelled, and stays as it is', async () => {
  const shipBy = inDays(-1);
  await order('11', { shipBy, paid: true });
  const view = await viewOf('11');
  expect(view['shippingPromise']).toMatchObject({ dueBy: shipBy, deemedCancelledAt: shipBy });
  expect(view).toMatchObject({ status: 'placed', cancelledAt: null });
  const late = await say('11', { revisedShipBy: dayIn(9) });
  expect(late.status).toBe(409);
  expect(late.body['detail']).toContain('counts as cancelled since');
});
