/** Posts and couriers of whose codes little is published: what is known, and nothing guessed. */

import { describe, expect, test } from 'vitest';
import { allied_express } from '../../../carriers/adapters/allied_express.ts';
import { aramex } from '../../../carriers/adapters/aramex.ts';
import { asendia } from '../../../carriers/adapters/asendia.ts';
import { asendia_us } from '../../../carriers/adapters/asendia_us.ts';
import { bpost } from '../../../carriers/adapters/bpost.ts';
import { hay_post } from '../../../carriers/adapters/hay_post.ts';
import { locate2u } from '../../../carriers/adapters/locate2u.ts';
import { zoom2u } from '../../../carriers/adapters/zoom2u.ts';
import { shipmentIn, told } from '../told-events.ts';

describe('bpost', () => {
  const item = (code: string, said: string) =>
    `<itemTracking><itemCode>3232</itemCode><stateInfo><time>2026-11-23T07:11:18.923+01:00</time><stateCode>${code}</stateCode><stateDescription>${said}</stateDescription></stateInfo></itemTracking>`;

  test('a state is read from its code, and by the words before the dash', () => {
    expect(told(bpost, item('L00', 'BoundToRound - out_for_distribution'))).toEqual([
      'out_for_delivery',
    ]);
    expect(told(bpost, item('U07', 'DistributedNormally - neighbour'))).toEqual(['delivered']);
    expect(told(bpost, item('N01', 'Other - x'))).toEqual(['unmapped']);
  });
});

describe('Asendia', () => {
  test('a code is reported, and a code that is not known is kept', () => {
    const event = (code: string) => ({
      code,
      time: '2026-04-12T14:30:00Z',
      carrierEventDescription: 'x',
    });
    const body = { trackingNumber: 'A1', trackingEvents: [event('PU'), event('??')] };
    expect(told(asendia, body)).toEqual(['in_transit', 'unmapped']);
  });

  test('milestones of Asendia USA are read at both depths', () => {
    const parcel = {
      trackingNumberVendor: 'RL1CH',
      customerReferenceNumber: '94001',
      trackingMilestoneEvents: [
        {
          eventCode: 's2b',
          eventOn: '2026-07-29T16:33:14+00:00',
          eventLocation: 'Folcroft, PA 19032',
        },
      ],
    };
    for (const data of [[parcel], { trackingMilestone: parcel }]) {
      const shipment = shipmentIn(asendia_us, {
        data,
        responseStatus: { responseStatusCode: 200 },
      });
      expect(shipment).toMatchObject({ trackingNumber: 'RL1CH', relatedNumbers: ['94001'] });
      expect(shipment.events[0]?.place).toMatchObject({ city: 'Folcroft', region: 'PA' });
    }
  });

  test('an answer that went well and lists no parcel is of a number that nobody knows', () => {
    const responseStatus = { responseStatusCode: 200, responseStatusMessage: 'OK' };
    expect(told(asendia_us, { responseStatus, data: [] })).toEqual(['refused: not_found']);
  });
});

describe('Aramex', () => {
  const update = (code: string, said: string) => ({
    UpdateCode: code,
    UpdateDescription: said,
    UpdateDateTime: '2026-05-01T10:00:00',
    UpdateLocation: 'Dubai, United Arab Emirates',
  });
  const answer = (...updates: readonly object[]) => ({
    HasErrors: false,
    TrackingResults: [{ Key: '4400', Value: updates }],
  });

  test('an update is read from its code or its words, in the time of its place', () => {
    expect(told(aramex, answer(update('SH003', 'x'), update('SH999', 'Delivered')))).toHaveLength(
      2,
    );
    expect(shipmentIn(aramex, answer(update('SH005', 'Delivered'))).events[0]).toMatchObject({
      status: 'delivered',
      offsetMinutes: 240,
      offsetSource: 'place',
    });
    expect(told(aramex, answer(update('SH999', 'Something')))).toEqual(['unmapped']);
  });

  test('pairs of XML are read like those of JSON', () => {
    const xml = `<ShipmentTrackingResponse><HasErrors>false</HasErrors><TrackingResults><a:KeyValueOfstringArrayOfTrackingResultmFAkxlpY xmlns:a="urn:a"><a:Key>4400</a:Key><a:Value><TrackingResult><UpdateCode>SH005</UpdateCode><UpdateDateTime>2026-05-01T10:00:00</UpdateDateTime></TrackingResult></a:Value></a:KeyValueOfstringArrayOfTrackingResultmFAkxlpY></TrackingResults></ShipmentTrackingResponse>`;
    expect(told(aramex, xml)).toEqual(['delivered']);
  });
});

test('HayPost’s times are those of Yerevan, and a state without a meaning stays without', () => {
  const body = {
    order: { trackingId: 'PAS1AM' },
    orderStateHistories: [
      { stateId: 1, createDate: '2026-06-10T08:59:20.5298' },
      { stateId: 4, createDate: '2026-06-11T08:59:20' },
    ],
  };
  expect(told(hay_post, body)).toEqual(['pre_transit', 'unmapped']);
  expect(shipmentIn(hay_post, body).events[0]).toMatchObject({ offsetMinutes: 240 });
});

test.each([
  ['Freight has been delivered', ['delivered']],
  ["It's on board with driver", ['out_for_delivery']],
  ['IN TRANSIT TO SYDNEY', ['in_transit']],
  ['CARD LEFT', ['attempted nobody_home']],
  [undefined, ['info']],
  ['Vanished', ['unmapped']],
])('Allied Express’s "%s" is read as %s', (scannedStatus, expected) => {
  const scan = {
    consignmentNote: 'A',
    scannedStatus,
    scannnedTimestamp: '2026-10-26T14:03:55+11:00',
  };
  const result = { statusBarcodesList: scan };
  expect(
    told(allied_express, { 'soapenv:Body': { 'ns1:getShipmentsStatusResponse': { result } } }),
  ).toEqual(expected);
});

test.each([
  ['Pending', ['pre_transit']],
  ['Enroute', ['out_for_delivery']],
  ['Complete', ['delivered']],
  ['Failed', ['attempted']],
  ['Lunch', ['unmapped']],
])('Locate2u’s stop that is %s is read as %s', (status, expected) => {
  const stop = {
    stopId: 1,
    status,
    tripDate: '2026-09-08',
    lastModifiedDate: '2026-09-08T13:07:24Z',
  };
  expect(told(locate2u, stop)).toEqual(expected);
});

test('Locate2u’s window is on the day of the trip, by the clocks at the stop', () => {
  const stop = {
    stopId: 1,
    status: 'Pending',
    lastModifiedDate: '2026-09-07T13:07:24Z',
    tripDate: '2026-09-08',
    timeWindowStart: '09:00',
    timeWindowEnd: '11:00',
    address: '55 Miller St, Pyrmont NSW 2009, Australia',
  };
  expect(shipmentIn(locate2u, stop).edd).toMatchObject({
    date: '2026-09-08',
    from: Date.parse('2026-09-07T23:00:00Z'),
  });
});

test.each([
  ['On Route to Pickup', ['pre_transit']],
  ['Picked up', ['in_transit']],
  ['On Route to Dropoff', ['out_for_delivery']],
  ['Tried to deliver', ['attempted']],
  ['Dropped Off', ['delivered']],
  ['Returned', ['return_to_sender returned']],
])('Zoom2u’s %s is read as %s', (status, expected) => {
  const body = { reference: 'Z1', status, statusChangeDateTime: '2026-11-12T10:29:16.867Z' };
  expect(told(zoom2u, body)).toEqual(expected);
});

test('Zoom2u is believed by the token in the URL', async () => {
  const request = { headers: {}, body: new Uint8Array(), query: { token: 'a' }, receivedAt: 0 };
  expect(await zoom2u.verify(request, ['b', 'a'])).toEqual({ ok: true });
  expect((await zoom2u.verify({ ...request, query: {} }, ['a'])).ok).toBe(false);
});
