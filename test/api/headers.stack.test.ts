/** What each answer allows browsers, caches and search engines to do. */

import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const api = await createApi(await createDatabase(), () => null);
await api.call('PUT', '/v1/orders/1001', anOrder());
const { body } = await api.call('GET', '/v1/orders/1001');
const page = new URL(String(body['trackingPageUrl'])).pathname;
const headers = { authorization: api.authorization };

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringMatching(
    /^default-src 'none'; base-uri 'none'; frame-ancestors 'none'; /,
  ),
};

test.each([
  ['a page', page, 200, 'private, no-store'],
  ['the preferences', `${page}/preferences`, 200, 'private, no-store'],
  ['a page that does not exist', '/t/unknown', 404, 'private, no-store'],
  ['an order', '/v1/orders/1001', 200, 'no-store'],
  ['an order that does not exist', '/v1/orders/none', 404, 'no-store'],
  ['an address that does not exist', '/none', 404, 'no-store'],
  ['the style sheet', '/pages.css', 200, 'public, max-age=3600'],
  ['the reference', '/reference', 200, 'no-store'],
])('%s has every header', async (_, path, status, cache) => {
  const answer = await api.app.request(path, { headers });
  expect(answer.status).toBe(status);
  const given = Object.fromEntries(answer.headers);
  expect(given).toMatchObject({ ...ALWAYS, 'cache-control': cache });
});

test('no policy allows a script or a style within a page', async () => {
  for (const path of [page, '/reference', '/v1/orders/1001']) {
    const answer = await api.app.request(path, { headers });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    if (path !== '/reference') expect(policy).not.toContain('script-src');
  }
});

test('without HTTPS there is no HSTS: a browser would no longer reach the API', async () => {
  const plain = createApp({ ...api.deps, publicUrl: 'http://localhost:8080' });
  const answer = await plain.request(page);
  expect(answer.headers.get('strict-transport-security')).toBeNull();
});

const KEY = 'a-key-of-operations';
const locked = createApp({ ...api.deps, operationsKey: KEY });
const basic = (password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`me:${password}`).toString('base64')}` },
});

test.each(['/reference', '/openapi.json', '/reference.js', '/reference/swagger-ui.css'])(
  '%s needs the key of the operators, which a browser asks for',
  async (path) => {
    const refused = await locked.request(path);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Basic /),
    ]);
    expect((await locked.request(path, basic('another-key-of-operations'))).status).toBe(401);
    expect((await locked.request(path, basic(KEY))).status).toBe(200);
    const remote = { incoming: { socket: { remoteAddress: '203.0.113.7' } } };
    expect((await api.app.request(path, {}, remote)).status).toBe(401);
    const open = createApp({ ...api.deps, operationsKey: KEY, isReferencePublic: true });
    expect((await open.request(path)).status).toBe(200);
  },
);
