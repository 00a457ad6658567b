/** How often a send waits for Postgres. A count, never a time: it is the same on every machine. */

import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import { emailSender, smsSender } from '../../activities/channel-senders.ts';
import { createBreaker } from '../../activities/provider-breaker.ts';
import { sendOnce } from '../../activities/send.ts';
import { startCountingProxy } from '../../bench/ingest/count-round-trips.ts';
import { createPollClient } from '../../carriers/polling/client.ts';
import type { Provider } from '../../channels/provider.ts';
import { recordDecisions } from '../../commands/record-decisions.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { connect } from '../../db/connect.ts';
import { hashEvent } from '../../db/event-hash.ts';
import { readEventsAfter } from '../../db/journey-events.ts';
import type { JourneyId, NotificationKey } from '../../domain/ids.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { type JourneyEvent, LOG_START } from '../../domain/journeys.ts';
import type { Channel } from '../../domain/message.ts';
import type { Payload } from '../../domain/payload.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { aReport, zoneWhereItIs } from '../worker/scans.ts';
import { latestOf } from './senders.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const proxy = await startCountingProxy(database.url);
// One connection, so that each statement is prepared once.
const sql = connect(proxy.url, { max: 1 });
afterAll(async () => {
  await sql.end({ timeout: 1 });
  proxy.stop();
});

const log = pino({ level: 'silent' });

function aProvider<P extends Payload>(name: string): Provider<P> {
  const send = async () => ({ kind: 'accepted', providerId: 'p1' }) as const;
  return { name, takesKeys: true, keyLifetimeMs: 24 * 3_600_000, send };
}

const deps = {
  sql,
  keys: KEYS,
  log,
  renderer: createRenderer(),
  email: { provider: aProvider<never>('resend'), from: 'orders@acme.example' },
  sms: { provider: aProvider<never>('twilio') },
  publicUrl: 'https://wismr.example',
  retention: { messages: 90, scans: 400, proofs: 400, webhooks: 30 },
  pollClient: createPollClient({ timeoutMs: 2_000 }),
  encryption: null,
};
const breakers = new Map(
  ['resend', 'twilio'].map((name) => [name, createBreaker({ sql, log }, name)]),
);

async function aDeliveredOrder(orderId: string): Promise<JourneyId> {
  const contact = {
    email: `${orderId}@example.com`,
    phone: '+491701234567',
    consent: { email: true, sms: true },
    timeZone: zoneWhereItIs(12),
  };
  const trackingNumber = `TN-${orderId}`;
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact }));
  await api.call('POST', `/v1/orders/${orderId}/shipments`, {
    shipmentId: 's1',
    carrier: 'usps',
    trackingNumber,
  });
  await recordScans(
    database.sql,
    aReport(trackingNumber, [
      ['in_transit', 90],
      ['delivered', 5],
    ]),
  );
  return `order/acme/${orderId}` as JourneyId;
}

async function deliveredMessage(journeyId: JourneyId, channel: Channel) {
  const after = (await readEventsAfter(database.sql, journeyId, 0)).at(-1) ?? LOG_START;
  const now = Date.now();
  const planned: PlannedMessage = {
    key: `${journeyId}/s1/delivered/1/${channel}` as NotificationKey,
    milestoneId: 's1/delivered/1',
    kind: 'delivered',
    channel,
    shipmentIds: ['s1'],
    occurredAt: now,
    staleAt: now + 3_600_000,
    notBefore: now,
  };
  return { journeyId, after, planned };
}

async function countOf(orderId: string, channel: Channel) {
  const request = await deliveredMessage(await aDeliveredOrder(orderId), channel);
  // As the workflow does before it sends.
  const { planned, ...rest } = request;
  const decisions = { ...rest, planned: [planned], effects: [] };
  expect(await recordDecisions(database.sql, request.journeyId, decisions)).toBe(true);
  const given = { ...deps, now: Date.now(), breakers };
  proxy.take();
  const answer = await (channel === 'email'
    ? sendOnce(given, emailSender(deps), request)
    : sendOnce(given, smsSender(deps), request));
  const { roundTrips, statements, transactions } = proxy.take();
  expect(latestOf(answer)).toMatchObject({ kind: 'notification_settled', outcome: 'accepted' });
  return { roundTrips, statements, transactions };
}

/** Read all; claim; settle. */
const ROUND_TRIPS = 3;
const TRIES_MAX = 60;

test.each(['email', 'sms'] as const)('an %s costs three round trips', async (channel) => {
  // The first one prepares the statements, and reads the shop's policy.
  await countOf(`${channel}-1`, channel);
  // On a busy machine, the driver writes some statements late, and each part counts: the least is true.
  let least = Number.POSITIVE_INFINITY;
  for (let each = 2; each <= TRIES_MAX && least > ROUND_TRIPS; each += 1) {
    const { roundTrips } = await countOf(`${channel}-${each}`, channel);
    least = Math.min(least, roundTrips);
  }
  expect(least).toBe(ROUND_TRIPS);
});

test('Postgres chains the outcome as the worker would', async () => {
  await countOf('chained', 'email');
  const log = await readEventsAfter(database.sql, 'order/acme/chained' as JourneyId, 0);
  for (const { hash, prev, ...event } of log) {
    expect(hashEvent(prev, event as JourneyEvent)).toBe(hash);
  }
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
});
