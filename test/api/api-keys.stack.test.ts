/** What an API key may do: its scopes, its expiry, its mode. */

import { createHash } from 'node:crypto';
import pino from 'pino';
import { expect, test } from 'vitest';
import { sendOnce } from '../../activities/send.ts';
import { createApp } from '../../api/app.ts';
import { changeTestRecipients } from '../../commands/change-test-recipients.ts';
import { type ApiKeyRequest, createApiKey } from '../../commands/create-api-key.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { findNotification } from '../../db/notifications.ts';
import { API_SCOPES, type ApiScope } from '../../domain/api-scope.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START } from '../../domain/journeys.ts';
import { listApiKeys } from '../../views/shop.ts';
import { aSender } from '../activities/senders.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

/** A shop's platform with a key of its own. */
async function aClient(request: Partial<ApiKeyRequest>) {
  const key = await createApiKey(sql, api.shopId, { name: 'client', ...request });
  return async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await api.app.request(path, init);
    const { detail } = (await answer.json()) as { detail?: string };
    return { status: answer.status, detail: detail ?? '' };
  };
}

const { paths } = (await api.call('GET', '/openapi.json')).body as {
  paths: Record<string, Record<string, { security?: { apiKey: ApiScope[] }[] }>>;
};
const routes = Object.entries(paths)
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security = [] }]) => {
      return {
        path,
        method: method.toUpperCase(),
        scopes: security.flatMap((each) => each.apiKey),
      };
    }),
  );

test('every route below /v1 names one scope: read for a GET, another one for a write', () => {
  expect(routes.length).toBeGreaterThan(25);
  for (const { path, method, scopes } of routes) {
    const isPersonal = path.startsWith('/v1/customers/') || path === '/v1/policy';
    const isRead = method === 'GET' || path === '/v1/carriers/{carrier}/test';
    const scope = isRead ? 'read' : isPersonal ? 'admin' : 'write';
    const expected = path.startsWith('/v1/customers/') ? 'admin' : scope;
    expect([method, path, ...scopes]).toEqual([method, path, expected]);
  }
});

test.each(routes)('$method $path without its scope is 403, and names the scope', async (route) => {
  const {
    method,
    path,
    scopes: [scope],
  } = route;
  const others = API_SCOPES.filter((each) => each !== scope);
  const call = await aClient({ scopes: others });
  const answer = await call(
    method,
    path.replaceAll(/\{\w+\}/g, 'x'),
    method === 'GET' ? undefined : {},
  );
  expect(answer).toEqual({
    status: 403,
    detail: `this needs the scope "${scope}"; the API key has ${others.join(', ')}`,
  });
  const own = await aClient({ scopes: scope ? [scope] : [] });
  const allowed = await own(
    method,
    path.replaceAll(/\{\w+\}/g, 'x'),
    method === 'GET' ? undefined : {},
  );
  expect([401, 403, 500]).not.toContain(allowed.status);
});

test('a key works until it expires or is revoked, and the list says when it was used', async () => {
  const call = await aClient({ name: 'short', expiresAfterDays: 1 });
  const row = async () => (await listApiKeys(sql, api.shopId)).find(({ name }) => name === 'short');
  expect((await row())?.lastUsedAt).toBeNull();
  expect((await call('GET', '/v1/carriers')).status).toBe(200);
  const used = (await row())?.lastUsedAt;
  expect(used).toBeInstanceOf(Date);
  // At most one write a minute.
  await call('GET', '/v1/carriers');
  expect((await row())?.lastUsedAt).toEqual(used);
  await sql`update api_key set last_used_at = now() - interval '2 minutes' where name = 'short'`;
  await call('GET', '/v1/carriers');
  expect((await row())?.lastUsedAt?.getTime()).toBeGreaterThanOrEqual(used?.getTime() ?? 0);
  await sql`update api_key set expires_at = now() where name = 'short'`;
  expect(await call('GET', '/v1/carriers')).toMatchObject({
    status: 401,
    detail: expect.stringContaining('expired'),
  });
});

test('a request without a valid key is logged without the key, and counted in /metrics', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const app = createApp({ ...api.deps, log });
  const guess = 'wismr_live_a-guess';
  const status = async (headers: Record<string, string>) =>
    (await app.request('/v1/escalations', { headers })).status;
  expect(await status({})).toBe(401);
  expect(await status({ authorization: 'Basic abc' })).toBe(401);
  expect(await status({ authorization: `Bearer ${guess}` })).toBe(401);
  const keyHash = createHash('sha256').update(guess).digest('hex').slice(0, 8);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { reason: 'missing', keyHash: null },
    { reason: 'missing', keyHash: null },
    { reason: 'unknown', keyHash },
  ]);
  expect(lines.join('')).not.toContain('a-guess');
  const metrics = await (await app.request('/metrics')).text();
  expect(metrics).toContain('wismr_api_key_refusals{reason="missing"} 2');
  expect(metrics).toContain('wismr_api_key_refusals{reason="unknown"} 1');
});

test('a request beyond the scopes of its key is logged and counted', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const app = createApp({ ...api.deps, log });
  const key = await createApiKey(sql, api.shopId, { name: 'reader', scopes: ['read'] });
  const headers = { authorization: `Bearer ${key}` };
  const answer = await app.request('/v1/customers/ada', { method: 'DELETE', headers });
  expect(answer.status).toBe(403);
  const row = (await listApiKeys(sql, api.shopId)).find(({ name }) => name === 'reader');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      reason: 'forbidden',
      shopId: 'acme',
      keyId: row?.id,
      scopes: ['read'],
      route: 'DELETE /v1/customers/:id',
    },
  ]);
  expect(lines.join('')).not.toContain(key);
  const metrics = await (await app.request('/metrics')).text();
  expect(metrics).toMatch(/wismr_api_key_refusals\{reason="forbidden"\} [1-9]/);
});

test('a test key and a live key do not change each other’s orders and returns', async () => {
  const [live, tests] = [await aClient({}), await aClient({ isTest: true })];
  expect((await live('PUT', '/v1/orders/L1', anOrder())).status).toBe(201);
  expect((await tests('PUT', '/v1/orders/T1', anOrder())).status).toBe(201);
  expect((await api.call('GET', '/v1/orders/L1')).body).toMatchObject({ test: false });
  expect((await api.call('GET', '/v1/orders/T1')).body).toMatchObject({ test: true });
  const parcel = { carrier: 'usps', trackingNumber: '9405511899223197428490' };
  const crossed: readonly (readonly [typeof live, string, string, unknown])[] = [
    [tests, 'PUT', '/v1/orders/L1', anOrder()],
    [tests, 'POST', '/v1/orders/L1/shipments', parcel],
    [tests, 'POST', '/v1/orders/L1/cancel', {}],
    [tests, 'PUT', '/v1/returns/R1', aReturn({ orderId: 'L1' })],
    [live, 'PUT', '/v1/orders/T1', anOrder({ country: 'AT' })],
    [live, 'POST', '/v1/orders/T1/shipments', parcel],
  ];
  for (const [call, method, path, body] of crossed) {
    const { status, detail } = await call(method, path, body);
    expect([path, status, detail]).toEqual([
      path,
      409,
      expect.stringMatching(/was made with a (test|live) key/),
    ]);
  }
  expect((await tests('PUT', '/v1/returns/R2', aReturn({ orderId: 'T1' }))).status).toBe(201);
  const approve = (call: typeof live) => call('POST', '/v1/returns/R2/approve', {});
  expect((await approve(live)).status).toBe(409);
  expect((await approve(tests)).status).toBe(200);
});

test('a test order writes to the listed test recipients only, staff included', async () => {
  const tests = await aClient({ isTest: true });
  await savePolicy(sql, api.shopId, { staff: { customer_service: ['desk@acme.example'] } });
  const send = async (order: string, more: Partial<PlannedMessage>) => {
    const journeyId = `order/acme/${order}` as JourneyId;
    const key = `${journeyId}/${JSON.stringify(more)}` as NotificationKey;
    const now = Date.now();
    const planned: PlannedMessage = {
      key,
      milestoneId: '-/order_confirmed/1',
      kind: 'order_confirmed',
      channel: 'email',
      shipmentIds: [],
      occurredAt: now,
      staleAt: now + 3_600_000,
      notBefore: now,
      ...more,
    };
    const { sender } = aSender({ kind: 'accepted', providerId: 'p' });
    const deps = { sql, keys: KEYS, log: pino({ level: 'silent' }), now };
    await sendOnce(deps, sender, { journeyId, after: LOG_START, planned });
    return (await findNotification(sql, key))?.state;
  };
  const contact = {
    email: 'Tester@acme.example',
    phone: '+491701234567',
    timeZone: zoneWhereItIs(12),
    consent: { email: true, sms: true },
  };
  await tests('PUT', '/v1/orders/T2', anOrder({ contact }));
  await api.call('PUT', '/v1/orders/L2', anOrder({ contact }));
  const staff = { kind: 'escalation_opened' } as const;
  expect(await send('T2', {})).toBe('test_mode');
  expect(await send('T2', { channel: 'sms' })).toBe('test_mode');
  expect(await send('T2', staff)).toBe('test_mode');
  expect(await send('L2', {})).toBe('accepted');
  const add = ['tester@acme.example', 'desk@acme.example'];
  await changeTestRecipients(sql, api.shopId, { add, remove: [] });
  await tests('PUT', '/v1/orders/T3', anOrder({ contact }));
  expect(await send('T3', {})).toBe('accepted');
  expect(await send('T3', staff)).toBe('accepted');
  expect(await send('T3', { channel: 'sms' })).toBe('test_mode');
});
