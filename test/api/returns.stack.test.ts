import { beforeAll, expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { readLog } from '../../db/journey-events.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const LABEL = { carrier: 'USPS', trackingNumber: '9400 1108 9882 2502 5794 93' };
const EUR_149 = { amount: '149.00', currency: 'EUR' };

beforeAll(async () => {
  // Enough for the returns of all tests.
  const items = [
    { name: 'Boots', sku: 'B-1', quantity: 200 },
    { name: 'Socks', quantity: 300 },
  ];
  await api.call('PUT', '/v1/orders/1001', anOrder({ items }));
});

async function ask(returnId: string, overrides: object = {}) {
  return api.call('PUT', `/v1/returns/${returnId}`, aReturn(overrides));
}

/** To the second, as ISO 8601. */
function hoursAgo(hours: number): string {
  return new Date(Math.floor(Date.now() / 1_000) * 1_000 - hours * 3_600_000).toISOString();
}

async function step(returnId: string, name: string, body: object = {}) {
  const { status, body: answer } = await api.call('POST', `/v1/returns/${returnId}/${name}`, body);
  return status === 200 ? answer['result'] : status;
}

async function view(returnId: string) {
  return (await api.call('GET', `/v1/returns/${returnId}`)).body;
}

async function kindsOf(returnId: string): Promise<readonly string[]> {
  const log = await readLog(database.sql, `return/acme/${returnId}` as JourneyId);
  return log.map(({ kind }) => kind).filter((kind) => kind !== 'policy_set');
}

test('a return is requested once, however often it is sent', async () => {
  const answers = [await ask('R1'), await ask('R1'), await ask('R1')];
  expect(answers.map(({ status, body }) => [status, body['result']])).toEqual([
    [201, 'created'],
    [200, 'unchanged'],
    [200, 'unchanged'],
  ]);
  expect(await kindsOf('R1')).toEqual(['return_requested']);
});

test('an item that names a line of the order has the name and SKU of that line', async () => {
  await ask('R2', {
    items: [
      { line: 1, quantity: 2 },
      { name: 'A box', quantity: 1 },
    ],
  });
  expect((await view('R2'))['items']).toEqual([
    { line: 1, sku: 'B-1', name: 'Boots', quantity: 2 },
    { line: 2, sku: null, name: 'A box', quantity: 1 },
  ]);
});

test('GET returns a return with what it waits for, and from whom', async () => {
  await ask('R3', { requestedAt: hoursAgo(1) });
  const body = await view('R3');
  expect(body).toMatchObject({
    returnId: 'R3',
    orderId: '1001',
    status: 'requested',
    reason: 'Too small',
    expectations: [{ kind: 'decided', from: 'shop', state: 'waiting' }],
    parcels: [],
    refunds: [],
    escalations: [],
  });
  expect(body['returnPageUrl']).toMatch(/^https:\/\/wismr\.example\/r\/[\w-]{28}$/);
  const order = await api.call('GET', '/v1/orders/1001');
  const summary = { returnId: 'R3', status: 'requested', url: body['returnPageUrl'] };
  expect(order.body['returns']).toContainEqual(summary);
});

test('one event requests and approves a return that the shop approves at once', async () => {
  await ask('R4', { approved: true });
  expect(await kindsOf('R4')).toEqual(['return_requested']);
  expect((await view('R4'))['status']).toBe('approved');
  await ask('R5');
  expect((await ask('R5', { approved: true })).body['result']).toBe('changed');
  expect((await ask('R5', { approved: true })).body['result']).toBe('unchanged');
  expect((await view('R5'))['status']).toBe('approved');
});

test('a return goes from label to refund, and each step counts once', async () => {
  await ask('R6', { items: [{ line: 1, quantity: 2 }] });
  const label = { ...LABEL, labelUrl: 'https://shop.example/label.pdf' };
  const items = [
    { line: 1, quantity: 1, disposition: 'refund' },
    { line: 1, quantity: 1, disposition: 'reject', note: 'The sole is worn.' },
  ];
  const steps: readonly [string, object, string][] = [
    ['approve', {}, 'approved'],
    ['label', label, 'label_issued'],
    ['received', {}, 'received'],
    ['inspection', { items }, 'inspected'],
    ['refund', { amount: EUR_149, reference: 'RF-1' }, 'refunded'],
  ];
  for (const [name, body, status] of steps) {
    expect([name, await step('R6', name, body)]).toEqual([name, 'changed']);
    expect([name, await step('R6', name, body)]).toEqual([name, 'unchanged']);
    expect((await view('R6'))['status']).toBe(status);
  }
  expect(await kindsOf('R6')).toEqual([
    'return_requested',
    'return_approved',
    'return_labelled',
    'return_received',
    'return_inspected',
    'return_refunded',
  ]);
  expect(await view('R6')).toMatchObject({
    parcels: [{ parcelId: '9400110898822502579493', carrier: 'usps', labelUrl: label.labelUrl }],
    inspection: { items: [{ disposition: 'refund' }, { note: 'The sole is worn.' }] },
    refunds: [{ reference: 'RF-1', amount: EUR_149, method: 'original', final: true }],
    expectations: [],
  });
});

test('a label approves the return, and a new label replaces the old one', async () => {
  await ask('R7');
  const label = { ...LABEL, parcelId: 'p1', labelUrl: 'https://shop.example/1.pdf' };
  await step('R7', 'label', label);
  expect(await step('R7', 'label', { ...LABEL, parcelId: 'p1' })).toBe('unchanged');
  const qrUrl = 'https://shop.example/1.png';
  expect(await step('R7', 'label', { ...LABEL, parcelId: 'p1', qrUrl })).toBe('changed');
  expect(await step('R7', 'label', { ...label, trackingNumber: 'TN-999' })).toBe(409);
  expect(await view('R7')).toMatchObject({
    status: 'label_issued',
    parcels: [{ labelUrl: label.labelUrl, qrUrl }],
  });
  expect(await kindsOf('R7')).toEqual(['return_requested', 'return_labelled', 'return_approved']);
});

test('the last inspection applies, even if it equals an earlier one', async () => {
  await ask('R8');
  const decide = (disposition: string) =>
    step('R8', 'inspection', { items: [{ line: 1, quantity: 1, disposition }] });
  const note = 'x'.repeat(1_000);
  const long = [{ line: 1, quantity: 1, disposition: 'reject', note }];
  expect(await step('R8', 'inspection', { items: long })).toBe('changed');
  expect([await decide('refund'), await decide('exchange'), await decide('refund')]).toEqual([
    'changed',
    'changed',
    'changed',
  ]);
  expect((await view('R8'))['status']).toBe('inspected');
});

test('a refund may come in parts, and a repeated one counts once', async () => {
  await ask('R9', { approved: true });
  const part = { amount: { amount: '49.00', currency: 'EUR' }, final: false };
  const at = { refundedAt: '2026-11-24T10:00:00Z' };
  expect(await step('R9', 'refund', { ...part, ...at })).toBe('changed');
  expect(await step('R9', 'refund', { ...part, ...at })).toBe('unchanged');
  expect((await view('R9'))['status']).toBe('approved');
  await step('R9', 'refund', { amount: EUR_149, reference: 'RF-2', method: 'store_credit' });
  expect((await view('R9'))['refunds']).toHaveLength(2);
  const other = { amount: { amount: '1.00', currency: 'EUR' }, reference: 'RF-2' };
  expect(await step('R9', 'refund', other)).toBe(409);
});

test('the carrier’s scans change the status of a return until it is received', async () => {
  await ask('R10', { requestedAt: hoursAgo(4) });
  await step('R10', 'label', { carrier: 'USPS', trackingNumber: 'TN-R10' });
  const statuses = ['in_transit', 'delivered'];
  const times = [hoursAgo(3), hoursAgo(2)];
  for (let count = 1; count <= statuses.length; count += 1) {
    const details = statuses.slice(0, count).map((status, hour) => ({
      status,
      statusDetail: 'unknown',
      message: `It is ${status}`,
      datetime: times[hour] ?? '',
    }));
    const status = statuses[count - 1] ?? '';
    const body = trackerUpdated({ trackingCode: 'TNR10', carrier: 'USPS', status, details });
    const headers = { 'content-type': 'application/json', ...signEasyPost(body, SECRET) };
    const answer = await api.post('/webhooks/carriers/easypost/acme', body, headers);
    expect(answer.body).toMatchObject({ scans: 1, unclaimed: [] });
    expect((await view('R10'))['status']).toBe(['in_transit', 'received'][count - 1]);
  }
  expect(await view('R10')).toMatchObject({
    receivedAt: times[1],
    expectations: [
      { kind: 'inspected', from: 'warehouse' },
      { kind: 'refunded', from: 'refund_team' },
    ],
  });
});

test('an ended return cannot be changed', async () => {
  await ask('R11');
  await step('R11', 'reject', { reason: 'The 30 days are over.' });
  expect(await step('R11', 'reject', {})).toBe('unchanged');
  for (const name of ['approve', 'cancel', 'received']) expect(await step('R11', name)).toBe(409);
  expect(await step('R11', 'label', LABEL)).toBe(409);
  expect((await ask('R11', { approved: true })).status).toBe(409);
  await ask('R12', { approved: true });
  expect(await step('R12', 'reject')).toBe(409);
  await step('R12', 'refund', { amount: EUR_149, reference: 'RF-3' });
  expect(await step('R12', 'cancel')).toBe(409);
  await ask('R13');
  expect([await step('R13', 'cancel'), await step('R13', 'cancel')]).toEqual([
    'changed',
    'unchanged',
  ]);
  expect((await view('R13'))['status']).toBe('cancelled');
});

test('a different return with the same id is a conflict', async () => {
  await ask('R14');
  await api.call('PUT', '/v1/orders/1002', anOrder());
  expect((await ask('R14', { orderId: '1002' })).status).toBe(409);
  expect((await ask('R14', { items: [{ line: 2, quantity: 1 }] })).status).toBe(409);
  expect((await ask('R14', { refundBy: '2026-12-24T12:00:00Z' })).status).toBe(409);
  expect((await ask('R14', { reason: 'Too large' })).body['result']).toBe('changed');
});

test('withdrawn consent applies to the returns of the order', async () => {
  await api.call('PUT', '/v1/orders/1003', anOrder());
  await ask('R15', { orderId: '1003' });
  const contact = { email: 'ada@shop.example', consent: { email: false, sms: false } };
  await api.call('PUT', '/v1/orders/1003', anOrder({ contact }));
  expect(await kindsOf('R15')).toEqual(['return_requested', 'contact_changed']);
});

test('the log contains no text that people wrote', async () => {
  await ask('R19', { reason: 'My foot hurts' });
  await step('R19', 'reject', { reason: 'We know Ada' });
  const log = JSON.stringify(await readLog(database.sql, 'return/acme/R19' as JourneyId));
  expect(log).not.toMatch(/hurts|Ada|shop\.example/i);
});
