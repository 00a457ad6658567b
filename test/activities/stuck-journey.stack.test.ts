/** What becomes of the messages of a journey with an event that the rules cannot process. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { composeMessage } from '../../activities/compose-message.ts';
import { sendOnce } from '../../activities/send.ts';
import { readSendSources } from '../../activities/send-sources.ts';
import { appendEvents } from '../../commands/append-events.ts';
import { findNotification } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { type JourneyEventBody, LOG_START } from '../../domain/journeys.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { zoneWhereItIs } from '../worker/scans.ts';
import { aPlannedSms, aSender } from './senders.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const deps = () => ({ sql, keys: KEYS, log: pino({ level: 'silent' }), now: Date.now() });

/** An order of a customer for whom it is noon now. */
async function placeOrder(orderId: string): Promise<JourneyId> {
  const consent = { email: true, sms: true };
  const email = `${orderId}@example.com`;
  const contact = { email, phone: '+491701234567', timeZone: zoneWhereItIs(12), consent };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  return `order/acme/${orderId}` as JourneyId;
}

async function getStuck(journeyId: JourneyId): Promise<void> {
  const body = { kind: 'of_a_later_version' } as unknown as JourneyEventBody;
  await sql.begin((tx) => appendEvents(tx, journeyId, [{ body, wakes: true }]));
}

async function outcomeOf(journeyId: JourneyId, planned: PlannedMessage): Promise<unknown> {
  const { sender, attempts } = aSender();
  await sendOnce(deps(), sender, { journeyId, after: LOG_START, planned });
  const row = await findNotification(sql, planned.key);
  return { state: row?.state, attempts: attempts.length };
}

test('a message leaves although the rules cannot process an event that came after it', async () => {
  const journeyId = await placeOrder('stuck');
  const message = aPlannedSms(journeyId);
  await getStuck(journeyId);
  expect(await outcomeOf(journeyId, message)).toEqual({ state: 'accepted', attempts: 1 });
  // What the rules could still process counts.
  const cancelled = await placeOrder('stuck-later');
  const overtaken = aPlannedSms(cancelled);
  await api.call('POST', '/v1/orders/stuck-later/cancel', {});
  await getStuck(cancelled);
  expect(await outcomeOf(cancelled, overtaken)).toEqual({ state: 'cancelled', attempts: 0 });
});

test('a message of a delivery is composed although the rules cannot process an event of the order', async () => {
  const journeyId = await placeOrder('stuck-composed');
  await getStuck(journeyId);
  const message = aPlannedSms(journeyId, {
    kind: 'all_delivered',
    milestoneId: '-/all_delivered/1',
  });
  const asked = { journeyId, planned: message, after: LOG_START };
  const sources = await readSendSources({ sql, now: Date.now() }, asked);
  if (!sources) throw new Error('the log has diverged');
  const { state: shop, policy, message: about } = sources;
  const site = { publicUrl: 'https://wismr.example', keys: KEYS };
  const request = { ...site, journeyId, planned: message, shop, policy, message: about };
  const content = await composeMessage(sql, { ...request, localeFor: async () => 'en' });
  expect(content.email).toBe('stuck-composed@example.com');
});
