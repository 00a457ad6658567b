/** Messages to one reader by one channel leave in the order in which they were decided. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { type ChannelSender, sendOnce } from '../../activities/send.ts';
import { restoreSent } from '../../commands/restore-sent.ts';
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

const stateOf = async ({ key }: PlannedMessage) => (await findNotification(sql, key))?.state;

test('a message is dropped if one that it precedes was decided earlier, by a lost log, and leaves first', async () => {
  const order = await aCancelledOrder('lost-decision');
  const { sender, attempts } = aSender();
  const second = { ...order.second, notBefore: order.first.notBefore - 60_000 };
  await send(order, second, sender);
  await openNotification(sql, order.journeyId, order.first);
  await sql`
    update notification set decided_at = now() - interval '40 seconds' where key = ${order.first.key}`;
  await send(order, order.first, sender);
  expect(await stateOf(order.first)).toBe('cancelled');
  expect(attempts).toEqual([second.key]);
});

test('after a restore, nothing is said that is older than what the customer has read', async () => {
  const order = await aCancelledOrder('older');
  const { journeyId } = order;
  const read = { milestoneId: 'S1/out_for_delivery/1', kind: 'out_for_delivery' } as const;
  const at = Date.now() - 600_000;
  await restoreSent(sql, journeyId, [{ ...read, channel: 'sms', at, outcome: 'accepted' }]);
  const { sender, attempts } = aSender();
  const plan = (kind: 'shipped' | 'delivered', milestoneId: string) =>
    aPlannedSms(journeyId, {
      key: `${journeyId}/S1/${kind}/1/sms` as NotificationKey,
      kind,
      milestoneId,
      shipmentIds: ['S1'],
    });
  // Its milestone is still needed for all that the log knows.
  const shipped = plan('shipped', '-/order_cancelled/1');
  const delivered = plan('delivered', '-/order_cancelled/1');
  await send(order, shipped, sender);
  await send(order, delivered, sender);
  expect([await stateOf(shipped), await stateOf(delivered)]).toEqual(['superseded', 'accepted']);
  expect(attempts).toEqual([delivered.key]);
});
