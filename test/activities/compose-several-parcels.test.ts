/** Which parcels, days and causes the data of messages about orders name. */

import { expect, test } from 'vitest';
import { composeOrderMessage } from '../../activities/compose-order-message.ts';
import type { Shipment } from '../../activities/order-sources.ts';
import type { ShipmentId, TrackingNumber } from '../../domain/ids.ts';
import type { MessageFacts } from '../../domain/journey/send-hold-drop.ts';
import { type MessageKind, ORDER_MESSAGES } from '../../domain/message.ts';
import type { Status } from '../../domain/tracking.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { anInput, aPlannedMessage, aScanRow, aShipmentRow } from './order-sources.ts';

const SENT_AT = '2026-11-27T10:00:00Z';

function aShipment(id: string, status: Status, scans: Shipment['scans'] = []): Shipment {
  const about = { shipmentId: id as ShipmentId, trackingNumber: `TN-${id}` as TrackingNumber };
  return { ...aShipmentRow({ ...about, status }), scans };
}

interface Given {
  readonly shipments?: readonly Shipment[];
  readonly about?: readonly string[];
  readonly facts?: MessageFacts;
  readonly edd?: string;
}

function compose(kind: MessageKind, { shipments = [], about, facts = {}, edd }: Given): unknown {
  const shipmentIds = about ?? shipments.map(({ shipmentId }) => shipmentId);
  const planned = { ...aPlannedMessage(kind, SENT_AT), shipmentIds, facts };
  const input = anInput({ planned });
  const estimate = edd ? { date: edd, from: null, until: null, source: 'shop' as const } : null;
  const order = { ...input.order, edd: estimate };
  const data = composeOrderMessage({ ...input, order, shipments });
  expect(CATALOG[kind].schema.safeParse(data).error).toBeUndefined();
  return data;
}

const three = ['a', 'b', 'c'].map((id) => aShipment(id, 'in_transit'));

test.each(['attempted', 'exception', 'delayed', 'available_for_pickup'] as const)(
  '%s names each of its parcels with its number in the order',
  (kind) => {
    expect(compose(kind, { shipments: three, about: ['a', 'c'] })).toMatchObject({
      shipments: [
        { trackingNumber: 'TN-a', index: 1, count: 3 },
        { trackingNumber: 'TN-c', index: 3, count: 3 },
      ],
    });
  },
);

test.each(ORDER_MESSAGES)('%s has all the data that its templates need', (kind) => {
  const delay = { replacesDay: '2026-12-24', answerDay: '2027-01-23', silence: 'cancels' };
  compose(kind, { shipments: three.slice(0, 1), facts: { reference: 'RF-1', ...delay } });
});

test('a delay of the whole order names no parcel', () => {
  const facts = { oldEdd: '2026-11-26', newEdd: '2026-11-30' };
  expect(compose('delayed', { facts })).toMatchObject({
    shipments: [],
    oldEdd: { text: 'Thursday 26 November' },
    newEdd: { text: 'Monday 30 November' },
    isAttemptLate: false,
  });
});

const missed = (id: string, at: string) =>
  aShipment(id, 'attempted', [aScanRow('attempted', `${at}T11:00:00Z`, 'Not delivered')]);
const attemptLate = { expectation: 'next_attempt', oldEdd: null, newEdd: null };

test('a late attempt has the day of the last one', () => {
  const shipments = [missed('a', '2026-11-24'), missed('b', '2026-11-24')];
  expect(compose('delayed', { shipments, facts: attemptLate })).toMatchObject({
    isAttemptLate: true,
    attemptedOn: 'Tuesday 24 November',
  });
});

test('late attempts of several days have no day in common', () => {
  const shipments = [missed('a', '2026-11-24'), missed('b', '2026-11-25')];
  expect(compose('delayed', { shipments, facts: attemptLate })).toMatchObject({
    isAttemptLate: true,
    attemptedOn: null,
  });
});

test('a message about a parcel that nobody tried to deliver does not say so', () => {
  const shipments = [missed('a', '2026-11-24'), aShipment('b', 'in_transit')];
  expect(compose('delayed', { shipments, facts: attemptLate })).toMatchObject({
    isAttemptLate: false,
    attemptedOn: null,
  });
});

test.each([
  ['in_transit', true],
  ['out_for_delivery', false],
] as const)('an attempt after which the carrier scans %s: late is %s', (status, isAttemptLate) => {
  const scans = [
    aScanRow('attempted', '2026-11-24T11:00:00Z', 'Not delivered'),
    aScanRow(status, '2026-11-24T18:00:00Z', 'Scanned'),
  ];
  const expectationId = 'a/delivery/attempt-2026-11-24';
  const facts = { expectation: 'delivery', expectationId, oldEdd: '2026-11-24', newEdd: null };
  const shipments = [aShipment('a', status, scans)];
  expect(compose('delayed', { shipments, facts })).toMatchObject({
    isAttemptLate,
    attemptedOn: isAttemptLate ? 'Tuesday 24 November' : null,
  });
});

function waiting(id: string, city: string): Shipment {
  const scan = aScanRow('available_for_pickup', '2026-11-27T09:00:00Z', 'Ready to collect');
  const place = { city, region: null, postalCode: null, country: null };
  return aShipment(id, 'available_for_pickup', [{ ...scan, place }]);
}

test('parcels that wait in one place have one pick-up place', () => {
  const shipments = [waiting('a', 'Dublin'), waiting('b', 'Dublin')];
  expect(compose('available_for_pickup', { shipments })).toMatchObject({
    pickup: { where: 'Dublin', until: null },
  });
});

test('parcels that wait in two places have a pick-up place each', () => {
  const shipments = [waiting('a', 'Dublin'), waiting('b', 'Cork')];
  expect(compose('available_for_pickup', { shipments })).toMatchObject({
    pickup: null,
    shipments: [{ pickup: { where: 'Dublin' } }, { pickup: { where: 'Cork' } }],
  });
});

test.each([
  ['shipped_in_time', '2026-12-04', true],
  ['shipped', '2026-12-04', false],
  // Tomorrow, and today.
  ['shipped', '2026-11-28', true],
  ['shipped', '2026-11-27', true],
])('with a late %s, delivery on %s is unlikely: %s', (expectation, edd, isUnlikely) => {
  expect(compose('not_shipped_yet', { edd, facts: { expectation } })).toMatchObject({ isUnlikely });
});

test('the cause of a return and the end of a trouble come from the facts of the message', () => {
  const shipments = three.slice(0, 1);
  const returning = compose('returning_to_sender', { shipments, facts: { cause: 'refused' } });
  expect(returning).toMatchObject({ cause: 'refused' });
  expect(compose('returning_to_sender', { shipments })).toMatchObject({ cause: null });
  const moving = compose('moving_again', { shipments, facts: { released: 'customs' } });
  expect(moving).toMatchObject({ released: 'customs' });
  expect(compose('moving_again', { shipments })).toMatchObject({ released: null });
});

test('a payment has its amount, link and last day, and the reminder says that it is one', () => {
  const shipments = [aShipment('a', 'exception')];
  const payUrl = 'https://pay.carrier.example/1';
  const money = { amount: '12.40', currency: 'EUR', payBy: '2026-12-04', payUrl };
  const facts = { ...money, expectation: 'payment_made' };
  expect(compose('payment_due', { shipments, facts })).toMatchObject({
    payment: { amount: '€12.40', url: payUrl, until: 'Friday 4 December' },
    isReminder: true,
  });
});

test('a payment without facts has the carrier’s page; several parcels have none in common', () => {
  const one = compose('payment_due', { shipments: [aShipment('a', 'exception')] });
  expect(one).toMatchObject({
    payment: { amount: null, url: expect.stringContaining('usps.com'), until: null },
    isReminder: false,
  });
  const several = compose('payment_due', { shipments: three });
  expect(several).toMatchObject({ payment: { amount: null, url: null, until: null } });
});
