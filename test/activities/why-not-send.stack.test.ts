/** What is checked at the very moment of a send: whether it is still true, and not one too many. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { readStaffAddresses } from '../../activities/read-addresses.ts';
import { sendOnce } from '../../activities/send.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { readEventsAfter } from '../../db/journey-events.ts';
import { findNotification } from '../../db/notifications.ts';
import { insertSuppression } from '../../db/suppressions.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START } from '../../domain/journeys.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aSender, latestOf } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const HOUR = 3_600_000;

/** An order of a customer for whom it is noon now. */
async function anOrderOf(orderId: string, contact: object = {}): Promise<JourneyId> {
  const consent = { email: true, sms: true };
  const about = {
    email: `${orderId}@example.com`,
    phone: '+491701234567',
    timeZone: zoneWhereItIs(12),
    consent,
    ...contact,
  };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact: about }));
  return `order/acme/${orderId}` as JourneyId;
}

function planned(
  journeyId: JourneyId,
  milestoneId: string,
  more: Partial<PlannedMessage> = {},
): PlannedMessage {
  const now = Date.now();
  const [, kind = ''] = milestoneId.split('/');
  return {
    key: `${journeyId}/${milestoneId}/sms` as NotificationKey,
    milestoneId,
    kind: kind as PlannedMessage['kind'],
    channel: 'sms',
    shipmentIds: [],
    occurredAt: now,
    staleAt: now + 48 * HOUR,
    notBefore: now,
    ...more,
  };
}

const deps = () => ({ sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() });

async function outcomeOf(journeyId: JourneyId, message: PlannedMessage): Promise<unknown> {
  const { sender, attempts } = aSender();
  await sendOnce(deps(), sender, { journeyId, after: LOG_START, planned: message });
  const row = await findNotification(sql, message.key);
  return { state: row?.state, attempts: attempts.length };
}

test('a confirmation that waited while the order was cancelled is not sent', async () => {
  const journeyId = await anOrderOf('overtaken');
  const message = planned(journeyId, '-/order_confirmed/1');
  await api.call('POST', '/v1/orders/overtaken/cancel', {});
  expect(await outcomeOf(journeyId, message)).toEqual({ state: 'cancelled', attempts: 0 });
});

test('a message is not sent after the one that has overtaken it', async () => {
  const journeyId = await anOrderOf('waited');
  const message = planned(journeyId, '-/order_confirmed/1');
  const later = planned(journeyId, '-/order_cancelled/1', { notBefore: message.notBefore + 1 });
  await api.call('POST', '/v1/orders/waited/cancel', {});
  // The workflow saw the cancellation while another message held the confirmation up.
  const after = (await readEventsAfter(sql, journeyId, 0)).at(-1) ?? LOG_START;
  const { sender, attempts } = aSender();
  await sendOnce(deps(), sender, { journeyId, after, planned: later });
  const now = (await readEventsAfter(sql, journeyId, 0)).at(-1) ?? LOG_START;
  await sendOnce(deps(), sender, { journeyId, after: now, planned: message });
  const state = (await findNotification(sql, message.key))?.state;
  expect([state, attempts]).toEqual(['cancelled', [later.key]]);
});

test('a message whose milestone the log does not have is not sent', async () => {
  const journeyId = await anOrderOf('gone');
  const message = planned(journeyId, 's1/out_for_delivery/2026-11-24');
  expect(await outcomeOf(journeyId, message)).toEqual({ state: 'superseded', attempts: 0 });
});

test('an event that comes while the message is rendered makes it be checked again', async () => {
  const journeyId = await anOrderOf('raced');
  const message = planned(journeyId, '-/order_confirmed/1');
  const { sender, attempts } = aSender();
  const late = {
    ...sender,
    render: async (...given: Parameters<typeof sender.render>) => {
      await api.call('POST', '/v1/orders/raced/cancel', {});
      return sender.render(...given);
    },
  };
  const request = { journeyId, after: LOG_START, planned: message };
  await expect(sendOnce(deps(), late, request)).rejects.toThrow('another attempt');
  await sendOnce(deps(), sender, request);
  expect(attempts).toEqual([]);
  expect((await findNotification(sql, message.key))?.state).toBe('cancelled');
});

test('an email whose outcome is unknown is sent again while it is true, and then not', async () => {
  const lost = { kind: 'unknown', code: 'timeout', detail: 'no answer' } as const;
  const about = async (orderId: string) => {
    const journeyId = await anOrderOf(orderId);
    const { sender, attempts } = aSender(lost);
    // As Resend: a repetition with the same key sends nothing twice.
    const provider = { ...sender.provider, takesKeys: true, keyLifetimeMs: 24 * HOUR };
    const message = planned(journeyId, '-/order_confirmed/1');
    const request = { journeyId, after: LOG_START, planned: message };
    const send = () => sendOnce(deps(), { ...sender, provider }, request);
    await expect(send()).rejects.toThrow('no answer');
    const state = async () => (await findNotification(sql, message.key))?.state;
    return { send, state, attempts };
  };
  const still = await about('still-true');
  await still.send();
  expect([await still.state(), still.attempts.length]).toEqual(['accepted', 2]);
  const overtaken = await about('no-longer-true');
  await api.call('POST', '/v1/orders/no-longer-true/cancel', {});
  await overtaken.send();
  expect([await overtaken.state(), overtaken.attempts.length]).toEqual(['unknown', 1]);
});

test('an email that the provider may have is not called superseded, whatever a later attempt said', async () => {
  const journeyId = await anOrderOf('maybe-taken');
  const { sender, attempts } = aSender(
    { kind: 'unknown', code: 'timeout', detail: 'no answer' },
    { kind: 'retry', afterMs: 1, code: 'rate_limit_exceeded', detail: 'too many requests' },
  );
  const provider = { ...sender.provider, takesKeys: true, keyLifetimeMs: 24 * HOUR };
  const message = planned(journeyId, '-/order_confirmed/1');
  const request = { journeyId, after: LOG_START, planned: message };
  const send = () => sendOnce(deps(), { ...sender, provider }, request);
  await expect(send()).rejects.toThrow('no answer');
  await expect(send()).rejects.toThrow('too many requests');
  await api.call('POST', '/v1/orders/maybe-taken/cancel', {});
  await send();
  const row = await findNotification(sql, message.key);
  expect([row?.state, attempts.length]).toEqual(['unknown', 2]);
});

test('every attempt sends the same bytes', async () => {
  const journeyId = await anOrderOf('same-bytes');
  const { sender } = aSender();
  const sent: string[] = [];
  const provider = {
    ...sender.provider,
    takesKeys: true,
    keyLifetimeMs: 24 * HOUR,
    send: async ({ payload }: { readonly payload: object }) => {
      sent.push(JSON.stringify(payload));
      return { kind: 'unknown', code: 'timeout', detail: 'no answer' } as const;
    },
  };
  const message = planned(journeyId, '-/order_confirmed/1');
  const request = { journeyId, after: LOG_START, planned: message };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(sendOnce(deps(), { ...sender, provider }, request)).rejects.toThrow('no answer');
  }
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});

test('an address that is suppressed while its message is rendered gets nothing', async () => {
  const phone = '+491701230000';
  const journeyId = await anOrderOf('suppressed-late', { phone });
  const message = planned(journeyId, '-/order_confirmed/1');
  const { sender, attempts } = aSender();
  const late = {
    ...sender,
    render: async (...given: Parameters<typeof sender.render>) => {
      const rendered = await sender.render(...given);
      await suppress('sms', phone);
      return rendered && { ...rendered, payload: { ...rendered.payload, to: phone } };
    },
  };
  const request = { journeyId, after: LOG_START, planned: message };
  const answer = await sendOnce(deps(), late, request);
  expect(latestOf(answer)).toMatchObject({ kind: 'notification_settled', outcome: 'suppressed' });
  expect(attempts).toEqual([]);
});

test('the fourth message of a day over all orders of a person waits for the morning', async () => {
  const contact = { email: 'busy@example.com' };
  const send = async (name: string) => {
    const journeyId = await anOrderOf(name, contact);
    // Kinds that can wait, about a milestone that is always needed.
    const message = planned(journeyId, '-/order_confirmed/1', {
      key: `${journeyId}/-/delayed/1/email` as NotificationKey,
      kind: 'delayed',
      channel: 'email',
    });
    return outcomeOf(journeyId, message);
  };
  for (const name of ['busy-1', 'busy-2', 'busy-3']) {
    expect(await send(name)).toEqual({ state: 'accepted', attempts: 1 });
  }
  await expect(send('busy-4')).rejects.toThrow('enough messages for today');
  const urgent = await anOrderOf('busy-5', contact);
  const confirmation = planned(urgent, '-/order_confirmed/1');
  expect(await outcomeOf(urgent, confirmation)).toEqual({ state: 'accepted', attempts: 1 });
});

test('a message that quiet hours hold back shows until when', async () => {
  const contact = { timeZone: zoneWhereItIs(2), phone: '+491701234599' };
  const journeyId = await anOrderOf('asleep', contact);
  const message = planned(journeyId, '-/order_confirmed/1', { kind: 'delayed' });
  await expect(outcomeOf(journeyId, message)).rejects.toThrow('quiet hours');
  const row = await findNotification(sql, message.key);
  const waitsMs = (row?.holdUntil?.getTime() ?? 0) - Date.now();
  expect([row?.decision, row?.settledAt]).toEqual(['send', null]);
  // From two until nine.
  expect(waitsMs).toBeGreaterThan(5 * HOUR);
  expect(waitsMs).toBeLessThan(8 * HOUR);
});

const suppress = (channel: 'email' | 'sms', address: string) =>
  insertSuppression({ sql, keys: KEYS }, api.shopId, {
    channel,
    address,
    reason: 'bounced',
    source: 'test',
  });

test('a message that waits for a retry is not sent to a number that was suppressed meanwhile', async () => {
  const journeyId = await anOrderOf('retried');
  const message = planned(journeyId, '-/order_confirmed/1');
  const { sender, attempts } = aSender({
    kind: 'retry',
    afterMs: 1,
    code: '20429',
    detail: 'later',
  });
  const request = { journeyId, after: LOG_START, planned: message };
  await expect(sendOnce(deps(), sender, request)).rejects.toThrow('later');
  // The sender has rendered the message for this number; the contact has another one.
  await suppress('sms', '+4917');
  const answer = await sendOnce(deps(), sender, request);
  expect(latestOf(answer)).toMatchObject({ kind: 'notification_settled', outcome: 'suppressed' });
  expect((await findNotification(sql, message.key))?.state).toBe('suppressed');
  expect(attempts).toHaveLength(1);
});

test('staff’s messages go to the addresses of the team that are not suppressed', async () => {
  const journeyId = await anOrderOf('staff');
  const addresses = ['Day@acme.example', 'night@acme.example'];
  await savePolicy(sql, api.shopId, { staff: { customer_service: addresses } });
  const toStaff = { channel: 'email', kind: 'escalation_opened' } as const;
  const about = planned(journeyId, '-/order_confirmed/1', toStaff);
  const reachable = () => readStaffAddresses({ sql, keys: KEYS }, journeyId, about);
  await suppress('email', 'day@acme.example');
  expect(await reachable()).toEqual(['night@acme.example']);
  const first = { ...about, key: `${journeyId}/-/first/email` as NotificationKey };
  expect(await outcomeOf(journeyId, first)).toEqual({ state: 'accepted', attempts: 1 });
  await suppress('email', 'night@acme.example');
  expect(await reachable()).toEqual([]);
  const second = { ...about, key: `${journeyId}/-/second/email` as NotificationKey };
  expect(await outcomeOf(journeyId, second)).toEqual({ state: 'suppressed', attempts: 0 });
});
