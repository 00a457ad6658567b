/** What does not happen, on the real workflow: weeks pass in seconds, and the log tells which ones. */

import { afterAll, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { listEscalations, readHistory } from '../../db/escalations.ts';
import { appendEvents, readLog } from '../../db/journey-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import { createTimeSkippingEnvironment } from '../../dev/time-skipping.ts';
import type { JourneyEventBody } from '../../domain/event.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { DAY } from '../../domain/time.ts';
import { ensureSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig } from './rig.ts';

const environment = await createTimeSkippingEnvironment({
  env: readEnvironment(),
  log: () => undefined,
  executable: inject('timeSkippingExecutable'),
});
afterAll(() => environment.teardown());
const { connection, nativeConnection: native, namespace = 'default' } = environment;
await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTES);
const rig = await createRig({ connection, native, namespace });
const { sql } = rig;
// A shop in Berlin: Good Friday and Easter Monday are free there.
const api = await createApi(rig, () => null);
const shopId = 'acme' as ShopId;
const handleOf = (id: JourneyId) => environment.client.workflow.getHandle(id);

/** Lets the journey be lived by a worker, by default until it ends: only then does the clock jump. */
async function live(
  journeyId: JourneyId,
  until: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const worker = await rig.startWorker();
  try {
    const isThere = () =>
      handleOf(journeyId)
        .describe()
        .then(() => true)
        .catch(() => false);
    await eventually(isThere, (found) => found);
    await until();
    await handleOf(journeyId).result();
  } finally {
    await worker.stop();
  }
}

/** Appends what happens as if it had happened, and been heard, at that time. */
async function happen(
  journeyId: JourneyId,
  at: number,
  body: JourneyEventBody,
  wakes = true,
): Promise<void> {
  await sql.begin(async (tx) => {
    const written = await appendEvents(tx, journeyId, [{ body, wakes }]);
    const seqs = written.map(({ seq }) => seq);
    await tx`
      update journey_event set at = ${new Date(at)}
      where journey_id = ${journeyId} and seq in ${tx(seqs)}`;
  });
}

/** Moves all that was heard so far to that time. */
async function wasHeard(journeyId: JourneyId, at: number): Promise<void> {
  await sql`update journey_event set at = ${new Date(at)} where journey_id = ${journeyId}`;
}

async function wakings(journeyId: JourneyId): Promise<readonly string[]> {
  const log = await readLog(sql, journeyId);
  return log.flatMap((event) =>
    event.kind === 'woke' ? [new Date(event.until).toISOString()] : [],
  );
}

async function told(journeyId: JourneyId): Promise<readonly string[]> {
  const rows = await readNotifications(sql, journeyId);
  return rows.filter(({ state }) => state === 'accepted').map(({ kind }) => kind);
}

test('a stall that resolves one second before it is due raises no alarm', async () => {
  const journeyId = 'order/acme/S1' as JourneyId;
  await api.call('PUT', '/v1/orders/S1', anOrder({ edd: null }));
  const shipment = { shipmentId: 's1', carrier: 'dhl', trackingNumber: 'TNS1' };
  await api.call('POST', '/v1/orders/S1/shipments', shipment);
  // Tuesday 10:00 in Berlin; three business days later is Friday at that time.
  const tuesday = Date.parse('2026-12-01T09:00:00Z');
  const friday = Date.parse('2026-12-04T09:00:00Z');
  const scan = { status: 'in_transit', reason: null, localDate: '2026-12-01' } as const;
  const scanned = (occurredAt: number): JourneyEventBody => {
    return { kind: 'scanned', shipmentId: 's1', scan: { ...scan, occurredAt } };
  };
  await wasHeard(journeyId, tuesday);
  await happen(journeyId, tuesday, scanned(tuesday));
  // It wakes nobody: only the reading of the log before an alarm can find it.
  await happen(journeyId, friday - 1_000, scanned(friday - 1_000), false);
  await live(journeyId);

  const cases = await listEscalations(sql, { shopId, limit: 10, journeyId });
  const movement = cases.filter(({ kind }) => kind === 'movement');
  expect(movement.map(({ since, due }) => [since.toISOString(), due.toISOString()])).toEqual([
    // Of the scan that came in time: Friday 9:59:59, and so due on Wednesday.
    ['2026-12-04T08:59:59.000Z', '2026-12-09T08:59:59.000Z'],
  ]);
  expect((await wakings(journeyId)).slice(0, 1)).toEqual(['2026-12-09T08:59:59.000Z']);
});

test('a return that nobody posts is reminded of twice, warned of, and expires after 28 days', async () => {
  await api.call('PUT', '/v1/orders/E1', anOrder());
  const items = [{ line: 1, quantity: 1 }];
  await api.call('PUT', '/v1/returns/E1', { orderId: 'E1', items, approved: true });
  const journeyId = 'return/acme/E1' as JourneyId;
  const approvedAt = Date.parse('2027-01-04T11:00:00Z');
  await wasHeard(journeyId, approvedAt);
  await live(journeyId);

  const days = (await wakings(journeyId)).map((until) => (Date.parse(until) - approvedAt) / DAY);
  // After it has expired the journey stays open for three days more.
  expect(days.filter((day) => Number.isInteger(day))).toEqual([7, 21, 25, 28, 31]);
  expect(await told(journeyId)).toEqual([
    'return_post_reminder',
    'return_post_reminder',
    'return_expiring',
    'return_expired',
  ]);
  const { body } = await api.call('GET', '/v1/returns/E1');
  expect(body).toMatchObject({ status: 'expired', closed: true });
});

test('an SMS that is held over the night in which the clock jumps goes out at nine by the new time', async () => {
  const contact = {
    phone: '+15005550102',
    timeZone: 'Europe/Berlin',
    consent: { email: true, sms: true },
  };
  await api.call('PUT', '/v1/orders/N9', anOrder({ contact }));
  const shipment = { shipmentId: 's1', carrier: 'dhl', trackingNumber: 'TNN9' };
  await api.call('POST', '/v1/orders/N9/shipments', shipment);
  const journeyId = 'order/acme/N9' as JourneyId;
  const saturdayNight = Date.parse('2027-03-27T22:30:00+01:00');
  await wasHeard(journeyId, saturdayNight);
  const scan = { status: 'delivered', reason: null, localDate: '2027-03-27' } as const;
  const occurredAt = saturdayNight - 60_000;
  await happen(journeyId, saturdayNight, {
    kind: 'scanned',
    shipmentId: 's1',
    scan: { ...scan, occurredAt },
  });
  await live(journeyId);

  expect((await wakings(journeyId))[0]).toBe(new Date('2027-03-28T09:00:00+02:00').toISOString());
  const sms = (await readNotifications(sql, journeyId)).find(({ channel }) => channel === 'sms');
  expect(sms).toMatchObject({ kind: 'delivered', decision: 'send', state: 'accepted' });
});

test('a refund that is three business days late over Easter calls the desk, then the manager', async () => {
  await api.call('PUT', '/v1/orders/M1', anOrder());
  const items = [{ line: 1, quantity: 1 }];
  await api.call('PUT', '/v1/returns/M1', { orderId: 'M1', items, approved: true });
  await api.call('POST', '/v1/returns/M1/received', {});
  const decided = [{ line: 1, quantity: 1, disposition: 'refund' }];
  await api.call('POST', '/v1/returns/M1/inspection', { items: decided });
  const journeyId = 'return/acme/M1' as JourneyId;
  await wasHeard(journeyId, Date.parse('2027-03-25T10:00:00+01:00'));
  await live(journeyId, () => lateRefund(journeyId));
  expect(await told(journeyId)).toContain('return_processed');
});

async function lateRefund(journeyId: JourneyId): Promise<void> {
  const caseNow = async () => (await listEscalations(sql, { shopId, limit: 1, journeyId }))[0];
  // Thursday's receipt, then Good Friday, a weekend and Easter Monday: the fifth day is 5 April.
  const threeDaysLate = Date.parse('2027-04-08T12:00:00+02:00');
  await environment.sleep(threeDaysLate - (await environment.currentTimeMs()));
  const open = await eventually(caseNow, (row) => row?.desk === 'manager');
  expect(open?.due.toISOString()).toBe(new Date('2027-04-05T10:00:00+02:00').toISOString());
  expect((await wakings(journeyId)).slice(-2)).toEqual([
    new Date('2027-04-05T10:00:00+02:00').toISOString(),
    new Date('2027-04-07T10:00:00+02:00').toISOString(),
  ]);
  await eventually(
    () => told(journeyId),
    (kinds) => kinds.includes('refund_late'),
  );
  const amount = { amount: '149.00', currency: 'EUR' };
  const refundedAt = new Date(threeDaysLate).toISOString();
  await api.call('POST', '/v1/returns/M1/refund', { amount, refundedAt, reference: 'RF-M1' });
  const ended = await eventually(caseNow, (row) => row?.state === 'withdrawn');
  if (!ended) throw new Error('there is no case');
  const history = await readHistory(sql, ended);
  expect(history.map(({ change }) => change)).toEqual(['opened', 'raised', 'withdrawn']);
}
