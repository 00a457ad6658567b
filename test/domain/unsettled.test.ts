/** A carrier, or somebody in its name, that takes deliveries back again and again. */

import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/time.ts';
import { aScan, at, back, type Moment, placed, policy, scanned, shipped } from './builders.ts';
import { ofKinds, toStaff } from './judgement/known-orders.ts';
import { linesOf, runOrder, runReturn } from './play.ts';

const START = at('10:00');

/** A delivery, then its withdrawal, and so on. */
function alternate(changes: number, everyMs: number): readonly Moment[] {
  return Array.from({ length: changes }, (_, index) => {
    const time = START + index * everyMs;
    return index % 2 === 0
      ? scanned('delivered', time)
      : scanned('in_transit', time, { reason: 'delivery_withdrawn' });
  });
}

function run(changes: number, everyMs: number, until: number) {
  return runOrder(until, placed(), shipped(), ...alternate(changes, everyMs));
}

const KINDS = ['delivered', 'not_delivered_after_all'] as const;

test('a delivery that is taken back, comes, and is taken back again: the customer reads each at once', () => {
  expect(ofKinds(run(4, HOUR, at('18:00')), ...KINDS)).toEqual([
    '11-24 10:00 delivered',
    '11-24 11:00 not_delivered_after_all',
    '11-24 12:00 delivered',
    '11-24 13:00 not_delivered_after_all',
  ]);
});

test('the customer reads of the third delivery once nobody has taken it back for a day', () => {
  const five = run(5, HOUR, at('18:00', '2026-11-26'));
  expect(ofKinds(five, ...KINDS).slice(4)).toEqual(['11-25 14:00 delivered']);
  const held = linesOf(five, 'hold').find((line) => line.includes('delivered by email'));
  expect(held).toContain('unsettled');
});

test('of eighty changes within 27 hours, the customer reads of the first four, by each channel', () => {
  const many = run(80, 20 * 60_000, at('13:00', '2026-11-25'));
  const told = linesOf(many, 'send').filter((line) => KINDS.some((kind) => line.includes(kind)));
  expect(told).toHaveLength(8);
  // The team hears of it like of one, not forty times.
  expect(toStaff(many).length).toBeLessThanOrEqual(4);
});

test('a return that arrives, does not, and so on: the customer reads of few', () => {
  const changes = Array.from({ length: 20 }, (_, index) => {
    const time = START + (index + 1) * HOUR;
    if (index % 2 === 0) return back.scanned('delivered', time);
    const scan = aScan('in_transit', time, { reason: 'delivery_withdrawn' });
    return [time, { kind: 'scanned', shipmentId: 'p1', scan }] as const;
  });
  const start = [policy(START), back.requested(START), back.approved(START), back.labelled(START)];
  const told = runReturn(START + 5 * DAY, ...start, ...changes);
  // The next one is one too many for the day, and those that follow wait for two days without one.
  expect(ofKinds(told, 'return_received', 'return_corrected')).toEqual([
    '11-24 11:00 return_received',
    '11-24 12:00 return_corrected',
    '11-24 13:00 return_received',
    '11-27 08:00 return_corrected',
  ]);
});

test.each([
  ['7 hours', 7 * HOUR, 4],
  ['25 hours', 25 * HOUR, 10],
  // One message in two days.
  ['2 days', 2 * DAY, 30],
])('with a change every %s for two months, the messages stay few', (_pace, everyMs, most) => {
  const changes = Math.floor((60 * DAY) / everyMs);
  const long = run(changes, everyMs, START + 60 * DAY);
  expect(ofKinds(long, ...KINDS).length).toBeLessThanOrEqual(most);
});

test.each([79, 80])('after %i changes, the customer reads at last how it ended', (changes) => {
  const ended = ofKinds(run(changes, 20 * 60_000, START + 6 * DAY), ...KINDS);
  const isDelivered = changes % 2 === 1;
  expect(ended.at(-1)).toContain(isDelivered ? ' delivered' : ' not_delivered_after_all');
});
