/** A return is cancelled or rejected while its parcel is on its way: staff watch the parcel. */

import { expect, test } from 'vitest';
import { returnMachine } from '../../../domain/return/index.ts';
import { at, back, escalationChanged, type Moment, policy, scanned } from '../builders.ts';
import { linesOf, runReturn } from '../play.ts';
import { day, toCustomer } from './known-orders.ts';

const posted = [
  ...[policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))],
  back.scanned('in_transit', at('12:00')),
];
/** On Wednesday, 25 November. */
const cancelled = [...posted, back.cancelled(day('11-25'))];
const reported = (
  status: 'exception' | 'return_to_sender',
  time: number,
  reason: 'loss' | 'refused' | 'returned',
): Moment => scanned(status, time, { reason, shipmentId: 'p1' });
const escalations = (until: number, ...moments: readonly Moment[]) =>
  linesOf(runReturn(until, ...moments), 'escalate', 'withdraw');

test.each([
  ['lost', reported('exception', day('11-26'), 'loss')],
  [
    'refused, and on its way to the customer',
    reported('return_to_sender', day('11-26'), 'refused'),
  ],
])('cancelled, then %s: staff get one escalation, the customer no message', (_, report) => {
  const run = runReturn(day('12-31'), ...cancelled, report);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-26 12:00 escalate p1/returned_anyway/2026-11-26T11:00:00Z to the warehouse, medium',
  ]);
  expect(toCustomer(run).at(-1)).toBe('11-25 12:00 return_cancelled');
});

test('lost before it was cancelled: the escalation goes on under the other name', () => {
  const loss = reported('exception', at('14:00'), 'loss');
  const run = escalations(day('12-31'), ...posted, loss, back.cancelled(day('11-25')));
  expect(run.at(-1)).toBe(
    '11-25 12:00 escalate p1/returned_anyway/2026-11-24T13:00:00Z to the warehouse, medium',
  );
});

test('cancelled, then silent: one escalation when an open return would count as lost', () => {
  // Three business days after Tuesday, and five more.
  expect(escalations(day('12-31'), ...cancelled)).toEqual([
    '12-04 12:00 escalate p1/returned_anyway/2026-11-24T11:00:00Z to the warehouse, medium',
  ]);
});

test('it moves and arrives: only the arrival is escalated', () => {
  const way = [back.scanned('in_transit', day('12-02')), back.scanned('delivered', day('12-07'))];
  expect(escalations(day('12-31'), ...cancelled, ...way)).toEqual([
    '12-07 12:00 escalate -/returned_anyway/1 to the warehouse, medium',
  ]);
});

test('the customer has it again: the escalation ends, and so does the journey', () => {
  const turned = reported('return_to_sender', day('11-26'), 'refused');
  const again = reported('return_to_sender', day('11-30'), 'returned');
  const run = runReturn(day('12-08'), ...cancelled, turned, again);
  expect(linesOf(run, 'withdraw')).toHaveLength(1);
  expect(returnMachine.isDone(run.state)).toBe(true);
});

test('a person decides: the journey closes three days later, and not before', () => {
  const id = 'p1/returned_anyway/2026-11-26T11:00:00Z';
  const loss = reported('exception', day('11-26'), 'loss');
  const open = runReturn(day('12-10'), ...cancelled, loss);
  expect(returnMachine.isDone(open.state)).toBe(false);
  const solved = escalationChanged(day('12-10'), { expectationId: id, resolution: 'solved' });
  const done = runReturn(day('12-14'), ...cancelled, loss, solved);
  expect(returnMachine.isDone(done.state)).toBe(true);
});

test('cancelled before anybody posts it: nobody waits', () => {
  const run = runReturn(day('12-31'), ...posted.slice(0, 3), back.cancelled(at('11:00')));
  expect(linesOf(run, 'escalate')).toEqual([]);
  expect(returnMachine.isDone(run.state)).toBe(true);
});
