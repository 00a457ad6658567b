import { beforeAll, expect, test } from 'vitest';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const LABEL = { carrier: 'USPS', trackingNumber: '9400110898825022579493' };
const EUR_149 = { amount: '149.00', currency: 'EUR' };

beforeAll(async () => {
  const items = [{ name: 'Boots', quantity: 200 }];
  await api.call('PUT', '/v1/orders/1001', anOrder({ items }));
});

async function ask(returnId: string, overrides: object = {}) {
  return api.call('PUT', `/v1/returns/${returnId}`, aReturn(overrides));
}

const wrong: readonly [string, object, string][] = [
  ['no items', { items: [] }, '/items'],
  ['an item without a name', { items: [{ quantity: 1 }] }, '/items/0/name'],
  ['two names', { items: [{ line: 1, name: 'Boots', quantity: 1 }] }, '/items/0/name'],
  ['an unknown line', { items: [{ line: 7, quantity: 1 }] }, '/items/0/line'],
  ['a promise that is not a time', { refundBy: 'soon' }, '/refundBy'],
  ['an unknown field', { rma: 'x' }, '/rma'],
];

test.each(wrong)('%s in a return is refused with a pointer', async (_, overrides, pointer) => {
  const answer = await ask('wrong', overrides);
  expect([answer.status, answer.type]).toEqual([422, 'application/problem+json']);
  expect(answer.body['errors']).toMatchObject([{ pointer }]);
  expect((await api.call('GET', '/v1/returns/wrong')).status).toBe(404);
});

const wrongSteps: readonly [string, string, object, string][] = [
  ['a label without a carrier', 'label', { trackingNumber: 'TN1234' }, '/carrier'],
  ['a script for a label', 'label', { ...LABEL, labelUrl: 'javascript:x' }, '/labelUrl'],
  ['no amount', 'refund', { reference: 'x' }, '/amount'],
  ['nothing for an amount', 'refund', refundOf('0.00'), '/amount/amount'],
  ['a refund of less than a cent', 'refund', refundOf('0.004'), '/amount/amount'],
  ['a refund finer than its currency', 'refund', refundOf('10.005'), '/amount/amount'],
  ['half a yen', 'refund', refundOf('10.5', 'JPY'), '/amount/amount'],
  ['a negative amount', 'refund', refundOf('-1'), '/amount/amount'],
  ['a refund without a reference or a time', 'refund', { amount: EUR_149 }, '/reference'],
  ['an unknown method', 'refund', { ...refundOf('1'), method: 'cash' }, '/method'],
  ['an unknown line', 'inspection', inspectionOf(2, 1), '/items/0'],
  ['more than came', 'inspection', inspectionOf(1, 2), '/items/0'],
  ['an unknown disposition', 'inspection', inspectionOf(1, 1, 'keep'), '/items/0/disposition'],
];

function refundOf(amount: string, currency = 'EUR'): object {
  return { amount: { amount, currency }, reference: 'x' };
}

function inspectionOf(line: number, quantity: number, disposition = 'refund'): object {
  return { items: [{ line, quantity, disposition }] };
}

test.each(wrongSteps)('%s is refused with a pointer', async (_, name, body, pointer) => {
  await ask('R16');
  const answer = await api.call('POST', `/v1/returns/R16/${name}`, body);
  expect([answer.status, answer.type]).toEqual([422, 'application/problem+json']);
  expect(answer.body['errors']).toMatchObject([{ pointer }]);
  const log = await readLog(database.sql, 'return/acme/R16' as JourneyId);
  expect(log.map(({ kind }) => kind)).toEqual(['policy_set', 'return_requested']);
});

test('an unknown order, return or parcel, or another shop’s, returns 404', async () => {
  expect((await ask('R17', { orderId: 'nobody' })).status).toBe(404);
  const named = { orderId: 'nobody', items: [{ name: 'Boots', quantity: 1 }] };
  expect((await ask('R17', named)).status).toBe(404);
  expect((await api.call('POST', '/v1/returns/R17/approve', {})).status).toBe(404);
  await ask('R18');
  const parcel = { parcelId: 'p9' };
  expect((await api.call('POST', '/v1/returns/R18/received', parcel)).status).toBe(404);
  const other = await createApi(database, () => null, 'other');
  expect((await other.call('GET', '/v1/returns/R18')).status).toBe(404);
  const steps: readonly [string, object][] = [
    ['approve', {}],
    ['reject', {}],
    ['label', LABEL],
    ['received', {}],
    ['inspection', inspectionOf(1, 1)],
    ['refund', refundOf('1')],
    ['cancel', {}],
  ];
  for (const [name, body] of steps) {
    const { status } = await other.call('POST', `/v1/returns/R18/${name}`, body);
    expect([name, status]).toEqual([name, 404]);
  }
});
