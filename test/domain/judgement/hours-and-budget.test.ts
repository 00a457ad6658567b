/** When people are reached, and how often in a day. */

import { expect, test } from 'vitest';
import { at, placed, policy, scanned, shipped } from '../builders.ts';
import { linesOf, notSent, play, runOrder } from '../play.ts';
import { day, moving, order, reader, toCustomer, toStaff } from './known-orders.ts';

test('an answer to the customer’s own act goes at night, other news in the morning', () => {
  const night = [policy(at('23:00')), placed(at('23:00'), reader), shipped(at('23:05'))];
  expect(toCustomer(runOrder(day('11-25'), ...night))).toEqual([
    '11-24 23:00 order_confirmed',
    '11-25 08:00 shipped',
  ]);
});

test('news of the moment goes by email at any hour', () => {
  const run = runOrder(
    day('11-25', '07:00'),
    ...moving,
    scanned('out_for_delivery', day('11-25', '05:30')),
    scanned('delivered', day('11-25', '06:30')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 05:30 out_for_delivery',
    '11-25 06:30 delivered',
  ]);
});

test('a van of the afternoon that arrives in the night is no news', () => {
  const late = scanned('out_for_delivery', at('17:00'), { observedAt: day('11-25', '03:00') });
  expect(notSent(play(placed(), shipped(), late))).toEqual([
    'out_for_delivery by email: stale',
    'out_for_delivery by sms: stale',
  ]);
});

/** Its next scan is due on Friday, 27 November, at 19:00. */
const evening = [...order, scanned('in_transit', at('19:00'))];

test('staff read in the morning what is not urgent', () => {
  const run = runOrder(day('12-01'), ...evening);
  expect(linesOf(run, 'escalate')).toHaveLength(1);
  expect(toStaff(run)).toEqual(['11-30 08:00 escalation_opened']);
});

test('staff do not read what has come to an end by the morning', () => {
  const run = runOrder(day('12-01'), ...evening, scanned('in_transit', day('11-27', '22:00')));
  expect(linesOf(run, 'escalate', 'withdraw')).toHaveLength(2);
  expect(toStaff(run)).toEqual([]);
});

test('a shop without working hours gets it at once', () => {
  const always = policy(at('08:00'), { staffHours: null });
  const run = runOrder(day('12-01'), always, ...evening.slice(1));
  expect(toStaff(run)).toEqual(['11-27 19:00 escalation_opened']);
});

/** With `shipped`, three messages that can wait; the fourth follows. */
const busy = [
  ...order,
  scanned('exception', at('10:00'), { reason: 'address' }),
  scanned('exception', at('11:00'), { reason: 'customs' }),
  scanned('exception', at('12:00'), { reason: 'damage' }),
];

test('the fourth message of a day waits until the next morning', () => {
  const run = runOrder(day('11-25'), ...busy);
  expect(linesOf(run, 'hold')).toEqual([
    '11-24 12:00 hold exception by email (s1) until 2026-11-25T07:00:00Z: budget',
  ]);
  expect(toCustomer(run).slice(1)).toEqual([
    '11-24 09:00 shipped',
    '11-24 10:00 exception',
    '11-24 11:00 exception',
    '11-25 08:00 exception',
  ]);
});

test('a delivery goes at once, whatever was sent that day', () => {
  const run = runOrder(day('11-25'), ...busy, scanned('delivered', at('15:00')));
  expect(toCustomer(run).slice(4)).toEqual(['11-24 15:00 delivered']);
});

test('a shop without a limit sends all of them', () => {
  const unlimited = policy(at('08:00'), { messagesPerDay: null });
  const run = runOrder(at('13:00'), unlimited, ...busy.slice(1));
  expect(toCustomer(run)).toHaveLength(5);
});

test('three parcels at one closed door: one email and one SMS', () => {
  const ids = ['s1', 's2', 's3'];
  const reason = 'nobody_home';
  const run = runOrder(
    day('11-25', '15:00'),
    ...[policy(at('08:00')), placed(), ...ids.map((id) => shipped(at('09:00'), id))],
    ...ids.map((shipmentId) => scanned('out_for_delivery', day('11-25', '09:30'), { shipmentId })),
    scanned('attempted', day('11-25', '14:00'), { reason, shipmentId: 's1' }),
    scanned('attempted', day('11-25', '14:01'), { reason, shipmentId: 's2' }),
    scanned('attempted', day('11-25', '14:01'), { reason, shipmentId: 's3' }),
  );
  expect(linesOf(run, 'send').filter((line) => line.includes('attempted'))).toEqual([
    '11-25 14:01 send attempted by email (s1, s2, s3)',
    '11-25 14:01 send attempted by sms (s1, s2, s3)',
  ]);
});
