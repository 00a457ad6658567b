/** A second provider takes what the first one certainly has not, while that refuses the account. */

import pino from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { createBreaker } from '../../activities/provider-breaker.ts';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import type { Provider, SendOutcome } from '../../channels/provider.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const log = pino({ level: 'silent' });
const payload: SmsPayload = { channel: 'sms', to: '+4917', body: 'hi', validitySeconds: null };

const accepted: SendOutcome = { kind: 'accepted', providerId: 'p1' };
const detail = 'no';
const wrongKey: SendOutcome = { kind: 'refused', scope: 'configuration', code: '401', detail };
const wrongAddress: SendOutcome = { kind: 'refused', scope: 'permanent', code: '550', detail };
const lost: SendOutcome = { kind: 'unknown', code: 'timeout', detail };

let attempts: string[] = [];
beforeEach(async () => {
  attempts = [];
  await sql`delete from provider_outage`;
});

/** Gives its answers in their order, and then the last one again. */
function aProvider(name: string, ...answers: readonly SendOutcome[]): Provider<SmsPayload> {
  const send = async () => {
    const before = attempts.filter((each) => each === name).length;
    attempts.push(name);
    return answers[Math.min(before, answers.length - 1)] ?? accepted;
  };
  return { name, takesKeys: true, keyLifetimeMs: 24 * 3_600_000, send };
}

async function anOrderWith(orderId: string, ...answers: readonly SendOutcome[]) {
  const consent = { email: true, sms: true };
  const contact = { phone: '+491701234567', consent, timeZone: zoneWhereItIs(12) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  const provider = aProvider('first', ...answers);
  const second = aProvider('second', accepted);
  const render = async () => ({ payload, version: '1', provider: 'first' });
  const sender: ChannelSender<SmsPayload> = { provider, second, render };
  const breakers = new Map(
    ['first', 'second'].map((name) => [name, createBreaker({ sql, log, cacheMs: 0 }, name)]),
  );
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const now = Date.now();
  const planned = aPlannedSms(journeyId);
  return async () => {
    const request = { journeyId, after: LOG_START, planned };
    await sendOnce({ sql, keys: KEYS, log, now, breakers }, sender, request);
    const [row] = await sql`select state, provider from notification where key = ${planned.key}`;
    return row;
  };
}

test('a message that the first provider refuses for its account leaves by the second', async () => {
  const send = await anOrderWith('switch', wrongKey);
  await expect(send()).rejects.toMatchObject({ nextRetryDelay: 1_000 });
  expect(await send()).toMatchObject({ state: 'accepted', provider: 'second' });
  expect(attempts).toEqual(['first', 'second']);
});

test('during an outage of the first, messages go straight to the second', async () => {
  for (const each of ['x', 'y']) {
    const send = await anOrderWith(`outage-${each}`, wrongKey);
    await expect(send()).rejects.toThrow();
  }
  attempts = [];
  const send = await anOrderWith('outage-z', accepted);
  expect(await send()).toMatchObject({ state: 'accepted', provider: 'second' });
  expect(attempts).toEqual(['second']);
});

test('what the first provider may have never goes to the second', async () => {
  const send = await anOrderWith('lost', lost, wrongKey, wrongKey, accepted);
  for (const _ of [1, 2, 3]) await expect(send()).rejects.toThrow();
  expect(await send()).toMatchObject({ state: 'accepted', provider: 'first' });
  expect(attempts).toEqual(['first', 'first', 'first', 'first']);
});

test('an address that the first provider refuses is not tried at the second', async () => {
  const send = await anOrderWith('address', wrongAddress);
  expect(await send()).toMatchObject({ state: 'refused', provider: 'first' });
  expect(attempts).toEqual(['first']);
});
