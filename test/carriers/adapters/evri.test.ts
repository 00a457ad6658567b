import { expect, test } from 'vitest';
import { evri } from '../../../carriers/adapters/evri.ts';
import { firstShipment, statusLines } from '../read-body.ts';

function anEvent(stage: string, point: string, rest: object = {}) {
  return {
    dateTime: '2026-09-18T12:00:00Z',
    trackingStage: { trackingStageCode: stage },
    trackingPoint: { trackingPointCode: point, description: 'words' },
    ...rest,
  };
}

test.each([
  ['1', 'EXPECTED', 'pre_transit'],
  ['2', 'PROCESSING_HUB', 'in_transit'],
  ['4_COURIER', 'COURIER_DELIVERY', 'out_for_delivery'],
  ['4_COURIER', 'NOT_DELIVERED_BUSINESS_CLOSED', 'attempted closed'],
  ['4_COURIER', 'NOT_DELIVERED_SOMETHING_NEW', 'attempted'],
  ['4_SHOP', 'ARRIVED_PARCELSHOP', 'available_for_pickup'],
  ['4_LOCKER', 'X', 'available_for_pickup'],
  ['5_SHOP', 'X', 'delivered'],
  ['A', 'X', 'return_to_sender'],
  ['9', 'X', 'unmapped'],
])('the stage %s at %s is read as %s', (stage, point, expected) => {
  expect(statusLines(evri, { trackingEvents: [anEvent(stage, point)] })).toEqual([expected]);
});

test('a customer’s return to the shop is in transit', () => {
  const trackingEvents = [anEvent('4', 'PARCEL_WAY_BACK_TO_RETAILER')];
  expect(statusLines(evri, { returnParcel: true, trackingEvents })).toEqual(['in_transit']);
});

test('the latest event’s window is the estimate, and its barcode is the number', () => {
  const eta = { start: '2026-09-19T10:00:00Z', end: '2026-09-19T12:00:00Z' };
  const parcel = {
    parcelIdentifiers: [{ type: 'BARCODE', value: 'H00AAA0000000001' }],
    trackingEvents: [
      anEvent('2', 'X'),
      anEvent('4_COURIER', 'X', { dateTime: '2026-09-19T07:00:00Z', eta }),
    ],
  };
  expect(firstShipment(evri, { results: [parcel], failures: [] })).toMatchObject({
    trackingNumber: 'H00AAA0000000001',
    edd: { date: '2026-09-19' },
  });
});

test('an empty list of results is not found', () => {
  expect(statusLines(evri, { results: [], failures: [] })).toEqual(['refused: not_found']);
});
