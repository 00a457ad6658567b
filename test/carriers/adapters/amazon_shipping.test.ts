import { expect, test } from 'vitest';
import { amazon_shipping } from '../../../carriers/adapters/amazon_shipping.ts';
import { parseBody } from '../../../carriers/parse.ts';

const RICHMOND = { city: 'Richmond', stateOrRegion: 'VA', countryCode: 'US' };

function aTracking(event: object, overrides: object = {}) {
  const eventHistory = [{ eventTime: '2026-03-03T12:00:00Z', location: RICHMOND, ...event }];
  return { payload: { trackingId: 'A1', eventHistory, ...overrides } };
}

function readParcel(body: object) {
  const result = parseBody(amazon_shipping, JSON.stringify(body));
  if (!result.ok) throw new Error(result.detail);
  return result.shipments[0];
}

test.each([
  [{ eventCode: 'ReadyForReceive' }, 'pre_transit', null],
  [{ eventCode: 'AvailableForPickup' }, 'available_for_pickup', null],
  [{ eventCode: 'Rejected' }, 'exception', 'refused'],
  [{ eventCode: 'Lost' }, 'exception', 'loss'],
  [{ eventCode: 'Departed', shipmentType: 'RETURNS' }, 'return_to_sender', null],
  [{ eventCode: 'Delivered', shipmentType: 'RETURNS' }, 'return_to_sender', 'returned'],
  [{ eventCode: 'Teleported' }, null, null],
])('%j', (event, status, reason) => {
  expect(readParcel(aTracking(event))?.events[0]).toMatchObject({ status, reason });
});

test('the summary gives the reason of a failed delivery', () => {
  const summary = {
    status: 'DeliveryAttempted',
    trackingDetailCodes: { forward: ['CustomerUnavailable'] },
  };
  const shipment = readParcel(aTracking({ eventCode: 'DeliveryAttempted' }, { summary }));
  expect(shipment?.events[0]).toMatchObject({ status: 'attempted', reason: 'nobody_home' });
});

test('an estimate at 3:00 in London is the day before in Richmond', () => {
  const promisedDeliveryDate = '2026-03-06T03:00:00Z';
  const shipment = readParcel(aTracking({ eventCode: 'Departed' }, { promisedDeliveryDate }));
  expect(shipment?.edd?.date).toBe('2026-03-05');
});

test('an unknown number is not found, and a refused login is an error', () => {
  const refusalOf = (message: string, details: string) =>
    parseBody(amazon_shipping, JSON.stringify({ errors: [{ code: 'X', message, details }] }));
  expect(refusalOf('Not valid', 'Tracking ID not found')).toMatchObject({ refusal: 'not_found' });
  expect(refusalOf('Access is denied.', '')).toMatchObject({ refusal: 'error' });
});
