/** Temporal lost, or a workflow terminated: journeys come back from their logs, and repeat nothing. */

import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { Command } from '../../cli/command.ts';
import { journeyRebuild, journeyReset, journeyVerify } from '../../cli/journey-log.ts';
import { appendEvents } from '../../commands/append-events.ts';
import { readStuckJourneys, type StuckJourneys } from '../../db/stuck-journeys.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import { reconcileOnce } from '../../worker/reconciler.ts';
import { findStuckJourneys } from '../../worker/stuck-journeys.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { KEYS } from '../keys.ts';
import { createRig, isAboutOrder, sendAtAnyHour } from './rig.ts';
import { reportScan, zoneWhereItIs } from './scans.ts';

const rig = await createRig();
const { sql, sandbox, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());
const options = { sql, client, log: pino({ level: 'silent' }) };

const contact = {
  name: 'Ottilie Quast',
  email: 'delivered+ottilie@resend.dev',
  timeZone: zoneWhereItIs(12),
  consent: { email: true },
};

async function place(orderId: string): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
  await reportScan(sql, `TN${orderId}`, ['in_transit', 90]);
  await eventually(
    async () => emails(orderId),
    (count) => count === 2,
  );
}

function emails(orderId: string): number {
  return sandbox.ledger.accepted().filter(isAboutOrder(orderId)).length;
}

async function findStuck(): Promise<StuckJourneys> {
  // P1 is the next that the reconciler checks.
  await sql`
    update journey set checked_at = case when id <> 'order/acme/P1' then now() end`;
  await reconcileOnce(options);
  await findStuckJourneys(options);
  return readStuckJourneys(sql);
}

async function statusOf(orderId: string): Promise<string> {
  const { status } = await client.workflow.getHandle(`order/acme/${orderId}`).describe();
  return status.name;
}

async function run(command: Command, args: string[], given: Record<string, string | boolean> = {}) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const code = await command.run({
    args,
    options: given,
    database: async () => sql,
    temporal: async () => client,
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  });
  return { code, lines };
}

/** Nobody has checked them in the last minute. */
async function forgetChecks(): Promise<void> {
  await sql`update journey set checked_at = null`;
}

test('a terminated workflow is found, started again, and goes on without repeating a message', async () => {
  await place('B1');
  await place('B2');
  await client.workflow.getHandle('order/acme/B1').terminate('by mistake');
  await forgetChecks();
  expect(await reconcileOnce(options)).toEqual(['order/acme/B1']);
  expect((await api.call('GET', '/readyz')).body['lost']).toMatchObject({
    journeys: 1,
    last: { journeyId: 'order/acme/B1' },
  });
  await eventually(
    () => statusOf('B1'),
    (status) => status === 'RUNNING',
  );
  await reportScan(sql, 'TNB1', ['delivered', 5]);
  await eventually(
    async () => emails('B1'),
    (count) => count === 3,
  );
  await forgetChecks();
  expect(await reconcileOnce(options)).toEqual([]);
  expect([emails('B1'), emails('B2')]).toEqual([3, 2]);
});

test('a round claims each journey once a minute', async () => {
  await forgetChecks();
  await client.workflow.getHandle('order/acme/B2').terminate('by mistake');
  const rounds = await Promise.all([reconcileOnce(options), reconcileOnce(options)]);
  expect(rounds.flat()).toEqual(['order/acme/B2']);
  await eventually(
    () => statusOf('B2'),
    (status) => status === 'RUNNING',
  );
  expect(await reconcileOnce(options)).toEqual([]);
});

test('reset terminates the workflow of a journey and rebuilds it; rebuild --all takes all', async () => {
  await place('B3');
  const before = await client.workflow.getHandle('order/acme/B3').describe();
  expect(await run(journeyReset, ['order/acme/B3'])).toEqual({
    code: 0,
    lines: ['order/acme/B3: terminated; a worker rebuilds it now'],
  });
  await eventually(
    () => client.workflow.getHandle('order/acme/B3').describe(),
    ({ runId, status }) => runId !== before.runId && status.name === 'RUNNING',
  );
  const all = await run(journeyRebuild, [], { all: true, 'per-second': '2' });
  const [open] = await sql<{ count: number }[]>`
    select count(*)::int as count from journey where closed_at is null`;
  expect(all.lines.at(-1)).toBe(`all ${open?.count} open journeys are rebuilt`);
  expect(all.lines[0]).toBe('2 rebuilt');
  await reportScan(sql, 'TNB3', ['delivered', 5]);
  await eventually(
    async () => emails('B3'),
    (count) => count === 3,
  );
  expect([emails('B1'), emails('B2')]).toEqual([3, 2]);
});

test('wrong calls of the repairs are errors', async () => {
  for (const command of [journeyVerify, journeyRebuild, journeyReset]) {
    expect((await run(command, [])).code).toBe(2);
    expect((await run(command, ['B1'])).code).toBe(2);
    expect(await run(command, ['order/acme/nobody'])).toEqual({
      code: 1,
      lines: ['there is no journey order/acme/nobody'],
    });
  }
  expect((await run(journeyReset, [], { all: true })).code).toBe(2);
  expect((await run(journeyRebuild, [], { all: true, 'per-second': '0' })).lines).toEqual([
    '--per-second must be a whole number from 1 to 1000',
  ]);
});

test('verify finds an event that somebody changed, removed or added', async () => {
  const whole = { code: 0, lines: ['1 whole, 0 broken'] };
  expect(await run(journeyVerify, ['order/acme/B1'])).toEqual(whole);
  const id = 'order/acme/B2' as JourneyId;
  const [event] = await sql`select * from journey_event where journey_id = ${id} and seq = 4`;
  await sql`
    update journey_event set data = data || '{"shipmentId": "another"}'
    where journey_id = ${id} and seq = 4`;
  const changed = await run(journeyVerify, [id]);
  expect(changed.lines[0]).toMatch(/^order\/acme\/B2: event 4 \(\w+\) was changed$/);
  expect((await run(journeyVerify, [], { all: true })).lines.at(-1)).toMatch(/, 1 broken$/);
  await sql`delete from journey_event where journey_id = ${id} and seq = 4`;
  const removed = await run(journeyVerify, [id]);
  expect(removed).toEqual({ code: 1, lines: [`${id}: event 4 is missing`, '0 whole, 1 broken'] });
  expect(event?.['hash']).toHaveLength(43);
  await sql`delete from journey_event where journey_id = ${id} and seq > 4`;
  expect((await run(journeyVerify, [id])).lines[0]).toBe(`${id}: the events after 3 are missing`);
});

test('an event that the rules cannot process stops its own journey only, and the API says so', async () => {
  await place('P1');
  await place('P2');
  const id = 'order/acme/P1' as JourneyId;
  const unreadable = { kind: 'scanned', shipmentId: 'TNP1', scan: null } as unknown;
  await sql.begin((tx) =>
    appendEvents(tx, id, [{ body: unreadable as JourneyEventBody, wakes: true }]),
  );
  await reportScan(sql, 'TNP1', ['delivered', 5]);
  await reportScan(sql, 'TNP2', ['delivered', 5]);
  await eventually(
    async () => emails('P2'),
    (count) => count === 3,
  );
  const { status, body } = await api.call('GET', '/v1/orders/P1');
  const [event] = await sql<{ seq: number }[]>`
    select seq from journey_event where journey_id = ${id} and data ->> 'scan' is null
      and kind = 'scanned'`;
  expect([status, body['status'], body['stuckEvent']]).toEqual([
    200,
    'in_transit',
    { seq: event?.seq, kind: 'scanned' },
  ]);
  expect((await api.call('GET', '/v1/orders/P2')).body['stuckEvent']).toBeNull();
  expect(emails('P1')).toBe(2);
  const stuck = await eventually(findStuck, ({ journeys }) => journeys > 0, 120_000);
  expect(stuck).toEqual({
    journeys: 1,
    oldest: { journeyId: id, ageMs: expect.any(Number), error: expect.stringContaining('null') },
  });
  const { warnings } = (await api.call('GET', '/readyz')).body;
  expect(warnings).toContainEqual(expect.stringContaining(`1 journey is stuck, ${id} for`));
  // As if the rules were corrected: the event has become one that they can process.
  await sql`
    update journey_event set data = '{"shipmentId": "TNP1", "scan": {"status": null, "reason": null,
      "occurredAt": 1, "localDate": "1970-01-01"}}' where journey_id = ${id} and seq = ${event?.seq ?? 0}`;
  expect((await run(journeyReset, [id])).code).toBe(0);
  await eventually(
    async () => emails('P1'),
    (count) => count === 3,
  );
  await eventually(findStuck, ({ journeys }) => journeys === 0);
}, 180_000);
