/** An order that the shop has not sent, or will not send. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../../domain/order/index.ts';
import {
  at,
  cancelled,
  edd,
  escalationChanged,
  type Moment,
  ordered,
  policy,
  promised,
  scanned,
  shipped,
} from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, reader, toCustomer, toStaff } from './known-orders.ts';

function promisedFor(date: string, time: number): readonly Moment[] {
  return [policy(time), ordered({ edd: promised(date, time), contact: reader }, time)];
}

test('promised for Thursday, unshipped on Wednesday evening: the customer, then staff', () => {
  const run = runOrder(day('11-26'), ...promisedFor('2026-11-26', at('08:00')));
  expect(toCustomer(run)).toEqual(['11-24 08:00 order_confirmed', '11-25 20:00 not_shipped_yet']);
  expect(toStaff(run)).toEqual(['11-26 08:00 escalation_opened']);
});

test('promised in two weeks: nothing is late before the eve of that day', () => {
  const run = runOrder(day('12-09', '20:00'), ...promisedFor('2026-12-10', at('08:00')));
  expect(toCustomer(run)).toEqual(['11-24 08:00 order_confirmed', '12-09 20:00 not_shipped_yet']);
  expect(toStaff(run)).toEqual([]);
});

test('a promise that the shop moves later gives it the time to ship', () => {
  const moved: Moment = [
    at('10:00', '2026-11-25'),
    {
      kind: 'edd_set',
      shipmentId: null,
      edd: promised('2026-12-10', at('10:00', '2026-11-25')),
    },
  ];
  const run = runOrder(day('12-05'), ...promisedFor('2026-11-27', at('08:00')), moved);
  expect(toCustomer(run)).toEqual(['11-24 08:00 order_confirmed', '11-25 10:00 delayed']);
  expect(toStaff(run)).toEqual([]);
});

test('imported after its promised day has passed: nobody learns that it is late', () => {
  const now = day('12-04');
  const facts = { edd: promised('2026-11-26', now), contact: reader, placedAt: day('11-20') };
  const run = runOrder(day('12-05'), policy(now), ordered(facts, now));
  expect([...toCustomer(run), ...toStaff(run)]).toEqual([]);
});

test('imported before its promised day: that day counts', () => {
  const now = day('12-04');
  const facts = { edd: promised('2026-12-09', now), contact: reader, placedAt: day('11-20') };
  const run = runOrder(day('12-09'), policy(now), ordered(facts, now));
  expect(toCustomer(run)).toEqual(['12-08 20:00 not_shipped_yet']);
  expect(toStaff(run)).toEqual(['12-09 08:00 escalation_opened']);
});

test('promised and never shipped: customer service gets one escalation', () => {
  const run = runOrder(day('12-04'), ...promisedFor('2026-11-26', at('08:00')));
  const escalated = linesOf(run, 'escalate').filter((line) => line.includes('customer service'));
  expect(escalated).toEqual([
    '11-25 20:00 escalate -/shipped_in_time/2026-11-26 to customer service, medium',
  ]);
  expect(toStaff(run).filter((line) => line.endsWith('overdue_notice'))).toEqual([]);
});

test('a person resolves it, and it still does not ship: the other ladder goes on', () => {
  const seen = escalationChanged(day('11-25', '20:30'), {
    expectationId: '-/shipped_in_time/2026-11-26',
    resolution: 'no_action',
  });
  const run = runOrder(day('12-10'), ...promisedFor('2026-11-26', at('08:00')), seen);
  const escalated = linesOf(run, 'escalate').filter((line) => line.includes('/shipped/'));
  expect(escalated.length).toBe(1);
});

test('shipped after the promised day: “shipped” is enough, and nobody has to act', () => {
  const late = shipped(day('11-30', '15:00'));
  const moves = scanned('in_transit', day('11-30', '20:00'));
  const run = runOrder(
    day('12-01', '18:00'),
    ...[...promisedFor('2026-11-26', at('08:00')), late, moves],
  );
  expect(toCustomer(run)).toEqual([
    '11-24 08:00 order_confirmed',
    '11-25 20:00 not_shipped_yet',
    '11-30 15:00 shipped',
  ]);
  expect(linesOf(run, 'escalate').filter((line) => line.includes('s1/'))).toEqual([]);
});

test('shipped after the promised day, and the carrier misses its own: that is late', () => {
  const late = [shipped(day('11-30', '15:00')), scanned('in_transit', day('11-30', '20:00'))];
  const run = runOrder(
    day('12-02', '18:00'),
    ...[...promisedFor('2026-11-26', at('08:00')), ...late],
    edd('2026-12-01', day('11-30', '20:30')),
  );
  expect(toCustomer(run).slice(3)).toEqual(['11-30 20:30 delayed', '12-02 08:00 delayed']);
});

test('promised for Thursday, shipped on Wednesday: silence', () => {
  const given = [...promisedFor('2026-11-26', at('08:00')), shipped(day('11-25', '15:00'))];
  const run = runOrder(day('11-26'), ...given);
  expect(ofKinds(run, 'not_shipped_yet')).toEqual([]);
  expect(linesOf(run, 'overdue', 'escalate')).toEqual([]);
});

test('ordered in the evening for the next day: the shop has until the morning', () => {
  const run = runOrder(day('11-26'), ...promisedFor('2026-11-26', day('11-25', '21:30')));
  expect(ofKinds(run, 'not_shipped_yet')).toEqual(['11-26 09:30 not_shipped_yet']);
});

test('not shipped, then resolved as refunded: nothing more is awaited', () => {
  const refunded = escalationChanged(day('12-02'), {
    expectationId: '-/shipped/1',
    resolution: 'refunded',
  });
  const run = runOrder(day('12-24'), ...order.slice(0, 2), refunded);
  expect(orderMachine.view(run.state).expectations).toEqual([]);
  expect(linesOf(run, 'event').at(-1)).toBe('12-05 12:00 closed: placed');
});

test('cancelled, then stalled: staff learn it, the customer does not', () => {
  const run = runOrder(day('12-10'), ...moving, cancelled(at('13:00')));
  expect(toCustomer(run).slice(2)).toEqual(['11-24 13:00 order_cancelled']);
  expect(toStaff(run)).toEqual(['11-26 12:00 escalation_opened', '12-02 12:00 escalation_opened']);
});

test('cancelled, then attempted, held and waiting: the customer learns only that it goes back', () => {
  const run = runOrder(
    day('11-27'),
    ...[...moving, cancelled(at('13:00'))],
    scanned('exception', day('11-25', '08:00'), { reason: 'held' }),
    scanned('attempted', day('11-25', '10:00')),
    scanned('available_for_pickup', day('11-25', '15:00')),
    scanned('return_to_sender', day('11-26', '10:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-24 13:00 order_cancelled',
    '11-26 10:00 returning_to_sender',
  ]);
});
