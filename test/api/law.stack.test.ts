/** What the API takes and shows of the law's promises. */

import { expect, test } from 'vitest';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

async function lastOf(journeyId: string) {
  return (await readLog(database.sql, journeyId as JourneyId)).at(-1);
}

test('a shop reports a credit application, and can change it', async () => {
  const put = (more: object) =>
    api.call('PUT', '/v1/orders/1', anOrder({ country: 'US', ...more }));
  await put({});
  expect((await put({ creditApplication: true })).body['result']).toBe('changed');
  expect(await lastOf('order/acme/1')).toMatchObject({
    kind: 'order_placed',
    creditApplication: true,
  });
  // A change that leaves it out keeps it.
  expect((await put({})).body['result']).toBe('unchanged');
  expect((await api.call('GET', '/v1/orders/1')).body).toMatchObject({
    creditApplication: true,
    withdrawUntil: null,
  });
});

test('GET shows what the law expects of an order, by its destination', async () => {
  const kindsTo = async (orderId: string, country: string) => {
    await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ country, placedAt: now() }));
    const { body } = await api.call('GET', `/v1/orders/${orderId}`);
    return (body['expectations'] as { kind: string }[]).map(({ kind }) => kind);
  };
  expect(await kindsTo('2', 'US')).toContain('ships_by_law');
  expect(await kindsTo('3', 'DE')).toContain('delivered_by_law');
  expect(await kindsTo('4', 'GB')).toContain('delivered_by_law');
  expect(await kindsTo('5', 'CH')).not.toContain('delivered_by_law');
});

test('a return can be a withdrawal, and stays one', async () => {
  await api.call('PUT', '/v1/orders/1001', anOrder({ items: [{ name: 'Boots', quantity: 9 }] }));
  const put = (more: object) =>
    api.call('PUT', '/v1/returns/R1', aReturn({ items: [{ line: 1, quantity: 1 }], ...more }));
  expect((await put({ withdrawal: true })).status).toBe(201);
  expect(await lastOf('return/acme/R1')).toMatchObject({ withdrawal: true });
  expect((await put({})).body['result']).toBe('unchanged');
  expect((await put({ withdrawal: false })).status).toBe(409);
  expect((await api.call('GET', '/v1/returns/R1')).body).toMatchObject({
    withdrawal: true,
    refundBy: null,
  });
});

test('GET of a withdrawal shows the earlier of the law’s day and the shop’s', async () => {
  await api.call('PUT', '/v1/orders/1002', anOrder({ country: 'DE' }));
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
  const asked = { orderId: '1002', requestedAt: days(-13), refundBy: days(9), withdrawal: true };
  await api.call('PUT', '/v1/returns/R2', aReturn({ ...asked, approved: true }));
  await api.call('POST', '/v1/returns/R2/received', { receivedAt: days(-1) });
  const { body } = await api.call('GET', '/v1/returns/R2');
  const refundBy = Date.parse(String(body['refundBy']));
  expect(refundBy).toBeGreaterThanOrEqual(Date.parse(days(1)) - 60_000);
  expect(refundBy).toBeLessThan(Date.parse(days(3)));
});

test('a policy without the presets of the law expects nothing by them', async () => {
  const shop = await createApi(database, () => null, 'plain');
  expect((await shop.call('PUT', '/v1/policy', { presets: 'none' })).status).toBe(200);
  await shop.call('PUT', '/v1/orders/1', anOrder({ country: 'US', placedAt: now() }));
  const { body } = await shop.call('GET', '/v1/orders/1');
  expect(JSON.stringify(body['expectations'])).not.toContain('by_law');
  const effective = (await shop.call('GET', '/v1/policy/effective')).body;
  expect(effective['policy']).toMatchObject({ presets: 'none' });
});

function now(): string {
  return new Date().toISOString();
}
