/** Returns that do not arrive, or not all of them. */

import { expect, test } from 'vitest';
import { at, back, escalationChanged, type Moment, policy, scanned } from '../builders.ts';
import { linesOf, runReturn } from '../play.ts';
import { day, ofKinds, toCustomer, toStaff } from './known-orders.ts';

const labelled = [policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))];
/** Posted on Tuesday, 24 November. */
const posted = [...labelled, back.scanned('in_transit', at('12:00'))];

const reported = (
  status: 'exception' | 'return_to_sender',
  time: number,
  reason: 'loss' | 'destroyed' | 'refused' | 'returned',
): Moment => scanned(status, time, { reason, shipmentId: 'p1' });

test('the shop’s address refuses it, and the customer gets it back: it has not arrived', () => {
  const run = runReturn(
    day('12-08'),
    ...posted,
    reported('return_to_sender', day('11-26'), 'refused'),
    back.scanned('delivered', day('11-30')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-24 12:00 return_in_transit',
    '11-26 12:00 return_coming_back',
  ]);
  expect(linesOf(run, 'escalate').map((line) => line.split(' to ')[1])).toEqual([
    'customer service, medium',
  ]);
});

test('the warehouse has it after all: its word counts', () => {
  const turned = reported('return_to_sender', day('11-26'), 'refused');
  const run = runReturn(day('11-27', '13:00'), ...posted, turned, back.received(day('11-27')));
  expect(ofKinds(run, 'return_received')).toEqual(['11-27 12:00 return_received']);
});

test.each(['loss', 'destroyed'] as const)('the carrier reports a %s: staff at once', (reason) => {
  const run = runReturn(
    day('11-26', '18:00'),
    ...posted,
    reported('exception', day('11-26'), reason),
  );
  expect(linesOf(run, 'escalate')).toEqual([
    '11-26 12:00 escalate p1/loss_resolved/2026-11-26T11:00:00Z to customer service, high, proposes "lost"',
  ]);
});

test('reported lost, then found: the escalation ends, and the return goes on', () => {
  const loss = reported('exception', day('11-26'), 'loss');
  const found = [back.scanned('in_transit', day('11-27')), back.scanned('delivered', day('11-28'))];
  const run = runReturn(day('11-28'), ...posted, loss, ...found);
  expect(linesOf(run, 'withdraw')).toHaveLength(1);
  expect(ofKinds(run, 'return_received')).toEqual(['11-28 12:00 return_received']);
});

const LOST = escalationChanged(day('12-01'), {
  expectationId: 'p1/return_movement/2026-11-24T11:00:00Z',
  resolution: 'lost',
});

test('a person resolves it as lost: the customer waits for the money, and staff learn if it is late', () => {
  const run = runReturn(day('12-11', '12:00'), ...posted, LOST);
  expect(toStaff(run)).toEqual([
    '11-27 12:00 escalation_opened',
    '12-08 23:59 escalation_opened',
    '12-10 23:59 escalation_opened',
  ]);
  expect(ofKinds(run, 'refund_late')).toEqual(['12-11 08:00 refund_late']);
});

test('resolved as lost, then it arrives: it is inspected as any other', () => {
  const run = runReturn(
    day('12-07', '13:00'),
    ...posted,
    LOST,
    back.scanned('delivered', day('12-02')),
  );
  expect(ofKinds(run, 'return_received')).toEqual(['12-02 12:00 return_received']);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-07 12:00 escalate -/inspected/2026-12-02T11:00:00Z to the warehouse, medium',
  );
});

const two = [...labelled, back.labelled(at('10:31'), 'p2')];
const firstOfTwo = [
  ...two,
  back.scanned('in_transit', at('12:00')),
  back.scanned('delivered', day('11-25', '10:00')),
];

test('one of two parcels arrives, the other is not posted: the customer learns so next morning', () => {
  expect(ofKinds(runReturn(day('11-27'), ...firstOfTwo), 'return_received')).toEqual([
    '11-26 08:00 return_received',
  ]);
});

test('the other one is posted the same day: one message, when both are there', () => {
  const other = [
    back.scanned('in_transit', day('11-25', '18:00'), 'p2'),
    back.scanned('delivered', day('11-27', '10:00'), 'p2'),
  ];
  expect(ofKinds(runReturn(day('11-27'), ...firstOfTwo, ...other), 'return_received')).toEqual([
    '11-27 10:00 return_received',
  ]);
});

test('refunded before it is posted: nothing about its way', () => {
  const refund = back.refunded(at('11:00'));
  const run = runReturn(
    day('11-27'),
    ...[...labelled, refund, back.scanned('in_transit', at('12:00'))],
    back.scanned('delivered', day('11-26')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-24 11:00 return_processed']);
});

test('it goes in circles: staff learn of it after seven business days, once', () => {
  const days = ['11-26', '11-27', '11-30', '12-02', '12-03', '12-04', '12-07', '12-08', '12-10'];
  const circles = days.map((date) => back.scanned('in_transit', day(date)));
  const run = runReturn(day('12-17'), ...posted, ...circles);
  expect(linesOf(run, 'escalate')[0]).toBe(
    '12-03 12:00 escalate p1/progress/2026-11-24T11:00:00Z to customer service, medium',
  );
  // The silence from 10 December on joins it.
  expect(toStaff(run)).toEqual(['12-03 12:00 escalation_opened', '12-10 12:00 escalation_opened']);
  // The scans stop, too: the customer learns so.
  expect(ofKinds(run, 'return_delayed')).toEqual(['12-17 12:00 return_delayed']);
});

test('on its way for seven business days with scans, then delivered: the escalation ends', () => {
  const circles = [
    back.scanned('in_transit', day('11-27')),
    back.scanned('in_transit', day('12-01')),
  ];
  const run = runReturn(
    day('12-05'),
    ...posted,
    ...circles,
    back.scanned('delivered', day('12-04')),
  );
  expect(linesOf(run, 'escalate', 'withdraw')).toHaveLength(2);
});
