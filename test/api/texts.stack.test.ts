/** What shops write is stored in one spelling, and keeps what its language needs. */

import { expect, test } from 'vitest';
import { createApiKey } from '../../commands/create-api-key.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const read = async (path: string) => (await api.call('GET', path)).body;

/** "Zoë" in two spellings: with one character for the ë, and with two. */
const COMPOSED = encodeURIComponent('Zo\u00eb');
const DECOMPOSED = encodeURIComponent('Zoe\u0308');

test('an id is the same order in both spellings', async () => {
  const placed = await api.call('PUT', `/v1/orders/${DECOMPOSED}`, anOrder());
  expect(placed).toMatchObject({ status: 201, body: { orderId: 'Zo\u00eb' } });
  const again = await api.call('PUT', `/v1/orders/${COMPOSED}`, anOrder());
  expect(again).toMatchObject({ status: 200, body: { result: 'unchanged' } });
});

test('a test key cannot change a live order by another spelling of its id', async () => {
  await api.call('PUT', `/v1/orders/${COMPOSED}`, anOrder());
  const scopes = ['read', 'write'] as const;
  const key = await createApiKey(database.sql, api.shopId, { name: 'x', scopes, isTest: true });
  const response = await api.app.request(`/v1/orders/${DECOMPOSED}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(409);
  expect(await read(`/v1/orders/${COMPOSED}`)).toMatchObject({ cancelledAt: null });
});

test('names and titles lose what nobody can see, and keep their joiners', async () => {
  const items = [
    { name: '\u202eBo\u200bots\u0000 (Gro\u0308ße)\n', quantity: 1 },
    { name: 'می\u200cخواهم 👩\u200d💻', quantity: 1, sku: 'Größe-42' },
  ];
  const contact = { name: '\u2066Zoe\u0308\u2069\r\nBcc: all', email: 'zoe@shop.example' };
  const { status, body } = await api.call('PUT', '/v1/orders/names', anOrder({ items, contact }));
  expect([status, body['warnings']]).toEqual([201, undefined]);
  expect(await read('/v1/orders/names')).toMatchObject({
    items: [{ name: 'Boots (Größe)' }, { name: 'می\u200cخواهم 👩\u200d💻', sku: 'Größe-42' }],
    contact: { name: 'Zo\u00eb Bcc: all' },
  });
});

test('a reason keeps its lines', async () => {
  await api.call('PUT', '/v1/orders/1001', anOrder());
  const reason = 'Too small.\r\n\r\n\r\n\tSee \u202ephoto\u202c.\u0000';
  await api.call('PUT', '/v1/returns/R1', aReturn({ reason }));
  expect(await read('/v1/returns/R1')).toMatchObject({ reason: 'Too small.\n\n\tSee photo.' });
});

test.each([
  ['the first time', { placedAt: '2000-01-01T00:00:00Z' }],
  ['the last time', { placedAt: '2100-01-01T00:00:00Z' }],
  ['2000 by its offset', { placedAt: '1999-12-31T23:30:00-01:00' }],
  ['fractions of a second', { placedAt: '2026-11-24T08:00:00.123456Z' }],
  ['the most pieces', { items: [{ name: 'Screws', quantity: 100_000 }] }],
  ['12 digits', { total: { amount: '999999999999', currency: 'EUR' } }],
  ['a window of no length', window('2026-11-27T10:00:00Z', '2026-11-27T10:00:00Z')],
  ['a window with an end alone', window(null, '2026-11-27T10:00:00Z')],
  ['a window across offsets', window('2026-11-27T10:00:00+01:00', '2026-11-27T09:30:00Z')],
  ['an address of the shop', { items: [{ name: 'x', quantity: 1, url: 'https://8.8.8.8/x' }] }],
])('%s is taken', async (what, overrides) => {
  const { status, body } = await api.call('PUT', `/v1/orders/${what}`, anOrder(overrides));
  expect([status, body['warnings']]).toEqual([201, undefined]);
});

function window(from: string | null, until: string) {
  return { edd: { date: '2026-11-27', from, until } };
}

test('a language that nobody knows is kept, and a malformed one costs a warning', async () => {
  const placed = async (locale: string) => {
    const { status, body } = await api.call(
      'PUT',
      '/v1/orders/tongue',
      anOrder({ contact: { locale } }),
    );
    return [status, body['warnings']];
  };
  expect(await placed('QQZ_zz')).toEqual([201, undefined]);
  expect(await read('/v1/orders/tongue')).toMatchObject({ contact: { locale: 'qqz-ZZ' } });
  const warning = { pointer: '/contact/locale', detail: expect.stringContaining('BCP 47') };
  expect(await placed('no language')).toEqual([200, [warning]]);
});
