/** A customer is erased while a message to them is on its way. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import { eraseCustomer } from '../../commands/erase-customer.ts';
import { findNotification, openNotification, savePayload } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms, aSender, claim, latestOf, RENDERED } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const deps = () => ({ sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() });

async function aMessage(orderId: string) {
  const contact = {
    phone: '+491701234567',
    consent: { email: true, sms: true },
    timeZone: zoneWhereItIs(12),
  };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, customerId: orderId }));
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const planned = aPlannedSms(journeyId);
  return { journeyId, after: LOG_START, planned };
}

const erase = (customerId: string) =>
  eraseCustomer({ sql, keys: KEYS }, api.shopId, { by: 'customerId', value: customerId });

async function rowOf({ key }: PlannedMessage) {
  const { state = null, payload: saved = null } = (await findNotification(sql, key)) ?? {};
  return { state, payload: saved };
}

test('a message that is rendered meanwhile is not kept, and not sent', async () => {
  const request = await aMessage('rendering');
  const { sender, attempts } = aSender();
  const slow: ChannelSender<SmsPayload> = {
    ...sender,
    render: async () => {
      await erase('rendering');
      return RENDERED;
    },
  };
  await expect(sendOnce(deps(), slow, request)).rejects.toThrow('under way');
  expect(await rowOf(request.planned)).toEqual({ state: 'erased', payload: null });
  const events = await sendOnce(deps(), slow, request);
  expect(latestOf(events)).toMatchObject({ kind: 'notification_settled', outcome: 'erased' });
  expect(attempts).toEqual([]);
});

test('a retry is not sent', async () => {
  const request = await aMessage('retried');
  const later = { kind: 'retry', afterMs: 1, code: '20429', detail: 'later' } as const;
  const { sender, attempts } = aSender(later);
  await expect(sendOnce(deps(), sender, request)).rejects.toThrow('later');
  await erase('retried');
  await sendOnce(deps(), sender, request);
  expect(await rowOf(request.planned)).toEqual({ state: 'erased', payload: null });
  expect(attempts).toHaveLength(1);
});

test('the outcome of an attempt under way is kept, without the text', async () => {
  const request = await aMessage('sending');
  const { sender } = aSender();
  const provider = {
    ...sender.provider,
    send: async () => {
      await erase('sending');
      return { kind: 'accepted', providerId: 'p1' } as const;
    },
  };
  await sendOnce(deps(), { ...sender, provider }, request);
  expect(await rowOf(request.planned)).toEqual({ state: 'accepted', payload: null });
});

test('an attempt that died is not repeated', async () => {
  const request = await aMessage('died');
  const { sender, attempts } = aSender();
  const keyed = { ...sender.provider, takesKeys: true, keyLifetimeMs: 24 * 3_600_000 };
  const { key } = request.planned;
  await openNotification(sql, request.journeyId, request.planned);
  expect(await claim(sql, request)).toBe(true);
  await erase('died');
  await expect(sendOnce(deps(), { ...sender, provider: keyed }, request)).rejects.toThrow(
    'under way',
  );
  await sql`update notification set last_attempt_at = now() - interval '1 minute'
    where key = ${key}`;
  await sendOnce(deps(), { ...sender, provider: keyed }, request);
  expect(await rowOf(request.planned)).toEqual({ state: 'unknown', payload: null });
  expect(attempts).toEqual([]);
});

test('an erasure waits for the text that is being saved, and deletes it', async () => {
  const request = await aMessage('waiting');
  const { key } = request.planned;
  await openNotification(sql, request.journeyId, request.planned);
  let erasure: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    await savePayload(tx, key, RENDERED);
    erasure = erase('waiting');
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  });
  await erasure;
  expect(await rowOf(request.planned)).toEqual({ state: 'erased', payload: null });
});

test('an erasure waits for the claim of an attempt, and deletes its text', async () => {
  const request = await aMessage('claimed');
  await openNotification(sql, request.journeyId, request.planned);
  let erasure: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    expect(await claim(tx, request)).toBe(true);
    erasure = erase('claimed');
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  });
  await erasure;
  // The claim came first: the provider may have the message.
  expect(await rowOf(request.planned)).toEqual({ state: 'attempting', payload: null });
});

test('a text that is saved during an erasure is not kept', async () => {
  const request = await aMessage('late');
  const { key } = request.planned;
  let saving: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    await tx`update contact set erased_at = now() where id = (
      select contact_id from customer_order where order_id = 'late')`;
    // The erasure does not see the row, which comes after it.
    await openNotification(sql, request.journeyId, request.planned);
    saving = savePayload(sql, key, RENDERED);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  });
  await saving;
  expect(await rowOf(request.planned)).toEqual({ state: null, payload: null });
});

test('a claim during an erasure fails', async () => {
  const request = await aMessage('late-claim');
  let saving: Promise<boolean> = Promise.resolve(true);
  await sql.begin(async (tx) => {
    await tx`update contact set erased_at = now() where id = (
      select contact_id from customer_order where order_id = 'late-claim')`;
    // The erasure does not see the row, which comes after it.
    await openNotification(sql, request.journeyId, request.planned);
    saving = claim(sql, request);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  });
  expect(await saving).toBe(false);
  expect(await rowOf(request.planned)).toEqual({ state: null, payload: null });
});
