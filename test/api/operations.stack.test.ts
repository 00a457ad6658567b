/** What operators see, and who sees it. */

import { request } from 'node:http';
import { serve } from '@hono/node-server';
import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { warnWithoutKey } from '../../api/operator.ts';
import { createWebhookCounter } from '../../commands/count-webhooks.ts';
import { forgetStuck, noteStuck } from '../../commands/note-stuck.ts';
import { noteLostWorkflows } from '../../commands/rebuild-journeys.ts';
import { connect } from '../../db/connect.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const KEY = 'a-key-of-operations';
const locked = createApp({ ...api.deps, operationsKey: KEY });
const withKey = { headers: { authorization: `Bearer ${KEY}` } };
const journeyId = 'order/acme/watched' as JourneyId;
await api.call('PUT', '/v1/orders/watched', anOrder());

async function plan(key: string, minutesAgo: number, lastError: string | null): Promise<void> {
  await sql`
    insert into notification (id, shop_id, key, journey_id, kind, channel, decision, decided_at,
      last_error)
    values (gen_random_uuid(), 'acme', ${key}, ${journeyId}, 'attempted', 'sms', 'send',
      now() - ${minutesAgo} * interval '1 minute', ${lastError})`;
}

async function details(): Promise<Record<string, unknown>> {
  return (await api.call('GET', '/readyz')).body;
}

test('/readyz and /metrics show urgent messages that wait for over 15 minutes', async () => {
  await plan('fresh', 9, null);
  expect(await details()).toMatchObject({ unsettled: [], notSetUp: [], warnings: [] });
  await plan('late', 30, null);
  await plan('no-channel', 20, 'channel_not_set_up');
  const { unsettled, notSetUp, warnings } = await details();
  expect(unsettled).toEqual([
    {
      channel: 'sms',
      count: 2,
      oldestMs: expect.closeTo(1_800_000, -5),
      lastError: 'channel_not_set_up',
      untried: 1,
    },
  ]);
  expect(notSetUp).toEqual(['sms']);
  expect(warnings).toEqual([
    expect.stringMatching(/^1 sms message wait since 20.*: sms is not set up/),
    '1 sms message not tried, the oldest for 30 minutes: is a worker running?',
  ]);
  const metrics = await (await api.app.request('/metrics')).text();
  expect(metrics).toContain('wismr_unsettled_messages{channel="sms"} 2');
  expect(metrics).toContain(
    'wismr_unsettled_last_error{channel="sms",code="channel_not_set_up"} 1',
  );
  expect(metrics).toContain('wismr_postgres_writable 1');
  expect(metrics).toContain('wismr_failing_messages{channel="sms",code="channel_not_set_up"} 1');
  await sql`update notification set settled_at = now()`;
  expect(await details()).toMatchObject({ unsettled: [], notSetUp: [], warnings: [] });
});

test('/readyz and /metrics show journeys that had no workflow, for a day', async () => {
  await noteLostWorkflows(sql, [journeyId]);
  await noteLostWorkflows(sql, [journeyId]);
  expect(await details()).toMatchObject({
    lost: { journeys: 1, last: { journeyId } },
    warnings: [expect.stringContaining('1 journey had no workflow in the last day')],
  });
  const metrics = await (await api.app.request('/metrics')).text();
  expect(metrics).toContain('wismr_lost_workflows 1');
  expect(metrics).toMatch(/^wismr_lost_latest_seconds \d\.\d+$/m);
  await sql`update lost_workflow set found_at = now() - interval '25 hours'`;
  expect(await details()).toMatchObject({ lost: { journeys: 0, last: null }, warnings: [] });
  const later = await (await api.app.request('/metrics')).text();
  expect(later).not.toMatch(/^wismr_lost_latest_seconds/m);
});

test('/readyz and /metrics show a stuck journey while it is stuck', async () => {
  const since = new Date(Date.now() - 3 * 3_600_000);
  expect(await noteStuck(sql, { journeyId, since, error: 'no such parcel' })).toBe(true);
  expect(await noteStuck(sql, { journeyId, since, error: 'no parcel TN1' })).toBe(false);
  expect(await details()).toMatchObject({
    stuck: { journeys: 1, oldest: { journeyId, error: 'no parcel TN1' } },
    warnings: [`1 journey is stuck, ${journeyId} for 180 minutes: no parcel TN1`],
  });
  const metrics = await (await api.app.request('/metrics')).text();
  expect(metrics).toContain('wismr_stuck_journeys 1');
  // Three hours.
  expect(metrics).toMatch(/^wismr_stuck_oldest_seconds 108\d\d/m);
  await forgetStuck(sql, journeyId);
  expect(await details()).toMatchObject({ stuck: { journeys: 0, oldest: null }, warnings: [] });
});

test('/readyz answers 503 and says why where Postgres takes no writes, and /metrics show it', async () => {
  const url = new URL(database.url);
  url.searchParams.set('default_transaction_read_only', 'on');
  const replica = connect(url.href);
  afterAll(() => replica.end());
  const webhookCounter = createWebhookCounter(replica);
  const app = createApp({ ...api.deps, sql: replica, webhookCounter });
  const ready = await app.request('/readyz');
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ok: false, warnings: ['Postgres takes no writes: it is a replica, or read-only'] },
  ]);
  // It cannot be written.
  webhookCounter.count({ shopId: api.shopId, carrier: 'usps', refused: 1 });
  const metrics = await app.request('/metrics');
  expect(metrics.status).toBe(200);
  expect(await metrics.text()).toContain('wismr_postgres_writable 0');
});

test('/readyz says that alerts notify nobody', async () => {
  expect(await details()).toMatchObject({ alerts: [], warnings: [] });
  const app = createApp({ ...api.deps, notifiesOperators: false });
  expect(await (await app.request('/readyz')).json()).toMatchObject({
    warnings: ['alerts notify nobody: set OPERATIONS_EMAIL and an email provider'],
  });
});

test('with a key in the settings, the details need it', async () => {
  expect(await (await locked.request('/healthz')).json()).toEqual({ ok: true });
  const ready = await locked.request('/readyz');
  expect([ready.status, await ready.json()]).toEqual([200, { ok: true }]);
  const wrong = { headers: { authorization: 'Bearer another-key-of-operations' } };
  expect(await (await locked.request('/readyz', wrong)).json()).toEqual({ ok: true });
  expect(await (await locked.request('/readyz', withKey)).json()).toMatchObject({
    ok: true,
    backlog: { journeys: 1 },
  });
  expect((await locked.request('/metrics')).status).toBe(401);
  expect((await locked.request('/metrics', wrong)).status).toBe(401);
  expect((await locked.request('/metrics', withKey)).status).toBe(200);
});

test('a wrong key of the operators is logged without the key, and counted', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const app = createApp({ ...api.deps, operationsKey: KEY, log });
  const guess = 'a-key-of-operationz';
  const basic = `Basic ${Buffer.from(`me:${guess}`).toString('base64')}`;
  const before = await countedIn(app);
  for (const path of ['/metrics', '/readyz', '/openapi.json', '/reference']) {
    for (const authorization of [`Bearer ${guess}`, basic]) {
      await app.request(path, { headers: { authorization } });
    }
    // A browser asks without a key first.
    await app.request(path);
  }
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ reason: 'operations_key' });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ route: 'GET /metrics' });
  expect(lines.join('')).not.toMatch(/operationz|bWU6/);
  expect((await countedIn(app)) - before).toBe(8);
});

async function countedIn(app: typeof locked): Promise<number> {
  const metrics = await (await app.request('/metrics', withKey)).text();
  return Number(
    /^wismr_api_key_refusals\{reason="operations_key"\} (\d+)/m.exec(metrics)?.[1] ?? 0,
  );
}

/** The status of /metrics of an API with this PUBLIC_URL, to a program on its machine. */
async function statusOf(publicUrl: string, headers: Record<string, string> = {}): Promise<number> {
  const { fetch: handle } = createApp({ ...api.deps, publicUrl });
  const server = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 });
  afterAll(() => void server.close());
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  // `fetch` lets nobody choose a Host.
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/metrics', headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('without a key in the settings, only this machine sees the details, of a local API', async () => {
  const LOCAL = 'http://localhost:8080';
  for (const host of ['localhost:8080', '127.0.0.1', '[::1]:80']) {
    expect([host, await statusOf(LOCAL, { host })]).toEqual([host, 200]);
  }
  expect(await statusOf(LOCAL, { 'x-forwarded-for': '203.0.113.7' })).toBe(401);
  // A page of another site, whose name leads to this machine.
  for (const host of ['evil.example:8080', 'localhost.evil.example', '10.0.0.8', ' ']) {
    expect([host, await statusOf(LOCAL, { host })]).toEqual([host, 401]);
  }
  // A proxy on this machine that adds no header to say so.
  for (const host of ['track.acme.example', 'localhost:8080']) {
    expect([host, await statusOf('https://track.acme.example', { host })]).toEqual([host, 401]);
  }
  // As node-server hands over a request that came over the network.
  const remote = { incoming: { socket: { remoteAddress: '203.0.113.7' } } };
  expect(await (await api.app.request('/readyz', {}, remote)).json()).toEqual({ ok: true });
});

test('a public API without a key says at its start that nobody sees the details', () => {
  const linesOf = (publicUrl: string, operationsKey: string | null) => {
    const lines: string[] = [];
    warnWithoutKey(pino({}, { write: (line: string) => lines.push(line) }), {
      publicUrl,
      operationsKey,
    });
    return lines;
  };
  expect(linesOf('https://track.acme.example', null)).toEqual([
    expect.stringContaining('OPERATIONS_KEY is not set'),
  ]);
  expect(linesOf('https://track.acme.example', KEY)).toEqual([]);
  expect(linesOf('http://localhost:8080', null)).toEqual([]);
});
