/** The addresses of customers' pages: who signs them, and until when they are open. */

import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createServerKeys } from '../../db/server-keys.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const NEW_KEY = Buffer.alloc(32, 9);
const OLD_KEY = Buffer.alloc(32, 8);

const appWith = (...keys: readonly Buffer[]) =>
  createApp({ ...api.deps, keys: createServerKeys(keys) });

async function pathOf(orderId: string, app = api.app): Promise<string> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  const headers = { authorization: api.authorization };
  const order = await (await app.request(`/v1/orders/${orderId}`, { headers })).json();
  return new URL(String(Object(order).trackingPageUrl)).pathname;
}

const statusOf = async (path: string, app = api.app) => (await app.request(path)).status;

test('a link of an earlier key works while that key is configured', async () => {
  const before = appWith(OLD_KEY);
  const path = await pathOf('K1', before);
  expect(await statusOf(path, before)).toBe(200);
  const rotated = appWith(NEW_KEY, OLD_KEY);
  expect(await statusOf(path, rotated)).toBe(200);
  expect(await pathOf('K1', rotated)).not.toBe(path);
  expect(await statusOf(path, appWith(NEW_KEY))).toBe(404);
});

test('the database alone opens no page', async () => {
  const path = await pathOf('K2');
  const [row] = await sql<{ row: string }[]>`
    select o::text as row from customer_order o where order_id = 'K2'`;
  const token = path.slice('/t/'.length);
  expect(row?.row).not.toContain(token);
  const pageId = token.slice(0, 12);
  expect(row?.row).toContain(pageId);
  expect(await statusOf(`/t/${pageId}`)).toBe(404);
  expect(await statusOf(`/t/${pageId}${'A'.repeat(16)}`)).toBe(404);
  // The address of an order is none of a return.
  expect(await statusOf(`/r/${token}`)).toBe(404);
});

test('a page closes 180 days after the end, and says so', async () => {
  const path = await pathOf('K3');
  const end = (days: number) => sql`
    update journey set closed_at = now() - ${days} * interval '1 day'
    where id = 'order/acme/K3'`;
  await end(179);
  expect(await statusOf(path)).toBe(200);
  await end(181);
  const answer = await api.app.request(path);
  expect(answer.status).toBe(410);
  expect(await answer.text()).toContain('no longer available');
  expect(await statusOf(`${path}/preferences`)).toBe(200);
});

test('a page has one address: no other spelling of the token opens it', async () => {
  // An address with both letters that Base64 spells in another way.
  let token = '';
  for (let i = 0; !/^.{12}(?=.*-)(?=.*_)/.test(token); i += 1) {
    token = (await pathOf(`K4-${i}`)).slice('/t/'.length);
  }
  const id = token.slice(0, 12);
  const signature = token.slice(12);
  const spellings = [
    `${token}.`,
    `${token}!`,
    `${token}=`,
    `${token}==`,
    `${token} `,
    `${id}.${signature}`,
    `${id}${signature.slice(0, 8)}~${signature.slice(8)}`,
    `${id}${signature.replaceAll('-', '+')}`,
    `${id}${signature.replaceAll('_', '/')}`,
    `${token}\ufeff`,
    `${token}\u0000`,
  ];
  for (const spelling of spellings) {
    // Each is the same bytes for a lenient decoder.
    const bytes = (text: string) => Buffer.from(text.slice(12), 'base64url').toString('hex');
    expect([spelling, bytes(spelling)]).toEqual([spelling, bytes(token)]);
    for (const rest of ['', '/preferences', '/unsubscribe/optional', '/delay']) {
      const path = `/t/${encodeURIComponent(spelling)}${rest}`;
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    }
  }
  expect(await statusOf(`/t/${token}`)).toBe(200);
});
