/** Every kind of problem: its answer, its page, and the words for a wrong field. */

import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { ApiEnv } from '../../api/env.ts';
import { onError } from '../../api/problem.ts';
import { PROBLEM_KINDS, PROBLEM_NAMES, type ProblemName } from '../../api/problem-kinds.ts';
import { createApiKey } from '../../commands/create-api-key.ts';
import { connect, type Sql } from '../../db/connect.ts';
import { WismrError } from '../../domain/error.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const readKey = await createApiKey(database.sql, api.shopId, { name: 'reads', scopes: ['read'] });
await api.call('PUT', '/v1/orders/1001', anOrder());
await api.call('POST', '/v1/orders/1001/shipments', {
  shipmentId: 'S1',
  carrier: 'usps',
  trackingNumber: 'TN0001',
});

const headers = { authorization: api.authorization, 'content-type': 'application/json' };
const put = (body: string, more: Record<string, string> = {}): RequestInit => ({
  method: 'PUT',
  headers: { ...headers, ...more },
  body,
});
const orderPath = '/v1/orders/1001';

const broken = createApp({
  ...api.deps,
  sql: (() => {
    throw new Error('a bug');
  }) as unknown as Sql,
});
const away = createApp({ ...api.deps, sql: connect('postgres://wismr@127.0.0.1:1/wismr') });

const limited = new Hono<ApiEnv>();
limited.onError(onError);
limited.use(async (c, next) => {
  c.set('publicUrl', 'https://wismr.example');
  c.set('requestId', 'limited-1');
  c.header('x-request-id', 'limited-1');
  await next();
});
limited.get('*', () => {
  throw new WismrError('rate_limited', 'too many requests');
});

const another = JSON.stringify({ shipmentId: 'S1', carrier: 'usps', trackingNumber: 'TN0002' });

interface Asked {
  readonly app?: Pick<Hono, 'request'>;
  readonly path?: string;
  readonly init?: RequestInit;
}
/** A request for each kind of problem. */
const ASKED: Readonly<Record<ProblemName, Asked>> = {
  malformed: { init: put('{') },
  unauthorized: { init: {} },
  forbidden: { init: put('{}', { authorization: `Bearer ${readKey}` }) },
  'not-found': { path: '/v1/orders/none', init: { headers } },
  'method-not-allowed': { init: { method: 'DELETE', headers } },
  conflict: {
    path: `${orderPath}/shipments`,
    init: { method: 'POST', headers, body: another },
  },
  'too-large': { init: put(`"${'x'.repeat(1024 * 1024)}"`) },
  'unsupported-media-type': { init: put('{}', { 'content-type': 'text/plain' }) },
  invalid: { init: put('{}') },
  'rate-limited': { app: limited },
  internal: { app: broken, init: { headers } },
  unavailable: { app: away, init: { headers } },
};

test.each(PROBLEM_NAMES)(
  'a problem of the kind %s names its page and its request',
  async (kind) => {
    const { app = api.app, path = orderPath, init = {} } = ASKED[kind];
    const answer = await app.request(path, init);
    const { status, title } = PROBLEM_KINDS[kind];
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const type = `https://wismr.example/problems/${kind}`;
    expect(await answer.json()).toMatchObject({
      type,
      title,
      status,
      detail: expect.stringMatching(/\w/),
      requestId: answer.headers.get('x-request-id'),
    });
    const page = await api.app.request(new URL(type).pathname);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=UTF-8',
    ]);
    expect(await page.text()).toContain(`<h1>${title}</h1>`);
  },
);

test('the page about all problems leads to each of them, and there is no other', async () => {
  const list = await (await api.app.request('/problems')).text();
  const links = [...list.matchAll(/href="\/problems\/([^"]+)"/g)].map(([, name]) => name);
  expect(links).toEqual(PROBLEM_NAMES);
  expect((await api.app.request('/problems/other')).status).toBe(404);
  expect((await api.app.request('/problems/toString')).status).toBe(404);
});

const item = { name: 'Boots', quantity: 1 };

test.each<[string, string, string, object, string]>([
  ['a field that is missing', 'PUT', orderPath, { contact: {} }, '`placedAt` is missing'],
  [
    'a text instead of a number',
    'PUT',
    orderPath,
    anOrder({ items: [{ ...item, quantity: '2' }] }),
    '`items[0].quantity` must be a whole number',
  ],
  [
    'half a piece',
    'PUT',
    orderPath,
    anOrder({ items: [{ ...item, quantity: 1.5 }] }),
    '`items[0].quantity` must be a whole number',
  ],
  ['a list instead of an object', 'PUT', orderPath, [], 'the body must be an object'],
  [
    'a field with a typing error',
    'PUT',
    orderPath,
    anOrder({ placdAt: 'x' }),
    '`placdAt` is not known; did you mean "placedAt"?',
  ],
  [
    'a field of a field with a typing error',
    'PUT',
    orderPath,
    anOrder({ contact: { emial: 'ada@shop.example' } }),
    '`contact.emial` is not known; did you mean "email"?',
  ],
  [
    'a field that resembles none',
    'PUT',
    orderPath,
    anOrder({ colour: 'red' }),
    '`colour` is not known',
  ],
  [
    'a name of a record with a typing error',
    'PUT',
    '/v1/policy',
    { staff: { warehose: [] } },
    '`staff.warehose` is not known; did you mean "warehouse"?',
  ],
  [
    'a field of a step of a ladder with a typing error',
    'PUT',
    '/v1/policy',
    { expectations: { shipped: { ladder: [{ after: '1d', do: 'notify_shop', too: 'manager' }] } } },
    '`expectations.shipped.ladder[0].too` is not known; did you mean "to"?',
  ],
  [
    'an amount that is no number',
    'PUT',
    orderPath,
    anOrder({ total: { amount: '1*', currency: 'EUR' } }),
    '`total.amount` must be a decimal number such as "49.90"',
  ],
  [
    'a parameter that is too large',
    'GET',
    '/v1/escalations?limit=1000',
    {},
    '`limit` must be at most 200',
  ],
])('%s is named in words', async (_, method, path, body, words) => {
  const answer = await api.call(method, path, method === 'GET' ? undefined : body);
  expect(answer.status).toBe(422);
  expect(answer.body['detail']).toContain(words);
});

test('of many faults, the first hundred are listed and the others counted', async () => {
  const fields = Array.from({ length: 30_000 }, (_, index) => [`unknown${index}`, 1]);
  const began = performance.now();
  const answer = await api.call('PUT', orderPath, anOrder(Object.fromEntries(fields)));
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(answer.status).toBe(422);
  expect(answer.body['errors']).toHaveLength(100);
  expect(answer.body['detail']).toMatch(/; and 29900 more$/);
});

test('a long name that is unknown costs no time', async () => {
  const began = performance.now();
  const long = { ['placedA'.repeat(100_000)]: 1 };
  expect((await api.call('PUT', orderPath, anOrder(long))).status).toBe(422);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test.each([
  ['no body', undefined, 400, 'the body is missing'],
  ['blanks', '  ', 400, 'the body is missing'],
  ['half an object', '{"placedAt":', 400, 'the body is not JSON'],
])('%s is a problem with words', async (_, body, status, words) => {
  const answer = await api.app.request(orderPath, { method: 'PUT', headers, body: body ?? null });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(words) });
});

test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
  'a body of the type %s is refused with the type to send',
  async (type) => {
    const given = { authorization: api.authorization, ...(type ? { 'content-type': type } : {}) };
    const body = Buffer.from(JSON.stringify(anOrder()));
    const answer = await api.app.request(orderPath, { method: 'PUT', headers: given, body });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({
      detail: expect.stringContaining('content-type: application/json'),
    });
  },
);

test.each(['utf-16', 'UTF-16LE', 'iso-8859-1', '"utf-16"', 'utf-8859'])(
  'a body in the charset %s is refused: JSON is UTF-8',
  async (charset) => {
    const type = { 'content-type': `application/json; charset=${charset}` };
    const answer = await api.app.request(orderPath, put(JSON.stringify(anOrder()), type));
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ detail: 'send the body in UTF-8' });
  },
);

test.each([
  'application/json; charset="UTF-8"',
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/vnd.shop+json',
])('a body of the type %s is JSON', async (type) => {
  const answer = await api.app.request(
    orderPath,
    put(JSON.stringify(anOrder()), { 'content-type': type }),
  );
  expect(answer.status).toBe(200);
});
