/** Messages that a shop has to switch on: an earlier day, and the evening before. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../../domain/order/index.ts';
import { at, edd, type Moment, ordered, policy, promised, scanned, shipped } from '../builders.ts';
import { linesOf, play, runOrder } from '../play.ts';
import { day, moving, ofKinds, reader, strictly } from './known-orders.ts';

const on = policy(at('08:00'), {
  channels: { arriving_earlier: ['email'], arriving_tomorrow: ['email'] },
});
/** Placed, shipped and scanned on Tuesday, 24 November, by a shop that sends both. */
const onTheWay = [on, ...moving.slice(1)];

const earlier = (...moments: readonly Moment[]) =>
  play(...moments).messages.flatMap(({ kind, facts }) =>
    kind === 'arriving_earlier' ? [[facts?.['oldEdd'], facts?.['newEdd']]] : [],
  );

test('the carrier expects it earlier, and then earlier still: one message for each day', () => {
  const given = [...onTheWay, edd('2026-11-30', at('13:00')), edd('2026-11-28', at('14:00'))];
  const again = edd('2026-11-28', at('15:00'));
  expect(earlier(...given, again, edd('2026-11-27', at('16:00')))).toEqual([
    ['2026-11-30', '2026-11-28'],
    ['2026-11-28', '2026-11-27'],
  ]);
});

test('the carrier’s first estimate is earlier than the shop’s day: both days', () => {
  const promise = ordered({ edd: promised('2026-11-30', at('08:00')), contact: reader });
  expect(earlier(on, promise, shipped(), edd('2026-11-27', at('13:00')))).toEqual([
    ['2026-11-30', '2026-11-27'],
  ]);
});

test('the shop moves its day earlier: one message about the order', () => {
  const promise = ordered({ edd: promised('2026-11-30', at('08:00')), contact: reader });
  expect(earlier(on, promise, edd('2026-11-27', at('13:00'), null))).toEqual([
    ['2026-11-30', '2026-11-27'],
  ]);
});

test('an earlier day that moves back after its message: a delay from that day', () => {
  const days = [edd('2026-11-30', at('13:00')), edd('2026-11-27', at('14:00'))];
  const run = runOrder(
    day('11-25'),
    ...onTheWay,
    ...days,
    edd('2026-11-28', day('11-25', '10:00')),
  );
  expect(ofKinds(run, 'arriving_earlier', 'delayed')).toEqual([
    '11-24 14:00 arriving_earlier',
    '11-25 10:00 delayed',
  ]);
});

test('a shop that does not send it: a day that moves earlier and back is no delay', () => {
  const days = [edd('2026-11-30', at('13:00')), edd('2026-11-27', at('14:00'))];
  const given = [...moving, ...days, edd('2026-11-28', day('11-25', '10:00'))];
  expect(ofKinds(runOrder(day('11-25'), ...given), 'arriving_earlier', 'delayed')).toEqual([]);
});

test('in transit on the evening before: one message at 18:00 by the customer’s clock', () => {
  const run = runOrder(day('11-26'), ...onTheWay, edd('2026-11-26', at('13:00')));
  expect(ofKinds(run, 'arriving_tomorrow')).toEqual(['11-25 18:00 arriving_tomorrow']);
});

test('two parcels that come tomorrow: one message', () => {
  const run = runOrder(
    day('11-26'),
    ...[...onTheWay, shipped(at('09:00'), 's2')],
    scanned('in_transit', at('12:30'), { shipmentId: 's2' }),
    ...['s1', 's2'].map((id) => edd('2026-11-26', at('13:00'), id)),
  );
  const sends = linesOf(run, 'send').filter((line) => line.includes('arriving_tomorrow'));
  expect(sends).toEqual(['11-25 18:00 send arriving_tomorrow by email (s1, s2)']);
});

const expected = edd('2026-11-26', at('13:00'));

test.each([
  ['it is already out for delivery', scanned('out_for_delivery', day('11-25', '17:00'))],
  ['it waits at a pick-up point', scanned('available_for_pickup', day('11-25', '17:00'))],
  ['it is held', scanned('exception', day('11-25', '17:00'), { reason: 'held' })],
  ['it is delivered', scanned('delivered', day('11-25', '17:00'))],
  ['it is expected later', edd('2026-11-27', day('11-25', '17:00'))],
])('on the evening before, %s: no message', (_, moment) => {
  const run = runOrder(day('11-26', '09:00'), ...onTheWay, expected, moment);
  expect(ofKinds(run, 'arriving_tomorrow')).not.toContain('11-25 18:00 arriving_tomorrow');
});

test('the estimate moves away and comes back: the message all the same', () => {
  const away = [edd('2026-11-27', at('14:00')), edd('2026-11-26', at('15:00'))];
  const given = [on, ...moving.slice(1), expected, ...away];
  const run = runOrder(day('11-26'), ...given);
  expect(ofKinds(run, 'arriving_tomorrow')).toEqual(['11-25 18:00 arriving_tomorrow']);
});

test('an earlier day that is tomorrow: one message, not two', () => {
  const given = [...onTheWay, edd('2026-11-30', at('13:00'))];
  const run = runOrder(day('11-26'), ...given, edd('2026-11-26', day('11-25', '15:00')));
  expect(ofKinds(run, 'arriving_earlier', 'arriving_tomorrow')).toEqual([
    '11-25 15:00 arriving_earlier',
  ]);
});

test('a shop that does not send it is not woken in the evening', () => {
  expect(orderMachine.wakeAt(play(...onTheWay, expected).state)).toBe(day('11-25', '18:00'));
  // Then, the next scan is overdue.
  expect(orderMachine.wakeAt(play(...strictly, expected).state)).toBe(day('11-26', '12:00'));
});
