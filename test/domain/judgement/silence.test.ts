/** A carrier that reports nothing for days, and the day that it has named. */

import { expect, test } from 'vitest';
import { at, edd, type Moment, ordered, policy, promised, scanned, shipped } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, reader } from './known-orders.ts';

/** When staff learn of the silence since Tuesday at noon, which is due on Thursday at noon. */
const alarms = (...given: readonly Moment[]) =>
  linesOf(runOrder(day('12-02'), ...given), 'escalate').filter((line) => !line.endsWith('high'));

test('silent, and its own day is the next one: staff wait for the end of that day', () => {
  expect(alarms(...moving, edd('2026-11-27', at('13:00')))[0]).toMatch(/^11-27 23:59 .*movement/);
});

test('silent, and its own day is far ahead: that does not explain the silence', () => {
  expect(alarms(...moving, edd('2026-12-01', at('13:00')))[0]).toMatch(/^11-26 12:00 .*movement/);
});

test('silent, because the delivery was moved to a day that is far ahead: nobody waits before it', () => {
  const moved = scanned('in_transit', at('13:00'), { reason: 'rescheduled' });
  const given = [...moving, moved, edd('2026-12-07', at('13:00'))];
  const run = runOrder(day('12-08'), ...given);
  expect(linesOf(run, 'escalate')[0]).toMatch(/^12-07 23:59 .*movement/);
});

test('moved to a day that is far ahead, and scanned once more: nobody waits before it', () => {
  const moved = scanned('in_transit', at('13:00'), { reason: 'rescheduled' });
  const depot = scanned('in_transit', day('11-25', '06:00'));
  const given = [...moving, moved, edd('2026-12-07', at('13:00')), depot];
  const run = runOrder(day('12-08'), ...given);
  expect(linesOf(run, 'escalate')[0]).toMatch(/^12-07 23:59 /);
  expect(ofKinds(run, 'delayed')).toEqual(['12-08 08:00 delayed']);
});

test('moved to another day, without a day of the carrier: the silence counts', () => {
  const moved = scanned('in_transit', at('12:00'), { reason: 'rescheduled' });
  expect(alarms(...order, moved)[0]).toMatch(/^11-26 12:00 .*movement/);
});

test('silent, and its own day has passed before: nobody waits', () => {
  expect(alarms(...moving, edd('2026-11-25', at('13:00')))[0]).toMatch(/^11-26 12:00 .*movement/);
});

test('the day is the shop’s: it says nothing about the parcel', () => {
  const estimated = ordered({ contact: reader, edd: promised('2026-11-30', at('08:00')) });
  const given = [policy(at('08:00')), estimated, shipped(), scanned('in_transit', at('12:00'))];
  expect(alarms(...given)[0]).toMatch(/^11-26 12:00 .*movement/);
});

test('never scanned, with a day of the carrier: the first scan is due all the same', () => {
  expect(alarms(...order, edd('2026-11-30', at('13:00'))).slice(0, 2)).toEqual([
    '11-26 09:00 escalate s1/known/2026-11-24T08:00:00Z to customer service, low',
    '11-27 09:00 escalate s1/known/2026-11-24T08:00:00Z to customer service, medium',
  ]);
});

test('a shop that gives the estimate no weight', () => {
  const strict = policy(at('08:00'), { expectations: { movement: { estimate: '0h' } } });
  const [, ...rest] = moving;
  expect(alarms(strict, ...rest, edd('2026-11-30', at('13:00')))[0]).toMatch(/^11-26 12:00/);
});
