/** Who may send how much, and what the one who sends more gets. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createRateLimits, type RateLimitSettings } from '../../api/rate-limits.ts';
import { findAdapter } from '../../carriers/index.ts';
import { createRefusalCounter } from '../../commands/count-refusals.ts';
import { readRefusals } from '../../db/refusals.ts';
import { signEasyPost, trackerUpdated } from '../../dev/fixtures/easypost.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
await api.call('PUT', '/v1/orders/1001', anOrder());
const order = (await api.call('GET', '/v1/orders/1001')).body;
const page = new URL(String(order['trackingPageUrl'])).pathname;

const OTHER = '198.51.100.2';

/** The API with these limits, and a client that calls it from an address. Counts its statements. */
function limited(settings: RateLimitSettings) {
  let statements = 0;
  const sql = new Proxy(database.sql, {
    apply: (target, self, args) => {
      statements += 1;
      return Reflect.apply(target, self, args);
    },
  });
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const counter = createRefusalCounter(database.sql, 'rate_limit');
  const rateLimits = createRateLimits({ settings, counter, log });
  const app = createApp({ ...api.deps, sql, log, rateLimits, rateLimitCounter: counter });
  const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } });
  const send = async (path: string, init: RequestInit = {}, address = '203.0.113.7') =>
    app.request(path, init, from(address));
  return { lines, counter, send, statements: () => statements };
}

const withKey = (authorization: string) => ({ headers: { authorization } });
const valid = withKey(api.authorization);
const wrong = (key: number) => withKey(`Bearer wismr_live_${key}`);

test('an answer says how much of the key’s and the shop’s quota is left', async () => {
  const { send } = limited({ key: 10, shop: 20 });
  await send('/v1/orders/1001', valid);
  const { headers } = await send('/v1/orders/1001', valid);
  expect(headers.get('ratelimit-policy')).toBe('"key";q=10;w=60, "shop";q=20;w=60');
  expect(headers.get('ratelimit')).toBe('"key";r=8;t=60, "shop";r=18;t=60');
});

test('a key that asks too often gets 429, when to come back, and a problem', async () => {
  const { send, lines } = limited({ key: 2 });
  await send('/v1/orders/1001', valid);
  await send('/v1/orders/1001', valid, OTHER);
  const refused = await send('/v1/orders/1001', valid);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(refused.headers.get('ratelimit')).toBe('"key";r=0;t=60');
  expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=2;w=60');
  expect(await refused.json()).toMatchObject({
    status: 429,
    detail: 'too many requests with this API key; try again in 60 s',
  });
  await send('/v1/orders/1001', valid);
  const refusals = lines.filter((line) => line.includes('too many'));
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).not.toContain(api.authorization.slice(7));
});

test('two keys of a shop share the shop’s quota', async () => {
  const { send } = limited({ shop: 1 });
  expect((await send('/v1/orders/1001', valid)).status).toBe(200);
  const refused = await send('/v1/orders/1001', valid);
  expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([
    429,
    '"shop";q=1;w=60',
  ]);
});

test('whoever guesses keys gets 429 from then on, and the right key of others still works', async () => {
  const { send, lines } = limited({ failures: 3 });
  expect((await send('/v1/orders/1001', valid)).status).toBe(200);
  for (const key of [1, 2, 3]) expect((await send('/v1/orders/1', wrong(key))).status).toBe(401);
  const refused = await send('/v1/orders/1', wrong(4));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  // It has worked before, from this very address.
  expect((await send('/v1/orders/1001', valid)).status).toBe(200);
  expect((await send('/v1/orders/1', wrong(5), OTHER)).status).toBe(401);
  expect(lines.join('')).toContain('"limit":"failures","subject":"203.0.113.7"');
});

test('a key that this process has not seen works, whoever else fails at its address', async () => {
  const { send, statements } = limited({ failures: 2, lookups: 3 });
  for (const key of [1, 2]) expect((await send('/v1/orders/1', wrong(key))).status).toBe(401);
  expect((await send('/v1/orders/1', wrong(3))).status).toBe(429);
  expect((await send('/v1/orders/1001', valid)).status).toBe(200);
  // Wrong ones are looked up for a while only.
  expect((await send('/v1/orders/1', wrong(4))).status).toBe(429);
  const before = statements();
  for (const key of [5, 6, 7]) expect((await send('/v1/orders/1', wrong(key))).status).toBe(429);
  expect(statements()).toBe(before);
  expect((await send('/v1/orders/1001', valid)).status).toBe(200);
});

test('a load balancer finds the API ready, whoever fails at its address', async () => {
  const { send } = limited({ failures: 2 });
  for (let i = 0; i < 4; i += 1) await send('/v1/orders/1', wrong(i));
  expect((await send('/readyz')).status).toBe(200);
  expect((await send('/readyz', wrong(9))).status).toBe(429);
});

test('what does not exist below /webhooks is 429 after a while, and is never looked up', async () => {
  const { send, statements } = limited({ failures: 3, lookups: 1, address: 3 });
  const post = { method: 'POST', body: 'x' };
  const paths = [
    '/webhooks/carriers/royalmail/acme',
    '/webhooks/carriers/royalmail/nobody',
    '/webhooks/carriers/nothing/acme',
    '/webhooks/nothing',
  ];
  for (const [index, path] of paths.entries()) {
    const from = `192.0.2.${index + 1}`;
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await send(path, post, from)).status);
    expect([path, ...statuses]).toEqual([path, 404, 404, 404, 429, 429]);
  }
  expect(statements()).toBe(0);
});

test('a body that cannot be read counts, and the sender’s next webhook is taken', async () => {
  const { send } = limited({ failures: 2, lookups: 100 });
  const unread = { method: 'POST', body: 'x', headers: signEasyPost('x', SECRET) };
  for (let i = 0; i < 4; i += 1) expect((await send(WEBHOOK, unread)).status).toBe(422);
  expect((await send(WEBHOOK, webhook(6))).status).toBe(200);
});

test('addresses of no page are limited as all others', async () => {
  const { send } = limited({ address: 2 });
  for (const path of ['/t/', '/r/']) expect((await send(path)).status).toBe(404);
  expect((await send('/t/')).status).toBe(429);
});

test('keys of operators cannot be guessed faster', async () => {
  const { send } = limited({ failures: 2 });
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await send('/metrics', wrong(i))).status);
  expect(statuses).toEqual([401, 401, 429]);
  // Without an error for a wrong key, somebody could guess it here.
  const other = limited({ failures: 2 });
  const ready: number[] = [];
  for (let i = 0; i < 3; i += 1) ready.push((await other.send('/readyz', wrong(i))).status);
  expect(ready).toEqual([200, 200, 429]);
  expect((await other.send('/readyz', {}, OTHER)).status).toBe(200);
});

test('a reader who opens a page too often gets a page that says so', async () => {
  const { send } = limited({ page: 2, address: 100 });
  for (const address of ['192.0.2.1', '192.0.2.2']) {
    expect((await send(page, {}, address)).status).toBe(200);
  }
  const refused = await send(page, {}, '192.0.2.3');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([
    429,
    expect.stringMatching(/^(5\d|60)$/),
  ]);
  expect(await refused.text()).toContain('Please wait a minute');
  expect(refused.headers.get('cache-control')).toBe('private, no-store');
});

test('an address has one quota for pages and everything else without a key', async () => {
  const { send } = limited({ address: 2 });
  expect((await send(page)).status).toBe(200);
  expect((await send('/pages.css')).status).toBe(200);
  expect((await send('/nothing-here')).status).toBe(429);
  expect((await send(page)).status).toBe(429);
  expect((await send('/pages.css', {}, OTHER)).status).toBe(200);
  // Load balancers that ask are not mixed up with readers.
  expect((await send('/readyz')).status).toBe(200);
  expect((await send('/healthz')).status).toBe(200);
});

test('one-click unsubscribes are counted by page, never by the address of the mail program', async () => {
  const { send } = limited({ address: 1, form: 2 });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  };
  const path = `${page}/unsubscribe/optional`;
  expect((await send(path, init)).status).toBe(200);
  expect((await send(path, init)).status).toBe(200);
  expect((await send(path, init)).status).toBe(429);
  expect((await send('/t/another/unsubscribe/optional', init)).status).toBe(404);
});

test('no spelling of a page’s address has a quota of its own', async () => {
  const { send } = limited({ form: 2, page: 2 });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  };
  const token = page.slice('/t/'.length);
  const encoded = (place: number) =>
    [...token]
      .map((sign, i) => (i === place ? `%${sign.charCodeAt(0).toString(16)}` : sign))
      .join('');
  const junk = (place: number) => `${token}${'.'.repeat(place)}`;
  const opened: number[] = [];
  const posted: number[] = [];
  for (const spell of [encoded, junk]) {
    for (let place = 0; place < 6; place += 1) {
      opened.push((await send(`/t/${spell(place)}`)).status);
      posted.push((await send(`/t/${spell(place)}/unsubscribe/optional`, init)).status);
    }
  }
  expect(opened.filter((status) => status === 200)).toHaveLength(2);
  expect(posted.filter((status) => status === 200)).toHaveLength(2);
});

test('whoever changes a choice again and again does not fill the order’s log', async () => {
  const { send } = limited({ answers: 4 });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const events = async () => {
    const [row] = await database.sql<{ count: number }[]>`
      select count(*)::int from journey_event where journey_id = 'order/acme/1001'`;
    return row?.count ?? 0;
  };
  const before = await events();
  const statuses: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    const body = `shown=marketingEmail${i % 2 === 0 ? '&marketingEmail=yes' : ''}`;
    const answer = await send(`${page}/preferences`, { method: 'POST', headers, body });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([303, 303, 303, 303, 429, 429, 429, 429, 429, 429, 429, 429]);
  expect((await events()) - before).toBe(4);
});

const WEBHOOK = '/webhooks/carriers/easypost/acme';

function webhook(n: number, secret = SECRET): RequestInit {
  const datetime = new Date().toISOString();
  const detail = { status: 'in_transit', message: 'On its way', datetime, city: '', state: '' };
  const parcel = { trackingCode: `LIMIT${n}`, carrier: 'USPS', status: 'in_transit' };
  const body = trackerUpdated({
    ...parcel,
    details: [{ ...detail, statusDetail: 'arrived_at_facility' }],
  });
  return { method: 'POST', body, headers: signEasyPost(body, secret) };
}

test('a shop’s webhooks beyond the limit get 503, which carriers repeat, and others are taken', async () => {
  const { send } = limited({ webhooks: 2 });
  expect((await send(WEBHOOK, webhook(1))).status).toBe(200);
  expect((await send(WEBHOOK, webhook(2), OTHER)).status).toBe(200);
  const refused = await send(WEBHOOK, webhook(3));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await refused.json()).toMatchObject({
    detail: 'too many webhooks at once; try again in 10 s',
  });
});

test('an address that sends forged webhooks gets 429; what a carrier signs is taken from it', async () => {
  const { send } = limited({ failures: 2 });
  const forged = () => send(WEBHOOK, webhook(4, 'another-secret'));
  expect([(await forged()).status, (await forged()).status]).toEqual([401, 401]);
  expect((await forged()).status).toBe(429);
  expect((await send('/webhooks/carriers/easypost/nobody', webhook(4))).status).toBe(429);
  expect((await send(WEBHOOK, webhook(5))).status).toBe(200);
});

test('/metrics counts what was refused', async () => {
  const { send, counter } = limited({ readiness: 1 });
  await send('/readyz');
  expect((await send('/readyz')).status).toBe(429);
  await counter.flush();
  const counts = await readRefusals(database.sql, 'rate_limit');
  expect(counts).toContainEqual({ reason: 'readiness', count: 1 });
  expect(await (await api.app.request('/metrics')).text()).toContain(
    'wismr_rate_limited{limit="readiness"} 1',
  );
});
