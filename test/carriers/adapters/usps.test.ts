import { expect, test } from 'vitest';
import { usps } from '../../../carriers/adapters/usps/usps.ts';
import { parseBody } from '../../../carriers/parse.ts';

const NUMBER = '9400100000000000000000';

function itemOf(parts: object) {
  const body = {
    trackingNumber: NUMBER,
    statusCategory: 'In Transit',
    trackingEvents: [],
    ...parts,
  };
  const result = parseBody(usps, JSON.stringify(body));
  const shipment = result.ok ? result.shipments[0] : undefined;
  if (!shipment) throw new Error(`not read: ${JSON.stringify(result)}`);
  return shipment;
}

function eventOf(event: object) {
  const whole = { eventTimestamp: '2026-11-24T10:05:00', GMTOffset: '-06:00', ...event };
  return itemOf({ trackingEvents: [whole] }).events[0];
}

test.each([
  ['01', 'Delivered, Front Door/Porch', 'delivered', null],
  ['01', 'Delivered, To Original Sender', 'return_to_sender', 'returned'],
  ['60', 'Delivered to Agent for Final Delivery', 'in_transit', null],
  ['14', 'Available for Pickup', 'available_for_pickup', null],
  ['53', 'Notice Left (Receptacle Blocked)', 'attempted', 'no_access'],
  ['56', 'Notice Left (No Authorized Recipient Available)', 'attempted', 'nobody_home'],
  ['', 'Delivered Damaged', 'delivered', 'damage'],
  ['04', 'Refused', 'exception', 'refused'],
  ['22', 'Insufficient Address', 'return_to_sender', 'address'],
  ['GX', 'Shipping Label Created, USPS Awaiting Item', 'pre_transit', null],
  ['81', 'Arrived Shipping Partner Facility, USPS Awaiting Item', 'in_transit', null],
  ['OF', 'Out for Delivery, Expected Delivery by 9:00pm', 'out_for_delivery', null],
  ['', 'Inbound Out of Customs', 'in_transit', null],
  ['', 'Held in Customs', 'exception', 'customs'],
  ['', 'Out of Foreign Customs', 'in_transit', null],
  ['', 'PACKAGE RESEARCH CASE CREATED 03542669', null, null],
  ['02', 'A name that USPS invented today', 'attempted', null],
])('%s %s is %s', (eventCode, eventType, status, reason) => {
  expect(eventOf({ eventCode, eventType })).toMatchObject({ mapped: true, status, reason });
});

test('an unknown event changes no status', () => {
  const event = eventOf({ eventCode: 'Q9', eventType: 'A name that USPS invented today' });
  expect(event).toMatchObject({ mapped: false, status: null, code: 'Q9' });
});

test('a GMT time with the local date does not move the scan by a day', () => {
  const event = eventOf({
    eventCode: 'SF',
    eventTimestamp: '2026-11-24T18:31:00',
    GMTTimestamp: '2026-11-24T00:31:21Z',
  });
  expect(event?.occurredAt).toBe(Date.parse('2026-11-25T00:31:00Z'));
});

test('a timestamp that ends in Z is local to the place, or to the state in its name', () => {
  const at = (place: object) =>
    eventOf({ eventTimestamp: '2026-11-24T10:05:00Z', GMTOffset: null, eventCode: '10', ...place });
  expect(at({ eventState: 'WA' })).toMatchObject({ offsetMinutes: -480, offsetSource: 'place' });
  const center = { eventCity: 'OAK CREEK WI DISTRIBUTION CENTER' };
  expect(at(center)).toMatchObject({ offsetMinutes: -360, offsetSource: 'place' });
});

test('midnight without an offset is a date', () => {
  const event = { eventCode: 'MA', eventTimestamp: '2026-11-24T00:00:00', GMTOffset: null };
  expect(eventOf(event)).toMatchObject({ dateOnly: true, offsetMinutes: null });
});

test('a single event is an object, trade marks are dropped, and the piece has its own id', () => {
  const shipment = itemOf({
    mailClass: 'Priority Mail<SUP>&reg;</SUP>',
    uniqueMailPieceID: '164744476',
    trackingEvents: { eventCode: '03', eventTimestamp: '2026-11-24T10:05:00', GMTOffset: '-7:00' },
  });
  expect(shipment).toMatchObject({ service: 'Priority Mail®', uniqueId: '164744476' });
  expect(shipment.events).toHaveLength(1);
});

test('an estimate has its window in the destination’s time', () => {
  const { edd } = itemOf({
    destinationState: 'CA',
    deliveryDateExpectation: {
      expectedDeliveryDate: '2026-11-27',
      predictedDeliveryWindowStartTime: '2:00 pm',
      predictedDeliveryWindowEndTime: '18:00:00',
    },
  });
  expect(edd).toEqual({
    date: '2026-11-27',
    from: Date.parse('2026-11-27T22:00:00Z'),
    until: Date.parse('2026-11-28T02:00:00Z'),
  });
});

test('a summary is one event, with the name of its status', () => {
  const { events } = itemOf({
    status: 'Held at Post Office, At Customer Request',
    statusSummary: 'Your item is being held at 7:04 am on May 2, 2026 in SALEM, OR 97301.',
  });
  expect(events).toMatchObject([
    { status: 'exception', reason: 'held', localTime: '2026-05-02T07:04:00', offsetMinutes: -420 },
  ]);
});

test('in a list, failed items are notices, and the others are read', () => {
  const result = parseBody(
    usps,
    JSON.stringify([
      { trackingNumber: NUMBER, statusCategory: 'Delivered', trackingEvents: [] },
      { trackingNumber: '1', statusCode: '404', error: { code: '404', message: 'unknown' } },
    ]),
  );
  expect(result).toMatchObject({
    ok: true,
    shipments: [{ trackingNumber: NUMBER }],
    notices: ['1: unknown'],
  });
});

test('a label without a scan is refused as not yet known', () => {
  const title = '12: A status update is not yet available. Informed Delivery<SUP>reg;</SUP>';
  const error = { code: '400', message: title, errors: [{ title, code: '150001' }] };
  expect(parseBody(usps, JSON.stringify({ apiVersion: '/tracking/v3', error }))).toEqual({
    ok: false,
    refusal: 'not_yet',
    detail: '12: A status update is not yet available. Informed Delivery®',
  });
});

test('the older service’s fields and sentences are read', () => {
  const result = parseBody(
    usps,
    `<TrackResponse><TrackInfo ID="${NUMBER}">
      <TrackSummary>Your item was delivered at 2:16 pm on October 12, 2026 in BROOKLYN, NY 11201.</TrackSummary>
      <TrackDetail>Sorting Complete, October 12, 2026, 10:06 am, BROOKLYN, NY 11201</TrackDetail>
      <TrackDetail><EventTime>12:18 am</EventTime><EventDate>October 11, 2026</EventDate>
        <Event>Departed USPS Facility</Event><EventCity>COPPELL</EventCity>
        <EventState>TX</EventState><EventCode>EF</EventCode></TrackDetail>
      <TrackDetail>Electronic Shipping Info Received, October 10, 2026</TrackDetail>
    </TrackInfo></TrackResponse>`,
  );
  expect(result).toMatchObject({
    ok: true,
    shipments: [
      {
        events: [
          { status: 'pre_transit', dateOnly: true },
          { status: 'in_transit', localTime: '2026-10-11T00:18:00', offsetMinutes: -300 },
          { status: 'in_transit', localTime: '2026-10-12T10:06:00', offsetMinutes: -240 },
          { status: 'delivered', localTime: '2026-10-12T14:16:00' },
        ],
      },
    ],
  });
});

test.each([
  ['-2147219302', 'The Postal Service could not locate the tracking information.', 'not_found'],
  ['-2147219301', 'Delivery status information is not available for your item.', 'not_found'],
  ['-2147219283', 'A status update is not yet available on your package.', 'not_yet'],
  ['80040B1A', 'Authorization failure. Perhaps username is incorrect.', 'error'],
])('refuses the older service’s error %s', (number, words, refusal) => {
  const error = `<Error><Number>${number}</Number><Description>${words}</Description></Error>`;
  const within = `<TrackResponse><TrackInfo ID="${NUMBER}">${error}</TrackInfo></TrackResponse>`;
  expect(parseBody(usps, error)).toMatchObject({ ok: false, refusal });
  expect(parseBody(usps, within)).toMatchObject({ ok: false, refusal });
});

test('a push is one event', () => {
  const body = {
    trackingNumber: NUMBER,
    mailClass: 'USPS_GROUND_ADVANTAGE',
    MID: '1',
    eventType: 'OUT_FOR_DELIVERY',
    eventTimestamp: '2026-11-24T13:45:00Z',
    eventLocation: { city: 'AUSTIN', state: 'TX', country: 'US' },
  };
  expect(parseBody(usps, JSON.stringify(body))).toMatchObject({
    ok: true,
    shipments: [
      { events: [{ status: 'out_for_delivery', place: { city: 'AUSTIN', country: 'US' } }] },
    ],
  });
});

test.each([
  ['PRE_SHIPMENT', 'pre_transit'],
  ['DELIVERY_ATTEMPT', 'attempted'],
  ['AVAILABLE_FOR_PICKUP', 'available_for_pickup'],
])('a push of the type %s is %s, whatever its words', (eventType, status) => {
  const event = { trackingNumber: NUMBER, MID: '1', eventTimestamp: '2026-11-24T13:45:00Z' };
  const body = { ...event, eventType, eventDescription: 'New words' };
  expect(parseBody(usps, JSON.stringify(body))).toMatchObject({
    shipments: [{ events: [{ status }] }],
  });
});

// Made with `printf %s <timestamp><body> | openssl dgst -sha256 -hmac 'usps secret' -binary | base64`.
const SIGNED_WITH_HEADER = 'e55Sm8qtKKfB4Wwmk00zdVpI+ukYYVxEkF4XH3z0SkQ=';
const SIGNED_WITH_EVENT = 'Eg8am/MY84/tUIZvofRK/3GmxW1EB6r46Bws8jMWZh4=';
const SECRETS = ['another secret', 'usps secret'];

function pushOf(body: string, headers: Readonly<Record<string, string>>) {
  const receivedAt = Date.parse('2026-11-24T10:02:00Z');
  return { headers, body: new TextEncoder().encode(body), query: {}, receivedAt };
}

test('a signature covers the timestamp of the header and the raw body', async () => {
  const headers = { 'x-hmac': SIGNED_WITH_HEADER, 'x-usps-timestamp': '1795514400' };
  const push = pushOf(`{"trackingNumber":"${NUMBER}"}`, headers);
  expect(await usps.verify(push, SECRETS)).toEqual({ ok: true });
  expect(await usps.verify(push, ['another secret'])).toMatchObject({ reason: 'bad_signature' });
  const late = { ...push, receivedAt: push.receivedAt + 3_600_000 };
  expect(await usps.verify(late, SECRETS)).toMatchObject({ ok: false, reason: 'stale' });
  expect(await usps.verify(pushOf('{}', headers), SECRETS)).toMatchObject({
    reason: 'bad_signature',
  });
});

test('without that header, the signature covers the event’s time', async () => {
  const body = `{"trackingNumber":"${NUMBER}","eventTimestamp":"2026-11-24T09:00:00Z"}`;
  expect(await usps.verify(pushOf(body, { 'x-hmac': SIGNED_WITH_EVENT }), SECRETS)).toEqual({
    ok: true,
  });
});
