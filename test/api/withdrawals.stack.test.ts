/** A shop reports that a customer withdraws from the contract. */

import { expect, test } from 'vitest';
import { composeMessage } from '../../activities/compose-message.ts';
import { readSendSources } from '../../activities/send-sources.ts';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START } from '../../domain/journeys.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { reportScan } from '../worker/scans.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

const BOOTS = { name: 'Boots', quantity: 2 };
const SOCKS = { name: 'Socks', quantity: 1, withdrawable: false };

async function anOrderOf(orderId: string, more: object = {}): Promise<void> {
  const placedAt = new Date(Date.now() - HOUR).toISOString();
  const { status } = await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ placedAt, ...more }));
  expect(status).toBe(201);
}

const ship = (orderId: string, number: string, more: object = {}) =>
  api.call('POST', `/v1/orders/${orderId}/shipments`, {
    carrier: 'usps',
    trackingNumber: number,
    ...more,
  });

/** The carrier delivered the parcel some days ago. */
async function deliver(orderId: string, number: string, daysAgo: number, more: object = {}) {
  const shippedAt = new Date(Date.now() - (daysAgo + 1) * DAY).toISOString();
  expect((await ship(orderId, number, { shippedAt, ...more })).status).toBe(201);
  await reportScan(database.sql, number, ['delivered', daysAgo * 24 * 60]);
}

const withdraw = (orderId: string, body: object = {}) =>
  api.call('POST', `/v1/orders/${orderId}/withdrawal`, body);

const logOf = (journeyId: string) => readLog(database.sql, journeyId as JourneyId);

test('a withdrawal is an approved return with its receipt, and the same notice is the same', async () => {
  await anOrderOf('1', { items: [BOOTS, SOCKS] });
  await deliver('1', '9400110898825022579001', 2);
  const notice = { name: 'Ada Byrne', statement: 'I withdraw.', email: 'ada@byrne.example' };
  const first = await withdraw('1', notice);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    orderId: '1',
    returnId: 'W-1',
    result: 'created',
    receipt: 'pending',
  });
  const again = await withdraw('1', notice);
  expect([again.status, again.body]).toEqual([200, { ...first.body, result: 'unchanged' }]);
  const { body } = await api.call('GET', '/v1/returns/W-1');
  expect(body).toMatchObject({
    status: 'approved',
    withdrawal: true,
    withdrawalNotice: { ...notice, acceptedBecause: null },
    withdrawalReceipt: 'pending',
    // Without the socks, which are excluded.
    items: [{ line: 1, name: 'Boots', quantity: 2 }],
    postBy: expect.stringContaining('T'),
  });
  const [event] = (await logOf('return/acme/W-1')).filter(({ kind }) => kind !== 'policy_set');
  expect(event).toMatchObject({
    kind: 'return_requested',
    withdrawal: true,
    notice: { hasOwnAddress: true, isUnshipped: false },
  });
  // The journey holds no personal data.
  expect(JSON.stringify(event)).not.toMatch(/byrne|withdraw\./i);
  expect((await logOf('order/acme/1')).some(({ kind }) => kind === 'order_withdrawn')).toBe(false);
});

test('a second withdrawal takes what is left, and more is a conflict', async () => {
  await anOrderOf('2', { items: [BOOTS] });
  await deliver('2', '9400110898825022579002', 2);
  const one = { items: [{ line: 1, quantity: 1 }] };
  expect((await withdraw('2', one)).body['returnId']).toBe('W-2');
  expect((await withdraw('2', one)).body).toMatchObject({ returnId: 'W-2', result: 'unchanged' });
  const receivedAt = new Date(Date.now() - HOUR).toISOString();
  const next = await withdraw('2', { ...one, receivedAt });
  expect(next.body).toMatchObject({ returnId: 'W-2-2', result: 'created', receivedAt });
  const third = await withdraw('2', { ...one, name: 'Ada' });
  expect([third.status, third.body['errors']]).toEqual([
    409,
    [expect.objectContaining({ pointer: '/items/0/quantity' })],
  ]);
  expect((await withdraw('2')).status).toBe(409);
});

test('two equal notices at the same time make one return', async () => {
  await anOrderOf('3');
  await deliver('3', '9400110898825022579003', 2);
  const answers = await Promise.all([withdraw('3'), withdraw('3')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect(answers.map(({ body }) => body['returnId'])).toEqual(['W-3', 'W-3']);
});

test('what the order does not have is invalid, and what it excludes is a conflict', async () => {
  await anOrderOf('4', { items: [BOOTS, SOCKS] });
  const unknown = await withdraw('4', { items: [{ line: 7, quantity: 1 }] });
  expect([unknown.status, unknown.body['errors']]).toEqual([
    422,
    [{ pointer: '/items/0/line', detail: 'order 4 has no line 7' }],
  ]);
  const excluded = await withdraw('4', { items: [{ line: 2, quantity: 1 }] });
  expect(excluded.status).toBe(409);
  expect(excluded.body['detail']).toContain('cannot withdraw from "Socks"');
  const items = [{ line: 2, quantity: 1 }];
  expect((await withdraw('4', { items, force: true, reason: 'Still sealed' })).status).toBe(201);
  expect((await withdraw('none')).status).toBe(404);
});

test('after the period, and where no law gives the right, the shop has to accept it', async () => {
  await anOrderOf('5', { placedAt: new Date(Date.now() - 40 * DAY).toISOString() });
  await deliver('5', '9400110898825022579005', 30);
  const late = await withdraw('5');
  expect(late.status).toBe(409);
  expect(late.body['detail']).toMatch(/^the period to withdraw from order 5 ended on 20/);
  expect((await withdraw('5', { force: true })).status).toBe(422);
  expect((await withdraw('5', { force: true, reason: 'Goodwill' })).status).toBe(201);
  expect((await api.call('GET', '/v1/returns/W-5')).body['withdrawalNotice']).toMatchObject({
    acceptedBecause: 'Goodwill',
  });
  await anOrderOf('6', { country: 'US' });
  expect((await withdraw('6')).body['detail']).toContain('no right to withdraw from order 6 to US');
});

test('a cancelled order is a conflict', async () => {
  await anOrderOf('7');
  await api.call('POST', '/v1/orders/7/cancel', {});
  expect(await withdraw('7', { force: true, reason: 'any' })).toMatchObject({
    status: 409,
    body: { detail: 'order 7 is cancelled' },
  });
});

test('a withdrawal before shipping is an event of the order, which awaits the refund', async () => {
  await anOrderOf('8', { paid: true });
  expect((await withdraw('8')).status).toBe(201);
  expect((await logOf('order/acme/8')).at(-1)).toMatchObject({
    kind: 'order_withdrawn',
    returnId: 'W-8',
    isWhole: true,
    awaitsRefund: true,
  });
  const order = (await api.call('GET', '/v1/orders/8')).body;
  const kinds = (order['expectations'] as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['order_refunded', 'shipping_stopped']);
  expect((await api.call('GET', '/v1/returns/W-8')).body['postBy']).toBe(null);
  const refund = { amount: { amount: '298.00', currency: 'EUR' }, reference: 'RF-8' };
  const wrong = await api.call('POST', '/v1/returns/W-8/refund', refund);
  expect([wrong.status, wrong.body['detail']]).toEqual([
    409,
    expect.stringContaining('report the refund of order 8 instead'),
  ]);
  await api.call('POST', '/v1/orders/8/cancel', {});
  expect((await api.call('POST', '/v1/orders/8/refunds', refund)).status).toBe(200);
  expect((await api.call('GET', '/v1/orders/8')).body['expectations']).toEqual([]);
});

test('of a partly shipped order, only the pieces that were not shipped are stopped', async () => {
  await anOrderOf('9', { items: [BOOTS, { name: 'Laces', quantity: 1 }], paid: true });
  await ship('9', '9400110898825022579009', { items: [{ line: 1, quantity: 2 }] });
  await withdraw('9', { items: [{ line: 1, quantity: 2 }] });
  expect((await logOf('order/acme/9')).some(({ kind }) => kind === 'order_withdrawn')).toBe(false);
  await withdraw('9', { items: [{ line: 2, quantity: 1 }] });
  expect((await logOf('order/acme/9')).at(-1)).toMatchObject({
    kind: 'order_withdrawn',
    returnId: 'W-9-2',
    isWhole: true,
    awaitsRefund: true,
  });
});

test('withdrawUntil ignores excluded items', async () => {
  const untilOf = async (orderId: string) =>
    (await api.call('GET', `/v1/orders/${orderId}`)).body['withdrawUntil'];
  await anOrderOf('10', { items: [SOCKS] });
  await deliver('10', '9400110898825022579010', 2);
  expect(await untilOf('10')).toBe(null);
  await anOrderOf('11', { items: [BOOTS, SOCKS] });
  await deliver('11', '9400110898825022579011', 9, { items: [{ line: 1, quantity: 2 }] });
  await deliver('11', '9400110898825022579012', 1, { items: [{ line: 2, quantity: 1 }] });
  const until = Date.parse(String(await untilOf('11')));
  // Fourteen days after the boots, or on the next working day.
  expect(until).toBeGreaterThan(Date.now() + 4 * DAY);
  expect(until).toBeLessThan(Date.now() + 10 * DAY);
});

async function receiptOf(returnId: string) {
  const journeyId = `return/acme/${returnId}` as JourneyId;
  const now = Date.now();
  const planned = {
    key: `${journeyId}/-/withdrawal_received/1/email`,
    kind: 'withdrawal_received',
    channel: 'email',
    shipmentIds: [],
    occurredAt: now,
    notBefore: now,
  } as unknown as PlannedMessage;
  const { sql } = database;
  const asked = { journeyId, planned, after: LOG_START };
  const sources = await readSendSources({ sql, now }, asked);
  if (!sources) throw new Error('the log has diverged');
  const { state: shop, policy, message } = sources;
  const content = await composeMessage(sql, {
    journeyId,
    planned,
    shop,
    policy,
    message,
    publicUrl: 'https://track.example',
    keys: KEYS,
    localeFor: () => Promise.resolve('en'),
  });
  return { email: content.email, data: CATALOG.withdrawal_received.schema.parse(content.data) };
}

test('the receipt has the content, date and time of the notice, and goes to its address', async () => {
  await anOrderOf('20');
  await deliver('20', '9400110898825022579020', 2);
  const receivedAt = '2026-11-27T21:04:00+01:00';
  const own = { name: 'Ada Byrne', statement: 'I withdraw.', email: 'ada@byrne.example' };
  await withdraw('20', { ...own, receivedAt });
  const { email, data } = await receiptOf('W-20');
  expect(email).toBe('ada@byrne.example');
  expect(data).toMatchObject({
    receivedAt: '27 November 2026 at 21:04 CET',
    name: 'Ada Byrne',
    statement: 'I withdraw.',
    next: 'send_back',
    postBy: 'Friday 11 December',
    refundBy: 'Friday 11 December',
    refundDays: null,
    return: { id: 'W-20', orderId: '20', items: [{ name: 'Boots', quantity: 2 }] },
  });
});

test('the receipt says only what is true of the order', async () => {
  await anOrderOf('21', { country: 'GB' });
  await deliver('21', '9400110898825022579021', 2);
  await withdraw('21');
  const uk = await receiptOf('W-21');
  expect(uk.email).toBe('ada@shop.example');
  expect(uk.data).toMatchObject({ next: 'send_back', refundBy: null, refundDays: 14 });
  await anOrderOf('22');
  await withdraw('22');
  expect((await receiptOf('W-22')).data).toMatchObject({ next: 'unshipped', postBy: null });
  await api.call('POST', '/v1/returns/W-22/cancel', {});
  expect((await receiptOf('W-22')).data).toMatchObject({ next: 'none' });
  await anOrderOf('23', { country: 'US' });
  await deliver('23', '9400110898825022579023', 2);
  await withdraw('23', { force: true, reason: 'Goodwill' });
  expect((await receiptOf('W-23')).data).toMatchObject({
    next: 'send_back',
    postBy: null,
    refundBy: null,
    refundDays: null,
  });
});

test('without an address, the answer says that the receipt failed', async () => {
  await anOrderOf('24', { contact: { name: 'Ada' } });
  expect((await withdraw('24')).body['receipt']).toBe('failed');
});
