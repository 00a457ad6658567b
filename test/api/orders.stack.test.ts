import { describe, expect, test } from 'vitest';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

/** The log without the shop's policy, which comes first in every log. */
async function kindsOf(orderId: string): Promise<readonly string[]> {
  const log = await readLog(database.sql, `order/acme/${orderId}` as JourneyId);
  return log.map(({ kind }) => kind).filter((kind) => kind !== 'policy_set');
}

test('an order is placed once, however often it is sent', async () => {
  const answers = [];
  for (let n = 0; n < 3; n += 1) answers.push(await api.call('PUT', '/v1/orders/1', anOrder()));
  expect(answers.map(({ status, body }) => [status, body['result']])).toEqual([
    [201, 'created'],
    [200, 'unchanged'],
    [200, 'unchanged'],
  ]);
  expect(await kindsOf('1')).toEqual(['order_placed']);
});

test('ten concurrent requests place one order', async () => {
  const puts = Array.from({ length: 10 }, () => api.call('PUT', '/v1/orders/2', anOrder()));
  const created = (await Promise.all(puts)).filter(({ status }) => status === 201);
  expect(created).toHaveLength(1);
  expect(await kindsOf('2')).toEqual(['order_placed']);
});

test('each change of an order is one event, and a repetition is none', async () => {
  await api.call('PUT', '/v1/orders/3', anOrder());
  await api.call('PUT', '/v1/orders/3', anOrder({ edd: { date: '2026-11-30' } }));
  const items = [{ name: 'Boots', quantity: 3 }];
  await api.call('PUT', '/v1/orders/3', anOrder({ edd: { date: '2026-11-30' }, items }));
  const contact = { email: 'ada@shop.example', phone: null };
  const last = anOrder({ edd: { date: '2026-11-30' }, items, contact });
  expect((await api.call('PUT', '/v1/orders/3', last)).body['result']).toBe('changed');
  expect(await kindsOf('3')).toEqual([
    'order_placed',
    'edd_set',
    'pieces_changed',
    'contact_changed',
  ]);
});

describe('a change that leaves a field out keeps it', () => {
  const contact = {
    name: 'Ada',
    email: 'ada@shop.example',
    phone: '+491701234567',
    locale: 'de-AT',
    timeZone: 'Europe/Vienna',
    consent: { email: false, sms: true },
  };
  const order = {
    contact,
    total: { amount: '149.00', currency: 'EUR' },
    country: 'AT',
    edd: { date: '2026-11-30' },
    shipBy: '2026-11-26T12:00:00.000Z',
  };
  const without = (object: object, field: string) =>
    Object.fromEntries(Object.entries(object).filter(([name]) => name !== field));
  const read = async (id: string) => (await api.call('GET', `/v1/orders/${id}`)).body;

  test.each(Object.keys(contact))('contact: %s', async (field) => {
    const id = `left-${field}`;
    await api.call('PUT', `/v1/orders/${id}`, anOrder(order));
    const changed = anOrder({ ...order, contact: without(contact, field) });
    expect((await api.call('PUT', `/v1/orders/${id}`, changed)).body['result']).toBe('unchanged');
    expect(await read(id)).toMatchObject({ contact });
  });

  test.each([
    [{ email: true }, { email: true, sms: true }],
    [{ sms: false }, { email: false, sms: false }],
    [{}, { email: false, sms: true }],
  ])('consent: only %j is given', async (consent, expected) => {
    const id = `consent-${JSON.stringify(consent)}`;
    await api.call('PUT', `/v1/orders/${id}`, anOrder(order));
    await api.call('PUT', `/v1/orders/${id}`, anOrder({ ...order, contact: { consent } }));
    expect(await read(id)).toMatchObject({ contact: { ...contact, consent: expected } });
  });

  test('the order itself: total, country, edd and shipBy', async () => {
    await api.call('PUT', '/v1/orders/left', { ...anOrder(), ...order });
    const { placedAt } = anOrder() as { placedAt: string };
    const before = await read('left');
    const items = before['items'];
    const again = await api.call('PUT', '/v1/orders/left', { placedAt, contact: {}, items });
    expect(again.body['result']).toBe('unchanged');
    await api.call('PUT', '/v1/orders/left', { placedAt, contact: {}, items, shipBy: null });
    expect(await read('left')).toMatchObject({ edd: before['edd'], shipBy: null });
  });

  test('null removes it, and gives back the shop’s locale and zone', async () => {
    await api.call('PUT', '/v1/orders/nulls', anOrder(order));
    const nulls = { name: null, email: null, phone: null, locale: null, timeZone: null };
    await api.call('PUT', '/v1/orders/nulls', anOrder({ ...order, contact: nulls }));
    const shop = { locale: 'en', timeZone: 'Europe/Berlin' };
    expect((await read('nulls'))['contact']).toEqual({
      ...nulls,
      erasedAt: null,
      ...shop,
      consent: {
        ...contact.consent,
        optional: { email: true, sms: true },
        marketing: { email: false, sms: false },
      },
    });
  });
});

test('the log contains no personal data', async () => {
  await api.call('PUT', '/v1/orders/4', anOrder());
  const log = JSON.stringify(await readLog(database.sql, 'order/acme/4' as JourneyId));
  expect(log).not.toMatch(/ada|shop\.example|1234567/i);
});

test('a shipment is added once; another one with its id is a conflict', async () => {
  await api.call('PUT', '/v1/orders/5', anOrder());
  const shipment = { carrier: 'USPS', trackingNumber: '9400 1108 9882 2502 2579 493' };
  const shipmentId = '94001108988225022579493';
  const add = (more: object) =>
    api.call('POST', '/v1/orders/5/shipments', { ...shipment, ...more });
  const [first, again, clash] = [
    await add({}),
    await add({}),
    await add({ shipmentId, carrier: 'UPS' }),
  ];
  expect([first.status, again.status, clash.status]).toEqual([201, 200, 409]);
  expect(first.body['shipmentId']).toBe(shipmentId);
  expect(clash.body).toMatchObject({ title: 'Conflict', status: 409 });
});

test('an order is cancelled once', async () => {
  await api.call('PUT', '/v1/orders/6', anOrder());
  const first = await api.call('POST', '/v1/orders/6/cancel', {});
  const again = await api.call('POST', '/v1/orders/6/cancel', {});
  expect([first.body['result'], again.body['result']]).toEqual(['cancelled', 'unchanged']);
  expect(await kindsOf('6')).toEqual(['order_placed', 'order_cancelled']);
});

test('GET returns an order with its shipments and scans', async () => {
  await api.call('PUT', '/v1/orders/7', anOrder());
  await api.call('POST', '/v1/orders/7/shipments', { carrier: 'usps', trackingNumber: 'TN700' });
  const { status, body } = await api.call('GET', '/v1/orders/7');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    orderId: '7',
    status: 'unknown',
    contact: { email: 'ada@shop.example', phone: '+491701234567' },
    edd: { date: '2026-11-27' },
    // The estimated day adds one of its own until it has passed.
    expectations: expect.arrayContaining([
      expect.objectContaining({ kind: 'known', from: 'carrier', state: 'waiting', overdueMs: 0 }),
      expect.objectContaining({ kind: 'first_scan', shipmentId: 'TN700', escalated: false }),
    ]),
    returns: [],
    escalations: [],
    shipments: [{ shipmentId: 'TN700', carrier: 'usps', status: 'unknown', scans: [] }],
  });
  expect(body['trackingPageUrl']).toMatch(/^https:\/\/wismr\.example\/t\/[\w-]{28}$/);
});

test('a tracking number of spaces and dashes is refused', async () => {
  await api.call('PUT', '/v1/orders/10', anOrder());
  const body = { carrier: 'usps', trackingNumber: '-- ..' };
  const answer = await api.call('POST', '/v1/orders/10/shipments', body);
  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/trackingNumber' }] },
  });
});

test('a shop sets when it promises to ship, and can change it', async () => {
  const promise = (shipBy: string) => api.call('PUT', '/v1/orders/9', anOrder({ shipBy }));
  await promise('2026-11-26T12:00:00Z');
  expect((await promise('2026-11-26T12:00:00Z')).body['result']).toBe('unchanged');
  expect((await promise('2026-11-27T12:00:00Z')).body['result']).toBe('changed');
  expect((await api.call('GET', '/v1/orders/9')).body).toMatchObject({
    shipBy: '2026-11-27T12:00:00.000Z',
    expectations: expect.arrayContaining([
      expect.objectContaining({ kind: 'shipped', from: 'shop', due: '2026-11-27T12:00:00.000Z' }),
    ]),
  });
});

test('an expectation is overdue when its time has passed, even without an event', async () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const long = { placedAt: hoursAgo(30), shipBy: hoursAgo(5) };
  await api.call('PUT', '/v1/orders/11', anOrder(long));
  const { body } = await api.call('GET', '/v1/orders/11');
  expect((body['expectations'] as object[]).slice(0, 1)).toMatchObject([
    { kind: 'shipped', state: 'overdue' },
  ]);
  const [shipped] = body['expectations'] as { overdueMs: number }[];
  expect(shipped?.overdueMs).toBeGreaterThanOrEqual(5 * 3_600_000);
});

const wrong: readonly [string, object, string][] = [
  ['no contact', { contact: undefined }, '/contact'],
  ['a day that does not exist', { edd: { date: '2026-02-30' } }, '/edd/date'],
  ['half a piece', { items: [{ name: 'Boots', quantity: 0.5 }] }, '/items/0/quantity'],
  ['a time without a zone', { placedAt: '2026-11-24T08:00:00' }, '/placedAt'],
  ['a misspelt field', { contcat: {} }, '/contcat'],
  ['a misspelt field inside', { contact: { emial: 'ada@shop.example' } }, '/contact/emial'],
  ['a number for a name', { items: [{ name: 7, quantity: 1 }] }, '/items/0/name'],
  ['a list for an object', { contact: [] }, '/contact'],
  ['an invalid currency', { total: { amount: '1', currency: 'euro' } }, '/total/currency'],
  [
    'a total finer than its currency',
    { total: { amount: '9.999', currency: 'EUR' } },
    '/total/amount',
  ],
  ['a promise without a zone', { shipBy: '2026-11-26' }, '/shipBy'],
  [
    'a script for a link',
    { items: [{ name: 'B', quantity: 1, url: 'javascript:x' }] },
    '/items/0/url',
  ],
];

test.each(wrong)('an order with %s is refused with a pointer', async (_, overrides, pointer) => {
  const answer = await api.call('PUT', '/v1/orders/wrong', anOrder(overrides));
  expect(answer.status).toBe(422);
  expect(answer.type).toBe('application/problem+json');
  expect(answer.body['errors']).toMatchObject([{ pointer }]);
  expect((await api.call('GET', '/v1/orders/wrong')).status).toBe(404);
});

test('a body that is not JSON, a wrong id and a wrong path are problems', async () => {
  const headers = { 'content-type': 'application/json' };
  const broken = await api.post('/v1/orders/1/cancel', '{', headers);
  expect(broken.status).toBe(401);
  const unread = await api.app.request('/v1/orders/1', {
    method: 'PUT',
    headers: { ...headers, authorization: api.authorization },
    body: '{ "placedAt": ',
  });
  expect([unread.status, unread.headers.get('content-type')]).toEqual([
    400,
    'application/problem+json',
  ]);
  const slash = await api.call('PUT', '/v1/orders/a%2Fb', anOrder());
  expect([slash.status, slash.type]).toEqual([422, 'application/problem+json']);
  expect((await api.call('GET', '/v1/nothing')).status).toBe(404);
  expect(
    (
      await api.call('POST', '/v1/orders/nobody/shipments', {
        carrier: 'ups',
        trackingNumber: '1Z99',
      })
    ).status,
  ).toBe(404);
});

test('a body that is too large is refused', async () => {
  const items = Array.from({ length: 500 }, () => ({ name: 'x'.repeat(3_000), quantity: 1 }));
  const answer = await api.call('PUT', '/v1/orders/large', anOrder({ items }));
  expect([answer.status, answer.type]).toEqual([413, 'application/problem+json']);
});

test('a wrong shipment is refused with a pointer to each field', async () => {
  await api.call('PUT', '/v1/orders/wrong', anOrder());
  const shipment = { carrier: '', trackingNumber: '<script>', shippedAt: 'yesterday', weight: 1 };
  const answer = await api.call('POST', '/v1/orders/wrong/shipments', shipment);
  expect(answer.status).toBe(422);
  const errors = answer.body['errors'] as readonly { pointer: string }[];
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
    '/carrier',
    '/shippedAt',
    '/trackingNumber',
    '/weight',
  ]);
});

test('another shop, or a client without a key, can neither see nor change an order', async () => {
  await api.call('PUT', '/v1/orders/8', anOrder());
  const other = await createApi(database, () => null, 'other');
  const shipment = { carrier: 'usps', trackingNumber: 'TN800' };
  expect((await other.call('GET', '/v1/orders/8')).status).toBe(404);
  expect((await other.call('POST', '/v1/orders/8/shipments', shipment)).status).toBe(404);
  expect((await other.call('POST', '/v1/orders/8/cancel', {})).status).toBe(404);
  expect((await other.call('PUT', '/v1/orders/8', anOrder({ country: 'FR' }))).status).toBe(201);
  expect((await api.call('PUT', '/v1/orders/8', anOrder())).body['result']).toBe('unchanged');
  expect((await api.call('GET', '/v1/orders/8')).body).toMatchObject({ shipments: [] });
  const answer = await api.post('/v1/orders/8/cancel', '{}', { authorization: 'Bearer wismr_x' });
  expect(answer).toMatchObject({ status: 401, body: { title: 'Unauthorized' } });
});
