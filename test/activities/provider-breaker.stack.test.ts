/** While a provider refuses the account, one message probes it and the others wait. */

import pino from 'pino';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createBreaker } from '../../activities/provider-breaker.ts';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { MessageKind } from '../../domain/message.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { twilioFor } from '../channels/providers.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());

const log = pino({ level: 'silent' });
// Two workers, which share nothing but the database.
const breakers = [1, 2].map(() => createBreaker({ sql, log, cacheMs: 0 }, 'twilio'));
const payload: SmsPayload = {
  channel: 'sms',
  to: '+491701234567',
  body: 'hi',
  validitySeconds: null,
};
const sender: ChannelSender<SmsPayload> = {
  provider: twilioFor(sandbox),
  render: async () => ({ payload, version: '1', provider: 'twilio' }),
};

beforeEach(async () => {
  sandbox.faults.clear();
  sandbox.ledger.clear();
  await sql`delete from provider_outage`;
});

interface Changes {
  readonly kind?: MessageKind;
  readonly staleAt?: number;
  readonly worker?: 0 | 1;
}

async function place(orderId: string): Promise<void> {
  const consent = { email: true, sms: true };
  const contact = { phone: payload.to, consent, timeZone: zoneWhereItIs(12) };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
}

function send(orderId: string, { kind = 'delivered', staleAt, worker = 0 }: Changes = {}) {
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const now = Date.now();
  const planned: PlannedMessage = {
    key: `${journeyId}/-/${kind}/1/sms` as NotificationKey,
    milestoneId: '-/order_confirmed/1',
    kind,
    channel: 'sms',
    shipmentIds: [],
    occurredAt: now,
    staleAt: staleAt ?? now + 3_600_000,
    notBefore: now,
  };
  const breaker = breakers[worker];
  const deps = {
    sql,
    keys: KEYS,
    log,
    now,
    breakers: new Map(breaker ? [['twilio', breaker]] : []),
  };
  return sendOnce(deps, sender, { journeyId, after: LOG_START, planned });
}

/** The key is revoked, and two messages find out. */
async function breakAccount(name: string): Promise<void> {
  sandbox.faults.inject({ provider: 'twilio', kind: 'wrong_key', times: 100 });
  for (const each of ['a', 'b']) {
    await place(`${name}-${each}`);
    await expect(send(`${name}-${each}`)).rejects.toMatchObject({ type: '20003' });
  }
}

const timesRefused = () => {
  const [fault] = sandbox.faults.waiting();
  return 100 - (fault?.times ?? 0);
};
const probeIsDue = () => sql`update provider_outage set next_probe_at = now()`;

async function readyz(): Promise<Record<string, unknown>> {
  return (await api.call('GET', '/readyz')).body;
}

test('one refused message holds no other', async () => {
  sandbox.faults.inject({ provider: 'twilio', kind: 'wrong_key' });
  await place('odd');
  await place('fine');
  await expect(send('odd')).rejects.toMatchObject({ type: '20003' });
  await send('fine');
  expect(sandbox.ledger.accepted()).toHaveLength(1);
  expect(await readyz()).toMatchObject({ outages: [] });
});

test('after two, messages wait without an attempt, in all workers, and /readyz says so', async () => {
  await breakAccount('wait');
  await place('wait-c');
  await expect(send('wait-c', { worker: 1 })).rejects.toMatchObject({ type: 'account_refuses' });
  expect(timesRefused()).toBe(2);
  const { outages, warnings } = await readyz();
  expect(outages).toMatchObject([{ provider: 'twilio', channel: 'sms', lastError: '20003' }]);
  expect(warnings).toContainEqual(expect.stringContaining('twilio refuses the account since'));
});

test('one message probes the account each time, whatever else asks', async () => {
  await breakAccount('probe');
  await probeIsDue();
  const results = await Promise.allSettled([
    send('probe-a'),
    send('probe-b', { worker: 1 }),
    send('probe-a', { worker: 1 }),
  ]);
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(timesRefused()).toBe(3);
});

test('a repaired account takes all messages again', async () => {
  await breakAccount('repaired');
  sandbox.faults.clear();
  await expect(send('repaired-a')).rejects.toMatchObject({ type: 'account_refuses' });
  await probeIsDue();
  await send('repaired-a');
  await send('repaired-b', { worker: 1 });
  expect(sandbox.ledger.accepted()).toHaveLength(2);
  expect(await readyz()).toMatchObject({ outages: [] });
});

test('what has become stale meanwhile is dropped', async () => {
  await breakAccount('stale');
  await send('stale-a', { staleAt: Date.now() - 1 });
  const [row] = await sql`select state from notification where key like '%stale-a%'`;
  expect(row).toMatchObject({ state: 'stale' });
});

test('the messages of a journey leave in their order', async () => {
  await breakAccount('order');
  await place('order-x');
  await expect(send('order-x', { kind: 'out_for_delivery' })).rejects.toThrow();
  await expect(send('order-x', { kind: 'delivered' })).rejects.toThrow();
  sandbox.faults.clear();
  await probeIsDue();
  await send('order-a');
  await expect(send('order-x', { kind: 'delivered' })).rejects.toThrow('an earlier message');
  await send('order-x', { kind: 'out_for_delivery' });
  await send('order-x', { kind: 'delivered' });
  expect(sandbox.ledger.accepted()).toHaveLength(3);
});
