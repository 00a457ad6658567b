import { expect, test } from 'vitest';
import { withdrawRetracted } from '../../../carriers/reading/retraction.ts';
import type { Status, TrackingEvent } from '../../../domain/tracking.ts';

const RETRACTION = 'The parcel was incorrectly scanned as delivered.';

function anEvent(status: Status | null, occurredAt: number, description: string): TrackingEvent {
  return {
    status,
    reason: null,
    responsible: null,
    code: 'X',
    mapped: true,
    description,
    occurredAt,
    localTime: null,
    offsetMinutes: null,
    offsetSource: 'utc',
    dateOnly: false,
    place: null,
  };
}

const meanings = (events: readonly TrackingEvent[]) =>
  withdrawRetracted(events).map(({ status, reason }) => [status, reason]);

test('the delivery before a retraction has no status, and the retraction says why', () => {
  const events = [
    anEvent('in_transit', 1, 'On its way'),
    anEvent('delivered', 2, 'Delivered'),
    anEvent('exception', 3, RETRACTION),
    anEvent('delivered', 4, 'Delivered'),
  ];
  expect(meanings(events)).toEqual([
    ['in_transit', null],
    [null, null],
    ['exception', 'delivery_withdrawn'],
    ['delivered', null],
  ]);
});

test.each([
  'Cancellation due to mis-scan',
  'Favor desconsiderar a informação anterior',
  'Storniert wegen Fehlscan',
  'Delivery scan cancelled',
])('“%s” withdraws a delivery', (words) => {
  const events = [anEvent('delivered', 2, 'Delivered'), anEvent(null, 3, words)];
  expect(meanings(events)).toEqual([
    ['in_transit', null],
    [null, 'delivery_withdrawn'],
  ]);
});

test('a cancelled scan takes nothing back where nothing was delivered', () => {
  const events = [
    anEvent('in_transit', 2, 'On its way'),
    anEvent(null, 3, 'Delivery scan cancelled'),
  ];
  expect(meanings(events)).toEqual([
    ['in_transit', null],
    [null, null],
  ]);
});

test.each(['in_transit', 'exception', 'available_for_pickup', null] as const)(
  'a retraction alone, read as %s, withdraws a delivery of an earlier body',
  (status) => {
    expect(meanings([anEvent(status, 3, RETRACTION)])).toEqual([[status, 'delivery_withdrawn']]);
  },
);

test('an attempt and a return keep their reasons', () => {
  const events = [anEvent('attempted', 3, RETRACTION), anEvent('return_to_sender', 4, RETRACTION)];
  expect(meanings(events)).toEqual([
    ['attempted', null],
    ['return_to_sender', null],
  ]);
});

test('a cancelled delivery without other scans is under way', () => {
  const events = [
    anEvent('delivered', 2, 'Teslim Edildi'),
    anEvent(null, 3, 'Teslim İptal Edildi'),
  ];
  expect(meanings(events)).toEqual([
    ['in_transit', null],
    [null, 'delivery_withdrawn'],
  ]);
});

test.each([
  'Der Rückversand der Sendung zum Auftraggeber wurde storniert.',
  'Return to Sender Cancelled',
  'İade İptal Edildi',
])('“%s” withdraws the way back', (cancelled) => {
  const events = [
    anEvent('return_to_sender', 2, 'Returning'),
    anEvent('return_to_sender', 3, 'Returning'),
    anEvent('in_transit', 4, cancelled),
  ];
  expect(meanings(events)).toEqual([
    [null, null],
    [null, null],
    ['in_transit', null],
  ]);
});

test.each(['Request Canceled', 'Delivery option cancelled'])(
  '“%s” withdraws a return that is only requested',
  (cancelled) => {
    const requested = anEvent('return_to_sender', 2, 'Return to shipper requested');
    expect(meanings([requested, anEvent(null, 4, cancelled)])).toEqual([
      ['in_transit', null],
      [null, null],
    ]);
    const begun = anEvent('return_to_sender', 3, 'Returning package to shipper');
    expect(meanings([requested, begun, anEvent(null, 4, cancelled)])).toEqual([
      ['return_to_sender', null],
      ['return_to_sender', null],
      [null, null],
    ]);
  },
);

test('a sender who has the parcel keeps it', () => {
  const back = { ...anEvent('return_to_sender', 2, 'Returned'), reason: 'returned' } as const;
  expect(meanings([back, anEvent('in_transit', 3, 'Return to Sender Cancelled')])).toEqual([
    ['return_to_sender', 'returned'],
    ['in_transit', null],
  ]);
});

test('a parcel that is forwarded after a delivery was not delivered to its customer', () => {
  const forwarded = anEvent('in_transit', 3, 'Forwarded');
  expect(meanings([anEvent('delivered', 2, 'Delivered, In/At Mailbox'), forwarded])).toEqual([
    [null, null],
    ['in_transit', 'delivery_withdrawn'],
  ]);
  expect(meanings([anEvent('in_transit', 2, 'Arrived'), forwarded])).toEqual([
    ['in_transit', null],
    ['in_transit', null],
  ]);
});
