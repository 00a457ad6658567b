/** Messages to one reader by one channel leave in the order in which they were decided. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import { openNotification } from '../../commands/send-notification.ts';
import { readEventsAfter } from '../../db/journey-events.ts';
import { findNotification } from '../../db/notifications.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { LOG_START, type LogPosition } from '../../domain/journeys.ts';
import type { SmsPayload } from '../../domain/payload.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms, aSender, claim } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

interface Cancelled {
  readonly journeyId: JourneyId;
  /** The confirmation, decided first. */
  readonly first: PlannedMessage;
  /** The message about the cancellation. */
  readonly second: PlannedMessage;
  readonly after: LogPosition;
}

async function aCancelledOrder(orderId: string): Promise<Cancelled> {
  const consent = { email: true, sms: true };
  // No quiet hours.
  const timeZone = zoneWhereItIs(12);
  const contact = { email: `${orderId}@example.com`, phone: '+491701234567', timeZone, consent };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  await api.call('POST', `/v1/orders/${orderId}/cancel`, {});
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const plan = (kind: 'order_confirmed' | 'order_cancelled', notBefore: number) => {
    const key = `${journeyId}/-/${kind}/1/sms` as NotificationKey;
    return { ...aPlannedSms(journeyId), key, milestoneId: `-/${kind}/1`, kind, notBefore };
  };
  const now = Date.now();
  return {
    journeyId,
    first: plan('order_confirmed', now),
    second: plan('order_cancelled', now + 1),
    after: (await readEventsAfter(sql, journeyId, 0)).at(-1) ?? LOG_START,
  };
}

function send(
  { journeyId, after }: Cancelled,
  planned: PlannedMessage,
  sender: ChannelSender<SmsPayload>,
) {
  const deps = { sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() };
  return sendOnce(deps, sender, { journeyId, after, planned });
}

test('a message is dropped if a later one leaves between its check and its claim', async () => {
  const order = await aCancelledOrder('together');
  const { sender: later, attempts } = aSender();
  const { sender, attempts: early } = aSender();
  const slow: ChannelSender<SmsPayload> = {
    ...sender,
    render: async (...asked) => {
      if (attempts.length === 0) await send(order, order.second, later);
      return sender.render(...asked);
    },
  };
  await expect(send(order, order.first, slow)).rejects.toThrow('under way');
  await send(order, order.first, slow);
  const state = (await findNotification(sql, order.first.key))?.state;
  expect([state, early, attempts]).toEqual(['cancelled', [], [order.second.key]]);
});

test('a message waits while an earlier one is at its provider, but not between attempts', async () => {
  const order = await aCancelledOrder('behind');
  const { journeyId, first, second } = order;
  await openNotification(sql, journeyId, first);
  expect(await claim(sql, { journeyId, planned: first })).toBe(true);
  const { sender, attempts } = aSender();
  await expect(send(order, second, sender)).rejects.toThrow('under way');
  expect(attempts).toEqual([]);
  await sql`
    update notification set last_attempt_at = now() - interval '9 seconds' where key = ${first.key}`;
  await send(order, second, sender);
  expect(attempts).toEqual([second.key]);
});
