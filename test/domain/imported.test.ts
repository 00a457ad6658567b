/** Imported data: events from long before the journey are never late. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import {
  aContact,
  at,
  back,
  edd,
  type Moment,
  ordered,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { linesOf, runOrder, runReturn } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
/** The `movement` expectation since the last scan above: due on Thursday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';

test('an order imported as finished raises no alarm', () => {
  const delivered = scanned('delivered', at('12:00', '2026-10-20'), { observedAt: at('08:00') });
  const placedThen: Moment = [at('08:00'), placed(at('08:00', '2026-10-18'))[1]];
  const shippedThen: Moment = [at('08:00'), shipped(at('08:00', '2026-10-19'))[1]];
  const run = runOrder(day('12-24'), policy(at('08:00')), placedThen, shippedThen, delivered);
  expect(linesOf(run, 'send', 'hold', 'escalate', 'overdue')).toEqual([]);
});

test('scans from long before the order raise no alarm', () => {
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('09:00') });
  const run = runOrder(day('12-24'), ...order, old);
  expect(linesOf(run, 'overdue', 'escalate')).toEqual([]);
  expect(orderMachine.view(run.state).status).toBe('in_transit');
});

test('a new scan after old ones raises alarms as usual', () => {
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('09:00') });
  const run = runOrder(day('11-26'), ...order, old, scanned('in_transit', at('12:00')));
  expect(linesOf(run, 'escalate')).toEqual([
    `11-26 12:00 escalate ${STALL} to customer service, medium`,
  ]);
});

test('a scan that arrives two days late raises alarms as usual', () => {
  const late = scanned('in_transit', day('11-25'), { observedAt: day('11-27', '13:00') });
  const run = runOrder(day('12-01', '13:00'), ...order, late);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-01 13:00 escalate s1/movement/2026-11-27T12:00:00Z to customer service, medium',
  );
});

test('the shop’s policy sets how old a scan may be', () => {
  const patient = policy(at('08:00'), { backfillLimit: '90d' });
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('12:00') });
  const run = runOrder(day('11-26'), patient, ...order.slice(1), old);
  expect(linesOf(run, 'escalate')).toEqual([
    `11-26 12:00 escalate ${STALL} to customer service, medium`,
  ]);
});

test('an estimate that is long past when it arrives raises no alarm', () => {
  const past: Moment = [at('09:30'), edd('2026-10-20', at('09:30'))[1]];
  const given = [...order, scanned('pre_transit', at('09:20')), past];
  expect(linesOf(runOrder(day('11-26'), ...given), 'overdue')).toEqual([]);
});

/** The same fact, which reaches the log only then. */
const loggedAt = (time: number, [, body]: Moment): Moment => [time, body];
const now = at('08:00');
const longAgo = at('09:00', '2025-10-01');
/** Everything that reaches people. */
const HEARD = ['send', 'hold', 'escalate', 'overdue'] as const;

/** `11-26 09:00 known`, by clocks in Berlin. */
function overdueOf({ lines }: Pick<ReturnType<typeof runOrder>, 'lines'>): readonly string[] {
  return lines.flatMap((line) => {
    if (line.do !== 'overdue') return [];
    const local = new Date(Date.parse(line.at) + 3_600_000).toISOString();
    return [`${local.slice(5, 10)} ${local.slice(11, 16)} ${line.expectation}`];
  });
}

test('an order of fourteen months ago without parcels is silent', () => {
  const run = runOrder(day('12-24'), policy(now), loggedAt(now, placed(longAgo)));
  expect(linesOf(run, ...HEARD, 'await')).toEqual([]);
  expect(linesOf(run, 'drop')).toEqual(['11-24 08:00 drop order_confirmed by email: backfill']);
});

test('an old order whose promise is still ahead is awaited', () => {
  const shipBy = day('11-27');
  const run = runOrder(day('11-28'), policy(now), loggedAt(now, ordered({ shipBy }, longAgo)));
  expect(linesOf(run, 'overdue')).toHaveLength(1);
  const past = ordered({ shipBy: day('11-20') }, longAgo);
  expect(linesOf(runOrder(day('12-24'), policy(now), loggedAt(now, past)), ...HEARD)).toEqual([]);
});

test('a parcel added now to an old order is awaited as usual', () => {
  const old = loggedAt(now, ordered({ pieces: 2 }, longAgo));
  const run = runOrder(day('11-27', '10:00'), policy(now), old, shipped(at('09:00'), 's1', 1));
  expect(linesOf(run, 'send')[0]).toBe('11-24 09:02 send shipped by email (s1)');
  expect(overdueOf(run)).toEqual([
    '11-26 09:00 known',
    '11-27 09:00 shipped',
    '11-27 09:00 first_scan',
  ]);
});

test('an order that reaches the log a day late is late by its own time', () => {
  const run = runOrder(
    day('11-27', '08:00'),
    policy(now),
    loggedAt(now, placed(day('11-23', '08:00'))),
  );
  expect(overdueOf(run)).toEqual(['11-26 08:00 shipped']);
});

test('a parcel shipped long before it is added is awaited only after its first new scan', () => {
  const old = loggedAt(at('09:00'), shipped(at('09:00', '2026-10-20')));
  const start = [policy(now), placed(now, aContact({ phone: false })), old];
  expect(linesOf(runOrder(day('12-24'), ...start), ...HEARD, 'drop')).toEqual([
    '11-24 08:00 send order_confirmed by email',
    '11-24 09:00 drop shipped by email (s1): backfill',
  ]);
  const moved = runOrder(day('11-30'), ...start, scanned('in_transit', at('12:00')));
  expect(linesOf(moved, 'escalate')).toHaveLength(1);
});

test('the number of an imported parcel, corrected now, is awaited from now', () => {
  const old = loggedAt(at('09:00'), shipped(at('09:00', '2026-10-20')));
  const right = { kind: 'shipment_corrected', shipmentId: 's1', carrier: 'ups' } as const;
  const corrected: Moment = [at('10:00'), { ...right, trackingNumber: '1Z' }];
  const run = runOrder(day('11-27'), policy(now), placed(now), old, corrected);
  expect(overdueOf(run)).toEqual(['11-26 10:00 known', '11-27 10:00 first_scan']);
});

const imported: readonly [string, readonly Moment[]][] = [
  ['requested', [back.requested(longAgo)]],
  ['approved', [back.requested(longAgo), back.approved(longAgo)]],
  ['labelled', [back.requested(longAgo), back.labelled(longAgo)]],
  ['received', [back.requested(longAgo), back.labelled(longAgo), back.received(longAgo)]],
  [
    'received parcel by parcel',
    [back.requested(longAgo), back.labelled(longAgo), back.received(longAgo, 'p1')],
  ],
  [
    'delivered',
    [back.requested(longAgo), back.labelled(longAgo), back.scanned('delivered', longAgo)],
  ],
  ['inspected', [back.requested(longAgo), back.received(longAgo), back.inspected(longAgo)]],
];

test.each(imported)('a return %s fourteen months ago is silent', (_, moments) => {
  const run = runReturn(day('12-31'), policy(now), ...moments.map((each) => loggedAt(now, each)));
  expect(linesOf(run, ...HEARD, 'await')).toEqual([]);
});

test('an old return is awaited again from what happens now', () => {
  const old = [back.requested(longAgo), back.received(longAgo)].map((each) => loggedAt(now, each));
  const run = runReturn(day('12-02', '12:00'), policy(now), ...old, back.inspected(at('12:00')));
  // Five business days from the inspection, the only recent fact, to the end of that day.
  expect(linesOf(run, 'escalate')).toEqual([
    '12-01 23:59 escalate -/refunded/2026-11-24T07:00:00Z to the refund team, high',
  ]);
});

test('the times of a return count from its own facts', () => {
  const approved = loggedAt(now, back.approved(day('11-23', '08:00')));
  const start = [policy(now), loggedAt(now, back.requested(day('11-23', '08:00')))];
  const asked = runReturn(day('11-30', '08:00'), ...start, approved);
  expect(overdueOf(asked)).toEqual(['11-30 08:00 posted']);
  const received = loggedAt(now, back.received(day('11-23', '08:00')));
  const arrived = runReturn(day('11-26', '08:00'), ...start, received);
  expect(overdueOf(arrived)).toEqual(['11-26 08:00 inspected']);
});

test('a carrier’s word two days late about a known return is awaited as usual', () => {
  const start = [policy(now), back.requested(now), back.labelled(now)];
  const delivered = back.scanned('delivered', day('11-25'));
  const late = loggedAt(day('11-27', '13:00'), delivered);
  expect(linesOf(runReturn(day('11-30'), ...start, late), 'escalate')).toHaveLength(1);
});
