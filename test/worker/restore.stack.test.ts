/** A database that goes back in time: restored from a copy, or failed over to a lagging replica. */

import { afterAll, expect, test } from 'vitest';
import { fireTimer } from '../../commands/fire-timer.ts';
import { rebuildJourneys } from '../../commands/rebuild-journeys.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { readEventsAfter } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyView } from '../../domain/journey/machine.ts';
import type { Status } from '../../domain/tracking.ts';
import { anOrder, createApi } from '../api/client.ts';
import { copyDatabase } from '../database-copy.ts';
import { eventually } from '../eventually.ts';
import { createRig, isAboutOrder, sendAtAnyHour } from './rig.ts';
import { aReport, reportScan, zoneWhereItIs } from './scans.ts';

const contact = {
  name: 'Ottilie Quast',
  email: 'delivered+ottilie@resend.dev',
  phone: '+15005550101',
  timeZone: zoneWhereItIs(12),
  consent: { email: true, sms: true },
};

interface Setting {
  place(orderId: string): Promise<void>;
  report(orderId: string, status: Status, minutesAgo: number): Promise<void>;
  /** The subjects of the emails that the provider has taken about an order, oldest first. */
  emails(orderId: string): readonly string[];
  view(orderId: string): Promise<JourneyView>;
}

const rig = await createRig();
const { sql, sandbox, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

const setting: Setting = {
  place: async (orderId) => {
    const placedAt = new Date(Date.now() - 3_600_000).toISOString();
    await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
    const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
    await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
  },
  report: (orderId, status, minutesAgo) => reportScan(sql, `TN${orderId}`, [status, minutesAgo]),
  emails: (orderId) =>
    sandbox.ledger
      .accepted()
      .filter((entry) => entry.provider === 'resend' && isAboutOrder(orderId)(entry))
      .map((entry) => ('subject' in entry ? String(entry.subject) : '')),
  view: (orderId) => client.workflow.getHandle(`order/acme/${orderId}`).query('view'),
};
const { place, report, emails, view } = setting;

test('what was sent before a restore is not sent again, and what comes after it is', async () => {
  await place('R1');
  await place('R2');
  await report('R1', 'in_transit', 90);
  await report('R2', 'in_transit', 90);
  await eventually(async () => [emails('R1').length, emails('R2').length], isTwice(2));
  const copy = await copyDatabase(sql);
  await report('R1', 'out_for_delivery', 60);
  await eventually(
    async () => emails('R1').length,
    (count) => count === 3,
  );
  // R2 learns of its van only after the copy, too, and of nothing more after the restore.
  await report('R2', 'out_for_delivery', 60);
  await eventually(
    async () => emails('R2').length,
    (count) => count === 3,
  );
  await place('R3');
  await eventually(
    async () => emails('R3').length,
    // Confirmed, and on its way.
    (count) => count === 2,
  );

  await eventually(() => messages('R2'), isAccepted(4));

  await copy.restore();
  expect(await lastSeq('R1')).toBeLessThan((await knownSeq('R1')) ?? 0);
  // The same scan again, as carriers repeat the whole history, and the next one.
  await report('R1', 'out_for_delivery', 60);
  await report('R1', 'delivered', 5);
  await eventually(
    async () => emails('R1').length,
    (count) => count === 4,
  );
  expect((await view('R1')).status).toBe('delivered');
  const settled = await eventually(
    () => messages('R1'),
    (found) => found.length === 6 && found.every((message) => message.endsWith('accepted')),
  );
  expect(settled).toEqual([
    'delivered email accepted',
    'delivered sms accepted',
    'order_confirmed email accepted',
    'out_for_delivery email accepted',
    'out_for_delivery sms accepted',
    'shipped email accepted',
  ]);
  expect(sandbox.ledger.accepted().filter(isAboutOrder('R1'))).toHaveLength(6);

  // An order that the database has lost is placed again by the shop, and confirmed only once.
  await place('R3');
  await report('R3', 'delivered', 5);
  await eventually(async () => emails('R3').some((subject) => /deliver/i.test(subject)), Boolean);
  expect(emails('R3').filter((subject) => /confirm|received/i.test(subject)).length).toBe(1);

  // R2 hears of nothing more. A rebuild makes it compare itself with its log.
  expect((await messages('R2')).length).toBeLessThan(4);
  await rebuildJourneys(sql, ['order/acme/R2' as JourneyId]);
  await eventually(() => messages('R2'), isAccepted(4));
  expect(emails('R2')).toHaveLength(3);
});

test('a copy made between an event and its decisions gets them back by a rebuild', async () => {
  await place('R6');
  const { shipments, ...rest } = aReport('TNR6', [['exception', 5]]);
  const lost = shipments.map((each) => {
    return { ...each, events: each.events.map((event) => ({ ...event, reason: 'loss' as const })) };
  });
  await recordScans(sql, { ...rest, shipments: lost });
  const escalations = () => sql`
    select kind, state from escalation where journey_id = 'order/acme/R6'`;
  const decided = await eventually(escalations, (found) => found.length > 0);
  const ledger = () => messages('R6');
  const sent = await eventually(
    ledger,
    (found) => found.length > 3 && found.every((each) => !/null|attempting|planned/.test(each)),
  );
  const taken = sandbox.ledger.accepted().length;
  // As in the copy: the log has the events, and nothing that followed them.
  await sql`delete from escalation_history`;
  await sql`delete from escalation where journey_id = 'order/acme/R6'`;
  await sql`delete from notification where journey_id = 'order/acme/R6'`;
  await rebuildJourneys(sql, ['order/acme/R6' as JourneyId]);
  await eventually(ledger, (found) => sent.every((each) => found.includes(each)));
  expect(await eventually(escalations, (found) => found.length > 0)).toEqual(decided);
  expect(sandbox.ledger.accepted()).toHaveLength(taken);
});

test('an event of a lost log that arrives late stops nothing', async () => {
  await place('R8');
  await eventually(() => messages('R8'), isAccepted(2));
  const handle = client.workflow.getHandle('order/acme/R8');
  const at = Date.now();
  const lost = { seq: (await lastSeq('R8')) + 3, hash: 'x', prev: 'w', at };
  await handle.signal('events', [{ ...lost, kind: 'order_cancelled', cancelledAt: at }]);
  await report('R8', 'delivered', 5);
  await eventually(
    async () => emails('R8').length,
    (count) => count === 3,
  );
  expect((await view('R8')).status).toBe('delivered');
});

test('a timer on a restored log is not recorded, and says that the log has diverged', async () => {
  await place('R4');
  await eventually(
    async () => emails('R4').length,
    (count) => count === 2,
  );
  const journeyId = 'order/acme/R4' as JourneyId;
  const last = (await readEventsAfter(sql, journeyId, 0)).at(-1);
  const until = Date.now();
  const lost = { seq: (last?.seq ?? 0) + 1, hash: 'lost' };
  expect(await fireTimer(sql, { journeyId, after: lost, until })).toBe('diverged');
  const other = { seq: last?.seq ?? 0, hash: 'other' };
  expect(await fireTimer(sql, { journeyId, after: other, until })).toBe('diverged');
  const kinds = (await readEventsAfter(sql, journeyId, 0)).map(({ kind }) => kind);
  expect(kinds).not.toContain('timer_fired');
});

test('a message of the lost log that waits for its turn is not sent', async () => {
  await loseCancellation('R5', (found) => found.some((each) => each.startsWith('order_cancelled')));
  await rebuildJourneys(sql, ['order/acme/R5' as JourneyId]);
  await eventually(
    async () => (await view('R5')).status,
    (status) => status !== 'cancelled',
  );
  sandbox.faults.clear();
  await eventually(
    async () => emails('R5').length,
    (count) => count === 2,
  );
  // The cancelled order's message had its turn with them.
  await eventually(() => messages('R5'), isAccepted(2));
  expect(await messages('R5')).toEqual([
    'order_confirmed email accepted',
    'shipped email accepted',
  ]);
});

test('a message that only the lost log had cancelled is sent', async () => {
  await loseCancellation('R7', (found) => found.includes('order_confirmed email cancelled'));
  sandbox.faults.clear();
  await rebuildJourneys(sql, ['order/acme/R7' as JourneyId]);
  await eventually(() => messages('R7'), isAccepted(2));
  expect(emails('R7')).toHaveLength(2);
});

/**
 * Places an order whose emails wait, copies the database, cancels the order until `isReached` by its
 * messages, and restores the copy. The provider takes no email until the faults are cleared.
 */
async function loseCancellation(
  orderId: string,
  isReached: (found: readonly string[]) => boolean,
): Promise<void> {
  sandbox.faults.inject({ kind: 'throttle', provider: 'resend', times: 100, retryAfterSeconds: 1 });
  await place(orderId);
  await eventually(
    () => messages(orderId),
    (found) => found.length > 0,
  );
  const copy = await copyDatabase(sql);
  await api.call('POST', `/v1/orders/${orderId}/cancel`, {});
  await eventually(() => messages(orderId), isReached);
  await copy.restore();
}

/** Kind, channel and outcome of each message about an order, sorted. */
async function messages(orderId: string): Promise<readonly string[]> {
  const rows = await readNotifications(sql, `order/acme/${orderId}` as JourneyId);
  return rows.map(({ kind, channel, state }) => `${kind} ${channel} ${state}`).sort();
}

function isAccepted(wanted: number) {
  return (found: readonly string[]) =>
    found.length === wanted && found.every((message) => message.endsWith('accepted'));
}

function isTwice(wanted: number) {
  return (counts: readonly number[]) => counts.every((count) => count === wanted);
}

async function lastSeq(orderId: string): Promise<number> {
  const [row] = await sql<{ lastSeq: number }[]>`
    select last_seq from journey where id = ${`order/acme/${orderId}`}`;
  return row?.lastSeq ?? 0;
}

/** The number of the latest event that Temporal's history holds. */
async function knownSeq(orderId: string): Promise<number | null> {
  const { events } = await client.workflow.getHandle(`order/acme/${orderId}`).fetchHistory();
  const seqs = JSON.stringify(events, (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
  ).matchAll(/\\"seq\\":(\d+)/g);
  return Math.max(0, ...[...seqs].map(([, seq]) => Number(seq)));
}
