import { expect, test } from 'vitest';
import { shippo } from '../../../carriers/adapters/shippo/shippo.ts';
import { aWebhook, eventLines, firstShipment, refusalOf } from '../read-body.ts';

function aScan(status: string, substatus: string | null, over: object = {}) {
  return {
    status,
    substatus: substatus === null ? null : { code: substatus, text: 'as said' },
    status_date: '2026-11-24T10:00:00Z',
    ...over,
  };
}

function aTrack(scan: object) {
  return {
    carrier: 'usps',
    tracking_number: '92055',
    eta: '2026-11-26T00:00:00Z',
    original_eta: '2026-11-25T00:00:00Z',
    tracking_status: scan,
    tracking_history: [scan],
  };
}

test.each([
  ['PRE_TRANSIT', 'information_received', 'pre_transit'],
  ['TRANSIT', 'package_accepted', 'in_transit'],
  ['TRANSIT', 'out_for_delivery', 'out_for_delivery'],
  ['TRANSIT', 'pickup_available', 'available_for_pickup'],
  ['TRANSIT', 'notice_left', 'attempted'],
  ['TRANSIT', 'location_inaccessible', 'attempted no_access'],
  ['TRANSIT', 'delayed', 'in_transit delay'],
  ['TRANSIT', 'package_held', 'exception held'],
  ['TRANSIT', 'a_new_one', 'in_transit'],
  ['DELIVERED', 'delivered', 'delivered'],
  ['RETURNED', 'package_unclaimed', 'return_to_sender unclaimed'],
  ['FAILURE', 'package_lost', 'exception loss'],
  ['UNKNOWN', 'other', 'info'],
  ['TELEPORTED', null, 'unmapped'],
])('a scan %s/%s is %s', (status, substatus, what) => {
  const body = { event: 'track_updated', data: aTrack(aScan(status, substatus)) };
  expect(eventLines(shippo, body)).toEqual([`2026-11-24T10:00:00Z ${what}`]);
});

test.each([
  [
    'UNKNOWN',
    'The shipping label has been created and the USPS is awaiting the item.',
    'pre_transit',
  ],
  ['TRANSIT', 'Your shipment is out for delivery.', 'out_for_delivery'],
  ['TRANSIT', 'Your shipment has departed from the origin.', 'in_transit'],
  ['DELIVERED', 'Your shipment is out for delivery.', 'out_for_delivery'],
])('in the API of 2017, without substatus: %s, %s', (status, details, what) => {
  const body = aTrack(aScan(status, null, { status_details: details }));
  expect(eventLines(shippo, body)).toEqual([`2026-11-24T10:00:00Z ${what}`]);
});

test('the latest status is an event if the history lacks it', () => {
  const track = aTrack(aScan('TRANSIT', 'package_arrived'));
  const latest = aScan('DELIVERED', 'delivered', { status_date: '2026-11-24T12:00:00Z' });
  expect(eventLines(shippo, { ...track, tracking_status: latest })).toEqual([
    '2026-11-24T10:00:00Z in_transit',
    '2026-11-24T12:00:00Z delivered',
  ]);
});

test('a Transaction’s status is dated at its last change', () => {
  const body = {
    object_id: 't1',
    object_updated: '2026-11-24T10:00:00Z',
    status: 'SUCCESS',
    rate: 'r1',
    tracking_number: '92055',
    tracking_status: 'DELIVERED',
  };
  expect(firstShipment(shippo, body).uniqueId).toBe('t1');
  expect(eventLines(shippo, body)).toEqual(['2026-11-24T10:00:00Z delivered']);
});

test('the estimates are days', () => {
  expect(firstShipment(shippo, aTrack(aScan('TRANSIT', null)))).toMatchObject({
    edd: { date: '2026-11-26', from: null, until: null },
    originalEdd: { date: '2026-11-25' },
  });
});

test.each([
  [{ detail: "Carrier with name 'x' is not supported." }, 'error: Carrier'],
  [{ detail: 'Not found.' }, 'not_found: Not found.'],
  [{ event: 'batch_created', data: { object_id: 'b' } }, 'other: batch_created'],
])('%j is refused: %s', (body, refusal) => {
  expect(refusalOf(shippo, body)).toContain(refusal);
});

test('errors without a field name are Shippo’s', () => {
  const root = { __all__: ['The address is incomplete'] };
  expect(shippo.recognises({ format: 'json', root })).toBe(true);
  expect(refusalOf(shippo, root)).toBe('error: The address is incomplete');
});

// Made with: printf '%s' "1795514400.$body" | openssl dgst -sha256 -hmac 'shippo secret'
const BODY = '{"event":"track_updated","data":{}}';
const MAC = 'b9b386e693e41251ea8f94b4846b3299b401fe517fa52692117c9c1337c1c040';

test('a signed webhook is verified, and expires', async () => {
  const headers = { 'shippo-auth-signature': `t=1795514400,v1=${MAC}` };
  expect(await shippo.verify(aWebhook(BODY, headers), ['old', 'shippo secret'])).toEqual({
    ok: true,
    signs: 'nothing',
  });
  const late = aWebhook(BODY, headers, { receivedAt: Date.parse('2026-11-24T10:06:00Z') });
  expect(await shippo.verify(late, ['shippo secret'])).toMatchObject({ reason: 'stale' });
  const moved = { 'shippo-auth-signature': `t=1795514500,v1=${MAC}` };
  expect(await shippo.verify(aWebhook(BODY, moved), ['shippo secret'])).toMatchObject({
    reason: 'bad_signature',
  });
});

test('an unsigned webhook is verified by the token in its URL, unless a signature is wrong', async () => {
  const query = { token: 'shippo secret' };
  expect(await shippo.verify(aWebhook(BODY, {}, { query }), ['shippo secret'])).toEqual({
    ok: true,
    signs: 'nothing',
  });
  expect(await shippo.verify(aWebhook(BODY, {}, { query }), ['other'])).toMatchObject({
    ok: false,
  });
  const wrong = aWebhook(BODY, { 'shippo-auth-signature': 't=1,v1=00' }, { query });
  expect(await shippo.verify(wrong, ['shippo secret'])).toMatchObject({ ok: false });
});
