/** One message, as it is sent: what its reader wants by then, and what others do at the same time. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import type { Provider, SendOutcome } from '../../channels/provider.ts';
import { findNotification, markAttempting } from '../../db/notifications.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { zoneWhereItIs } from '../worker/scans.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const deps = () => ({ sql, log: pino({ level: 'silent' }), now: Date.now() });

/** A provider without keys, and what it was given. */
function aLine(...answers: readonly SendOutcome[]) {
  const given: string[] = [];
  const provider: Provider<SmsPayload> = {
    name: 'fake',
    takesKeys: false,
    keyLifetimeMs: 0,
    send: async ({ key }) => {
      given.push(key);
      return answers[given.length - 1] ?? { kind: 'accepted', providerId: `p${given.length}` };
    },
  };
  const payload: SmsPayload = { channel: 'sms', to: '+4917', body: 'hi', validitySeconds: null };
  const line: ChannelSender<SmsPayload> = {
    provider,
    render: async () => ({ payload, version: '1', provider: 'fake' }),
  };
  return { line, given };
}

async function anOrderOf(orderId: string, contact: object = {}): Promise<JourneyId> {
  await api.call('PUT', `/v1/orders/${orderId}`, withContact(contact));
  return `order/acme/${orderId}` as JourneyId;
}

function withContact(contact: object): object {
  const consent = { email: true, sms: true };
  // By day, whatever time it is where the tests run.
  const timeZone = zoneWhereItIs(12);
  return anOrder({ contact: { phone: '+491701234567', consent, timeZone, ...contact } });
}

function planned(journeyId: JourneyId, more: Partial<PlannedMessage> = {}): PlannedMessage {
  const now = Date.now();
  return {
    key: `${journeyId}/-/delivered/1/sms` as NotificationKey,
    milestoneId: '-/delivered/1',
    kind: 'delivered',
    channel: 'sms',
    shipmentIds: [],
    occurredAt: now,
    staleAt: now + 3_600_000,
    notBefore: now,
    ...more,
  };
}

async function stateOf({ key }: PlannedMessage): Promise<unknown> {
  return (await findNotification(sql, key))?.state;
}

test('consent that is withdrawn between the decision and the send is respected', async () => {
  const journeyId = await anOrderOf('withdrawn');
  const message = planned(journeyId);
  await anOrderOf('withdrawn', { consent: { email: true, sms: false } });
  const { line, given } = aLine();
  const events = await sendOnce(deps(), line, { journeyId, after: 0, planned: message });
  expect(events.at(-1)).toMatchObject({ kind: 'notification_settled', outcome: 'no_consent' });
  expect(await stateOf(message)).toBe('no_consent');
  expect(given).toEqual([]);
});

test('so it is when it is withdrawn between two attempts, and so is a number that is gone', async () => {
  const changes = { twice: { consent: { email: true, sms: false } }, gone: { phone: null } };
  for (const [name, change] of Object.entries(changes)) {
    const journeyId = await anOrderOf(name);
    const request = { journeyId, after: 0, planned: planned(journeyId) };
    const { line, given } = aLine({ kind: 'retry', afterMs: 1, code: '20429', detail: 'later' });
    await expect(sendOnce(deps(), line, request)).rejects.toThrow('later');
    await anOrderOf(name, change);
    await sendOnce(deps(), line, request);
    expect(given).toHaveLength(1);
    expect(await stateOf(request.planned)).toMatch(/^no_/);
  }
});

test('of two attempts that found the message untried, one may try', async () => {
  const journeyId = await anOrderOf('twins');
  const request = { journeyId, after: 0, planned: planned(journeyId) };
  const { line } = aLine({ kind: 'retry', afterMs: 1, code: '20429', detail: 'later' });
  await expect(sendOnce(deps(), line, request)).rejects.toThrow('later');
  const row = await findNotification(sql, request.planned.key);
  if (!row) throw new Error('it is in the ledger');
  const both = await Promise.all([markAttempting(sql, row), markAttempting(sql, row)]);
  expect(both.sort()).toEqual([false, true]);
});

test('what was sent while another attempt was still writing it is not sent again', async () => {
  const journeyId = await anOrderOf('slow');
  const request = { journeyId, after: 0, planned: planned(journeyId) };
  const { line, given } = aLine();
  const slow: ChannelSender<SmsPayload> = {
    ...line,
    render: async (...asked) => {
      await sendOnce(deps(), line, request);
      return line.render(...asked);
    },
  };
  await expect(sendOnce(deps(), slow, request)).rejects.toThrow('under way');
  await sendOnce(deps(), slow, request);
  expect(given).toHaveLength(1);
  expect(await stateOf(request.planned)).toBe('accepted');
});

test('an attempt that may be under way is waited for; one that died is not repeated', async () => {
  const journeyId = await anOrderOf('died');
  const request = { journeyId, after: 0, planned: planned(journeyId) };
  const { line, given } = aLine({ kind: 'retry', afterMs: 1, code: '20429', detail: 'later' });
  await expect(sendOnce(deps(), line, request)).rejects.toThrow('later');
  await sql`update notification set state = 'attempting' where key = ${request.planned.key}`;
  await expect(sendOnce(deps(), line, request)).rejects.toThrow('under way');
  await sql`update notification set last_attempt_at = now() - interval '1 minute'
    where key = ${request.planned.key}`;
  await sendOnce(deps(), line, request);
  expect(await stateOf(request.planned)).toBe('unknown');
  expect(given).toHaveLength(1);
});

test('a message by a channel that is not set up waits while it is worth saying, and no longer', async () => {
  const journeyId = await anOrderOf('nowhere');
  const waiting = { journeyId, after: 0, planned: planned(journeyId) };
  await expect(sendOnce(deps(), null, waiting)).rejects.toThrow('sms is not set up');
  const late = { ...waiting, planned: planned(journeyId, { staleAt: Date.now() - 1 }) };
  await sendOnce(deps(), null, late);
  expect(await stateOf(late.planned)).toBe('stale');
});

test('a text that was decided by day and comes to be sent at night waits for the morning', async () => {
  const journeyId = await anOrderOf('night', { timeZone: zoneWhereItIs(23) });
  const request = { journeyId, after: 0, planned: planned(journeyId) };
  const { line, given } = aLine();
  const untilMorning = planned(journeyId, { staleAt: Date.now() + 24 * 3_600_000 });
  const waiting = sendOnce(deps(), line, { ...request, planned: untilMorning });
  await expect(waiting).rejects.toThrow('quiet hours');
  // One that is no longer worth saying by then need not wait.
  const events = await sendOnce(deps(), line, request);
  expect(events.at(-1)).toMatchObject({ kind: 'notification_settled', outcome: 'stale' });
  expect(given).toEqual([]);
});
