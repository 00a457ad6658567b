/** A parcel that goes on after trouble, and its estimated day moves: one message. */

import { expect, test } from 'vitest';
import { at, edd, type Moment, placed, policy, scanned, shipped } from '../builders.ts';
import { runOrder } from '../play.ts';
import { day, moving, reader, toCustomer } from './known-orders.ts';

/** The next event belongs to the same batch. */
function inBatch([time, body]: Moment): Moment {
  const mark = { batched: true };
  return [time, { ...body, ...mark }];
}

const lost = [
  ...[...moving, edd('2026-11-26', at('12:30'))],
  scanned('exception', day('11-25', '09:00'), { reason: 'loss' }),
];

test('it turns up with a new day in one report: one message, which names the day', () => {
  const found = inBatch(scanned('in_transit', day('11-27', '09:00')));
  const run = runOrder(day('11-27'), ...[...lost, found, edd('2026-11-30', day('11-27', '09:00'))]);
  expect(
    toCustomer(run)
      .slice(2)
      .filter((line) => line.startsWith('11-27 09:')),
  ).toEqual(['11-27 09:00 moving_again']);
});

test('both wait for the morning: one message', () => {
  const run = runOrder(
    day('11-26'),
    ...[...lost, scanned('in_transit', day('11-25', '22:00'))],
    edd('2026-11-30', day('11-25', '23:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-25 09:00 exception', '11-26 08:00 moving_again']);
});

test('the new day comes hours after “on its way again”: it is news', () => {
  const run = runOrder(
    day('11-25', '18:00'),
    ...[...lost, scanned('in_transit', day('11-25', '11:00'))],
    edd('2026-11-30', day('11-25', '15:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 09:00 exception',
    '11-25 11:00 moving_again',
    '11-25 15:00 delayed',
  ]);
});

test('customs and the payment of duty end with one scan: one message', () => {
  const stops = [
    scanned('exception', day('11-25', '10:00'), { reason: 'customs' }),
    scanned('exception', day('11-26', '10:00'), { reason: 'payment_due' }),
  ];
  const run = runOrder(
    day('11-27', '18:00'),
    ...[...moving, ...stops, scanned('in_transit', day('11-27', '10:00'))],
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 exception',
    '11-26 10:00 payment_due',
    '11-27 10:00 moving_again',
  ]);
});

test('a shop that does not send “on its way again” sends the new day', () => {
  const off = policy(at('08:00'), { channels: { moving_again: [] } });
  const found = inBatch(scanned('in_transit', day('11-25', '11:00')));
  const run = runOrder(
    day('11-25', '18:00'),
    ...[off, placed(at('08:00'), reader), shipped(), ...lost.slice(3), found],
    edd('2026-11-30', day('11-25', '11:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-25 09:00 exception', '11-25 11:00 delayed']);
});
