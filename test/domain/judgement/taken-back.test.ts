/** What the customer read about another parcel, because the shop had a wrong number or carrier. */

import { expect, test } from 'vitest';
import {
  at,
  edd,
  escalationChanged,
  type Moment,
  ordered,
  promised,
  scanned,
} from '../builders.ts';
import { play, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, reader, STALL, toCustomer } from './known-orders.ts';

const corrected = (time: number, trackingNumber = 'TN-right', carrier = 'usps'): Moment => [
  time,
  { kind: 'shipment_corrected', shipmentId: 's1', carrier, trackingNumber },
];
/** The same number, of another carrier. */
const carrierCorrected = (time: number) => corrected(time, 'TN-s1', 'ups');
const lateOfAnother = [edd('2026-11-26', at('10:00')), edd('2026-11-30', at('14:00'))];
const TAKEN_BACK = '11-24 16:00 not_delivered_after_all';

test('the carrier moved the day of a wrong number: the customer learns that it was another parcel', () => {
  const run = runOrder(day('11-25'), ...moving, ...lateOfAnother, corrected(at('16:00')));
  expect(toCustomer(run).slice(2)).toEqual(['11-24 14:00 delayed', TAKEN_BACK]);
  const last = play(...moving, ...lateOfAnother, corrected(at('16:00'))).messages.at(-1);
  expect(last?.facts).toEqual({ isOtherParcel: true, claim: 'late' });
});

test('the right parcel is late, too, with the same day: its own message follows', () => {
  const own = [edd('2026-11-27', day('11-25', '09:00')), edd('2026-11-30', day('11-25', '10:00'))];
  const run = runOrder(
    day('11-25'),
    ...moving,
    ...[...lateOfAnother, corrected(at('16:00')), scanned('in_transit', at('18:00')), ...own],
  );
  expect(toCustomer(run).slice(3)).toEqual([TAKEN_BACK, '11-25 10:00 delayed']);
});

test('a wrong number stood still: the delay is taken back, and the right parcel may have its own', () => {
  const right = [corrected(day('12-02')), scanned('in_transit', day('12-02', '14:00'))];
  const run = runOrder(day('12-10'), ...moving, ...right);
  expect(toCustomer(run).slice(2)).toEqual([
    '12-01 12:00 delayed',
    '12-02 12:00 not_delivered_after_all',
    '12-09 14:00 delayed',
  ]);
});

test('the day that the shop promised has passed: the right parcel is late all the same', () => {
  const late = [
    ordered({ contact: reader, edd: promised('2026-11-25', at('08:00')) }, at('08:00')),
  ];
  const [rules, , label] = order;
  const start = [...(rules ? [rules] : []), ...late, ...(label ? [label] : [])];
  const run = runOrder(
    day('11-26', '18:00'),
    ...[...start, scanned('in_transit', at('12:00')), corrected(day('11-26'))],
  );
  expect(ofKinds(run, 'delayed', 'not_delivered_after_all')).toEqual(['11-26 08:00 delayed']);
});

test('a wrong number was resolved as lost: it was another parcel', () => {
  const lost = escalationChanged(day('12-02'), { expectationId: STALL, resolution: 'lost' });
  const run = runOrder(day('12-04'), ...moving, lost, corrected(day('12-03')));
  expect(toCustomer(run).slice(3)).toEqual([
    '12-02 12:00 lost',
    '12-03 12:00 not_delivered_after_all',
  ]);
});

test('a part of a wrong number was delivered: no part of the right parcel has arrived', () => {
  const part = scanned('in_transit', at('14:00'), { reason: 'partial' });
  const run = runOrder(day('11-25'), ...moving, part, corrected(at('16:00')));
  expect(toCustomer(run).slice(2)).toEqual(['11-24 14:00 partly_delivered', TAKEN_BACK]);
});

test('what is late after the correction is the right parcel: nothing is taken back', () => {
  const own = [edd('2026-11-27', at('17:00')), edd('2026-11-30', at('18:00'))];
  const run = runOrder(day('11-25'), ...moving, corrected(at('16:00')), ...own);
  expect(ofKinds(run, 'delayed', 'not_delivered_after_all')).toEqual(['11-24 18:00 delayed']);
});

const ofAnother = scanned('delivered', at('14:00'));
const right = scanned('in_transit', at('19:00'));

test('a wrong carrier reported a delivery: it is taken back once the right one has the parcel', () => {
  const arrived = scanned('delivered', day('11-26'));
  const run = runOrder(
    day('11-27'),
    ...[...moving, ofAnother, carrierCorrected(at('16:00')), right, arrived],
  );
  expect(toCustomer(run).slice(2)).toEqual([
    '11-24 14:00 delivered',
    '11-24 19:00 not_delivered_after_all',
    '11-26 12:00 delivered',
  ]);
  const { messages } = play(...moving, ofAnother, carrierCorrected(at('16:00')), right);
  expect(messages.at(-1)?.facts).toMatchObject({ claim: 'delivered', isWrongCarrier: true });
});

test('the right carrier reports the same: nothing is taken back, and nothing repeated', () => {
  const same = scanned('delivered', at('15:00'), { observedAt: at('19:00') });
  const run = runOrder(day('11-27'), ...moving, ofAnother, carrierCorrected(at('16:00')), same);
  expect(toCustomer(run).slice(2)).toEqual(['11-24 14:00 delivered']);
});

test('a wrong carrier said that it comes back: the right one has it on its way', () => {
  const wrong = scanned('return_to_sender', at('14:00'));
  const run = runOrder(day('11-25'), ...moving, wrong, carrierCorrected(at('16:00')), right);
  expect(toCustomer(run).slice(3)).toEqual(['11-24 19:00 not_delivered_after_all']);
});

test('the number and then the carrier are corrected: the delivery is taken back once', () => {
  const both = [corrected(at('16:00')), corrected(at('16:01'), 'TN-right', 'ups')];
  const run = runOrder(day('11-25'), ...moving, ofAnother, ...both, right);
  expect(toCustomer(run).slice(2)).toEqual(['11-24 14:00 delivered', TAKEN_BACK]);
});
