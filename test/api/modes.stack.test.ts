/** A test key changes nothing that a live key has made, however the id is spelled in the path. */

import { expect, test } from 'vitest';
import { createApiKey } from '../../commands/create-api-key.ts';
import { upsertEscalation } from '../../db/escalations.ts';
import type { JourneyId } from '../../domain/ids.ts';
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
