/** Landmark, SEKO, Spring, Teleship, SmartKargo, Parcel One: carriers that hand parcels over. */

import { expect, test } from 'vitest';
import { landmark } from '../../../carriers/adapters/landmark.ts';
import { parcelone } from '../../../carriers/adapters/parcelone/parcelone.ts';
import { seko } from '../../../carriers/adapters/seko/seko.ts';
import { smartkargo } from '../../../carriers/adapters/smartkargo.ts';
import { spring } from '../../../carriers/adapters/spring.ts';
import { teleship } from '../../../carriers/adapters/teleship.ts';
import { listEvents, parcelIn, readBody, statusIn, webhook } from '../told.ts';

function aTrackResponse(events: readonly [string, string, string?][]): string {
  const rows = events.map(
    ([code, at, place = '']) =>
      `<Event><Status>words</Status><DateTime>${at}</DateTime><Location>${place}</Location><EventCode>${code}</EventCode></Event>`,
  );
  return `<TrackResponse><Result><Success>true</Success><Packages><Package><TrackingNumber>LE1BE</TrackingNumber><LandmarkTrackingNumber>LTN1N1</LandmarkTrackingNumber><Events>${rows.join('')}</Events></Package></Packages></Result></TrackResponse>`;
}

test('Landmark: half past midnight is early in the day, in either way of writing', () => {
  const body = aTrackResponse([
    ['275', '11/03/2026 12:35 AM', 'Paris, FR'],
    ['500', '2026-11-03 07:14:00', 'Paris, FR'],
    ['275', '2026-11-02 23:50:00', 'Paris, FR'],
  ]);
  expect(listEvents(landmark, body)).toEqual([
    '2026-11-02T23:50:00+01:00 in_transit',
    '2026-11-03T00:35:00+01:00 in_transit',
    '2026-11-03T07:14:00+01:00 delivered',
  ]);
});

test('Landmark: midnight itself is a day, and a place that does not tell its zone is US Central', () => {
  const body = aTrackResponse([
    ['125', '2026-11-03 00:00:00'],
    ['410', '2026-11-04 10:00:00', 'Feltham, SRY'],
  ]);
  expect(listEvents(landmark, body)).toEqual([
    '2026-11-03 in_transit',
    '2026-11-04T10:00:00-06:00 available_for_pickup',
  ]);
});

test.each([
  ['90', 'exception payment_due'],
  ['100', 'pre_transit'],
  ['135', 'exception customs'],
  ['400', 'attempted'],
  ['450', 'in_transit address'],
  ['510', 'delivered'],
  ['900', 'exception other'],
  ['905', 'unknown'],
])('Landmark: %s is %s', (code, status) => {
  expect(statusIn(landmark, aTrackResponse([[code, '2026-11-03 10:00:00']]))).toBe(status);
});

test('Landmark: a scan of the first leg that comes late does not undo the delivery', () => {
  const body = aTrackResponse([
    ['500', '2026-11-03 04:23:00'],
    ['225', '2026-11-03 07:56:00'],
  ]);
  expect(statusIn(landmark, body)).toBe('delivered');
});

test('Landmark: a wrong password is an error; an answer without a package is not found', () => {
  const error =
    '<Error><ErrorCode>Login</ErrorCode><ErrorMessage>wrong password</ErrorMessage></Error>';
  expect(statusIn(landmark, `<TrackResponse><Errors>${error}</Errors></TrackResponse>`)).toBe(
    '!error',
  );
  const none = '<TrackResponse><Result><Success>true</Success></Result></TrackResponse>';
  expect(statusIn(landmark, none)).toBe('!not_found');
  const said = error.replace('wrong password', 'No shipments could be found');
  expect(statusIn(landmark, `<TrackResponse><Errors>${said}</Errors></TrackResponse>`)).toBe(
    '!not_found',
  );
});

function aConsignment(OmniCode: string, Location = 'Essen, DE') {
  const event = { EventDT: '2026-11-24T15:29:00.5', Code: '3.0', OmniCode, Location, Part: 1 };
  return [{ ConsignmentNo: '999880931315', Tracking: 'http://track.example', Events: [event] }];
}

test.each([
  ['OP-11', 'in_transit'],
  ['OP-76', 'available_for_pickup'],
  ['OP-75', 'delivered'],
  ['OP-6', 'exception customs'],
  ['OP-5', 'in_transit'],
  ['OP-28', 'exception refused'],
  ['OP-91', 'exception loss'],
  ['OP-29', 'return_to_sender'],
  ['OP-64', 'return_to_sender returned'],
  ['OP-999', 'unknown'],
])('SEKO: %s is %s', (code, status) => {
  expect(statusIn(seko, aConsignment(code))).toBe(status);
});

test('SEKO: times are those of the place, which ends with its country', () => {
  expect(listEvents(seko, aConsignment('OP-72'))).toEqual(['2026-11-24T15:29:00+01:00 delivered']);
  expect(listEvents(seko, aConsignment('OP-3', 'Carson, CA,US'))).toEqual([
    '2026-11-24T15:29:00-08:00 in_transit',
  ]);
});

test('SEKO: the password comes in a header, in Basic or in the URL', async () => {
  const basic = `Basic ${Buffer.from('shop:right').toString('base64')}`;
  const requests = [
    webhook('[]', { username: 'shop', password: 'right' }),
    webhook('[]', { authorization: basic }),
    webhook('[]', {}, { token: 'right' }),
  ];
  for (const request of requests) {
    expect(await seko.verify(request, ['old', 'right'])).toEqual({ ok: true });
    expect(await seko.verify(request, ['other'])).toMatchObject({ ok: false });
  }
});

function aSpringShipment(Code: number, fields: object = {}) {
  const event = { Timestamp: 1704631125, DateTime: '2024-01-07 07:38:45', Code, ...fields };
  return {
    ErrorLevel: 0,
    Error: '',
    Shipment: { TrackingNumber: 'LX210720682NL', Events: [event] },
  };
}

test('Spring: the instant and the wall clock give the offset', () => {
  expect(listEvents(spring, aSpringShipment(9301))).toEqual([
    '2024-01-07T07:38:45-05:00 out_for_delivery',
  ]);
  expect(listEvents(spring, aSpringShipment(9301, { DateTime: 'soon' }))).toEqual([
    '2024-01-07T12:38:45Z out_for_delivery',
  ]);
});

test.each([
  [40, 'in_transit'],
  [41, 'exception customs'],
  [92, 'available_for_pickup'],
  [101, 'in_transit'],
  [12501, 'return_to_sender returned'],
  [25, 'unknown'],
])('Spring: %i is %s', (code, status) => {
  expect(statusIn(spring, aSpringShipment(code))).toBe(status);
});

test('Teleship: the webhook and the poll spell codes differently, and mean the same', () => {
  const event = { timestamp: '2026-11-24T10:00:00.000Z', location: 'London, UK' };
  const legs = { firstMile: { trackingNumber: 'T1' }, lastMile: { trackingNumber: '9400' } };
  const polled = { trackingNumber: 'T1', ...legs, events: [{ ...event, status: 'picked_up' }] };
  const data = { trackingNumber: 'T1', ...legs, events: [{ ...event, code: 'PICKED_UP' }] };
  const pushed = { eventName: 'shipment.updated', objectType: 'shipment', objectId: 's', data };
  expect(listEvents(teleship, polled)).toEqual(['2026-11-24T10:00:00Z in_transit']);
  expect(listEvents(teleship, pushed)).toEqual(listEvents(teleship, polled));
  expect(parcelIn(teleship, pushed).relatedNumbers).toEqual(['9400']);
});

/** Made with `openssl dgst -sha256 -hmac`. */
test('Teleship: the signature is over the raw body', async () => {
  const body = '{"eventName":"shipment.updated","objectType":"shipment","data":{}}';
  const headers = {
    'x-teleship-signature': 'fbee3b5717ba7c29a2cd712d5ff69e583db60ad3deb037ca514143ffbb971c9e',
  };
  expect(await teleship.verify(webhook(body, headers), ['old', 'whsec_new'])).toEqual({ ok: true });
  expect(await teleship.verify(webhook(body, headers), ['old'])).toMatchObject({ ok: false });
});

test('SmartKargo: a package has one story, whatever its pieces; the zone of a place counts', () => {
  const row = { prefix: 'AXB', airWaybill: '1', packageReference: 'ref-1' };
  const rows = [
    { ...row, eventType: 'DDL', eventDate: '2026-11-24T10:00:00', pieceReference: 'ref-1-2' },
    {
      ...row,
      eventType: 'DEP',
      eventDate: '2026-11-23T23:43:17.6571145',
      location: { timezone: 'America/New_York', city: 'Boston' },
    },
    { ...row, packageReference: 'ref-2', eventType: 'BKD', eventDate: '2026-11-24T10:00:00' },
  ];
  const result = readBody(smartkargo, rows);
  expect(result.ok && result.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual([
    'REF1',
    'REF2',
  ]);
  expect(listEvents(smartkargo, rows.slice(0, 2))).toEqual([
    '2026-11-23T23:43:17-05:00 in_transit',
    '2026-11-24T10:00:00Z delivered',
  ]);
});

test('Parcel One: its own code before the tag, and the shop is not the door', () => {
  const event = { EventdateCET: '2026-11-24T10:00:00+01:00', Location: 'DE Pohlheim' };
  const events = [
    { ...event, Statuscode: '200', DeliveryStatus: 'Pending_001' },
    { ...event, Statuscode: '777', DeliveryStatus: 'AvailableForPickup_001' },
    { ...event, Statuscode: '778', DeliveryStatus: 'Whatever_001' },
  ];
  expect(listEvents(parcelone, { P1Trackno: '4050100151016', TrackingEvents: events })).toEqual([
    '2026-11-24T10:00:00+01:00 unmapped',
    '2026-11-24T10:00:00+01:00 available_for_pickup',
    '2026-11-24T10:00:00+01:00 in_transit',
  ]);
  const atShop = { DateTime: '2026-11-24T10:00:00', StatusCode: 'DELIVERED_PARCELSHOP' };
  expect(statusIn(parcelone, { success: 1, results: { Events: [atShop] } })).toBe(
    'available_for_pickup',
  );
});

test('Parcel One: no data yet is not an error', () => {
  const body = { Error: 'No shipment data found yet, try again later!' };
  expect(statusIn(parcelone, body)).toBe('!not_yet');
});
