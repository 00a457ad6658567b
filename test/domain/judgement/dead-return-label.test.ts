/** The carrier cancels the label of a return that nobody has posted. */

import { expect, test } from 'vitest';
import { returnMachine } from '../../../domain/return/index.ts';
import { at, back, type Moment, policy, scanned } from '../builders.ts';
import { linesOf, runReturn } from '../play.ts';
import { day, toCustomer } from './known-orders.ts';

const labelled = [policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))];
/** On Thursday, 26 November. */
const dead = [...labelled, back.scanned('cancelled', day('11-26'))];
const messages = (until: number, ...moments: readonly Moment[]) =>
  toCustomer(runReturn(until, ...moments)).slice(2);
const escalations = (until: number, ...moments: readonly Moment[]) =>
  linesOf(runReturn(until, ...moments), 'escalate', 'withdraw');

test('the only label is cancelled: no reminder, no expiry; staff after one business day', () => {
  const run = runReturn(at('12:00', '2027-01-30'), ...dead);
  expect(toCustomer(run).slice(2)).toEqual([]);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-27 12:00 escalate -/label_replaced/2026-11-26T11:00:00Z to customer service, medium',
  ]);
  expect(returnMachine.view(run.state).status).toBe('label_issued');
});

test('cancelled after a reminder: the next one is not sent', () => {
  const late = [...labelled, back.scanned('cancelled', day('12-10'))];
  expect(messages(day('12-31'), ...late)).toEqual(['12-02 08:00 return_post_reminder']);
});

test('the shop sends another label in time: nobody is alarmed, and the time to post begins again', () => {
  const next = [...dead, back.labelled(day('11-26', '16:00'), 'p2')];
  expect(escalations(day('12-04'), ...next)).toEqual([]);
  expect(messages(day('12-05'), ...next)).toEqual([
    '11-26 16:02 return_approved',
    '12-04 08:00 return_post_reminder',
  ]);
});

test('the new label comes late: it ends the escalation', () => {
  const next = [...dead, back.labelled(day('11-30'), 'p2')];
  expect(escalations(day('12-01'), ...next)).toHaveLength(2);
});

test('one of two labels is cancelled: the customer can use the other one', () => {
  const two = [...labelled, back.labelled(at('10:31'), 'p2')];
  const run = [...two, back.scanned('cancelled', day('11-26'))];
  expect(escalations(day('12-03'), ...run)).toEqual([]);
  expect(messages(day('12-03'), ...run)).toEqual(['12-02 08:00 return_post_reminder']);
});

test('posted all the same: the carrier has it, and the return goes on', () => {
  const run = [...dead, back.scanned('in_transit', day('11-30'))];
  expect(escalations(day('12-01'), ...run)).toHaveLength(2);
  expect(messages(day('12-01'), ...run)).toEqual(['11-30 12:00 return_in_transit']);
});

test('refunded in advance, with a dead label: the goods are not awaited', () => {
  const run = [...dead, back.refunded(day('11-27', '10:00'))];
  expect(escalations(day('12-31'), ...run)).toEqual([]);
});

test('cancelled long before the log had the return: nobody is alarmed', () => {
  const old = scanned('cancelled', day('11-20'), { observedAt: at('11:00'), shipmentId: 'p1' });
  expect(escalations(day('12-31'), ...labelled, old)).toEqual([]);
});
