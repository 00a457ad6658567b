/** Every bad input gets an answer that says what is wrong and where, and changes nothing. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { type Case, wrongTimes } from './bad-input/cases.ts';
import {
  WRONG_ORDER_LINKS,
  WRONG_ORDER_NUMBERS,
  WRONG_ORDER_TEXTS,
  WRONG_ORDER_TIMES,
} from './bad-input/orders.ts';
import { WRONG_BYTES, WRONG_PATHS, WRONG_POLICIES, WRONG_QUERIES } from './bad-input/queries.ts';
import {
  WRONG_INSPECTIONS,
  WRONG_LABELS,
  WRONG_PROMISES,
  WRONG_REFUNDS,
  WRONG_RETURNS,
  WRONG_SHIPMENTS,
  WRONG_WITHDRAWALS,
} from './bad-input/steps.ts';
import { type Answer, anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const ESCALATION = '/v1/escalations/00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  await api.call('PUT', '/v1/orders/1001', anOrder());
  const shipment = { shipmentId: 'S1', carrier: 'usps', trackingNumber: '9405511899223197428490' };
  await api.call('POST', '/v1/orders/1001/shipments', shipment);
  await api.call('PUT', '/v1/returns/R1', aReturn({ approved: true }));
});

/** Everything that a request could have changed. */
async function countRows(): Promise<unknown> {
  const [counts] = await database.sql`
    select
      (select count(*) from journey)::int as journeys,
      (select count(*) from journey_event)::int as events,
      (select count(*) from shop_policy)::int as policies,
      (select count(*) from contact)::int as contacts`;
  return counts;
}

let before: unknown;
beforeAll(async () => {
  before = await countRows();
});
afterAll(async () => {
  expect(await countRows()).toEqual(before);
});

function expectFault(answer: Answer, pointer: string, words: string): void {
  expect([answer.status, answer.type]).toEqual([422, 'application/problem+json']);
  const detail = expect.stringContaining(words);
  expect(answer.body['errors']).toContainEqual({ pointer, detail });
  expect(answer.body['detail']).toContain(words);
}

const BODIES: readonly (readonly [method: string, path: string, cases: readonly Case[]])[] = [
  ['PUT', '/v1/orders/bad', WRONG_ORDER_TIMES],
  ['PUT', '/v1/orders/bad', WRONG_ORDER_NUMBERS],
  ['PUT', '/v1/orders/bad', WRONG_ORDER_TEXTS],
  ['PUT', '/v1/orders/bad', WRONG_ORDER_LINKS],
  [
    'POST',
    '/v1/orders/1001/cancel',
    wrongTimes('/cancelledAt', (cancelledAt) => ({ cancelledAt })),
  ],
  [
    'POST',
    '/v1/orders/1001/reinstate',
    wrongTimes('/reinstatedAt', (reinstatedAt) => ({ reinstatedAt })),
  ],
  ['POST', '/v1/orders/1001/shipments', WRONG_SHIPMENTS],
  [
    'PATCH',
    '/v1/orders/1001/shipments/S1',
    [
      ['nothing', {}, '', 'must have a carrier, a tracking number or both'],
      ['a short number', { trackingNumber: '1' }, '/trackingNumber', 'four letters or digits'],
      ['a number as carrier', { carrier: 7 }, '/carrier', 'must be a text'],
      ['a name', { trackingnumber: 'TN1234' }, '/trackingnumber', 'is not known'],
    ],
  ],
  [
    'POST',
    '/v1/orders/1001/shipments/S1/void',
    wrongTimes('/voidedAt', (voidedAt) => ({ voidedAt })),
  ],
  ['POST', '/v1/orders/1001/refunds', WRONG_REFUNDS],
  ['POST', '/v1/orders/1001/shipping-promise', WRONG_PROMISES],
  [
    'POST',
    '/v1/orders/1001/shipping-promise/answer',
    [['no answer', { answer: 'perhaps' }, '/answer', 'must be one of consent, cancel']],
  ],
  ['POST', '/v1/orders/1001/withdrawal', WRONG_WITHDRAWALS],
  ['PUT', '/v1/returns/bad', WRONG_RETURNS],
  ['POST', '/v1/returns/R1/approve', wrongTimes('/approvedAt', (approvedAt) => ({ approvedAt }))],
  ['POST', '/v1/returns/R1/reject', wrongTimes('/rejectedAt', (rejectedAt) => ({ rejectedAt }))],
  ['POST', '/v1/returns/R1/label', WRONG_LABELS],
  ['POST', '/v1/returns/R1/received', wrongTimes('/receivedAt', (receivedAt) => ({ receivedAt }))],
  ['POST', '/v1/returns/R1/inspection', WRONG_INSPECTIONS],
  ['POST', '/v1/returns/R1/refund', WRONG_REFUNDS],
  ['POST', '/v1/returns/R1/cancel', wrongTimes('/cancelledAt', (cancelledAt) => ({ cancelledAt }))],
  [
    'POST',
    `${ESCALATION}/snooze`,
    [
      ...wrongTimes('/until', (until) => ({ until })),
      ['the past', { until: '2020-01-01T00:00:00Z' }, '/until', 'must be in the future'],
      ['2099', { until: '2099-01-01T00:00:00Z' }, '/until', 'must be within a year'],
    ],
  ],
  [
    'POST',
    `${ESCALATION}/acknowledge`,
    [
      ['nobody', { by: '\u200b' }, '/by', 'must not be empty'],
      ['a long note', { by: 'Grace', note: 'x'.repeat(2_001) }, '/note', 'at most 2000'],
    ],
  ],
  [
    'POST',
    `${ESCALATION}/resolve`,
    [['a resolution', { resolution: 'fine' }, '/resolution', 'must be one of']],
  ],
  ['PUT', '/v1/policy', WRONG_POLICIES],
];

describe.each(BODIES)('%s %s refuses', (method, path, cases) => {
  test.each(cases)('%s', async (_, body, pointer, words) => {
    expectFault(await api.call(method, path, body), pointer, words);
  });
});

test.each(WRONG_QUERIES)('GET /v1/escalations refuses %s', async (_, query, pointer, words) => {
  expectFault(await api.call('GET', `/v1/escalations?${query}`), pointer, words);
});

test.each(WRONG_PATHS)('%s in an id is refused: %s %s', async (...given) => {
  const [, method, path, pointer, words] = given;
  expectFault(await api.call(method, path), pointer, words);
});

test.each(WRONG_BYTES)('%s is not UTF-8', async (path) => {
  const { status, type, body } = await api.call('GET', path);
  expect([status, type]).toEqual([400, 'application/problem+json']);
  expect(body['detail']).toContain('not UTF-8');
});

const valid = JSON.stringify(anOrder());
const latin1 = Buffer.from(valid.replace('Ada', 'Zoë'), 'latin1');
const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;

test.each<readonly [string, string | Buffer, number, string]>([
  ['an empty body', '', 400, ''],
  ['half of a JSON', '{ "placedAt": ', 400, 'JSON'],
  ['words', 'order', 400, 'JSON'],
  ['a comma too many', '{ "placedAt": "2026-11-24T08:00:00Z", }', 400, 'JSON'],
  ['NaN', '{ "items": NaN }', 400, 'JSON'],
  ['Latin-1', latin1, 400, 'not UTF-8'],
  ['UTF-16', Buffer.from(valid, 'utf16le').fill(0xff, 0, 2), 400, 'not UTF-8'],
  ['a surrogate as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 400, 'not UTF-8'],
  ['a slash in two bytes', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 400, 'not UTF-8'],
  ['null', 'null', 422, 'must be an object'],
  ['a list', '[]', 422, 'must be an object'],
  ['a text', '"order"', 422, 'must be an object'],
  ['a number', '1e400', 422, 'must be an object'],
  ['10,000 lists', deep, 422, 'must be an object'],
  ['10,000 lists inside', valid.replace('{', `{"more":${deep},`), 422, 'is not known'],
  ['10,000 lists for a name', valid.replace('"Boots"', deep), 422, 'must be a text'],
  ['__proto__', valid.replace('{', '{"__proto__":{"paid":true},'), 422, 'is not known'],
  ['__proto__ inside', valid.replace('"name":"Boots"', '"__proto__":1'), 422, 'is not known'],
])('PUT /v1/orders/bad refuses a body of %s', async (_, body, expected, words) => {
  const { authorization } = api;
  const response = await api.app.request('/v1/orders/bad', {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body,
  });
  const problem = (await response.json()) as { detail: string };
  expect(response.status).toBe(expected);
  expect(problem.detail).toContain(words);
});
