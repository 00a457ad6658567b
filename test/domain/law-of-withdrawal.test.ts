/** When the law wants the refund of a withdrawal, and until when a customer can withdraw. */

import { expect, test } from 'vitest';
import { withdrawalEnd, withdrawalPeriod } from '../../domain/order/withdrawal.ts';
import { refundDueByLaw } from '../../domain/return/refund-by-law.ts';
import { at, back, type Moment, ordered, policy, scanned, shipped } from './builders.ts';
import { linesOf, play, playReturn, runReturn } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const morning = at('08:00');
const shop = policy(morning);
const order = (country: string | null, pieces: number | null = null) =>
  ordered({ country, pieces });

/** A withdrawal of Tuesday, 24 November, 08:00, approved at once. */
const withdrawal = (country: string, more: object = {}): Moment => {
  const [time, body] = back.requested(morning);
  return [time, { ...body, country, withdrawal: true, approvedAt: time, ...more } as Moment[1]];
};
const lawDue = (...moments: readonly Moment[]) =>
  refundDueByLaw(playReturn(shop, ...moments).state);
const endOf = (date: string) => day(date, '23:59') + 59_999;
const posted = (date: string) => [
  back.labelled(at('09:00')),
  back.scanned('in_transit', day(date)),
];

test('EU: the refund is due 14 days after the notice', () => {
  expect(lawDue(withdrawal('DE'), ...posted('11-25'))).toBe(endOf('12-08'));
});

test('EU: the refund waits until the goods were sent, or arrived without a label', () => {
  expect(lawDue(withdrawal('DE'))).toBe(null);
  expect(lawDue(withdrawal('DE'), back.labelled(at('09:00')))).toBe(null);
  const label = back.scanned('pre_transit', day('11-25'));
  expect(lawDue(withdrawal('DE'), back.labelled(at('09:00')), label)).toBe(null);
  // After the 14 days: three business days from Friday, and from Monday for a Saturday.
  expect(lawDue(withdrawal('DE'), ...posted('12-11'))).toBe(endOf('12-16'));
  expect(lawDue(withdrawal('DE'), back.received(day('12-12')))).toBe(endOf('12-17'));
});

test('EU: all parcels of the return have to be sent', () => {
  const second = back.labelled(at('09:30'), 'p2');
  expect(lawDue(withdrawal('DE'), ...posted('12-11'), second)).toBe(null);
  const sent = back.scanned('in_transit', day('12-12'), 'p2');
  expect(lawDue(withdrawal('DE'), ...posted('12-11'), second, sent)).toBe(endOf('12-17'));
});

test('UK: the refund is due 14 days after the first scan or the receipt, the earlier of them', () => {
  expect(lawDue(withdrawal('GB'), ...posted('11-27'))).toBe(endOf('12-11'));
  const arrived = [...posted('11-27'), back.received(day('12-01'))];
  expect(lawDue(withdrawal('GB'), ...arrived)).toBe(endOf('12-11'));
  expect(lawDue(withdrawal('GB'), back.received(day('12-01')))).toBe(endOf('12-15'));
});

test('the law says nothing about other returns, nor elsewhere', () => {
  expect(lawDue(back.requested(), ...posted('11-25'))).toBe(null);
  expect(lawDue(withdrawal('US'), ...posted('11-25'))).toBe(null);
});

const refundDue = (...moments: readonly Moment[]) => {
  const { lines } = runReturn(day('12-31'), shop, ...moments);
  const own = lines.filter((line) => line.do === 'await' && line.expectation === 'refunded');
  return own.map((line) => (line.do === 'await' ? line.due : ''));
};

test('the refund of a withdrawal is awaited from the first scan on, by the law', () => {
  expect(refundDue(withdrawal('DE'), ...posted('11-25'))).toEqual(['2026-12-08T22:59:59.999Z']);
  expect(refundDue(back.requested(), back.approved(morning), ...posted('11-25'))).toEqual([]);
});

test('the earlier of the shop’s time and the law’s counts', () => {
  // Received on Monday: five business days end before the law's time.
  const soon = [...posted('11-25'), back.received(day('11-30'))];
  expect(refundDue(withdrawal('DE'), ...soon)).toEqual([
    '2026-12-08T22:59:59.999Z',
    '2026-12-07T22:59:59.999Z',
  ]);
  // Received a week later: the law's time stays.
  const later = [...posted('11-25'), back.received(day('12-07'))];
  expect(refundDue(withdrawal('DE'), ...later)).toEqual(['2026-12-08T22:59:59.999Z']);
});

test('a refund that is late by the law is escalated once, before and after the receipt', () => {
  const run = runReturn(
    day('12-09', '08:00'),
    shop,
    withdrawal('DE'),
    ...posted('12-01'),
    back.scanned('in_transit', day('12-04')),
    back.scanned('delivered', day('12-09', '07:00')),
  );
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    '12-08 23:59 escalate -/refunded/2026-11-24T07:00:00Z to the refund team, high',
  ]);
});

const withdrawUntil = (moments: readonly Moment[], holidays: readonly string[] = []) => {
  const period = withdrawalPeriod(play(shop, ...moments).state);
  return period && withdrawalEnd(period, { timeZone: 'Europe/Berlin', holidays });
};

test.each(['DE', 'GB'])('%s: a customer can withdraw for 14 days after the last parcel', (to) => {
  const two = [order(to, 2), shipped(at('09:00'), 's1', 1)];
  const first = scanned('delivered', day('11-26'));
  expect(withdrawUntil([...two, first])).toBe(null);
  const second = [
    shipped(at('10:00'), 's2', 1),
    scanned('delivered', day('11-27'), { shipmentId: 's2' }),
  ];
  expect(withdrawUntil([...two, first, second[0] as Moment])).toBe(null);
  expect(withdrawUntil([...two, first, ...second])).toBe(endOf('12-11'));
});

test('a withdrawal period that would end on a day off ends on the next working day', () => {
  const delivered = (date: string) => [order('DE'), shipped(), scanned('delivered', day(date))];
  // Saturday, 12 December, and Sunday, 13 December.
  expect(withdrawUntil(delivered('11-28'))).toBe(endOf('12-14'));
  expect(withdrawUntil(delivered('11-29'))).toBe(endOf('12-14'));
  // Friday, 25 December: a holiday before a weekend.
  const christmas = ['2026-12-25', '2026-12-26'];
  expect(withdrawUntil(delivered('12-11'), christmas)).toBe(endOf('12-28'));
});

test('elsewhere, nobody can withdraw by the law', () => {
  const delivered = [shipped(), scanned('delivered', day('11-26'))];
  expect(withdrawUntil([order('US'), ...delivered])).toBe(null);
  expect(withdrawUntil([order(null), ...delivered])).toBe(null);
});

test('a parcel that came back does not begin the withdrawal period', () => {
  const returned = [scanned('return_to_sender', day('11-26'), { reason: 'returned' })];
  expect(withdrawUntil([order('DE'), shipped(), ...returned])).toBe(null);
});
