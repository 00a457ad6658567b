/** A parcel with scans on every day that gets nowhere: what the customer learns. */

import { expect, test } from 'vitest';
import { DAY } from '../../../domain/time.ts';
import { at, back, edd, ordered, policy, promised, scanned, shipped } from '../builders.ts';
import { runOrder, runReturn } from '../play.ts';
import { day, ofKinds, order, reader } from './known-orders.ts';

/** Every day from Tuesday, 24 November, until 14 December. */
const dates = Array.from({ length: 21 }, (_, index) =>
  new Date(at() + index * DAY).toISOString().slice(5, 10),
);
const scans = dates.map((date) => scanned('in_transit', day(date)));
/** Seven business days after Tuesday, 24 November, and five more: when staff propose “lost”. */
const STEP = '12-10 12:00 delayed';
const delays = (...given: Parameters<typeof runOrder>) => ofKinds(runOrder(...given), 'delayed');

test('no estimated day: the customer learns of the delay when staff propose “lost”, once', () => {
  expect(delays(day('12-14', '18:00'), ...order, ...scans)).toEqual([STEP]);
});

test('the carrier names a day that is still ahead: no word of a delay', () => {
  const ahead = edd('2026-12-15', day('12-01', '13:00'));
  expect(
    delays(day('12-14', '18:00'), ...order, ...scans.slice(0, 8), ahead, ...scans.slice(8)),
  ).toEqual([]);
});

test('it may come today: the customer learns of the delay only once that day is over', () => {
  const today = edd('2026-12-10', day('12-01', '13:00'));
  expect(
    delays(day('12-14', '18:00'), ...order, ...scans.slice(0, 8), today, ...scans.slice(8)),
  ).toEqual(['12-11 08:00 delayed']);
});

test('the promised day is over, and the customer learned so then: not a second time that week', () => {
  const late = [
    policy(at('08:00')),
    ordered({ contact: reader, edd: promised('2026-12-08', at('08:00')) }, at('08:00')),
    shipped(),
  ];
  expect(delays(day('12-14', '18:00'), ...late, ...scans)).toEqual(['12-09 08:00 delayed']);
});

test('it moves on before that: silence', () => {
  const out = scanned('out_for_delivery', day('12-09', '14:00'));
  const arrived = scanned('delivered', day('12-09', '16:00'));
  expect(delays(day('12-14'), ...order, ...scans.slice(0, 16), out, arrived)).toEqual([]);
});

test('a parcel of a return goes in circles: only staff learn so', () => {
  const posted = [policy(at('08:00')), back.requested(at('09:00')), back.labelled(at('10:30'))];
  const circles = dates.map((date) => back.scanned('in_transit', day(date)));
  const run = runReturn(day('12-14', '18:00'), ...posted, ...circles);
  expect(ofKinds(run, 'delayed', 'return_delayed')).toEqual([]);
});
