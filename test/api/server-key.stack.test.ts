/** What somebody can open who has a copy of the database, and not the settings. */

import { beforeEach, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createServerKeys, loadServerKeys } from '../../db/server-keys.ts';
import { filterSuppressed, insertSuppression } from '../../db/suppressions.ts';
import { type PageKind, pageUrl } from '../../views/page-url.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const CONFIGURED = [Buffer.alloc(32, 9)];

beforeEach(async () => {
  await sql`truncate server_key, suppression`;
});

const appWith = async (configured: readonly Buffer[]) =>
  createApp({ ...api.deps, keys: await loadServerKeys(sql, configured) });

/** Makes a page of each kind. Returns their ids. */
async function makePages(orderId: string): Promise<Record<PageKind, string>> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  await api.call('PUT', `/v1/returns/R-${orderId}`, aReturn({ orderId }));
  const [row] = await sql<Record<PageKind, string>[]>`
    select o.page_id as order, r.page_id as return from customer_order o
    join customer_return r using (shop_id, order_id) where order_id = ${orderId}`;
  if (!row) throw new Error(`order ${orderId} has no return`);
  return row;
}

/** What the key in the database opens, if it has one. */
async function openWithDatabase(
  pages: Record<PageKind, string>,
  app: typeof api.app,
): Promise<readonly number[]> {
  const [row] = await sql<{ key: Uint8Array | null }[]>`select key from server_key`;
  const keys = createServerKeys([row?.key ? Buffer.from(row.key) : Buffer.alloc(32)]);
  const site = { publicUrl: 'https://wismr.example', keys };
  const statuses = [];
  for (const kind of ['order', 'return'] as const) {
    const path = new URL(pageUrl(site, kind, pages[kind])).pathname;
    statuses.push((await app.request(path)).status);
    statuses.push((await app.request(`${path}/preferences`)).status);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const posted = await app.request(`${path}/unsubscribe/optional`, { method: 'POST', body });
    statuses.push(posted.status);
  }
  return statuses;
}

const OPEN = [200, 200, 200, 200, 200, 200];
const CLOSED = [404, 404, 404, 404, 404, 404];

test('without SERVER_KEY, the key in the database opens the pages', async () => {
  const app = await appWith([]);
  expect(await openWithDatabase(await makePages('A1'), app)).toEqual(OPEN);
});

test('with SERVER_KEY from the start, the database has no key', async () => {
  const app = await appWith(CONFIGURED);
  expect(await openWithDatabase(await makePages('A2'), app)).toEqual(CLOSED);
  expect((await sql`select key from server_key`)[0]?.['key']).toBeNull();
});

test('with SERVER_KEY set later, the key in the database opens the pages from before, and no other', async () => {
  await appWith([]);
  const before = await makePages('A3');
  await appWith(CONFIGURED);
  // All programs have restarted with it two hours ago, and the page is older.
  await sql`update customer_order set created_at = now() - interval '1 day' where order_id = 'A3'`;
  await sql`update customer_return set created_at = now() - interval '1 day' where order_id = 'A3'`;
  await sql`update server_key set retired_at = now() - interval '2 hours'`;
  const app = await appWith(CONFIGURED);
  expect(await openWithDatabase(before, app)).toEqual(OPEN);
  expect(await openWithDatabase(await makePages('A4'), app)).toEqual(CLOSED);
  const [row] = await sql<{ hours: number }[]>`
    select round(extract(epoch from now() - retired_at) / 3600)::int as hours from server_key`;
  expect(row?.hours).toBe(2);
});

test('a page that a program makes before it restarts with SERVER_KEY opens', async () => {
  await appWith([]);
  await appWith(CONFIGURED);
  const meanwhile = await makePages('A5');
  expect(await openWithDatabase(meanwhile, await appWith(CONFIGURED))).toEqual(OPEN);
});

test('an address that was suppressed before SERVER_KEY stays suppressed', async () => {
  const address = 'ada@shop.example';
  const to = { shopId: api.shopId, channel: 'email' } as const;
  const own = await loadServerKeys(sql, []);
  const bounce = { channel: 'email', address, reason: 'bounced', source: 'test' } as const;
  await insertSuppression({ sql, keys: own }, api.shopId, bounce);
  const keys = await loadServerKeys(sql, CONFIGURED);
  expect(await filterSuppressed({ sql, keys }, to, [address])).toEqual([]);
});

test('a program without SERVER_KEY does not start where another one has it', async () => {
  for (const isLater of [false, true]) {
    await sql`truncate server_key`;
    if (isLater) await loadServerKeys(sql, []);
    await loadServerKeys(sql, CONFIGURED);
    await expect(loadServerKeys(sql, [])).rejects.toThrow(/^SERVER_KEY is not set, and has been/);
    await expect(loadServerKeys(sql, CONFIGURED)).resolves.toBeDefined();
  }
});
