/** “Shipped” next to what happens soon after it. */

import { expect, test } from 'vitest';
import { at, type Moment, placed, policy, scanned, shipped } from '../builders.ts';
import { runOrder } from '../play.ts';
import { day, reader, toCustomer } from './known-orders.ts';

const start = [policy(at('08:00')), placed(at('08:00'), reader)];
/** Added in the evening, so that its message waits for the morning. */
const evening = [...start, shipped(at('22:00'))];

/** The next event belongs to the same batch. */
function inBatch([time, body]: Moment): Moment {
  const mark = { batched: true };
  return [time, { ...body, ...mark }];
}

test('out for delivery before the morning: “on its way” would be a step back', () => {
  const van = scanned('out_for_delivery', day('11-25', '06:30'));
  const run = runOrder(day('11-25'), ...evening, van);
  expect(toCustomer(run).slice(1)).toEqual(['11-25 06:30 out_for_delivery']);
});

test('only moving by the morning: “shipped”', () => {
  const run = runOrder(day('11-25'), ...evening, scanned('in_transit', day('11-25', '06:30')));
  expect(toCustomer(run).slice(1)).toEqual(['11-25 08:00 shipped']);
});

test('a parcel that the shop adds when it is ready to collect: one message', () => {
  const run = runOrder(
    day('11-25', '18:00'),
    ...[...start, inBatch(shipped(day('11-25', '15:00')))],
    scanned('available_for_pickup', day('11-25', '09:00'), { observedAt: day('11-25', '15:00') }),
  );
  expect(toCustomer(run).slice(1)).toEqual(['11-25 15:00 available_for_pickup']);
});

test('a shop that sends nothing about the van sends “shipped”', () => {
  const off = policy(at('08:00'), { channels: { out_for_delivery: [] } });
  const van = scanned('out_for_delivery', day('11-25', '06:30'));
  const run = runOrder(day('11-25'), off, ...evening.slice(1), van);
  expect(toCustomer(run).slice(1)).toEqual(['11-25 08:00 shipped']);
});
