/** Requests about one order may arrive in another order than the shop sent them. */

import { expect, test } from 'vitest';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

async function kindsOf(orderId: string): Promise<readonly string[]> {
  const log = await readLog(database.sql, `order/acme/${orderId}` as JourneyId);
  return log.map(({ kind }) => kind).filter((kind) => kind !== 'policy_set');
}

test('an older version of an order that arrives late changes nothing', async () => {
  const version = (updatedAt: string | undefined, quantity: number) => {
    const items = [{ name: 'Boots', quantity }];
    return api.call(
      'PUT',
      '/v1/orders/12',
      anOrder({ items, ...(updatedAt ? { updatedAt } : {}) }),
    );
  };
  const [second, third] = ['2026-11-24T10:00:00.500+01:00', '2026-11-24T09:00:01Z'];
  expect((await version(second, 2)).status).toBe(201);
  expect((await version(third, 3)).body['result']).toBe('changed');
  const late = await version('2026-11-24T08:59:59Z', 1);
  expect([late.status, late.body['result']]).toEqual([200, 'outdated']);
  expect((await version(second, 2)).body['result']).toBe('outdated');
  // The same time again is the same version or a newer one.
  expect((await version(third, 3)).body['result']).toBe('unchanged');
  expect((await version(third, 4)).body['result']).toBe('changed');
  expect((await api.call('GET', '/v1/orders/12')).body['items']).toMatchObject([{ quantity: 4 }]);
  // Without a time a request is taken as new, and the time that is known stays.
  expect((await version(undefined, 5)).body['result']).toBe('changed');
  expect((await version(second, 2)).body['result']).toBe('outdated');
  expect(await kindsOf('12')).toEqual([
    'order_placed',
    'pieces_changed',
    'pieces_changed',
    'pieces_changed',
  ]);
});

test('a newer version with the same facts is known as the newest', async () => {
  const put = (updatedAt: string, more: object = {}) =>
    api.call('PUT', '/v1/orders/13', anOrder({ updatedAt, ...more }));
  await put('2026-11-24T10:00:00Z');
  expect((await put('2026-11-24T12:00:00Z')).body['result']).toBe('unchanged');
  const between = await put('2026-11-24T11:00:00Z', { country: 'FR' });
  expect(between.body['result']).toBe('outdated');
});
