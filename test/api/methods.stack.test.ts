/** Methods that an address does not have, HEAD, OPTIONS, and the ids of requests. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createApiKey } from '../../commands/create-api-key.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
await api.call('PUT', '/v1/orders/1001', anOrder());
const headers = { authorization: api.authorization, 'content-type': 'application/json' };
const orderPath = '/v1/orders/1001';
const { body: order } = await api.call('GET', orderPath);
const page = new URL(String(order['trackingPageUrl'])).pathname;

test.each([
  ['/v1/orders/1001', 'PUT, GET, HEAD, OPTIONS'],
  ['/v1/policy/effective', 'GET, HEAD, OPTIONS'],
  ['/webhooks/carriers/easypost/acme', 'POST, OPTIONS'],
  ['/webhooks/resend', 'POST, OPTIONS'],
  ['/healthz', 'GET, HEAD, OPTIONS'],
  ['/openapi.json', 'GET, HEAD, OPTIONS'],
  ['/problems', 'GET, HEAD, OPTIONS'],
  [page, 'GET, HEAD, OPTIONS'],
  [`${page}/preferences`, 'GET, HEAD, POST, OPTIONS'],
])('%s takes %s and no other method', async (path, allow) => {
  for (const method of ['PATCH', 'PROPFIND', 'OPTIONS']) {
    const answer = await api.app.request(path, { method, headers });
    expect([method, answer.status, answer.headers.get('allow')]).toEqual([
      method,
      method === 'OPTIONS' ? 204 : 405,
      allow,
    ]);
  }
});

test('an address that does not exist is not found, whatever the method', async () => {
  for (const method of ['GET', 'PUT', 'OPTIONS']) {
    const answer = await api.app.request('/v1/nothing', { method, headers });
    expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 404, null]);
  }
});

test('HEAD answers as GET, without a body', async () => {
  const head = await api.app.request(orderPath, { method: 'HEAD', headers });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await api.app.request('/v1/orders/none', { method: 'HEAD', headers })).status).toBe(404);
});

test('HEAD needs no key of the mode of the order: it changes nothing', async () => {
  const options = { name: 'tests', scopes: ['read'], isTest: true } as const;
  const testKey = await createApiKey(database.sql, api.shopId, options);
  const authorization = `Bearer ${testKey}`;
  for (const method of ['GET', 'HEAD']) {
    const answer = await api.app.request(orderPath, { method, headers: { authorization } });
    expect([method, answer.status]).toEqual([method, 200]);
  }
});

test('a page’s form that is no form is a 415, and changes nothing', async () => {
  for (const path of [`${page}/preferences`, `${page}/unsubscribe/optional`, `${page}/delay`]) {
    const answer = await api.app.request(path, { method: 'POST', body: '{}', headers });
    expect([path, answer.status]).toEqual([path, 415]);
  }
});

test('a request id of the caller is in the answer and in the log', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const app = createApp({ ...api.deps, log });
  const asked = (id: string) => app.request(orderPath, { headers: { 'x-request-id': id } });
  expect((await asked('order-sync_7=')).headers.get('x-request-id')).toBe('order-sync_7=');
  expect(JSON.parse(lines.join(''))).toMatchObject({
    requestId: 'order-sync_7=',
    msg: 'a request has no valid API key',
  });
});

test.each(['', 'a b', 'a\tb', 'ä', '"', 'x'.repeat(129), '<script>'])(
  'a request id such as %j is replaced',
  async (id) => {
    const sent = Buffer.from(id).toString('latin1');
    const answer = await api.app.request(orderPath, { headers: { 'x-request-id': sent } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  },
);
