/** The message about a promise that the shop itself moves. */

import { expect, test } from 'vitest';
import { aContact, at, edd, placed, policy, scanned, shipped } from './builders.ts';
import { linesOf, runOrder } from './play.ts';

const order = [
  policy(at('08:00')),
  placed(at('08:00'), aContact({ phone: false })),
  edd('2026-11-26', at('08:30'), null),
];
const twoParcels = [shipped(at('09:00'), 's1'), shipped(at('09:00'), 's2')];
const moved = edd('2026-11-30', at('14:00'), null);

function delaysOf(...moments: Parameters<typeof runOrder>[1][]): readonly string[] {
  const run = runOrder(at('15:00'), ...order, ...moments);
  return linesOf(run, 'send').filter((line) => line.includes('delayed'));
}

test('a later promise for an order without parcels sends a message about the whole order', () => {
  expect(delaysOf(moved)).toEqual(['11-24 14:00 send delayed by email']);
});

test('a later promise sends one message about all parcels that are still to arrive', () => {
  expect(delaysOf(...twoParcels, moved)).toEqual(['11-24 14:00 send delayed by email (s1, s2)']);
});

test('a parcel that has arrived is not late', () => {
  expect(delaysOf(...twoParcels, scanned('delivered', at('13:00')), moved)).toEqual([
    '11-24 14:00 send delayed by email (s2)',
  ]);
});
