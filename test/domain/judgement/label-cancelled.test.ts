/** A label that comes to nothing after “your parcel is on its way”. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../../domain/order/index.ts';
import { at, cancelled, type Moment, ordered, policy, scanned, shipped } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, ofKinds, order, reader, toCustomer, toStaff } from './known-orders.ts';

const voided = (time: number): Moment => [
  time,
  { kind: 'shipment_voided', shipmentId: 's1', voidedAt: time },
];
const labelCancelled: readonly [Moment, Moment] = [
  scanned('pre_transit', at('12:00')),
  scanned('cancelled', day('11-25')),
];

test('the shop voids the only label and sends nothing: staff after 3 days, the customer after 5', () => {
  const run = runOrder(day('12-02'), ...order, voided(at('10:00')));
  expect(toStaff(run)).toEqual(['11-27 10:00 overdue_notice', '12-01 10:00 escalation_opened']);
  expect(toCustomer(run).slice(2)).toEqual(['12-01 10:00 not_shipped_yet']);
});

test('the carrier cancels the only label: the same, counted from its report', () => {
  const run = runOrder(day('12-03'), ...order, ...labelCancelled);
  expect(toStaff(run)).toEqual(['11-30 12:00 overdue_notice', '12-02 12:00 escalation_opened']);
  expect(toCustomer(run).slice(2)).toEqual(['12-02 12:00 not_shipped_yet']);
  expect(linesOf(run, 'event').at(-1)).toBe('11-25 12:00 scanned: placed');
});

test('the carrier cancels a label that has a successor: nobody needs to know', () => {
  const next = [
    shipped(at('16:00'), 's2'),
    scanned('in_transit', at('19:00'), { shipmentId: 's2' }),
  ];
  const [label, end] = labelCancelled;
  const arrived = scanned('delivered', day('11-26'), { shipmentId: 's2' });
  const run = runOrder(day('12-10'), ...order, label, ...next, end, arrived);
  expect(toStaff(run)).toEqual([]);
  expect(ofKinds(run, 'not_shipped_yet', 'delivered')).toEqual(['11-26 12:00 delivered']);
});

test('the carrier cancels one of two labels, and another parcel brings its pieces: complete', () => {
  const two = [policy(at('08:00')), ordered({ pieces: 2, contact: reader })];
  const first = [shipped(at('09:00'), 's1', 1), shipped(at('09:00'), 's2', 1)];
  const third = [shipped(day('11-26', '09:00'), 's3', 1)];
  const scans = [
    scanned('in_transit', at('19:00'), { shipmentId: 's2' }),
    scanned('delivered', day('11-26', '08:00'), { shipmentId: 's2' }),
  ];
  const arrived = scanned('delivered', day('11-27'), { shipmentId: 's3' });
  const run = runOrder(
    day('12-10'),
    ...[...two, ...first, ...labelCancelled, ...scans, ...third, arrived],
  );
  expect(ofKinds(run, 'delivered', 'all_delivered')).toEqual([
    '11-26 08:00 delivered',
    '11-27 12:00 all_delivered',
  ]);
});

test('the carrier has the parcel after all: the wait for another one is over', () => {
  const scans = [scanned('in_transit', day('11-30', '18:00')), scanned('delivered', day('12-01'))];
  const run = runOrder(day('12-10'), ...order, ...labelCancelled, ...scans);
  expect(toStaff(run)).toEqual(['11-30 12:00 overdue_notice']);
  expect(ofKinds(run, 'not_shipped_yet', 'delivered')).toEqual(['12-01 12:00 delivered']);
});

test('an old order whose label was cancelled long ago: nobody waits', () => {
  const imported = [scanned('cancelled', day('11-20'), { observedAt: at('09:30') })];
  const run = runOrder(day('12-10'), ...order, ...imported);
  expect(toStaff(run)).toEqual([]);
});

test('the only label was cancelled, and the shop cancels the order: only then is it cancelled', () => {
  const statusOf = (...given: readonly Moment[]) =>
    orderMachine.view(runOrder(day('11-27'), ...order, ...given).state).status;
  expect(statusOf(...labelCancelled)).toBe('placed');
  expect(statusOf(...labelCancelled, cancelled(day('11-26')))).toBe('cancelled');
});
