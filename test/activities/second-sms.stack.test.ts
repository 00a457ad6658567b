/** Sinch takes the SMS that Twilio certainly has not, while Twilio refuses the account. */

import pino from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createBreaker } from '../../activities/provider-breaker.ts';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { sinchFor, twilioFor } from '../channels/providers.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());
beforeEach(async () => {
  sandbox.ledger.clear();
  sandbox.faults.clear();
  await sql`delete from provider_outage`;
});

const log = pino({ level: 'silent' });
const payload: SmsPayload = {
  channel: 'sms',
  to: '+491701234567',
  body: 'Your parcel has arrived.',
  validitySeconds: null,
};
const render = async () => ({ payload, version: '1', provider: 'twilio' });
const both: ChannelSender<SmsPayload> = {
  provider: twilioFor(sandbox),
  second: sinchFor(sandbox),
  render,
};

/** Returns what runs the activity once. */
async function anSmsAbout(orderId: string, sender: ChannelSender<SmsPayload> = both) {
  const consent = { email: true, sms: true };
  const contact = { phone: payload.to, consent, timeZone: zoneWhereItIs(12) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const planned = aPlannedSms(journeyId);
  const breakers = new Map(
    ['twilio', 'sinch'].map((name) => [name, createBreaker({ sql, log, cacheMs: 0 }, name)]),
  );
  return async () => {
    const deps = { sql, keys: KEYS, log, now: Date.now(), breakers };
    await sendOnce(deps, sender, { journeyId, after: LOG_START, planned });
    const [row] = await sql`select state, provider, provider_id from notification
      where key = ${planned.key}`;
    return row;
  };
}

const taken = () => sandbox.ledger.accepted().map(({ provider }) => provider);
const minutesPass = (minutes: number) => sql`
  update notification set first_attempt_at = first_attempt_at - ${minutes} * interval '1 minute',
    last_attempt_at = last_attempt_at - ${minutes} * interval '1 minute'`;

test('an SMS that Twilio refuses for its account leaves by Sinch, once', async () => {
  const send = await anSmsAbout('switch');
  sandbox.faults.inject({ provider: 'twilio', kind: 'wrong_key' });
  await expect(send()).rejects.toMatchObject({ nextRetryDelay: 1_000 });
  const [state, provider] = ['accepted', 'sinch'];
  expect(await send()).toMatchObject({ state, provider });
  expect(await send()).toMatchObject({ state, provider });
  expect(taken()).toEqual(['sinch']);
});

test('during an outage of Twilio, SMS go straight to Sinch', async () => {
  sandbox.faults.inject({ provider: 'twilio', kind: 'wrong_key', times: 2 });
  for (const orderId of ['outage-1', 'outage-2']) {
    const send = await anSmsAbout(orderId);
    await expect(send()).rejects.toThrow();
  }
  const send = await anSmsAbout('outage-3');
  expect(await send()).toMatchObject({ state: 'accepted', provider: 'sinch' });
  expect(taken()).toEqual(['sinch']);
});

test('an SMS that Twilio may have never goes to Sinch', async () => {
  const send = await anSmsAbout('lost');
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_after' });
  sandbox.faults.inject({ provider: 'twilio', kind: 'wrong_key', times: 5 });
  await expect(send()).rejects.toMatchObject({ nextRetryDelay: 60_000 });
  await minutesPass(2);
  expect(await send()).toMatchObject({ state: 'accepted', provider: 'twilio' });
  expect(taken()).toEqual(['twilio']);
});

test('an SMS that Sinch may have is looked for there, and never goes back to Twilio', async () => {
  const send = await anSmsAbout('back');
  sandbox.faults.inject({ provider: 'twilio', kind: 'wrong_key' });
  await expect(send()).rejects.toThrow();
  sandbox.faults.inject({ provider: 'sinch', kind: 'reset_after' });
  await expect(send()).rejects.toMatchObject({ nextRetryDelay: 60_000 });
  await minutesPass(2);
  const [message] = sandbox.ledger.accepted();
  expect(await send()).toMatchObject({ provider: 'sinch', providerId: message?.id });
  expect(taken()).toEqual(['sinch']);
});

test('Sinch alone sends an SMS again ten minutes after it has certainly not taken it', async () => {
  const send = await anSmsAbout('alone', { provider: sinchFor(sandbox), render });
  sandbox.faults.inject({ provider: 'sinch', kind: 'reset_before' });
  await expect(send()).rejects.toThrow();
  await minutesPass(9);
  await expect(send()).rejects.toThrow('asked again');
  expect(taken()).toEqual([]);
  await minutesPass(2);
  expect(await send()).toMatchObject({ state: 'accepted', provider: 'sinch' });
  expect(taken()).toEqual(['sinch']);
});

test('a number that Twilio refuses is not tried at Sinch', async () => {
  const send = await anSmsAbout('number');
  sandbox.faults.inject({ provider: 'twilio', kind: 'refuse', status: 400, code: 21614 });
  expect(await send()).toMatchObject({ state: 'refused', provider: 'twilio' });
  expect(taken()).toEqual([]);
});
