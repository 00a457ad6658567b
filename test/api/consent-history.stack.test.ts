import { expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

const AT = '2026-11-24T08:00:00.000Z';

async function place(orderId: string, consent?: object): Promise<void> {
  const contact = { name: 'Ada', email: 'ada@shop.example', ...(consent ? { consent } : {}) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
}

async function historyOf(orderId: string) {
  const { consentHistory } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  return consentHistory as readonly object[];
}

test('a new order says who consented to what, when, and where', async () => {
  await place('c1', { email: true, sms: true, source: 'checkout', actor: 'web-7', at: AT });
  const origin = { given: true, source: 'checkout', actor: 'web-7', at: AT };
  expect(await historyOf('c1')).toEqual([
    { channel: 'sms', class: 'essential', ...origin },
    { channel: 'email', class: 'essential', ...origin },
  ]);
});

test('each change is appended, and nothing else', async () => {
  await place('c2', { email: true, sms: true, source: 'checkout', at: AT });
  await place('c2', { email: true, sms: false, source: 'phone call', actor: 'agent-3' });
  // Neither repeats nor other changes of the contact are changes of consent.
  await place('c2', { email: true, sms: false, source: 'phone call' });
  await place('c2');
  await place('c2', { sms: true });
  expect(await historyOf('c2')).toMatchObject([
    { channel: 'sms', given: true, source: 'order', actor: null },
    { channel: 'sms', given: false, source: 'phone call', actor: 'agent-3' },
    { channel: 'sms', given: true, source: 'checkout' },
    { channel: 'email', given: true, source: 'checkout' },
  ]);
});

test('what a new order does not say is the default', async () => {
  await place('c3', { sms: true, source: 'checkout' });
  expect(await historyOf('c3')).toMatchObject([
    { channel: 'sms', given: true, source: 'checkout' },
    { channel: 'email', given: true, source: 'default', actor: null },
  ]);
});

test('the history holds nothing of the contact', async () => {
  await place('c4', { email: false, source: 'checkout' });
  const rows = await database.sql`select * from consent_change`;
  expect(JSON.stringify(rows)).not.toMatch(/Ada|@/);
});

test('an unknown field of a consent is refused', async () => {
  const contact = { consent: { email: true, by: 'me' } };
  const answer = await api.call('PUT', '/v1/orders/c5', anOrder({ contact }));
  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/contact/consent/by' }] },
  });
});
