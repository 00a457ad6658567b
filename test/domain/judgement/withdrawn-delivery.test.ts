/** A delivery that the carrier takes back, and the real one. */

import { expect, test } from 'vitest';
import {
  currentStatus,
  foldScan,
  NO_SCANS,
  type ScanFact,
} from '../../../domain/parcel/scan-summary.ts';
import type { Status } from '../../../domain/tracking.ts';
import { aScan, type Moment, placed, scanned, shipped } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, reader, toCustomer, toStaff } from './known-orders.ts';

const reason = 'delivery_withdrawn';
const takenBack = (time: number, more: { shipmentId?: string; observedAt?: number } = {}): Moment =>
  scanned('in_transit', time, { reason, ...more });
const mistaken = [...moving, scanned('delivered', day('11-25', '10:00'))];

test('scanned by mistake, then delivered on the same day: three messages, and one to staff', () => {
  const given = [...mistaken, takenBack(day('11-25', '11:00'))];
  const run = runOrder(day('12-05'), ...given, scanned('delivered', day('11-25', '15:00')));
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 delivered',
    '11-25 11:00 not_delivered_after_all',
    '11-25 15:00 delivered',
  ]);
  expect(toStaff(run)).toEqual(['11-25 11:00 escalation_opened']);
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    '11-25 11:00 escalate s1/delivery_confirmed/2026-11-25T10:00:00Z to customer service, high',
    '11-25 15:00 withdraw the escalation of s1/delivery_confirmed/2026-11-25T10:00:00Z',
  ]);
});

test('staff know at once, even if another escalation has just ended', () => {
  const late = [...moving, scanned('delivered', day('11-30', '10:00'))];
  const run = runOrder(day('11-30', '12:00'), ...late, takenBack(day('11-30', '11:00')));
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '11-30 11:00 escalate s1/delivery_confirmed/2026-11-30T10:00:00Z to customer service, high',
  );
});

test('taken back twice: the customer learns of each', () => {
  const first = [...mistaken, takenBack(day('11-25', '11:00'))];
  const second = [scanned('delivered', day('11-26', '10:00')), takenBack(day('11-26', '11:00'))];
  const run = runOrder(day('12-01'), ...first, ...second, scanned('delivered', day('11-27')));
  expect(ofKinds(run, 'delivered', 'not_delivered_after_all')).toEqual([
    '11-25 10:00 delivered',
    '11-25 11:00 not_delivered_after_all',
    '11-26 10:00 delivered',
    '11-26 11:00 not_delivered_after_all',
    '11-27 12:00 delivered',
  ]);
});

test('taken back before the customer read of it: no message about either', () => {
  const given = [
    ...order,
    takenBack(day('11-25', '11:00'), { observedAt: day('11-25', '11:30') }),
    scanned('delivered', day('11-25', '10:00'), { observedAt: day('11-25', '12:00') }),
  ];
  const run = runOrder(day('11-25', '13:00'), ...given);
  expect(toCustomer(run).slice(2)).toEqual([]);
});

test('a report of the mistake that arrives after the real delivery: one message', () => {
  const given = [
    ...[...mistaken, scanned('delivered', day('11-25', '15:00'))],
    takenBack(day('11-25', '11:00'), { observedAt: day('11-25', '16:00') }),
  ];
  expect(toCustomer(runOrder(day('12-01'), ...given)).slice(2)).toEqual(['11-25 10:00 delivered']);
});

test('the last of two parcels is taken back, and comes: the order is complete twice', () => {
  const run = runOrder(
    day('11-28'),
    ...[...order.slice(0, 1), placed(day('11-24', '08:00'), reader)],
    ...['s1', 's2'].map((id) => shipped(day('11-24', '09:00'), id)),
    scanned('delivered', day('11-25', '10:00'), { shipmentId: 's1' }),
    scanned('delivered', day('11-26', '10:00'), { shipmentId: 's2' }),
    takenBack(day('11-26', '11:00'), { shipmentId: 's2' }),
    scanned('delivered', day('11-27', '10:00'), { shipmentId: 's2' }),
  );
  expect(ofKinds(run, 'delivered', 'all_delivered', 'not_delivered_after_all')).toEqual([
    '11-25 10:02 delivered',
    '11-26 10:00 all_delivered',
    '11-26 11:00 not_delivered_after_all',
    '11-27 10:00 all_delivered',
  ]);
});

const SCANS: readonly ScanFact[] = [
  aScan('in_transit', day('11-24')),
  aScan('delivered', day('11-25', '10:00')),
  aScan('exception', day('11-25', '11:00'), { reason }),
];

test.each([
  ['the mistake', SCANS, 'exception'],
  ['the real delivery', [...SCANS, aScan('delivered', day('11-25', '15:00'))], 'delivered'],
  [
    'a report without a status',
    [...SCANS.slice(0, 2), aScan(null, day('11-26'), { reason })],
    'in_transit',
  ],
  [
    'a parcel that goes back',
    [...SCANS, aScan('return_to_sender', day('11-26'))],
    'return_to_sender',
  ],
] as const)('after %s, the status is the same in any order', (_, scans, status) => {
  for (const order of [scans, scans.toReversed(), [...scans, ...scans]]) {
    expect(currentStatus(order.reduce(foldScan, NO_SCANS)).status).toBe(status);
  }
});

/** The carrier scans a delivery, says nothing against it, and brings the parcel again. */
const again = (status: Status, time: number): Moment => scanned(status, time);

test('an attempt hours after a delivery: one message about it, and the delivery is news again', () => {
  const given = [...mistaken, again('attempted', day('11-25', '16:30'))];
  const run = runOrder(day('12-05'), ...given, scanned('delivered', day('11-26', '11:00')));
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 delivered',
    '11-25 16:30 attempted',
    '11-26 11:00 delivered',
  ]);
  expect(toStaff(run)).toEqual([]);
});

test('ready at a pick-up point the day after a delivery: the customer learns where it is', () => {
  const given = [...mistaken, again('available_for_pickup', day('11-26', '15:00'))];
  const run = runOrder(day('12-05'), ...given, scanned('delivered', day('11-27', '11:00')));
  expect(toCustomer(run).slice(2)).toEqual([
    '11-25 10:00 delivered',
    '11-26 15:00 available_for_pickup',
    '11-27 11:00 delivered',
  ]);
});

test.each([
  ['attempted', '13:00', 'attempted'],
  ['attempted', '12:59', 'delivered'],
  ['available_for_pickup', '13:00', 'available_for_pickup'],
  ['out_for_delivery', '23:59', 'delivered'],
  ['in_transit', '23:59', 'delivered'],
  ['exception', '23:59', 'delivered'],
] as const)('delivered at 10:00, then %s at %s: %s', (status, time, expected) => {
  const scans = [aScanAt('delivered', '10:00'), aScanAt(status, time)];
  expect(statusOf(scans)).toBe(expected);
  expect(statusOf([...scans].reverse())).toBe(expected);
});

test('a tour or a scan of movement on the next day does not contradict a delivery', () => {
  const delivered = aScanAt('delivered', '10:00');
  const next = (status: Status) => aScan(status, day('11-26', '08:00'));
  expect(statusOf([delivered, next('out_for_delivery')])).toBe('delivered');
  expect(statusOf([delivered, next('in_transit')])).toBe('delivered');
});

test('an attempt on the way back to the sender does not take the delivery back', () => {
  const back = aScan('return_to_sender', day('11-27'), { reason: 'refused' });
  const attempt = aScan('attempted', day('11-28'));
  expect(statusOf([aScanAt('delivered', '10:00'), back, attempt])).toBe('return_to_sender');
});

function aScanAt(status: Status, time: string): ScanFact {
  return aScan(status, day('11-25', time));
}

function statusOf(scans: readonly ScanFact[]): Status {
  return currentStatus(scans.reduce(foldScan, NO_SCANS)).status;
}
