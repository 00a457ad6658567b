/** A test key changes nothing that a live key has made, however the id is spelled in the path. */

import { expect, test } from 'vitest';
import { createApiKey } from '../../commands/create-api-key.ts';
import { upsertEscalation } from '../../db/escalations.ts';
import { readSentTimes } from '../../db/sent-times.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const key = await createApiKey(sql, api.shopId, { name: 'tests', isTest: true });

/** Names that Unicode composes, and letters and digits that need no percent-encoding. */
const ORDER = 'Größe-L1';
const RETURN = 'Rück-1';
await api.call('PUT', `/v1/orders/${encodeURIComponent(ORDER)}`, anOrder());
const returned = aReturn({ orderId: ORDER });
await api.call('PUT', `/v1/returns/${encodeURIComponent(RETURN)}`, returned);
const now = new Date();
const id = await upsertEscalation(sql, {
  shopId: api.shopId,
  journeyId: `order/acme/${ORDER}` as JourneyId,
  expectationId: 'x',
  kind: 'first_scan',
  shipmentId: null,
  carrier: null,
  severity: 'high',
  team: 'customer_service',
  proposal: null,
  step: 1,
  since: now,
  due: now,
  openedAt: now,
  raises: true,
});
if (id === null) throw new Error('no escalation was opened');
// Capitals and small letters differ in it.
const ESCALATION = id.replace(/^.{8}/, 'abcdefab');
await sql`update escalation set id = ${ESCALATION} where id = ${id}`;

const IDS: Readonly<Record<string, string>> = {
  '/v1/orders/': ORDER,
  '/v1/returns/': RETURN,
  '/v1/escalations/': ESCALATION,
};

const { paths } = (await api.call('GET', '/openapi.json')).body as {
  paths: Record<string, Record<string, unknown>>;
};
const writes = Object.entries(paths).flatMap(([path, methods]) => {
  const [prefix = '', name] = Object.entries(IDS).find(([start]) => path.startsWith(start)) ?? [];
  const rest = path.replace(/^\/v1\/\w+\/\{\w+\}/, '').replaceAll(/\{\w+\}/g, 'x');
  return Object.keys(methods)
    .filter((method) => method !== 'get' && name !== undefined)
    .map((method) => ({ method: method.toUpperCase(), path, prefix, name: name ?? '', rest }));
});

const everyByte = (text: string) =>
  Buffer.from(text).toString('hex').toUpperCase().replaceAll(/../g, '%$&');

/** All name the same row: `decodeURIComponent`, Unicode's form C and the type `uuid` say so. */
const SPELLINGS: Readonly<Record<string, (name: string, prefix: string) => string>> = {
  'as it is': encodeURIComponent,
  'with every byte encoded': everyByte,
  'with small hexadecimal digits': (name) => everyByte(name).toLowerCase(),
  decomposed: (name) => encodeURIComponent(name.normalize('NFD')),
  'in capitals, where they do not matter': (name, prefix) =>
    prefix === '/v1/escalations/' ? name.toUpperCase() : encodeURIComponent(name),
};

test('the routes that write to an order, a return or an escalation are known', () => {
  expect(writes.length).toBeGreaterThan(18);
  expect(new Set(writes.map(({ prefix }) => prefix)).size).toBe(3);
});

test.each(writes)('$method $path: no spelling of the id lets a test key in', async (route) => {
  const { method, prefix, name, rest } = route;
  for (const [spelling, spell] of Object.entries(SPELLINGS)) {
    const path = `${prefix}${spell(name, prefix)}${rest}`;
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await api.app.request(path, { method, headers, body: '{}' });
    const { detail } = (await answer.json()) as { detail: string };
    expect([spelling, answer.status, detail]).toEqual([
      spelling,
      409,
      expect.stringContaining(`order ${ORDER} was made with a live key`),
    ]);
  }
});

test('each spelling names the row: a live key changes it', async () => {
  const by = { by: 'Grace' };
  const upper = await api.call(
    'POST',
    `/v1/escalations/${ESCALATION.toUpperCase()}/acknowledge`,
    by,
  );
  expect(upper).toMatchObject({ status: 200, body: { id: ESCALATION, result: 'changed' } });
  const order = encodeURIComponent(ORDER.normalize('NFD'));
  const cancelled = await api.call('POST', `/v1/orders/${order}/cancel`, {});
  expect(cancelled.status).toBe(200);
});

/** With the test key. */
async function asTest(method: string, path: string, body: object): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await api.app.request(path, { method, headers, body: JSON.stringify(body) });
  return answer.status;
}

test('a test order and a live one may have the same number, in both directions', async () => {
  const ups = (trackingNumber: string) => ({ carrier: 'ups', trackingNumber });
  for (const id of ['L3', 'L4']) await api.call('PUT', `/v1/orders/${id}`, anOrder());
  for (const id of ['T3', 'T4'])
    expect(await asTest('PUT', `/v1/orders/${id}`, anOrder())).toBe(201);
  const [first, second] = [ups('1Z999AA10123456784'), ups('1Z999AA10123456793')];
  expect(await asTest('POST', '/v1/orders/T3/shipments', first)).toBe(201);
  expect((await api.call('POST', '/v1/orders/L3/shipments', first)).status).toBe(201);
  expect((await api.call('POST', '/v1/orders/L4/shipments', second)).status).toBe(201);
  expect(await asTest('POST', '/v1/orders/T4/shipments', second)).toBe(201);
  // Within a mode, a number is for one order.
  const again = await api.call('POST', '/v1/orders/L4/shipments', { ...first, shipmentId: 'S' });
  expect([again.status, again.body['detail']]).toEqual([409, expect.stringContaining('order L3')]);
  expect(await asTest('POST', '/v1/orders/T4/shipments', { ...first, shipmentId: 'S' })).toBe(409);
});

test('the label of a test return does not stand in the way of a live parcel', async () => {
  const label = { carrier: 'ups', trackingNumber: '1Z999AA10123456800' };
  await asTest('PUT', '/v1/orders/T5', anOrder());
  expect(await asTest('PUT', '/v1/returns/TR5', aReturn({ orderId: 'T5', approved: true }))).toBe(
    201,
  );
  expect(await asTest('POST', '/v1/returns/TR5/label', label)).toBe(200);
  await api.call('PUT', '/v1/orders/L5', anOrder());
  expect((await api.call('POST', '/v1/orders/L5/shipments', label)).status).toBe(201);
});

const consentOf = async (orderId: string) => {
  const { contact } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  return (contact as { consent: object }).consent;
};

test('what a test key says of a person changes no live order of theirs', async () => {
  const person = { email: 'real@shop.example', phone: '+491701112223' };
  const none = { email: false, sms: false };
  const contact = { ...person, consent: { email: true, sms: true, optional: none } };
  expect(await asTest('PUT', '/v1/orders/T6', anOrder({ contact }))).toBe(201);
  await api.call('PUT', '/v1/orders/L6', anOrder({ contact: person }));
  expect(await consentOf('L6')).toMatchObject({ optional: { email: true, sms: true } });
  // The next test order has it.
  expect(await asTest('PUT', '/v1/orders/T7', anOrder({ contact: person }))).toBe(201);
  expect(await consentOf('T7')).toMatchObject({ optional: none });
});

test('the preferences page of a test order changes test orders, and that of a live one live ones', async () => {
  const contact = { email: 'both@shop.example' };
  for (const id of ['T8', 'T9']) await asTest('PUT', `/v1/orders/${id}`, anOrder({ contact }));
  for (const id of ['L8', 'L9']) await api.call('PUT', `/v1/orders/${id}`, anOrder({ contact }));
  const unsubscribe = async (orderId: string) => {
    const { trackingPageUrl } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
    const path = `${new URL(String(trackingPageUrl)).pathname}/unsubscribe/optional`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'List-Unsubscribe=One-Click';
    expect((await api.app.request(path, { method: 'POST', headers, body })).status).toBe(200);
  };
  const wanted = async () =>
    Promise.all(
      ['T8', 'T9', 'L8', 'L9'].map(async (id) => Object(await consentOf(id)).optional.email),
    );
  await unsubscribe('T8');
  expect(await wanted()).toEqual([false, false, true, true]);
  await unsubscribe('L9');
  expect(await wanted()).toEqual([false, false, false, false]);
});

test('messages of test orders do not use up what a person gets in a day', async () => {
  const contact = { email: 'budget@shop.example' };
  await asTest('PUT', '/v1/orders/T10', anOrder({ contact }));
  for (const id of ['L10', 'L11']) await api.call('PUT', `/v1/orders/${id}`, anOrder({ contact }));
  const kind = 'out_for_delivery';
  for (const orderId of ['T10', 'L10']) {
    const journeyId = `order/acme/${orderId}`;
    await sql`
      insert into notification (id, shop_id, key, journey_id, kind, channel, decision, state,
        decided_at, settled_at)
      values (gen_random_uuid(), 'acme', ${`${journeyId}/x/email`}, ${journeyId}, ${kind}, 'email',
        'send', 'accepted', now(), now())`;
  }
  const times = (orderId: string) => {
    const journeyId = `order/acme/${orderId}` as JourneyId;
    const key = `${journeyId}/y/email` as NotificationKey;
    const query = { journeyId, shopId: api.shopId, key, kinds: [kind], now: Date.now() } as const;
    return readSentTimes(sql, query);
  };
  expect(await times('L11')).toHaveLength(1);
  expect(await times('T10')).toHaveLength(1);
});
