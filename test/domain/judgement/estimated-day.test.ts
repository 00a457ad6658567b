/** What the customer learns about the day on which the parcel should arrive. */

import { expect, test } from 'vitest';
import { at, edd, type Moment, ordered, policy, promised, scanned, shipped } from '../builders.ts';
import { linesOf, play, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, reader, strictly, toCustomer } from './known-orders.ts';

const promisedOrder = (date: string) => [
  policy(at('08:00')),
  ordered({ edd: promised(date, at('08:00')), contact: reader }),
];

/** The days that the messages about a delay name. */
const delays = (...moments: readonly Moment[]) =>
  play(...moments).messages.flatMap(({ kind, facts }) =>
    kind === 'delayed' ? [[facts?.['oldEdd'], facts?.['newEdd']]] : [],
  );

test('nobody at home on the estimated day, in the van on the next: it is not late', () => {
  const run = runOrder(
    day('11-26', '18:00'),
    ...[...moving, edd('2026-11-25', at('13:00'))],
    scanned('out_for_delivery', day('11-25', '08:00')),
    scanned('attempted', day('11-25', '14:00'), { reason: 'nobody_home' }),
    scanned('out_for_delivery', day('11-26', '08:30')),
    scanned('delivered', day('11-26', '15:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 08:00 out_for_delivery',
    '11-25 14:00 attempted',
    '11-26 08:30 out_for_delivery',
    '11-26 15:00 delivered',
  ]);
});

test('the second tour does not deliver it either: the customer learns so the next morning', () => {
  const run = runOrder(
    day('11-27'),
    ...[...moving, edd('2026-11-25', at('13:00'))],
    scanned('out_for_delivery', day('11-25', '08:00')),
    scanned('attempted', day('11-25', '14:00')),
    scanned('out_for_delivery', day('11-26', '08:30')),
  );
  expect(ofKinds(run, 'delayed')).toEqual(['11-27 08:00 delayed']);
});

test('a trouble that the customer knows of lasts over the estimated day: one message', () => {
  const run = runOrder(
    day('12-01'),
    ...[...moving, edd('2026-11-26', at('13:00'))],
    scanned('exception', day('11-25', '10:00'), { reason: 'delay' }),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-26 08:00 exception']);
});

test('a trouble that the customer does not know of lasts over the estimated day: one message', () => {
  const run = runOrder(
    day('12-01'),
    ...[...moving, edd('2026-11-26', at('13:00'))],
    scanned('exception', day('11-25', '10:00'), { reason: 'missorted' }),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-27 08:00 delayed']);
});

test('a missed day stays missed when the trouble ends: no second message', () => {
  const run = runOrder(
    day('12-01'),
    ...[...moving, edd('2026-11-26', at('13:00'))],
    scanned('exception', day('11-25', '10:00'), { reason: 'missorted' }),
    scanned('in_transit', day('11-27')),
    scanned('in_transit', day('11-30')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-27 08:00 delayed']);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    // Two business days after it moved again, because the trouble had an escalation.
    '12-01 12:00 escalate s1/delivery/2026-11-24T12:00:00Z to customer service, medium',
  );
});

test('the estimated day passes before the first scan: one message, also after more silence', () => {
  const run = runOrder(day('12-08'), ...order, edd('2026-11-25', at('13:00')));
  expect(ofKinds(run, 'delayed')).toEqual(['11-26 08:00 delayed']);
});

test('the shop moves its day later before it ships: one message with both days', () => {
  const later = edd('2026-12-01', day('11-25', '10:00'), null);
  expect(delays(...promisedOrder('2026-11-27'), later)).toEqual([['2026-11-27', '2026-12-01']]);
});

test('the shop moves its day earlier: no message', () => {
  const earlier = edd('2026-11-26', day('11-25', '10:00'), null);
  expect(delays(...promisedOrder('2026-11-27'), earlier)).toEqual([]);
});

test('the carrier’s first estimate is later than the shop’s day: one message with both days', () => {
  const later = edd('2026-11-28', at('13:00'));
  expect(delays(...promisedOrder('2026-11-26'), shipped(), later, later)).toEqual([
    ['2026-11-26', '2026-11-28'],
  ]);
});

test('the carrier’s first estimate is the shop’s day: no message', () => {
  const same = edd('2026-11-26', at('13:00'));
  expect(delays(...promisedOrder('2026-11-26'), shipped(), same)).toEqual([]);
});

test('a new day after a delay without one: the customer learns it', () => {
  const run = runOrder(day('12-02'), ...moving, edd('2026-12-04', day('12-02', '10:00')));
  expect(ofKinds(run, 'delayed')).toEqual(['12-01 12:00 delayed', '12-02 10:00 delayed']);
});

test('two ladders report one delay within five days: one message', () => {
  const run = runOrder(day('12-05'), ...strictly, edd('2026-12-01', day('11-30')));
  expect(ofKinds(run, 'delayed')).toEqual(['12-01 12:00 delayed']);
});

test('the estimated day is missed at night and the parcel comes at seven: only that it is here', () => {
  const run = runOrder(
    day('11-26'),
    ...[...moving, edd('2026-11-25', at('13:00'))],
    scanned('delivered', day('11-26', '07:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-26 07:00 delivered']);
});

test('a part arrives on the estimated day: “the rest is on its way” is enough', () => {
  const run = runOrder(
    day('11-27'),
    ...[...moving, edd('2026-11-25', at('13:00'))],
    scanned('in_transit', day('11-25', '12:00'), { reason: 'partial' }),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-25 12:00 partly_delivered']);
});

test('nobody at home, and the carrier names the next day at once: one message with that day', () => {
  const given = [...moving, edd('2026-11-25', at('13:00'))];
  const [time, body] = scanned('attempted', day('11-25', '14:00'), { reason: 'nobody_home' });
  const mark = { batched: true };
  const attempt: Moment = [time, { ...body, ...mark }];
  const moved = edd('2026-11-26', time);
  const run = runOrder(day('11-25', '18:00'), ...given, attempt, moved);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 14:00 attempted']);
  const last = play(...given, attempt, moved).messages.find(({ kind }) => kind === 'attempted');
  expect(last?.facts).toEqual({ reason: 'nobody_home', newEdd: '2026-11-26' });
});

test('the carrier names the next day in the evening: it is news', () => {
  const run = runOrder(
    day('11-25', '20:00'),
    ...[...moving, edd('2026-11-25', at('13:00'))],
    scanned('attempted', day('11-25', '14:00'), { reason: 'nobody_home' }),
    edd('2026-11-26', day('11-25', '18:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-25 14:00 attempted', '11-25 18:00 delayed']);
});

/** Nobody at home on Friday, the estimated day; the parcel is back at the depot in the evening. */
const backAtDepot = [
  ...[...moving, edd('2026-11-27', at('13:00'))],
  scanned('out_for_delivery', day('11-27', '08:30')),
  scanned('attempted', day('11-27', '14:00'), { reason: 'nobody_home' }),
  scanned('in_transit', day('11-27', '19:00')),
];

test('back at the depot after the attempt, in the van two business days later: it is not late', () => {
  const van = scanned('out_for_delivery', day('12-01', '08:30'));
  const run = runOrder(day('12-01', '18:00'), ...backAtDepot, van);
  expect(toCustomer(run).slice(2)).toEqual([
    '11-27 08:30 out_for_delivery',
    '11-27 14:00 attempted',
    '12-01 08:30 out_for_delivery',
  ]);
  expect(linesOf(run, 'escalate')).toEqual([]);
});

test('back at the depot after the attempt, and no other one: as if the depot had scanned nothing', () => {
  const scans = ['11-30', '12-01'].map((date) => scanned('in_transit', day(date, '09:00')));
  const run = runOrder(day('12-01', '18:00'), ...backAtDepot, ...scans);
  expect(toCustomer(run).slice(4)).toEqual(['12-01 14:00 delayed']);
});

test('the same without an estimated day', () => {
  const run = runOrder(
    day('11-27', '18:00'),
    ...[...moving, scanned('attempted', day('11-25', '14:00'), { reason: 'nobody_home' })],
    scanned('in_transit', day('11-25', '19:00')),
    scanned('in_transit', day('11-27', '09:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-25 14:00 attempted', '11-27 14:00 delayed']);
});

test('back at the depot after the attempt, and the carrier names a day that passes: late', () => {
  const run = runOrder(day('12-01'), ...backAtDepot, edd('2026-11-30', day('11-27', '19:00')));
  expect(toCustomer(run).slice(4)).toEqual(['11-27 19:00 delayed', '12-01 08:00 delayed']);
});
