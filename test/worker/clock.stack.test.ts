/** Workers whose own clock is wrong decide by Postgres's clock, as all others do. */

import { pathToFileURL } from 'node:url';
import { type Client, Connection, Client as TemporalClient } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import type { Sql } from '../../db/connect.ts';
import { readLog } from '../../db/journey-events.ts';
import { startWorker } from '../../dev/demo/processes.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { foldUntilStuck } from '../../domain/journey/machine.ts';
import type { PlannedMessage } from '../../domain/journey/message-plan.ts';
import { machineOf } from '../../domain/journeys.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { eventually } from '../eventually.ts';
import { createNamespace } from '../temporal.ts';
import { sendAtAnyHour } from './rig.ts';
import { reportScan, zoneWhereItIs } from './scans.ts';

const PRELOAD = pathToFileURL('test/shift-clock.mjs').href;

interface Setting {
  readonly sql: Sql;
  readonly sandbox: Sandbox;
  readonly client: Client;
  place(orderId: string, phone: string): Promise<void>;
}

const connection = await Connection.connect({ address: inject('temporalAddress') });
afterAll(() => connection.close());

async function startSetting(shiftMs: number): Promise<Setting & { readonly start: () => void }> {
  const database = await createDatabase();
  const { sql } = database;
  const namespace = await createNamespace(connection);
  const sandbox = await startSandbox({ receiptDelayMs: 1 });
  afterAll(() => sandbox.stop());
  const api = await createApi(database, () => null);
  await sendAtAnyHour(database);
  const nodeOptions = `${readEnvironment()['NODE_OPTIONS'] ?? ''} --import=${PRELOAD}`;
  const clock = { NODE_OPTIONS: nodeOptions, CLOCK_SHIFT_MS: String(shiftMs) };
  return {
    sql,
    sandbox,
    client: new TemporalClient({ connection, namespace }),
    place: async (orderId, phone) => {
      const contact = { phone, consent: { sms: true }, timeZone: zoneWhereItIs(12) };
      const placedAt = new Date(Date.now() - 60 * MINUTE).toISOString();
      await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
      const shipment = { carrier: 'usps', trackingNumber: `TN100${orderId}` };
      const added = await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
      expect(added.status).toBe(201);
    },
    start: () => {
      const worker = startWorker({
        env: { ...readEnvironment(), TEMPORAL_NAMESPACE: namespace, ...clock },
        databaseUrl: database.url,
        temporalAddress: inject('temporalAddress'),
        sandbox,
        port: 1,
        onLine: () => undefined,
      });
      afterAll(() => worker.stop());
    },
  };
}

const idOf = (orderId: string) => `order/acme/${orderId}` as JourneyId;

/** The SMS that the log leads to, before any worker has seen it. */
async function plannedSms(sql: Sql, orderId: string): Promise<PlannedMessage> {
  const machine = machineOf('order');
  const { state } = foldUntilStuck(machine, idOf(orderId), await readLog(sql, idOf(orderId)));
  const sms = machine.pending(state).filter(({ channel }) => channel === 'sms');
  expect(sms).toHaveLength(1);
  return sms[0] as PlannedMessage;
}

/** As a worker leaves the ledger that has called Twilio and has no answer. */
async function leaveAttempt(sql: Sql, orderId: string): Promise<void> {
  const { key, kind } = await plannedSms(sql, orderId);
  const [row] = await sql<{ phone: string }[]>`
    select phone from contact c join customer_order o on o.contact_id = c.id
    where o.journey_id = ${idOf(orderId)}`;
  const payload = { channel: 'sms', to: row?.phone, body: 'It is here.', validitySeconds: 3_600 };
  await sql`
    insert into notification (id, shop_id, key, journey_id, kind, channel, shipment_ids, decision,
      decided_at, state, payload, provider, attempts)
    values (gen_random_uuid(), 'acme', ${key}, ${idOf(orderId)}, ${kind}, 'sms', '{}', 'send', now(), 'attempting',
      ${sql.json(payload as never)}, 'twilio', 1)`;
}

/** Why a send waits, and how long from its latest attempt to the next, in milliseconds. */
async function waitOf({ client }: Setting, orderId: string) {
  const { raw } = await client.workflow.getHandle(idOf(orderId)).describe();
  const send = raw.pendingActivities?.find((each) => each.activityType?.name === 'sendSms');
  return {
    why: send?.lastFailure?.message ?? null,
    waitMs: Number(send?.currentRetryInterval?.seconds ?? 0) * SECOND,
  };
}

describe.each([10, -10])('a worker whose clock is %i minutes wrong', (minutes) => {
  let setting: Setting;
  const PHONES = { U: '+491701111111', N: '+491702222222', P: '+491703333333', S: '+491704444444' };
  const messagesAbout = (orderId: string) => async () =>
    (
      await setting.sql<{ outcome: string }[]>`
        select coalesce(state, reason) as outcome from notification
        where journey_id = ${idOf(orderId)} and kind = 'out_for_delivery' and channel = 'sms'`
    ).map(({ outcome }) => outcome);
  const smsTo = (orderId: keyof typeof PHONES) =>
    setting.sandbox.ledger.accepted({ provider: 'twilio', to: PHONES[orderId] }).length;

  beforeAll(async () => {
    const { start, ...rest } = await startSetting(minutes * MINUTE);
    setting = rest;
    const { sql, place } = setting;
    for (const [orderId, phone] of Object.entries(PHONES)) await place(orderId, phone);
    for (const orderId of ['U', 'N', 'P'])
      await reportScan(sql, `TN100${orderId}`, ['delivered', 1]);
    for (const orderId of ['U', 'N', 'P']) await leaveAttempt(sql, orderId);
    // An SMS about the delivery day is stale after twelve hours: five minutes are left.
    await reportScan(sql, 'TN100S', ['out_for_delivery', 12 * 60 - 5]);
    await sql`
      update journey set claimed_until = case when id = ${idOf('S')} then now() - interval '1 second'
        else now() + interval '5 minutes' end`;
    start();
  }, 60_000);

  test('takes over a lease when it has ended, and sends what is not stale', async () => {
    await eventually(messagesAbout('S'), ([message]) => message === 'accepted', 120_000);
    const leased = await setting.sql`
      select id from journey where delivered_seq = 0 and claimed_until > now() order by id`;
    expect(leased.map(({ id }) => id)).toEqual(['N', 'P', 'U'].map(idOf));
    expect([smsTo('S'), smsTo('N'), smsTo('P'), smsTo('U')]).toEqual([1, 0, 0, 0]);
  }, 130_000);

  test('repeats an attempt once its outcome is proven, and neither earlier nor later', async () => {
    const { sql } = setting;
    const secondsAgo = { U: 5, N: 9 * 60, P: 11 * 60 };
    for (const [orderId, seconds] of Object.entries(secondsAgo)) {
      const at = sql`now() - ${seconds} * interval '1 second'`;
      await sql`
        update notification set first_attempt_at = ${at}, last_attempt_at = ${at}
        where journey_id = ${idOf(orderId)}`;
    }
    await sql`update journey set claimed_until = now()`;
    await eventually(
      async () => smsTo('P'),
      (count) => count === 1,
    );
    const isWaiting = ({ why }: { readonly why: string | null }) => why !== null;
    const underWay = await eventually(() => waitOf(setting, 'U'), isWaiting);
    expect(underWay.why).toBe('another attempt is under way');
    expect(underWay.waitMs).toBeLessThanOrEqual(25 * SECOND);
    const unproven = await eventually(() => waitOf(setting, 'N'), isWaiting);
    expect(unproven.why).toBe('the outcome is unknown: the provider is asked again');
    expect(unproven.waitMs).toBeLessThanOrEqual(60 * SECOND);
    expect([smsTo('U'), smsTo('N')]).toEqual([0, 0]);
  }, 60_000);

  test('keeps the order of the log', async () => {
    const rows = await setting.sql`
      select journey_id, seq from (
        select journey_id, seq, at, lag(at) over (partition by journey_id order by seq) as before
        from journey_event
      ) event where at < before or abs(extract(epoch from at - now())) > 300`;
    expect([...rows]).toEqual([]);
  });
});
