/** Receipts of SMS that left by RCS or by Sinch, as the sandbox signs and sends them. */

import { createHmac } from 'node:crypto';
import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import { sendOnce } from '../../activities/send.ts';
import { createApp } from '../../api/app.ts';
import type { Provider } from '../../channels/provider.ts';
import { createSinch } from '../../channels/sinch.ts';
import { createTwilio } from '../../channels/twilio.ts';
import { filterSuppressed } from '../../db/suppressions.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { aPlannedSms } from '../activities/senders.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { anOrder, createApi } from './client.ts';
import { serveApi } from './serve-api.ts';

const WITH_RCS = '+15005550120';
const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
await createApi(database, () => null, 'other');
const sandbox = await startSandbox({ receiptDelayMs: 1, rcsPhones: [WITH_RCS] });
afterAll(() => sandbox.stop());
const url = await serveApi(api, sandbox);
const { credentials } = sandbox;
const shared = { baseUrl: sandbox.url, timeoutMs: 2_000 };
const twilio = createTwilio({
  ...shared,
  accountSid: credentials.twilioAccountSid,
  authToken: credentials.twilioAuthToken,
  messagingServiceSid: `MG${'0'.repeat(32)}`,
  statusCallbackUrl: (id) => `${url}/webhooks/twilio/status?notification=${id}`,
});
const sinch = createSinch({
  ...shared,
  servicePlanId: credentials.sinchServicePlanId,
  apiToken: credentials.sinchApiToken,
  region: 'eu',
  from: '+15005550006',
  callbackUrl: `${url}/webhooks/sinch`,
});

/** Sends an SMS about an order. */
async function send(provider: Provider<SmsPayload>, orderId: string, to: string): Promise<void> {
  const consent = { email: true, sms: true };
  const contact = { phone: to, consent, timeZone: zoneWhereItIs(12) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  const payload: SmsPayload = { channel: 'sms', to, body: 'hi', validitySeconds: null };
  const render = async () => ({ payload, version: '1', provider: provider.name });
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const deps = { sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() };
  const planned = aPlannedSms(journeyId);
  await sendOnce(deps, { provider, render }, { journeyId, after: LOG_START, planned });
  await sandbox.settled();
}

async function messageOf(orderId: string): Promise<unknown> {
  const { body } = await api.call('GET', `/v1/orders/${orderId}`);
  return (body['messages'] as unknown[])[0];
}

async function isSuppressed(address: string, shop = 'acme'): Promise<boolean> {
  const to = { shopId: shop as ShopId, channel: 'sms' } as const;
  return (await filterSuppressed({ sql, keys: KEYS }, to, [address])).length === 0;
}

const statuses = () => new Set(sandbox.deliveries().map(({ status }) => status));

test('a message that was read by RCS shows that it was delivered', async () => {
  await send(twilio, 'rcs-1', WITH_RCS);
  const types = sandbox.deliveries().map(({ type }) => type);
  expect(types).toEqual(['sms.queued', 'sms.sent', 'sms.delivered', 'sms.read']);
  expect(await messageOf('rcs-1')).toMatchObject({ receipt: 'delivered', receiptCode: null });
  expect(statuses()).toEqual(new Set([200]));
});

test('a phone without RCS gets an SMS', async () => {
  await send(twilio, 'rcs-2', '+15005550121');
  expect(sandbox.ledger.accepted({ to: '+15005550121' })).toMatchObject([{ from: '+15005550006' }]);
  expect(await messageOf('rcs-2')).toMatchObject({ receipt: 'delivered' });
});

test('an SMS by Sinch shows that it was delivered, or why not', async () => {
  await send(sinch, 'sinch-1', '+15005550122');
  expect(await messageOf('sinch-1')).toMatchObject({
    state: 'accepted',
    receipt: 'delivered',
    receiptCode: null,
  });
  sandbox.faults.inject({ provider: 'sinch', kind: 'undelivered', code: 402 });
  await send(sinch, 'sinch-2', '+15005550123');
  expect(await messageOf('sinch-2')).toMatchObject({ receipt: 'failed', receiptCode: '402' });
  expect(await isSuppressed('+15005550123')).toBe(false);
  expect(statuses()).toEqual(new Set([200]));
});

test('a report proves that Sinch took an SMS whose answer was lost', async () => {
  sandbox.faults.inject({ provider: 'sinch', kind: 'reset_after' });
  await expect(send(sinch, 'sinch-3', '+15005550124')).rejects.toThrow();
  await sandbox.settled();
  await send(sinch, 'sinch-3', '+15005550124');
  const [message, ...others] = sandbox.ledger.accepted({ to: '+15005550124' });
  expect(others).toEqual([]);
  expect(await messageOf('sinch-3')).toMatchObject({
    state: 'accepted',
    receipt: 'delivered',
    providerId: message?.id,
  });
});

const SECRET = credentials.sinchWebhookSecret;

async function postSinch(event: object | string, secret = SECRET, app = api.app) {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const response = await app.request('/webhooks/sinch', {
    method: 'POST',
    headers: {
      'x-sinch-webhook-signature': createHmac('sha256', secret)
        .update(`${body}.n.1764244800`)
        .digest('base64'),
      'x-sinch-webhook-signature-nonce': 'n',
      'x-sinch-webhook-signature-timestamp': '1764244800',
    },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const aReport = (batchId: string | undefined, status: string) => ({
  type: 'recipient_delivery_report_sms',
  batch_id: batchId,
  status,
  code: 0,
  at: new Date().toISOString(),
});

test('reports twice and out of order change nothing', async () => {
  const before = await messageOf('sinch-1');
  const [message] = sandbox.ledger.accepted({ to: '+15005550122' });
  for (const status of ['Delivered', 'Dispatched', 'Unknown']) {
    const answer = await postSinch(aReport(message?.id, status));
    expect(answer).toEqual({ status: 200, body: { result: 'repeated' } });
  }
  expect(await messageOf('sinch-1')).toEqual(before);
});

test('a report about another message, or of another kind, returns 200', async () => {
  expect(await postSinch(aReport('01OTHER', 'Delivered'))).toEqual({
    status: 200,
    body: { result: 'unknown_message' },
  });
  for (const event of [aReport('01OTHER', 'Queued'), { type: 'delivery_report_sms' }]) {
    expect(await postSinch(event)).toEqual({ status: 200, body: { result: 'ignored' } });
  }
});

test('a forged report changes nothing, and an unreadable one gets 422', async () => {
  const [message] = sandbox.ledger.accepted({ to: '+15005550122' });
  const before = await messageOf('sinch-1');
  expect((await postSinch(aReport(message?.id, 'Failed'), 'another')).status).toBe(401);
  expect(await messageOf('sinch-1')).toEqual(before);
  const stop = { type: 'mo_text', from: '15005550125', body: 'STOP' };
  expect((await postSinch(stop, 'another')).status).toBe(401);
  expect(await isSuppressed('+15005550125')).toBe(false);
  expect((await api.app.request('/webhooks/sinch', { method: 'POST' })).status).toBe(401);
  for (const wrong of ['', '{}', { type: 'mo_text', body: 'STOP' }]) {
    expect((await postSinch(wrong)).status).toBe(422);
  }
});

test('without a secret, every webhook of Sinch is refused', async () => {
  const providerSecrets = { ...api.deps.providerSecrets, sinchWebhookSecret: null };
  const app = createApp({ ...api.deps, providerSecrets });
  expect((await postSinch(aReport('01OTHER', 'Delivered'), SECRET, app)).status).toBe(401);
});

test('STOP to Sinch suppresses the number for every shop, START lifts it', async () => {
  const customer = '+15005550126';
  const reply = async (body: string) => {
    sandbox.reply({ provider: 'sinch', from: customer, to: '+15005550006', body });
    await sandbox.settled();
  };
  await reply('Where is it?');
  expect(await isSuppressed(customer)).toBe(false);
  await reply('STOP');
  expect(await isSuppressed(customer)).toBe(true);
  expect(await isSuppressed(customer, 'other')).toBe(true);
  await send(sinch, 'stopped', customer);
  expect(await messageOf('stopped')).toMatchObject({ state: 'suppressed', attempts: 0 });
  await reply('Start');
  expect(await isSuppressed(customer)).toBe(false);
  expect(statuses()).toEqual(new Set([200]));
});
