/** “Today” and “late” about the same parcel: which of the two the customer reads. */

import { expect, test } from 'vitest';
import { at, edd, ordered, policy, promised, scanned, shipped } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, ofKinds, reader, toCustomer } from './known-orders.ts';

const late = [...moving, edd('2026-11-25', at('13:00'))];

test('it missed its day and is in the van before the customer wakes up: only “today”', () => {
  const van = scanned('out_for_delivery', day('11-26', '07:50'));
  const run = runOrder(day('11-26', '12:00'), ...late, van);
  expect(toCustomer(run).slice(2)).toEqual(['11-26 07:50 out_for_delivery']);
});

test('that van does not deliver it either: the customer learns so the next morning', () => {
  const van = scanned('out_for_delivery', day('11-26', '07:50'));
  const run = runOrder(day('11-27', '12:00'), ...late, van);
  expect(ofKinds(run, 'out_for_delivery', 'delayed')).toEqual([
    '11-26 07:50 out_for_delivery',
    '11-27 08:00 delayed',
  ]);
});

test('“late”, then “today”, and not today either: another message, and one escalation', () => {
  const van = scanned('out_for_delivery', day('11-26', '08:30'));
  const run = runOrder(day('11-27', '17:00'), ...late, van);
  expect(ofKinds(run, 'out_for_delivery', 'delayed')).toEqual([
    '11-26 08:00 delayed',
    '11-26 08:30 out_for_delivery',
    '11-27 08:00 delayed',
  ]);
  expect(linesOf(run, 'escalate')).toEqual([
    '11-27 03:59 escalate s1/delivery/2026-11-24T12:00:00Z to customer service, medium',
  ]);
});

test('the van of the second day comes back in the evening without a word: the same', () => {
  const van = scanned('out_for_delivery', day('11-26', '08:30'));
  const back = scanned('in_transit', day('11-26', '19:00'));
  expect(ofKinds(runOrder(day('11-27', '12:00'), ...late, van, back), 'delayed')).toEqual([
    '11-26 08:00 delayed',
    '11-27 08:00 delayed',
  ]);
});

test('a later day of the evening before, and in the van on it: only “today”', () => {
  const promise = ordered({ edd: promised('2026-11-26', at('08:00')), contact: reader });
  const run = runOrder(
    day('11-27', '12:00'),
    ...[policy(at('08:00')), promise, shipped(), scanned('in_transit', at('12:00'))],
    edd('2026-11-27', day('11-26', '21:30')),
    scanned('out_for_delivery', day('11-27', '07:30')),
  );
  expect(toCustomer(run).slice(2)).toEqual(['11-27 07:30 out_for_delivery']);
});

test('the carrier moves the day to tomorrow while it is in the van: late', () => {
  const van = scanned('out_for_delivery', day('11-25', '08:00'));
  const moved = edd('2026-11-26', day('11-25', '17:00'));
  expect(ofKinds(runOrder(day('11-25', '18:00'), ...late, van, moved), 'delayed')).toEqual([
    '11-25 17:00 delayed',
  ]);
});

test('it moves again after a hold, and then misses its day: late', () => {
  const run = runOrder(
    day('11-27'),
    ...[...moving, edd('2026-11-26', at('13:00'))],
    scanned('exception', at('14:00'), { reason: 'held' }),
    scanned('in_transit', day('11-26', '09:00')),
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 08:00 exception',
    '11-26 09:00 moving_again',
    '11-27 08:00 delayed',
  ]);
});

test('without any estimate, “today” is the day: the customer learns that it did not come', () => {
  const van = scanned('out_for_delivery', day('11-25', '08:30'));
  const run = runOrder(day('11-27', '03:00'), ...moving, van);
  expect(toCustomer(run).slice(2)).toEqual(['11-25 08:30 out_for_delivery', '11-26 08:00 delayed']);
  expect(linesOf(run, 'escalate')).toEqual([]);
});

test('a tour whose scan arrives the day after has promised nothing', () => {
  const van = scanned('out_for_delivery', day('11-25', '08:30'), {
    observedAt: day('11-26', '09:00'),
  });
  expect(toCustomer(runOrder(day('11-26', '18:00'), ...moving, van)).slice(2)).toEqual([]);
});
