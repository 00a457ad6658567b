/** What a shop and its customers can do while the rules cannot process an event of a journey. */

import { expect, test } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { DAY } from '../../domain/time.ts';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const EUR = (amount: string) => ({ amount, currency: 'EUR' });

/** Appends an event that no rule can process. */
async function getStuck(journeyId: string): Promise<void> {
  const unreadable = { kind: 'of_a_later_version' } as unknown;
  const body = unreadable as JourneyEventBody;
  await sql.begin((tx) => appendEvents(tx, journeyId as JourneyId, [{ body, wakes: true }]));
  const [kind, , id] = journeyId.split('/');
  const view = (await api.call('GET', `/v1/${kind}s/${id}`)).body;
  expect(view['stuckEvent']).toMatchObject({ kind: 'of_a_later_version' });
}

async function placeStuck(orderId: string, facts: object = {}): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ placedAt: inDays(-1), ...facts }));
  await getStuck(`order/acme/${orderId}`);
}

type Call = readonly [method: string, path: string, body: object, status: number];

async function answersTo(calls: readonly Call[]) {
  const answers = [];
  for (const [method, path, body] of calls) {
    answers.push([method, path, (await api.call(method, path, body)).status]);
  }
  return answers;
}

const expected = (calls: readonly Call[]) =>
  calls.map(([method, path, , status]) => [method, path, status]);

test('a shop can still report everything about a stuck order', async () => {
  await placeStuck('S1');
  const calls: readonly Call[] = [
    ['PUT', '/v1/orders/S1', anOrder({ placedAt: inDays(-1) }), 200],
    ['POST', '/v1/orders/S1/shipments', { carrier: 'usps', trackingNumber: 'TNS1' }, 201],
    ['POST', '/v1/orders/S1/shipments/TNS1/void', {}, 200],
    ['POST', '/v1/orders/S1/withdrawal', {}, 201],
    ['POST', '/v1/orders/S1/refunds', { reference: 'a', amount: EUR('1.00') }, 200],
    // Whether money is due again is a question to the rules.
    ['POST', '/v1/orders/S1/refunds', { reference: 'b', amount: EUR('1.00') }, 409],
    ['POST', '/v1/orders/S1/cancel', {}, 200],
    ['POST', '/v1/orders/S1/reinstate', {}, 200],
  ];
  expect(await answersTo(calls)).toEqual(expected(calls));
});

test('a shop can still announce that a stuck order ships later, and its customer sees the page', async () => {
  await placeStuck('S2', { country: 'US', shipBy: inDays(10), edd: null });
  const promise = { revisedShipBy: inDays(20).slice(0, 10) };
  const calls: readonly Call[] = [['POST', '/v1/orders/S2/shipping-promise', promise, 200]];
  expect(await answersTo(calls)).toEqual(expected(calls));
  const { trackingPageUrl } = (await api.call('GET', '/v1/orders/S2')).body;
  const page = new URL(String(trackingPageUrl)).pathname;
  expect((await api.app.request(page)).status).toBe(200);
  expect((await api.app.request(`${page}/delay`)).status).toBe(200);
  const answer = await api.app.request(`${page}/delay`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'delay=1&answer=cancel',
  });
  expect(answer.status).toBe(303);
});

test('a shop can still report everything about a stuck return', async () => {
  await api.call('PUT', '/v1/orders/S3', anOrder({ placedAt: inDays(-1) }));
  const request = aReturn({ orderId: 'S3' });
  await api.call('PUT', '/v1/returns/RS3', request);
  await getStuck('return/acme/RS3');
  const inspected = { line: 1, quantity: 1, disposition: 'refund' };
  const label = { carrier: 'usps', trackingNumber: 'TNRS3' };
  const calls: readonly Call[] = [
    ['PUT', '/v1/returns/RS3', request, 200],
    ['POST', '/v1/returns/RS3/approve', {}, 200],
    ['POST', '/v1/returns/RS3/label', label, 200],
    ['POST', '/v1/returns/RS3/received', {}, 200],
    ['POST', '/v1/returns/RS3/inspection', { items: [inspected] }, 200],
    ['POST', '/v1/returns/RS3/refund', { reference: 'r', amount: EUR('1.00') }, 200],
  ];
  expect(await answersTo(calls)).toEqual(expected(calls));
  const { returnPageUrl } = (await api.call('GET', '/v1/returns/RS3')).body;
  expect((await api.app.request(new URL(String(returnPageUrl)).pathname)).status).toBe(200);
});
