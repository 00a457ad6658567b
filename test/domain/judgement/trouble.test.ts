/** Trouble that the carrier reports, its end, and what comes again. */

import { expect, test } from 'vitest';
import { at, edd, type Moment, placed, policy, scanned, shipped } from '../builders.ts';
import { linesOf, play, runOrder } from '../play.ts';
import { day, moving, ofKinds, STALL, toCustomer, toStaff } from './known-orders.ts';

const customs = (time: number): Moment => scanned('exception', time, { reason: 'customs' });

test('held at customs twice: the customer learns of both, and of both ends', () => {
  const run = runOrder(
    day('11-28'),
    ...[...moving, customs(day('11-25', '10:00')), scanned('in_transit', day('11-26', '10:00'))],
    ...[customs(day('11-27', '10:00')), scanned('in_transit', day('11-28', '10:00'))],
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 exception',
    '11-26 10:00 moving_again',
    '11-27 10:00 exception',
    '11-28 10:00 moving_again',
  ]);
});

test('one stay at customs, reported every day: one message', () => {
  const days = ['11-25', '11-26', '11-27'].map((date) => customs(day(date, '10:00')));
  expect(toCustomer(runOrder(day('11-27'), ...moving, ...days)).slice(2)).toEqual([
    '11-25 10:00 exception',
  ]);
});

const weather = scanned('exception', day('11-25', '10:00'), { reason: 'weather' });

test('bad weather that is over by the evening: no message', () => {
  const given = [...moving, weather, scanned('in_transit', day('11-25', '19:00'))];
  expect(toCustomer(runOrder(day('11-26'), ...given)).slice(2)).toEqual([]);
});

test('bad weather that lasts over night: one message, and none about its end', () => {
  const given = [...moving, weather, scanned('in_transit', day('11-26', '15:00'))];
  expect(toCustomer(runOrder(day('11-27'), ...given)).slice(2)).toEqual(['11-26 08:00 exception']);
});

test('delivered straight after customs: only that it is here', () => {
  const given = [...moving, customs(day('11-25', '10:00'))];
  const run = runOrder(day('11-26'), ...given, scanned('delivered', day('11-26')));
  expect(toCustomer(run).slice(2)).toEqual(['11-25 10:00 exception', '11-26 12:00 delivered']);
});

test('customs for a week: staff learn it after two business days, and again two later', () => {
  const run = runOrder(day('12-04'), ...moving, customs(day('11-25', '10:00')));
  expect(toStaff(run)).toEqual(['11-27 10:00 escalation_opened', '12-01 10:00 escalation_opened']);
  expect(linesOf(run, 'escalate').map((line) => line.split(', ').at(-1))).toEqual([
    'medium',
    'high',
  ]);
});

test('trouble of which the customer has not read: after five business days, they learn of a delay', () => {
  const given = [...moving, scanned('exception', day('11-25'))];
  const moved = scanned('in_transit', day('12-03'));
  const run = runOrder(day('12-03'), ...given, moved);
  expect(toCustomer(run).slice(2)).toEqual(['12-02 12:00 delayed', '12-03 12:00 moving_again']);
  const inTime = runOrder(day('12-03'), ...given, scanned('in_transit', day('12-01')));
  expect(toCustomer(inTime).slice(2)).toEqual([]);
});

test('customs for more than a week: a second message, and one about the end', () => {
  const given = [...moving, scanned('exception', day('11-25'), { reason: 'customs' })];
  const run = runOrder(day('12-04'), ...given, scanned('in_transit', day('12-04')));
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 12:00 exception',
    '12-02 12:00 delayed',
    '12-04 12:00 moving_again',
  ]);
});

test('two waits at pick-up points: the customer learns of both', () => {
  const run = runOrder(
    day('11-27'),
    ...[...moving, scanned('available_for_pickup', day('11-25', '10:00'))],
    scanned('in_transit', day('11-26', '10:00')),
    scanned('available_for_pickup', day('11-26', '15:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 available_for_pickup',
    '11-26 15:00 available_for_pickup',
  ]);
});

test('one wait at a pick-up point, reported twice: one message', () => {
  const waits = ['11-25', '11-26'].map((date) => scanned('available_for_pickup', day(date)));
  const run = runOrder(day('11-26', '18:00'), ...moving, ...waits);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 12:00 available_for_pickup']);
});

test('never collected: two reminders, then an urgent escalation', () => {
  const run = runOrder(day('12-03'), ...moving, scanned('available_for_pickup', day('11-24')));
  expect(ofKinds(run, 'pickup_reminder')).toEqual([
    '11-27 12:00 pickup_reminder',
    '11-29 12:00 pickup_reminder',
  ]);
  expect(linesOf(run, 'escalate')).toEqual([
    '12-02 12:00 escalate s1/pickup/2026-11-24T11:00:00Z to customer service, high, proposes "returned"',
  ]);
  expect(toStaff(run)).toEqual(['12-02 12:00 escalation_opened']);
});

test('nobody comes again after an attempt: the customer learns of a delay, not of an attempt', () => {
  const run = runOrder(day('11-27'), ...moving, scanned('attempted', day('11-25', '10:00')));
  expect(toCustomer(run).slice(2)).toEqual(['11-25 10:00 attempted', '11-27 10:00 delayed']);
});

test('stalled, then moving before the customer knew: no message', () => {
  const run = runOrder(day('11-30'), ...moving, scanned('in_transit', day('11-30')));
  expect(toCustomer(run).slice(2)).toEqual([]);
  expect(linesOf(run, 'withdraw')).toEqual([`11-30 12:00 withdraw the escalation of ${STALL}`]);
});

const fee = (time: number): Moment => scanned('exception', time, { reason: 'payment_due' });

test('a fee is paid on the third day: the message, a reminder, and that it moves', () => {
  const given = [
    ...moving,
    fee(day('11-25', '10:00')),
    scanned('in_transit', day('11-28', '10:00')),
  ];
  const run = runOrder(day('11-30', '10:00'), ...given);
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 payment_due',
    '11-27 10:00 payment_due',
    '11-28 10:00 moving_again',
  ]);
  expect(linesOf(run, 'escalate')).toEqual([]);
});

test('a fee is paid on the same day: no reminder', () => {
  const given = [
    ...moving,
    fee(day('11-25', '10:00')),
    scanned('in_transit', day('11-25', '18:00')),
  ];
  const run = runOrder(day('11-28'), ...given);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 10:00 payment_due', '11-25 18:00 moving_again']);
});

test('a fee that nobody pays: staff look at it after four days, and it goes back after seven', () => {
  const given = [...moving, edd('2026-11-26', day('11-24')), fee(day('11-25', '10:00'))];
  const run = runOrder(day('12-05'), ...given, scanned('return_to_sender', day('12-04')));
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 payment_due',
    '11-27 10:00 payment_due',
    '12-04 12:00 returning_to_sender',
  ]);
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    '11-29 10:00 escalate s1/payment_made/2026-11-25T09:00:00Z to customer service, medium',
    '12-02 10:00 escalate s1/payment_made/2026-11-25T09:00:00Z to customer service, high, proposes "returned"',
    '12-04 12:00 withdraw the escalation of s1/payment_made/2026-11-25T09:00:00Z',
  ]);
});

test('two fees: the customer learns of both, and by SMS too', () => {
  const given = [
    ...[policy(at('08:00')), placed(), shipped(), scanned('in_transit', day('11-24'))],
    ...[fee(day('11-25', '10:00')), scanned('in_transit', day('11-25', '18:00'))],
    fee(day('11-26', '10:00')),
  ];
  const sends = linesOf(runOrder(day('11-26'), ...given), 'send');
  expect(sends.filter((line) => line.includes('payment_due'))).toEqual([
    '11-25 10:00 send payment_due by email (s1)',
    '11-25 10:00 send payment_due by sms (s1)',
    '11-26 10:00 send payment_due by email (s1)',
    '11-26 10:00 send payment_due by sms (s1)',
  ]);
});

/** Several events of one report of the carrier. */
function together(...moments: readonly Moment[]): readonly Moment[] {
  const mark = { batched: true };
  return moments.map(([time, body], index) =>
    index === moments.length - 1 ? [time, body] : [time, { ...body, ...mark }],
  );
}

const known = [...moving, edd('2026-11-26', at('13:00'))];

test.each([
  ['customs', 'exception'],
  ['customs_information', 'exception'],
  ['payment_due', 'payment_due'],
] as const)('%s and a later day in one report: one message that says both', (reason, kind) => {
  const time = day('11-25', '10:00');
  const both = [scanned('exception', time, { reason }), edd('2026-11-30', time)];
  for (const report of [together(...both), together(...both.toReversed())]) {
    expect(toCustomer(runOrder(day('11-26'), ...known, ...report)).slice(2)).toEqual([
      `11-25 10:00 ${kind}`,
    ]);
    expect(play(...known, ...report).messages.at(-1)?.facts).toEqual({
      reason,
      newEdd: '2026-11-30',
    });
  }
});

test('customs and a later day in the night: in the morning, one message says both', () => {
  const night = [customs(day('11-25', '01:00')), edd('2026-11-30', day('11-25', '02:00'))];
  const run = runOrder(day('11-26'), ...known, ...night);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 08:00 exception']);
});

test('customs that ends in the night: in the morning, the later day is news all the same', () => {
  const night = together(customs(day('11-25', '01:00')), edd('2026-11-30', day('11-25', '01:00')));
  const moved = scanned('in_transit', day('11-25', '06:00'));
  const run = runOrder(day('11-26'), ...known, ...night, moved);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 08:00 delayed']);
});

test('a later day hours after customs: a message of its own', () => {
  const given = [customs(day('11-25', '10:00')), edd('2026-11-30', day('11-25', '15:00'))];
  expect(toCustomer(runOrder(day('11-26'), ...known, ...given)).slice(2)).toEqual([
    '11-25 10:00 exception',
    '11-25 15:00 delayed',
  ]);
});
