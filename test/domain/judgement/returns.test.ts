/** When a return expires, and who learns that its money is late. */

import { expect, test } from 'vitest';
import { returnMachine } from '../../../domain/return/index.ts';
import { at, back, policy, scanned } from '../builders.ts';
import { linesOf, runReturn } from '../play.ts';
import { day, ofKinds, toCustomer, toStaff } from './known-orders.ts';

const start = [policy(at('08:00')), back.requested(at('09:00')), back.approved(at('10:00'))];
/** To be posted by the end of 22 December. */
const labelled = [...start, back.labelled(at('10:30'))];

test('posted on the last day, heard the next morning: it stays open', () => {
  const posted = scanned('in_transit', day('12-22', '18:00'), {
    observedAt: day('12-23', '07:00'),
    shipmentId: 'p1',
  });
  const run = runReturn(day('12-26'), ...labelled, posted);
  expect(ofKinds(run, 'return_expired', 'return_in_transit')).toEqual([
    '12-23 08:00 return_in_transit',
  ]);
});

test('posted on the evening of the reminder: no reminder', () => {
  const posted = back.scanned('in_transit', day('12-01', '19:00'));
  const run = runReturn(day('12-03'), ...labelled, posted);
  expect(ofKinds(run, 'return_post_reminder')).toEqual([]);
});

test('a later label moves the last day and the reminders', () => {
  const run = runReturn(day('12-30'), ...start, back.labelled(day('11-28')));
  const kinds = ['return_post_reminder', 'return_expiring', 'return_expired'] as const;
  expect(ofKinds(run, ...kinds)).toEqual([
    // Both reminders are due on a Saturday and wait until Monday.
    '12-07 08:00 return_post_reminder',
    '12-21 08:00 return_post_reminder',
    '12-23 12:00 return_expiring',
    '12-28 08:00 return_expired',
  ]);
  expect(ofKinds(run, 'return_approved')).toEqual([
    '11-24 10:02 return_approved',
    '11-28 12:02 return_approved',
  ]);
});

test('a refund promised by Friday, and no inspection: the refund team, the manager, the customer', () => {
  const run = runReturn(
    day('12-03'),
    policy(at('08:00')),
    back.requested(at('08:00'), day('11-27')),
    back.received(at('12:00')),
  );
  expect(linesOf(run, 'escalate')).toEqual([
    '11-27 12:00 escalate -/inspected/2026-11-24T11:00:00Z to the warehouse, medium',
    '11-27 23:59 escalate -/refunded/2026-11-24T11:00:00Z to the refund team, high',
    // The end of Friday counts as Friday: the two business days are Monday and Tuesday.
    '12-01 23:59 escalate -/refunded/2026-11-24T11:00:00Z to the manager, high',
  ]);
  expect(toStaff(run)).toEqual([
    '11-27 12:00 escalation_opened',
    '11-27 23:59 escalation_opened',
    '12-01 23:59 escalation_opened',
  ]);
  expect(toCustomer(run)).toEqual([
    '11-24 08:00 return_requested',
    '11-24 12:00 return_received',
    '12-01 12:00 return_inspection_late',
    '12-02 08:00 refund_late',
  ]);
});

test('refunded on the promised day: nobody learns of a delay', () => {
  const run = runReturn(
    day('12-03'),
    ...[policy(at('08:00')), back.requested(at('08:00'), day('11-26', '09:00'))],
    ...[back.received(at('12:00')), back.refunded(day('11-26', '20:00'))],
  );
  expect(linesOf(run, 'overdue', 'escalate')).toEqual([]);
});

test('the refund counts from the receipt, also if the inspection comes late', () => {
  const received = [...start, back.received(at('12:00')), back.inspected(day('12-01', '09:00'))];
  const run = runReturn(day('12-02'), ...received);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-01 23:59 escalate -/refunded/2026-11-24T11:00:00Z to the refund team, high',
  );
});

test('goods of a rejected return come back: the warehouse decides, the customer gets no message', () => {
  const given = [...start.slice(0, 2), back.rejected(at('11:00')), back.received(day('11-26'))];
  const run = runReturn(day('11-27'), ...given);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-26 12:00 escalate -/returned_anyway/1 to the warehouse, medium',
  ]);
  expect(toCustomer(run)).toEqual(['11-24 09:00 return_requested', '11-24 11:00 return_rejected']);
});

test('refunded after all, the goods that came back need no decision', () => {
  const given = [...labelled, back.cancelled(at('11:00')), back.received(day('11-26'))];
  const run = runReturn(day('11-27'), ...given, back.refunded(day('11-27')));
  expect(linesOf(run, 'withdraw')).toEqual([
    '11-27 12:00 withdraw the escalation of -/returned_anyway/1',
  ]);
});

test('expired, and the shop sends another label: the time to post it begins again', () => {
  const again = back.labelled(day('12-28', '10:00'), 'p2');
  const run = runReturn(day('12-28', '18:00'), ...labelled, again);
  expect(returnMachine.view(run.state).status).toBe('label_issued');
  const later = runReturn(at('12:00', '2027-01-30'), ...labelled, again);
  expect(toCustomer(later).filter((line) => line.startsWith('01-'))).toEqual([
    '01-05 08:00 return_post_reminder',
    '01-19 08:00 return_post_reminder',
    '01-22 10:00 return_expiring',
    '01-27 08:00 return_expired',
  ]);
});

test('expired, another label, and posted: it goes on as every return', () => {
  const again = back.labelled(day('12-28', '10:00'), 'p2');
  const posted = scanned('in_transit', day('12-30', '10:00'), { shipmentId: 'p2' });
  const run = runReturn(day('12-30', '18:00'), ...labelled, again, posted);
  expect(returnMachine.view(run.state).status).toBe('in_transit');
  expect(toCustomer(run).slice(-2)).toEqual([
    '12-28 10:02 return_approved',
    '12-30 10:02 return_in_transit',
  ]);
});
