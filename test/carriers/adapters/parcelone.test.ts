import { expect, test } from 'vitest';
import { parcelone } from '../../../carriers/adapters/parcelone/parcelone.ts';
import { eventLines, finalStatus } from '../read-body.ts';

test('Parcel One’s code counts before the tag, and a parcel shop is not a delivery', () => {
  const event = { EventdateCET: '2026-11-24T10:00:00+01:00', Location: 'DE Pohlheim' };
  const events = [
    { ...event, Statuscode: '200', DeliveryStatus: 'Pending_001' },
    { ...event, Statuscode: '777', DeliveryStatus: 'AvailableForPickup_001' },
    { ...event, Statuscode: '778', DeliveryStatus: 'Whatever_001' },
  ];
  expect(eventLines(parcelone, { P1Trackno: '4050100151016', TrackingEvents: events })).toEqual([
    '2026-11-24T10:00:00+01:00 unmapped',
    '2026-11-24T10:00:00+01:00 available_for_pickup',
    '2026-11-24T10:00:00+01:00 in_transit',
  ]);
  const atShop = { DateTime: '2026-11-24T10:00:00', StatusCode: 'DELIVERED_PARCELSHOP' };
  expect(finalStatus(parcelone, { success: 1, results: { Events: [atShop] } })).toBe(
    'available_for_pickup',
  );
});

test('no data yet is not an error', () => {
  const body = { Error: 'No shipment data found yet, try again later!' };
  expect(finalStatus(parcelone, body)).toBe('!not_yet');
});
