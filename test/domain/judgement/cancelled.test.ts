/** A parcel that leaves although its order was cancelled before. */

import { expect, test } from 'vitest';
import { at, cancelled, escalationChanged, type Moment, scanned, shipped } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, order, toStaff } from './known-orders.ts';

const LEFT = 's1/turned_up/2026-11-24T09:00:00Z';
const labelled = [...order, cancelled(at('10:00'))];
const escalations = (until: number, ...given: readonly Moment[]) =>
  linesOf(runOrder(until, ...given), 'escalate').filter((line) => line.includes('turned_up'));

test('the carrier collects it all the same: staff learn it at once', () => {
  const run = runOrder(day('11-24', '19:00'), ...labelled, scanned('in_transit', at('18:00')));
  expect(linesOf(run, 'escalate')).toEqual([
    `11-24 18:00 escalate ${LEFT} to customer service, high`,
  ]);
  expect(toStaff(run)).toEqual(['11-24 18:00 escalation_opened']);
});

test('it had left before, and the carrier reports it only after the cancellation: the same', () => {
  const late = scanned('in_transit', at('09:50'), { observedAt: at('10:20') });
  expect(escalations(at('12:00'), ...labelled, late)).toEqual([
    `11-24 10:20 escalate ${LEFT} to customer service, high`,
  ]);
});

test('the shop adds a parcel after the cancellation, and it leaves: the same', () => {
  const given = [...order.slice(0, 2), cancelled(at('10:00')), shipped(at('11:00'))];
  expect(escalations(at('19:00'), ...given, scanned('in_transit', at('18:00')))).toHaveLength(1);
});

test('the shop knew that it had left: the way back is all that matters', () => {
  const given = [...moving, cancelled(at('13:00')), scanned('in_transit', at('18:00'))];
  expect(escalations(day('11-25'), ...given)).toEqual([]);
});

test('only the label is reported: nothing has left', () => {
  expect(escalations(day('12-01'), ...labelled, scanned('pre_transit', at('11:00')))).toEqual([]);
});

test('the carrier brings it back: nobody has to decide', () => {
  const scans = [
    scanned('in_transit', at('18:00')),
    scanned('return_to_sender', day('11-25', '10:00')),
  ];
  const run = runOrder(day('11-26'), ...labelled, ...scans);
  expect(linesOf(run, 'withdraw')).toEqual([`11-25 10:00 withdraw the escalation of ${LEFT}`]);
});

test('it arrives: the order stays open until a person decides', () => {
  const closings = (...given: readonly Moment[]) =>
    linesOf(runOrder(day('12-20'), ...given), 'event').filter((line) => line.includes('closed'));
  const arrived = [scanned('in_transit', at('18:00')), scanned('delivered', day('11-26'))];
  expect(closings(...labelled, ...arrived)).toEqual([]);
  const solved = escalationChanged(day('11-30'), { expectationId: LEFT, resolution: 'solved' });
  expect(closings(...labelled, ...arrived, solved)).toEqual(['12-03 12:00 closed: delivered']);
});
