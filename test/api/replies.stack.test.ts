/** What customers' replies to an SMS do, as the sandbox signs and sends them. */

import pino from 'pino';
import twilioSdk from 'twilio';
import { afterAll, expect, test } from 'vitest';
import { sendOnce } from '../../activities/send.ts';
import { createTwilio } from '../../channels/twilio.ts';
import { readLog } from '../../db/journey-events.ts';
import { filterSuppressed, readSuppressions } from '../../db/suppressions.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { aPlannedSms } from '../activities/senders.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { type Api, anOrder, createApi } from './client.ts';
import { serveApi } from './serve-api.ts';

const FROM = '+15005550006';
const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());
const url = await serveApi(api, sandbox);
const twilio = createTwilio({
  accountSid: sandbox.credentials.twilioAccountSid,
  authToken: sandbox.credentials.twilioAuthToken,
  from: FROM,
  baseUrl: sandbox.url,
  timeoutMs: 2_000,
  statusCallbackUrl: (id) => `${url}/webhooks/twilio/status?notification=${id}`,
});

async function reply(from: string, body: string): Promise<void> {
  sandbox.reply({ from, to: FROM, body });
  await sandbox.settled();
}

/** Posts a reply as Twilio does. */
async function post(form: Record<string, string>): Promise<void> {
  const path = '/webhooks/twilio/inbound';
  const address = `${api.deps.publicUrl}${path}`;
  const { twilioAuthToken: token } = sandbox.credentials;
  const response = await api.app.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilioSdk.getExpectedTwilioSignature(token, address, form),
    },
    body: new URLSearchParams(form).toString(),
  });
  expect(response.status).toBe(200);
}

/** Sends an SMS about an order of a shop. Returns the message as the API shows it. */
async function send(shop: Api, orderId: string, to: string): Promise<unknown> {
  const consent = { email: true, sms: true };
  const contact = { phone: to, consent, timeZone: zoneWhereItIs(12) };
  await shop.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  const payload: SmsPayload = { channel: 'sms', to, body: 'hi', validitySeconds: null };
  const render = async () => ({ payload, version: '1', provider: twilio.name });
  const journeyId = `order/${shop.shopId}/${orderId}` as JourneyId;
  const deps = { sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() };
  const planned = aPlannedSms(journeyId);
  await sendOnce(deps, { provider: twilio, render }, { journeyId, after: LOG_START, planned });
  await sandbox.settled();
  return ((await shop.call('GET', `/v1/orders/${orderId}`)).body['messages'] as unknown[])[0];
}

async function isSuppressed(address: string, shop: string): Promise<boolean> {
  const to = { shopId: shop as ShopId, channel: 'sms' } as const;
  return (await filterSuppressed({ sql, keys: KEYS }, to, [address])).length === 0;
}

test('STOP counts for a shop that is created later, too, until START', async () => {
  const customer = '+15005550131';
  await reply(customer, 'STOP');
  const late = await createApi(database, () => null, 'late');
  expect(await isSuppressed(customer, 'late')).toBe(true);
  expect(await send(late, 'L1', customer)).toMatchObject({ state: 'suppressed', attempts: 0 });
  await reply(customer, 'START');
  expect(await isSuppressed(customer, 'late')).toBe(false);
  expect(await send(late, 'L2', customer)).toMatchObject({ state: 'accepted' });
});

test('a number that opted out at Twilio is suppressed for every shop', async () => {
  const customer = '+15005550004';
  expect(await send(api, 'O1', customer)).toMatchObject({ state: 'refused', lastError: '21610' });
  await createApi(database, () => null, 'another');
  expect(await isSuppressed(customer, 'another')).toBe(true);
});

const sourcesOf = async (address: string) => {
  const ref = { shopId: api.shopId, channel: 'sms', address } as const;
  return (await readSuppressions({ sql, keys: KEYS }, ref)).map(({ source }) => source);
};

test('the list of suppressed numbers says how each refusal was recognized', async () => {
  await reply('+15005550132', 'STOP');
  expect(await sourcesOf('+15005550132')).toEqual(['reply']);
  await reply('+15005550133', 'Please stop texting me!');
  expect(await sourcesOf('+15005550133')).toEqual(['reply in own words']);
  await reply('+15005550134', 'Where is it?');
  expect(await sourcesOf('+15005550134')).toEqual([]);
  // Twilio's Advanced Opt-Out knows words that a shop has chosen.
  await post({ From: '+15005550135', Body: 'BYE', OptOutType: 'STOP' });
  expect(await sourcesOf('+15005550135')).toEqual(['OptOutType=STOP']);
});

const refusalsOf = async (journeyId: string) => {
  const log = await readLog(sql, journeyId as JourneyId);
  return log.filter(({ kind }) => kind === 'messages_refused').length;
};

test('a refusal in own words asks the staff of each shop once to look at it', async () => {
  const customer = '+15005550136';
  const other = await createApi(database, () => null, 'other');
  await send(api, 'W1', customer);
  await send(api, 'W2', customer);
  await send(other, 'W3', customer);
  // Placed last, but no SMS has left about it.
  await api.call('PUT', '/v1/orders/W4', anOrder({ contact: { phone: customer } }));
  const journeys = ['acme/W1', 'acme/W2', 'acme/W4', 'other/W3'];
  const refusals = () => Promise.all(journeys.map((id) => refusalsOf(`order/${id}`)));
  await reply(customer, 'Please stop texting me!');
  expect(await refusals()).toEqual([0, 1, 0, 1]);
  // The provider may repeat a webhook.
  await reply(customer, 'Please stop texting me!');
  expect(await refusals()).toEqual([0, 1, 0, 1]);
  await reply(customer, 'START');
  await reply(customer, 'Leave me alone');
  expect(await refusals()).toEqual([0, 2, 0, 2]);
});

test('STOP, a refusal of a stranger and one after the order has ended ask nobody', async () => {
  const customer = '+15005550137';
  await send(api, 'W5', customer);
  await reply(customer, 'STOP');
  await reply('+15005550138', 'Please stop texting me!');
  await send(api, 'W6', '+15005550139');
  await sql`update journey set closed_at = now() where id = 'order/acme/W6'`;
  await reply('+15005550139', 'Please stop texting me!');
  expect(await isSuppressed('+15005550139', 'acme')).toBe(true);
  expect(await refusalsOf('order/acme/W5')).toBe(0);
  expect(await refusalsOf('order/acme/W6')).toBe(0);
});
