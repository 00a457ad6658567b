/** Webhooks of the providers, as the sandbox signs and sends them. */

import pino from 'pino';
import { Webhook } from 'svix';
import twilio from 'twilio';
import { afterAll, expect, test } from 'vitest';
import { sendOnce } from '../../activities/send.ts';
import { createApp } from '../../api/app.ts';
import type { Provider } from '../../channels/provider.ts';
import { createResend } from '../../channels/resend.ts';
import { createTwilio } from '../../channels/twilio.ts';
import { liftSuppression } from '../../commands/lift-suppression.ts';
import { readLog } from '../../db/journey-events.ts';
import { filterSuppressed } from '../../db/suppressions.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId, NotificationKey, ShopId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { Channel } from '../../domain/message.ts';
import type { Payload } from '../../domain/payload.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { anOrder, createApi } from './client.ts';
import { serveApi } from './serve-api.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
await createApi(database, () => null, 'other');
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());
const url = await serveApi(api, sandbox);
const { credentials } = sandbox;
const PUBLIC = 'https://wismr.example';
const FROM = '+15005550006';

const { resendApiKey: apiKey } = credentials;
const resend = createResend({ apiKey, baseUrl: sandbox.url, timeoutMs: 2_000 });
const sms = createTwilio({
  accountSid: credentials.twilioAccountSid,
  authToken: credentials.twilioAuthToken,
  from: FROM,
  baseUrl: sandbox.url,
  timeoutMs: 2_000,
  statusCallbackUrl: (id) => `${url}/webhooks/twilio/status?notification=${id}`,
});

const SEND = { sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() };

/** Sends a message of an order to an address, by the real provider. */
async function send(orderId: string, channel: Channel, to: string): Promise<void> {
  const address = channel === 'email' ? { email: to } : { phone: to };
  const consent = { email: true, sms: true };
  const contact = { ...address, consent, timeZone: zoneWhereItIs(12) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  const payload: Payload =
    channel === 'sms'
      ? { channel, to, body: 'hi', validitySeconds: null }
      : {
          channel,
          from: 'a@acme.example',
          to,
          replyTo: null,
          subject: 's',
          html: 'h',
          text: 't',
          headers: {},
          tags: {},
        };
  const provider = (channel === 'sms' ? sms : resend) as Provider<Payload>;
  const render = async () => ({ payload, version: '1', provider: provider.name });
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const now = Date.now();
  const planned = {
    key: `${journeyId}/-/order_confirmed/1/${channel}` as NotificationKey,
    milestoneId: '-/order_confirmed/1',
    kind: 'order_confirmed',
    channel,
    shipmentIds: [],
    occurredAt: now,
    staleAt: now + 3_600_000,
    notBefore: now,
  } as const;
  await sendOnce(SEND, { provider, render }, { journeyId, after: LOG_START, planned });
  await sandbox.settled();
}

async function messageOf(orderId: string): Promise<unknown> {
  const { body } = await api.call('GET', `/v1/orders/${orderId}`);
  return (body['messages'] as unknown[])[0];
}

async function isSuppressed(channel: Channel, address: string, shop = 'acme'): Promise<boolean> {
  const shopId = shop as ShopId;
  return (await filterSuppressed({ sql, keys: KEYS }, { shopId, channel }, [address])).length === 0;
}

const statuses = () => new Set(sandbox.deliveries().map(({ status }) => status));

test.each([
  ['delivered', { receipt: 'delivered', receiptCode: null }, false],
  ['bounced', { receipt: 'bounced', receiptCode: 'Permanent/General' }, true],
  ['complained', { receipt: 'complained', receiptCode: null }, true],
  ['suppressed', { receipt: 'failed', receiptCode: 'suppressed' }, true],
])('an email that is %s shows it', async (fate, receipt, suppresses) => {
  const address = `${fate}+one@resend.dev`;
  await send(fate, 'email', address);
  const receiptAt = expect.stringMatching(/^20\d\d-/);
  expect(await messageOf(fate)).toMatchObject({ state: 'accepted', receiptAt, ...receipt });
  expect(await isSuppressed('email', address.toUpperCase())).toBe(suppresses);
  expect(await isSuppressed('email', address, 'other')).toBe(false);
  expect(statuses()).toEqual(new Set([200]));
});

test('the journey learns of a message that did not arrive, and of no other', async () => {
  const failures = async (orderId: string) =>
    (await readLog(sql, `order/acme/${orderId}` as JourneyId)).flatMap((event) =>
      event.kind === 'notification_failed' ? [`${event.receipt} ${event.code}`] : [],
    );
  expect(await failures('delivered')).toEqual([]);
  expect(await failures('bounced')).toEqual(['bounced Permanent/General']);
});

test('an SMS shows that it was delivered, or why not', async () => {
  await send('sms-1', 'sms', '+15005550101');
  expect(await messageOf('sms-1')).toMatchObject({ receipt: 'delivered', receiptCode: null });
  sandbox.faults.inject({ provider: 'twilio', kind: 'undelivered', code: 30005 });
  await send('sms-2', 'sms', '+15005550102');
  expect(await messageOf('sms-2')).toMatchObject({ receipt: 'failed', receiptCode: '30005' });
  expect(await isSuppressed('sms', '+15005550102')).toBe(false);
  expect(statuses()).toEqual(new Set([200]));
});

test('a receipt proves that Twilio took a message whose answer was lost', async () => {
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_after' });
  await expect(send('sms-3', 'sms', '+15005550103')).rejects.toThrow();
  await sandbox.settled();
  await send('sms-3', 'sms', '+15005550103');
  expect(sandbox.ledger.accepted({ to: '+15005550103' })).toHaveLength(1);
  expect(await messageOf('sms-3')).toMatchObject({
    state: 'accepted',
    receipt: 'delivered',
    providerId: expect.stringMatching(/^SM/),
  });
});

test('nothing is sent to an address that bounced, for any order', async () => {
  await send('after-bounce', 'email', 'Bounced+one@resend.dev');
  expect(await messageOf('after-bounce')).toMatchObject({ state: 'suppressed', attempts: 0 });
});

test('an operator can lift a bounce and a complaint, but not what the customer said', async () => {
  const lift = (address: string) => liftSuppression({ sql, keys: KEYS }, api.shopId, address);
  await send('fixed-1', 'email', 'bounced+fixed@resend.dev');
  expect(await lift('Bounced+Fixed@resend.dev')).toEqual({ lifted: ['bounced'], left: [] });
  expect(await isSuppressed('email', 'bounced+fixed@resend.dev')).toBe(false);
  expect(await lift('bounced+fixed@resend.dev')).toEqual({ lifted: [], left: [] });
  sandbox.reply({ from: '+15005550107', to: FROM, body: 'STOP' });
  await sandbox.settled();
  expect(await lift('+1 (500) 555-0107')).toEqual({ lifted: [], left: ['opted_out'] });
  expect(await isSuppressed('sms', '+15005550107')).toBe(true);
});

test('STOP suppresses a number for every shop, START lifts it', async () => {
  const customer = '+15005550104';
  const reply = async (body: string, to = FROM) => {
    sandbox.reply({ from: customer, to, body });
    await sandbox.settled();
  };
  await reply('Where is it?');
  expect(await isSuppressed('sms', customer)).toBe(false);
  await reply('STOP');
  expect(await isSuppressed('sms', customer)).toBe(true);
  expect(await isSuppressed('sms', customer, 'other')).toBe(true);
  await send('stopped', 'sms', customer);
  expect(await messageOf('stopped')).toMatchObject({ state: 'suppressed', attempts: 0 });
  await reply('START');
  expect(await isSuppressed('sms', customer)).toBe(false);
  await reply('Please stop texting me!');
  expect(await isSuppressed('sms', customer)).toBe(true);
  await reply('START', `MG${'5a'.repeat(16)}`);
  await send('started', 'sms', customer);
  expect(await messageOf('started')).toMatchObject({ state: 'accepted', receipt: 'delivered' });
  expect(statuses()).toEqual(new Set([200]));
});

test('a number that Twilio knows as opted out is suppressed', async () => {
  await send('magic', 'sms', '+15005550004');
  expect(await messageOf('magic')).toMatchObject({ state: 'refused', lastError: '21610' });
  expect(await isSuppressed('sms', '+15005550004')).toBe(true);
});

const TAGS = { notification_id: '00000000-0000-4000-8000-000000000000' };

function svix(body: string, secret: string = credentials.resendWebhookSecret) {
  const at = new Date();
  return {
    'svix-id': 'msg_1',
    'svix-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'svix-signature': new Webhook(secret).sign('msg_1', at, body),
  };
}

function anEvent(type: string, data: object, createdAt = new Date().toISOString()): string {
  return JSON.stringify({ type, created_at: createdAt, data });
}

const postResend = (body: string, headers: Record<string, string> = svix(body)) =>
  api.post('/webhooks/resend', body, headers);

test('receipts that arrive late, twice or in the wrong order change nothing', async () => {
  await send('order', 'email', 'complained+two@resend.dev');
  const before = await messageOf('order');
  const [email] = sandbox.ledger.accepted({ to: 'complained+two@resend.dev' });
  for (const type of ['email.delivered', 'email.sent', 'email.complained']) {
    const body = anEvent(type, { email_id: email?.id });
    expect(await postResend(body)).toMatchObject({ status: 200, body: { result: 'repeated' } });
  }
  expect(await messageOf('order')).toEqual(before);
});

test('a receipt of a message that wismr does not know, or of another type, returns 200', async () => {
  const unknown = anEvent('email.bounced', {
    email_id: 'unknown',
    tags: TAGS,
    to: ['unknown@shop.example'],
    bounce: { type: 'Permanent' },
  });
  expect(await postResend(unknown)).toMatchObject({
    status: 200,
    body: { result: 'unknown_message' },
  });
  expect(await isSuppressed('email', 'unknown@shop.example')).toBe(false);
  for (const type of ['email.opened', 'email.clicked', 'contact.created', 'new.type']) {
    const answer = await postResend(anEvent(type, {}));
    expect(answer).toMatchObject({ status: 200, body: { result: 'ignored' } });
  }
});

test('Resend’s webhook is refused with a wrong signature, and with a body that is no event', async () => {
  const body = anEvent('email.delivered', { email_id: 'e' });
  const other = `whsec_${Buffer.from('another').toString('base64')}`;
  for (const headers of [{}, svix(body, other), svix(`${body} `)]) {
    expect(await postResend(body, headers)).toMatchObject({
      status: 401,
      type: 'application/problem+json',
    });
  }
  for (const wrong of ['', 'no JSON', '[]', '{}', anEvent('email.delivered', {})]) {
    expect((await postResend(wrong)).status).toBe(422);
  }
});

function postTwilio(path: string, form: Record<string, string>, token?: string) {
  const key = token ?? credentials.twilioAuthToken;
  return api.app.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(key, `${PUBLIC}${path}`, form),
    },
    body: new URLSearchParams(form).toString(),
  });
}

const STATUS_PATH = `/webhooks/twilio/status?notification=${TAGS.notification_id}`;

test('Twilio gets TwiML without instructions for what wismr does not use', async () => {
  for (const MessageStatus of ['delivered', 'queued', 'new_status']) {
    const response = await postTwilio(STATUS_PATH, { MessageSid: 'SM1', MessageStatus });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml']);
    expect(await response.text()).toMatch(/<Response\/>$/);
  }
  const help = await postTwilio('/webhooks/twilio/inbound', { From: '+15005550105', Body: 'HELP' });
  expect(await help.text()).toMatch(/<Response\/>$/);
});

test('Twilio’s webhooks are refused with a wrong signature, and with an incomplete form', async () => {
  const status = { MessageSid: 'SM1', MessageStatus: 'sent' };
  const stop = { From: '+15005550106', Body: 'STOP' };
  expect((await postTwilio(STATUS_PATH, status, 'another')).status).toBe(401);
  expect((await postTwilio('/webhooks/twilio/inbound', stop, 'another')).status).toBe(401);
  expect(await isSuppressed('sms', stop.From)).toBe(false);
  expect((await api.app.request(STATUS_PATH, { method: 'POST' })).status).toBe(401);
  expect((await postTwilio(STATUS_PATH, { MessageSid: 'SM1' })).status).toBe(422);
  expect((await postTwilio('/webhooks/twilio/inbound', { Body: 'STOP' })).status).toBe(422);
});

test('without secrets, every webhook is refused', async () => {
  const kept = api.deps.providerSecrets;
  const providerSecrets = { ...kept, resendWebhookSecret: null, twilioAuthToken: null };
  const app = createApp({ ...api.deps, providerSecrets });
  const body = anEvent('email.delivered', { email_id: 'e' });
  for (const path of ['/webhooks/resend', STATUS_PATH, '/webhooks/twilio/inbound']) {
    const response = await app.request(path, { method: 'POST', headers: svix(body), body });
    expect(response.status).toBe(401);
  }
});
