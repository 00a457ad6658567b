/** An SMS of unknown outcome is sent again only where Twilio proves that it has not taken it. */

import pino from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import type { Provider } from '../../channels/provider.ts';
import { lockReceipt, saveReceipt } from '../../db/receipts.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { twilioFor } from '../channels/providers.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.ledger.clear();
  sandbox.faults.clear();
});

const payload: SmsPayload = {
  channel: 'sms',
  to: '+491701234567',
  body: 'Your parcel has arrived.',
  validitySeconds: null,
};
const sender: ChannelSender<SmsPayload> = {
  provider: twilioFor(sandbox),
  render: async () => ({ payload, version: '1', provider: 'twilio' }),
};

interface Sms {
  /** Runs the activity once. */
  readonly send: (more?: SendChanges) => ReturnType<typeof sendOnce>;
  readonly key: string;
}

interface SendChanges {
  readonly lookUp?: Provider<SmsPayload>['lookUp'];
  readonly staleAt?: number;
}

async function anSmsAbout(orderId: string): Promise<Sms> {
  const consent = { email: true, sms: true };
  const contact = { phone: payload.to, consent, timeZone: zoneWhereItIs(12) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const planned = aPlannedSms(journeyId);
  const send = ({ lookUp, staleAt = planned.staleAt }: SendChanges = {}) => {
    const provider = lookUp ? { ...sender.provider, lookUp } : sender.provider;
    const deps = { sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() };
    const request = { journeyId, after: LOG_START, planned: { ...planned, staleAt } };
    return sendOnce(deps, { ...sender, provider }, request);
  };
  return { send, key: planned.key };
}

const minutesPass = (minutes: number) => sql`
  update notification set first_attempt_at = first_attempt_at - ${minutes} * interval '1 minute',
    last_attempt_at = last_attempt_at - ${minutes} * interval '1 minute'`;

async function rowOf({ key }: Sms): Promise<unknown> {
  const [row] = await sql`
    select state, provider_id, attempts, last_error from notification where key = ${key}`;
  return row;
}

const inject = (kind: 'reset_after' | 'reset_before') =>
  sandbox.faults.inject({ provider: 'twilio', kind });
const taken = () => sandbox.ledger.accepted();

test('an SMS that Twilio took is accepted a minute later, and not sent again', async () => {
  const sms = await anSmsAbout('taken');
  inject('reset_after');
  await expect(sms.send()).rejects.toMatchObject({ nextRetryDelay: 60_000 });
  await minutesPass(2);
  await sms.send();
  expect(await rowOf(sms)).toMatchObject({ state: 'accepted', providerId: taken()[0]?.id });
  expect(taken()).toHaveLength(1);
});

test('an SMS that Twilio did not take is sent again after ten minutes, and no sooner', async () => {
  const sms = await anSmsAbout('not-taken');
  inject('reset_before');
  await expect(sms.send()).rejects.toThrow();
  await minutesPass(9);
  await expect(sms.send()).rejects.toThrow('asked again');
  expect(taken()).toHaveLength(0);
  await minutesPass(2);
  await sms.send();
  expect(await rowOf(sms)).toMatchObject({ state: 'accepted', attempts: 2 });
  expect(taken()).toHaveLength(1);
});

test('of two attempts that look at the same time, one sends', async () => {
  const sms = await anSmsAbout('twice');
  inject('reset_before');
  await expect(sms.send()).rejects.toThrow();
  await minutesPass(11);
  await Promise.allSettled([sms.send(), sms.send(), sms.send()]);
  expect(taken()).toHaveLength(1);
});

test('an SMS that is stale when Twilio proves that it has not taken it is dropped', async () => {
  const sms = await anSmsAbout('late');
  inject('reset_before');
  await expect(sms.send()).rejects.toThrow();
  await minutesPass(11);
  await sms.send({ staleAt: Date.now() - 1 });
  expect(await rowOf(sms)).toMatchObject({ state: 'stale' });
  expect(taken()).toEqual([]);
});

test('the same words of another parcel do not count as this SMS', async () => {
  const first = await anSmsAbout('one');
  await first.send();
  const second = await anSmsAbout('two');
  inject('reset_before');
  await expect(second.send()).rejects.toThrow();
  await minutesPass(11);
  await second.send();
  expect(await rowOf(second)).toMatchObject({ state: 'accepted', attempts: 2 });
  expect(taken()).toHaveLength(2);
});

test('while Twilio does not answer, the outcome stays open, and after two hours unknown', async () => {
  const sms = await anSmsAbout('silent');
  const lookUp = async () => ({ kind: 'failed', code: '20503', detail: 'unavailable' }) as const;
  inject('reset_before');
  await expect(sms.send()).rejects.toThrow();
  await minutesPass(11);
  await expect(sms.send({ lookUp })).rejects.toThrow('asked again');
  expect(await rowOf(sms)).toMatchObject({ state: 'attempting', lastError: 'look_up: 20503' });
  await minutesPass(120);
  await sms.send({ lookUp });
  expect(await rowOf(sms)).toMatchObject({ state: 'unknown', lastError: 'look_up: 20503' });
  expect(taken()).toEqual([]);
});

test('a receipt proves that Twilio took it', async () => {
  const sms = await anSmsAbout('receipt');
  inject('reset_after');
  await expect(sms.send()).rejects.toThrow();
  const [row] = await sql<{ id: string }[]>`select id from notification where key = ${sms.key}`;
  const id = row?.id ?? '';
  await sql.begin(async (tx) => {
    await lockReceipt(tx, { notificationId: id, providerId: 'SM1', channel: 'sms' });
    await saveReceipt(tx, { id, providerId: 'SM1' }, { kind: 'sent', at: Date.now(), code: null });
  });
  sandbox.ledger.clear();
  await sms.send();
  expect(await rowOf(sms)).toMatchObject({ state: 'accepted', providerId: 'SM1', attempts: 1 });
});
