/** The refund of a withdrawal whose goods the customer sends late. */

import { expect, test } from 'vitest';
import { at, back, policy, scanned } from '../builders.ts';
import { linesOf, runReturn } from '../play.ts';
import { day } from './known-orders.ts';

/** The notice of Tuesday, 24 November: the law's fourteen days end on 8 December. */
const start = [policy(at('08:00')), back.withdrawn(at('08:00')), back.labelled(at('09:00'))];
const refunds = (...moments: Parameters<typeof runReturn>[1][]) =>
  linesOf(runReturn(day('12-31'), ...start, ...moments), 'escalate').filter((line) =>
    line.includes('/refunded/'),
  );
const moving = (date: string) => back.scanned('in_transit', day(date));

test('posted after the fourteen days: the shop has three business days, not none', () => {
  // Friday; the third business day is Wednesday.
  expect(refunds(moving('12-11'))[0]).toMatch(/^12-16 23:59 .* to the refund team, high$/);
});

test('posted in time, and heard late: three business days from then', () => {
  const heard = scanned('in_transit', day('12-07'), {
    observedAt: day('12-10'),
    shipmentId: 'p1',
  });
  expect(refunds(heard)[0]).toMatch(/^12-15 23:59 /);
});

test('posted on the last day: the law’s day stays', () => {
  expect(refunds(moving('12-08'))[0]).toMatch(/^12-08 23:59 /);
});

test('refunded within these days: nobody learns of a delay', () => {
  expect(refunds(moving('12-11'), back.refunded(day('12-16')))).toEqual([]);
});

test('heard after it was posted, and another label follows: it counts from its own scan', () => {
  const second = [
    back.labelled(day('12-11', '13:00'), 'p2'),
    back.scanned('in_transit', day('12-14'), 'p2'),
  ];
  // Monday; the third business day is Thursday.
  expect(refunds(moving('12-11'), ...second)[0]).toMatch(/^12-17 23:59 /);
});
