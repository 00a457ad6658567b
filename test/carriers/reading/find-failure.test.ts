/** The words of failed deliveries beside codes in no list, and deliveries that a carrier takes back. */

import { expect, test } from 'vitest';
import { withdrawDeliveries } from '../../../carriers/reading/all-words.ts';
import { findFailure } from '../../../carriers/reading/correct-by-words.ts';
import type { Status, TrackingEvent } from '../../../domain/tracking.ts';

test.each([
  ['Das Paket wird im GLS Depot aufbewahrt, da die Annahme verweigert wurde.', 'exception/refused'],
  ['Eingelagert Versuch 1 - Kunde nicht angetroffen', 'attempted'],
  ['Unable to be left in a safe place - Location not suitable', 'attempted'],
  // What follows the failure decides.
  ['Not delivered awaiting consignee pick up', 'none'],
  ['Refused by recipient, being returned to sender', 'none'],
  ['Nobody at home, delivered to a neighbour', 'none'],
  ['If nobody is at home, the parcel goes to a shop', 'none'],
  ['The parcel has left the parcel center.', 'none'],
])('%s: %s', (words, meaning) => {
  const failure = findFailure('x', words);
  const found = [failure?.status, failure?.reason].filter((each) => each).join('/');
  expect(found === '' ? 'none' : found).toBe(meaning);
});

function scan(status: Status, occurredAt: number): TrackingEvent {
  return {
    status,
    reason: null,
    responsible: null,
    code: '',
    mapped: true,
    occurredAt,
    localTime: null,
    offsetMinutes: null,
    offsetSource: 'utc',
    dateOnly: false,
    description: null,
    place: null,
  };
}

test.each([
  [
    'the parcel moves on',
    'in_transit',
    [scan('delivered', 1), scan('in_transit', 2)],
    'in_transit',
  ],
  [
    'it is the newest scan',
    'in_transit',
    [scan('in_transit', 1), scan('delivered', 2)],
    'delivered',
  ],
  ['both have one time', 'in_transit', [scan('in_transit', 1), scan('delivered', 1)], 'delivered'],
  ['the carrier keeps it', 'delivered', [scan('delivered', 1), scan('in_transit', 2)], 'delivered'],
  ['no status', null, [scan('delivered', 1), scan('in_transit', 2)], 'delivered'],
] as const)('a delivery, %s', (_, ofParcel, events, is) => {
  const at = events.findIndex(({ status }) => status === 'delivered');
  expect(withdrawDeliveries(events, ofParcel)[at]?.status).toBe(is);
});
