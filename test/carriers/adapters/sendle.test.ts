/** Sendle: tracking and webhooks. */

import { expect, test } from 'vitest';
import { sendle } from '../../../carriers/adapters/sendle.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment } from '../read-body.ts';

function aTracking(events: readonly object[], fields: object = {}) {
  return { state: 'Transit', tracking_events: events, ...fields };
}

function anEvent(event_type: string, fields: object = {}) {
  return { event_type, scan_time: '2026-11-24T15:00:00Z', description: 'words', ...fields };
}

test.each([
  ['Drop Off', 'pre_transit'],
  ['Dropped Off', 'in_transit'],
  ['Dropped off', 'in_transit'],
  ['Pickup Attempted', 'pre_transit'],
  ['Info', 'unknown'],
  ['Card Left', 'attempted'],
  ['Left with Agent', 'available_for_pickup'],
  ['Damaged', 'exception damage'],
  ['Something New', 'unknown'],
])('%s is %s', (type, status) => {
  expect(finalStatus(sendle, aTracking([anEvent(type)]))).toBe(status);
});

test('a scan has its place’s local time if Sendle knows it', () => {
  const known = {
    display_time: '2026-11-24T10:00:00-05:00',
    local_scan_time: '2026-11-24T10:00:00',
    location: 'NEW YORK, NY',
  };
  const half = { local_scan_time: '2026-11-24T10:00:00' };
  for (const fields of [known, half]) {
    expect(eventLines(sendle, aTracking([anEvent('Delivered', fields)]))).toEqual([
      '2026-11-24T10:00:00-05:00 delivered',
    ]);
  }
  const unknown = { display_time: '2026-11-24T15:00:00Z', local_scan_time: '2026-11-24T15:00:00' };
  expect(eventLines(sendle, aTracking([anEvent('Delivered', unknown)]))).toEqual([
    '2026-11-24T15:00:00Z delivered',
  ]);
});

test('the signer is in the words of an event that changes no status', () => {
  const signed = anEvent('Info', { description: 'Your parcel was signed for by JIMMY' });
  const body = aTracking([anEvent('Delivered'), signed]);
  expect(onlyShipment(sendle, body).proofOfDelivery?.signedBy).toBe('JIMMY');
  expect(finalStatus(sendle, body)).toBe('delivered');
});

test('the estimate is the last day of the range, and the number is the requested one', () => {
  const scheduling = {
    estimated_delivery_date_minimum: '2026-11-26',
    estimated_delivery_date_maximum: '2026-11-28',
  };
  expect(onlyShipment(sendle, aTracking([], { scheduling }), 's3nd73')).toMatchObject({
    trackingNumber: 'S3ND73',
    edd: { date: '2026-11-28', from: null, until: null },
  });
});

test('a webhook is one event of its parcel', () => {
  const location_data = { suburb: 'Eugene', state: 'OR', postcode: '97405', country: 'US' };
  const body = anEvent('Out for Delivery', { sendle_reference: 'SAMPLE1', location_data });
  expect(onlyShipment(sendle, body)).toMatchObject({
    trackingNumber: 'SAMPLE1',
    events: [{ status: 'out_for_delivery', place: { city: 'Eugene', country: 'US' } }],
  });
});

test('errors are classified', () => {
  const notFound = { error: 'not_found', error_description: 'The resource was not found.' };
  expect(finalStatus(sendle, notFound)).toBe('!not_found');
  expect(finalStatus(sendle, { error: 'unauthorised', error_description: 'Log in.' })).toBe(
    '!error',
  );
});

test('Sendle signs nothing: the secret is in the URL', async () => {
  const request = aWebhook('{}', {}, { query: { token: 'right' } });
  expect(await sendle.verify(request, ['old', 'right'])).toEqual({ ok: true, signs: 'nothing' });
  expect(await sendle.verify(request, ['other'])).toMatchObject({ reason: 'bad_signature' });
  expect(await sendle.verify(aWebhook('{}', {}), ['right'])).toMatchObject({
    reason: 'missing_header',
  });
});
