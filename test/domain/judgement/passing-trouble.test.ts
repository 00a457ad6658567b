/** Trouble that may be over by the morning, and an estimated day that passes meanwhile. */

import { expect, test } from 'vitest';
import { at, edd, placed, policy, scanned, shipped } from '../builders.ts';
import { runOrder } from '../play.ts';
import { day, reader, toCustomer } from './known-orders.ts';

/** Expected on Saturday, 28 November; bad weather from Friday on. */
const weekend = [
  ...[policy(at('08:00')), placed(at('08:00'), reader), shipped()],
  ...[scanned('in_transit', at('12:00')), edd('2026-11-28', at('13:00'))],
  scanned('exception', day('11-27', '14:00'), { reason: 'weather' }),
];

test('bad weather over the weekend, and the day passes: the customer learns it on Sunday', () => {
  const run = runOrder(day('11-30', '12:00'), ...weekend);
  expect(toCustomer(run).slice(2)).toEqual(['11-29 08:00 delayed']);
});

test('it moves on before the working week begins: the missed day is news all the same', () => {
  const run = runOrder(
    day('12-01', '18:00'),
    ...[...weekend, scanned('in_transit', day('11-30', '07:00'))],
    scanned('out_for_delivery', day('12-01', '08:00')),
    scanned('delivered', day('12-01', '12:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-29 08:00 delayed',
    '12-01 08:00 out_for_delivery',
    '12-01 12:00 delivered',
  ]);
});

test('the carrier names a new day before the working week begins: one message', () => {
  const moved = edd('2026-12-02', day('11-28', '10:00'));
  const run = runOrder(day('12-01'), ...weekend, moved);
  expect(toCustomer(run).slice(2)).toEqual(['11-28 10:00 delayed']);
});

test('the day passes in the night in which the trouble began: one message in the morning', () => {
  const run = runOrder(
    day('11-26', '12:00'),
    ...[policy(at('08:00')), placed(at('08:00'), reader), shipped()],
    ...[scanned('in_transit', at('12:00')), edd('2026-11-25', at('13:00'))],
    scanned('exception', day('11-25', '16:00'), { reason: 'delay' }),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-26 08:00 delayed']);
});

/** Expected on Friday, 27 November; bad weather on Tuesday, and it moves on Wednesday. */
const early = [
  ...[policy(at('08:00')), placed(at('08:00'), reader), shipped()],
  ...[scanned('in_transit', at('12:00')), edd('2026-11-27', at('13:00'))],
  scanned('exception', at('16:00'), { reason: 'weather' }),
];

test('bad weather is over long before the estimated day, and the day passes: late', () => {
  const moved = scanned('in_transit', day('11-25', '10:00'));
  const run = runOrder(day('11-28', '12:00'), ...early, moved);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 08:00 exception', '11-28 08:00 delayed']);
});

test('bad weather lasts until the day has passed: the customer knows', () => {
  const run = runOrder(day('11-28', '12:00'), ...early);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 08:00 exception']);
});

test('the customer reads of bad weather on the estimated day itself: the customer knows', () => {
  const run = runOrder(
    day('11-26', '12:00'),
    ...[policy(at('08:00')), placed(at('08:00'), reader), shipped()],
    ...[scanned('in_transit', at('12:00')), edd('2026-11-25', at('13:00'))],
    scanned('exception', at('16:00'), { reason: 'weather' }),
    scanned('in_transit', day('11-25', '10:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-25 08:00 exception']);
});
