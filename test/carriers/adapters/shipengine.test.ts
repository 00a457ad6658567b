import { expect, test } from 'vitest';
import { shipengine } from '../../../carriers/adapters/shipengine/shipengine.ts';
import { aWebhook, eventLines, firstShipment, refusalOf } from '../read-body.ts';

function anEvent(status_code: string | null, status_detail_code: string | null, over: object = {}) {
  return {
    occurred_at: '2026-11-24T18:00:00Z',
    carrier_occurred_at: '2026-11-24T12:00:00',
    description: 'as said',
    status_code,
    status_detail_code,
    ...over,
  };
}

function aTracking(over: object = {}) {
  return {
    tracking_number: '1Z1',
    status_code: 'IT',
    status_description: 'In Transit',
    carrier_code: 'stamps_com',
    ...over,
  };
}

test.each([
  ['NY', null, 'pre_transit'],
  ['AC', null, 'in_transit'],
  ['AC', 'SHIPMENT_CREATED', 'pre_transit'],
  ['IT', 'HUB_SCAN_IN', 'in_transit'],
  ['it', null, 'in_transit'],
  ['IT', 'OUT_FOR_DELIVERY', 'out_for_delivery'],
  ['IT', 'PARCEL_REPACKED', 'in_transit'],
  ['IT', 'INFORMATION', 'in_transit'],
  ['IT', 'A_NEW_ONE', 'in_transit'],
  ['SP', null, 'available_for_pickup'],
  ['DE', 'DELIVERED_TO_PICKUP_POINT', 'available_for_pickup'],
  ['DE', 'DELIVERED_TO_NEIGHBOUR', 'delivered'],
  ['DE', null, 'delivered'],
  ['AT', null, 'attempted'],
  ['AT', 'NO_ACCESS_TO_RECIPIENTS_ADDRESS', 'attempted no_access'],
  ['EX', null, 'exception other'],
  ['EX', 'HELD_BY_CUSTOMS', 'exception customs'],
  ['EX', 'CARRIER_DELAYS', 'in_transit delay'],
  ['EX', 'RETURN_TO_SENDER', 'return_to_sender'],
  ['EX', 'UNDELIVERABLE_RETURNED_TO_SENDER', 'return_to_sender returned'],
  ['UN', null, 'info'],
  ['SH', null, 'unmapped'],
])('an event %s/%s is %s', (status, detail, what) => {
  const data = aTracking({ events: [anEvent(status, detail)] });
  const body = { resource_url: 'https://x', resource_type: 'API_TRACK', data };
  expect(eventLines(shipengine, body)).toEqual([`2026-11-24T12:00:00-06:00 ${what}`]);
});

test('an event without a status is read only by the carrier’s words', () => {
  const events = [
    anEvent('', null, {
      description: 'Out for Delivery, Expected Delivery by 9:00pm',
      event_code: 'OF',
    }),
    anEvent('', null, { description: 'Arrived at Post Office', event_code: '07' }),
    anEvent('', null, { description: 'Something new', event_code: 'ZZ' }),
  ];
  expect(eventLines(shipengine, aTracking({ events }))).toEqual([
    '2026-11-24T12:00:00-06:00 unmapped',
    '2026-11-24T12:00:00-06:00 in_transit',
    '2026-11-24T12:00:00-06:00 out_for_delivery',
  ]);
});

test.each([
  // UPS may load on Saturday for Monday.
  ['Loaded on Delivery Vehicle', 'in_transit'],
  ['Returned to sender', 'return_to_sender returned'],
  ['Return to sender', 'return_to_sender'],
])('the words "%s" mean %s', (description, expected) => {
  const events = [anEvent('', null, { description })];
  expect(eventLines(shipengine, aTracking({ events }))).toEqual([
    `2026-11-24T12:00:00-06:00 ${expected}`,
  ]);
});

test.each([
  ['usps', '03', 'USPS picked up your item', 'in_transit'],
  ['usps', '81', 'Arrived Shipping Partner Facility, USPS Awaiting Item', 'in_transit'],
  ['fedex', 'OC', 'Shipment information sent', 'pre_transit'],
  ['ups', 'DL', 'Package delivered', 'delivered'],
  ['ups', 'DL', 'Words that nobody wrote down', 'unmapped'],
])('%s’s %s is read by its own table: %s', (carrier, code, description, expected) => {
  const events = [anEvent('', null, { description, event_code: code, carrier_status_code: code })];
  const body = aTracking({ carrier_code: carrier, carrier_status_code: 'other', events });
  expect(eventLines(shipengine, body)).toEqual([`2026-11-24T12:00:00-06:00 ${expected}`]);
});

test('the latest event has the parcel’s status if both have the same carrier code', () => {
  const events = [anEvent(null, null, { carrier_status_code: 'KB' }), anEvent('IT', null)];
  const body = aTracking({ status_code: 'DE', carrier_status_code: 'KB', events });
  expect(eventLines(shipengine, body).at(-1)).toBe('2026-11-24T12:00:00-06:00 delivered');
});

test('an older webhook has an event’s date, and its carrier in the URL', () => {
  const events = [
    { event_date: '2026-11-24T17:45:26.734Z', description: 'Delivered, Individual Picked Up' },
  ];
  const data = { tracking_number: '9400', status_code: 'DE', events };
  for (const address of ['/usps/9400', '?carrier_code=usps&tracking_number=9400']) {
    const resource_url = `https://api.shipengine.com/v1/tracking${address}`;
    const body = { resource_type: 'API_TRACK', resource_url, data };
    expect(eventLines(shipengine, body)).toEqual(['2026-11-24T17:45:26Z delivered']);
    expect(firstShipment(shipengine, body).carrier).toBe('usps');
  }
});

test('a time without local time is UTC', () => {
  const events = [anEvent('IT', null, { carrier_occurred_at: null })];
  expect(firstShipment(shipengine, aTracking({ events })).events[0]).toMatchObject({
    offsetMinutes: 0,
    offsetSource: 'utc',
  });
});

test('the underlying carrier, the estimate and the proof are kept', () => {
  const events = [
    anEvent('DE', 'DELIVERED', { signer: 'M. Curie', proof_of_delivery_url: 'https://x/pod.png' }),
  ];
  const body = aTracking({ estimated_delivery_date: '2026-11-26T00:00:00', events });
  expect(firstShipment(shipengine, body)).toMatchObject({
    carrier: 'usps',
    edd: { date: '2026-11-26' },
    proofOfDelivery: { signedBy: 'M. Curie', photoUrl: 'https://x/pod.png' },
  });
});

test.each([
  [
    aTracking({ status_code: 'NY', status_description: 'Not Yet In System', events: [] }),
    'not_yet: Not Yet',
  ],
  [
    { errors: [{ error_source: 'shipengine', error_code: 'not_found', message: 'No label' }] },
    'not_found: No',
  ],
  [
    { errors: [{ error_source: 'shipengine', error_code: 'unauthorized', message: 'No key' }] },
    'error: No key',
  ],
  [{ resource_url: 'https://x', resource_type: 'SHIP_NOTIFY' }, 'other: SHIP_NOTIFY'],
])('%j is refused: %s', (body, refusal) => {
  expect(refusalOf(shipengine, body)).toContain(refusal);
});

// Made with openssl genrsa 2048, and:
// printf '%s' "2026-11-24T10:00:00Z.$body" | openssl dgst -sha256 -sign key.pem | base64
const BODY = '{"resource_type":"API_TRACK","data":{"tracking_number":"1Z0"}}';
const MAC = [
  'Hl0mIGw0O8MrxckIXFPNvRcQb44k48W6ipD6FWZ9HeDtxorUhf8So2YZbGON/O9YmqapZ0n1mtLx9JQo8tCssmNkQwJA',
  'ycZpN5mOTu2W/wFrBoZjmjHwV6ETpolb13L+GgEINSyCeBtOUhxqG1CbAmabVdY1YieXBdYai4+MHZQjqNKitiRzTEMO',
  '2Ur2WMLzQj/6kYvfPHFNItn+IlqOkU5pDg/v3ZHrg5dAGd2SibYW4w2h3x2c9jQ1W70zSFFs0hbZsKjy4cdTlW7AONrp',
  'LIU042sdMvELy9Vx7m9UJ1uTUy3hdKSAPNbIvmnXjJBqxzS1wf95uYovF6sRLqcOiQ==',
].join('');
const N = [
  'ylTptITBKh4lUVk3IR4JBuTTQ4HU8-vPq8dVGGjNODTJjsTcz-gRETTu8NKdKTBT_TAVC8-DNpUkTq2-quCpZc104g_G',
  'gXVKKScyauQ9FHJTd2W7C-xntKGN0Te57JgjzcE9Ml3xsnfyJIFfb4rNymQl7xukyUywrYc6eMnnxKysJh-oeuCTMynj',
  'sJNoc6glU9bqEefM6jQDJydpErTs3mbUQLyNLNKFXprRmWpenj8vo0E-MCw48DAmacRWAtCd9XCjxpWWHsYispY0J_Cq',
  'Dqm5Y0a85zaDKx4fZ9rKAbjA8oiY_pxx7OZx0HrzcOFL02izwgN02jtqJ81S1dNvhw',
].join('');
const JWK = { kty: 'RSA', kid: 'key-1', n: N, e: 'AQAB' };
const JWKS = JSON.stringify({ keys: [{ kty: 'EC', kid: 'key-0' }, JWK] });
const HEADERS = {
  'x-shipengine-rsa-sha256-signature': MAC,
  'x-shipengine-rsa-sha256-key-id': 'key-1',
  'x-shipengine-timestamp': '2026-11-24T10:00:00Z',
};
const DER = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${Buffer.from(N, 'base64url').toString('base64').replace(/=+$/, '')}`;
const PEM = `-----BEGIN PUBLIC KEY-----\n${DER}IDAQAB\n-----END PUBLIC KEY-----`;

test.each([
  ['the whole key set', JWKS],
  ['one key of it', JSON.stringify(JWK)],
  ['PEM', PEM],
])('a webhook is verified by %s', async (_, secret) => {
  const request = aWebhook(BODY, HEADERS);
  expect(await shipengine.verify(request, ['not a key', secret])).toEqual({ ok: true });
});

test.each([
  ['another body', aWebhook(BODY.replace('1Z0', '1Z9'), HEADERS), 'bad_signature'],
  [
    'a key id that is not in the set',
    aWebhook(BODY, { ...HEADERS, 'x-shipengine-rsa-sha256-key-id': 'key-2' }),
    'bad_signature',
  ],
  [
    'a time that was moved',
    aWebhook(BODY, { ...HEADERS, 'x-shipengine-timestamp': '2026-11-24T10:01:00Z' }),
    'bad_signature',
  ],
  [
    'an old webhook',
    aWebhook(BODY, HEADERS, { receivedAt: Date.parse('2026-11-24T10:06:00Z') }),
    'stale',
  ],
  ['no headers', aWebhook(BODY, {}), 'missing_header'],
])('a webhook is refused for %s', async (_, request, reason) => {
  expect(await shipengine.verify(request, [JWKS])).toMatchObject({ ok: false, reason });
});
