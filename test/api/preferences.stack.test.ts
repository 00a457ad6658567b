/** The customer's preferences page, and unsubscribing from a mail program. */

import { expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const other = await createApi(database, () => null, 'other');

type Consent = { optional: object; marketing: object };

async function place(orderId: string, contact: object, by = api): Promise<void> {
  const consent = { email: true, sms: true };
  await by.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact: { consent, ...contact } }));
}

async function orderOf(orderId: string, by = api) {
  const { body } = await by.call('GET', `/v1/orders/${orderId}`);
  return {
    consent: (body['contact'] as { consent: Consent }).consent,
    history: body['consentHistory'] as readonly object[],
    path: new URL(String(body['trackingPageUrl'])).pathname,
  };
}

function post(path: string, form: Record<string, string> | string) {
  return api.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
}

const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };

test('the page shows what the customer gets, and saves another choice', async () => {
  await place('P1', { email: 'ada@pref.example', phone: null });
  const { path } = await orderOf('P1');
  const page = await (await api.app.request(`${path}/preferences`)).text();
  expect(page).toContain('name="optionalEmail" value="yes" checked');
  expect(page).toMatch(/name="marketingEmail" value="yes"(?! checked)/);
  expect(page).not.toMatch(/name="\w+Sms"/);
  const saved = await post(
    `${path}/preferences`,
    'shown=optionalEmail&shown=marketingEmail&marketingEmail=yes',
  );
  expect([saved.status, saved.headers.get('location')]).toEqual([
    303,
    `${path}/preferences?saved=yes`,
  ]);
  const { consent, history } = await orderOf('P1');
  expect(consent).toMatchObject({
    optional: { email: false, sms: true },
    marketing: { email: true, sms: false },
  });
  const source = 'preferences page';
  expect(history.slice(0, 2)).toMatchObject([
    { class: 'marketing', channel: 'email', given: true, source },
    { class: 'optional', channel: 'email', given: false, source },
  ]);
});

test('a choice counts for all orders with the address, later ones too, and for no other', async () => {
  await place('P2', { email: 'bo@pref.example' });
  await place('P3', { email: 'BO@pref.example', phone: null });
  await place('P4', { email: 'cy@pref.example', phone: null });
  await place('P5', { email: 'bo@pref.example' }, other);
  const { path } = await orderOf('P2');
  await post(`${path}/unsubscribe/optional`, ONE_CLICK);
  await place('P6', { email: 'bo@pref.example', phone: null });
  const wanted = await Promise.all(['P2', 'P3', 'P4', 'P6'].map((id) => orderOf(id)));
  expect(wanted.map(({ consent }) => consent.optional)).toEqual([
    { email: false, sms: true },
    { email: false, sms: true },
    { email: true, sms: true },
    { email: false, sms: true },
  ]);
  expect((await orderOf('P5', other)).consent.optional).toEqual({ email: true, sms: true });
  // What the shop says of a new order counts.
  await place('P7', {
    email: 'bo@pref.example',
    consent: { email: true, optional: { email: true }, source: 'checkout' },
  });
  expect((await orderOf('P7')).consent.optional).toEqual({ email: true, sms: true });
});

test('one-click unsubscribing answers 200 without a redirect, as often as it is called', async () => {
  await place('P8', { email: 'di@pref.example' });
  const { path } = await orderOf('P8');
  for (const _ of [1, 2]) {
    const answer = await post(`${path}/unsubscribe/optional`, ONE_CLICK);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  }
  const { consent, history } = await orderOf('P8');
  expect(consent).toMatchObject({ email: true, optional: { email: false } });
  expect(
    history.filter((each) => 'source' in each && each.source === 'one-click unsubscribe'),
  ).toHaveLength(1);
});

test('link scanners change nothing', async () => {
  await place('P9', { email: 'ed@pref.example' });
  const { path } = await orderOf('P9');
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    for (const name of ['preferences', 'preferences?saved=yes', 'unsubscribe/optional']) {
      await api.app.request(`${path}/${name}`, { method });
    }
  }
  expect((await post(`${path}/unsubscribe/optional`, '')).status).toBe(400);
  expect((await post(`${path}/unsubscribe/essential`, ONE_CLICK)).status).toBe(405);
  const { consent, history } = await orderOf('P9');
  expect(consent.optional).toEqual({ email: true, sms: true });
  expect(history).toHaveLength(2);
});

test('a return has the page too, and an unknown address is 404', async () => {
  await place('P10', { email: 'flo@pref.example' });
  const { body } = await api.call('PUT', '/v1/returns/PR1', aReturn({ orderId: 'P10' }));
  expect(body['result']).toBe('created');
  const view = (await api.call('GET', '/v1/returns/PR1')).body;
  const path = new URL(String(view['returnPageUrl'])).pathname;
  expect((await api.app.request(`${path}/preferences`)).status).toBe(200);
  await post(`${path}/unsubscribe/optional`, ONE_CLICK);
  expect((await orderOf('P10')).consent.optional).toEqual({ email: false, sms: true });
  expect((await api.app.request('/t/none/preferences')).status).toBe(404);
  expect((await post('/t/none/unsubscribe/optional', ONE_CLICK)).status).toBe(404);
});
