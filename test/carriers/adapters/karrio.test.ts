/** Karrio: trackers. */

import { expect, test } from 'vitest';
import { karrio } from '../../../carriers/adapters/karrio/karrio.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

function aTracker(events: readonly object[], fields: object = {}) {
  return {
    id: 'trk_1',
    object_type: 'tracker',
    carrier_name: 'ups',
    carrier_id: 'ups-main',
    tracking_number: '1Z999AA10123456784',
    status: 'in_transit',
    delivered: false,
    events,
    ...fields,
  };
}

function anEvent(fields: object = {}) {
  return { timestamp: '2026-11-24T10:00:00.000Z', description: 'words', code: 'X', ...fields };
}

test.each([
  ['pending', null, 'pre_transit'],
  ['picked_up', null, 'in_transit'],
  ['on_hold', null, 'exception held'],
  ['on_hold', 'customs_documentation', 'exception customs_information'],
  ['delivery_delayed', 'weather_delay', 'in_transit weather'],
  ['delivery_failed', null, 'attempted'],
  ['delivery_failed', 'consignee_not_home', 'attempted nobody_home'],
  ['delivery_failed', 'consignee_refused', 'exception refused'],
  ['delivery_failed', 'carrier_parcel_lost', 'exception loss'],
  ['delivery_failed', 'a_new_reason', 'attempted'],
  ['ready_for_pickup', null, 'available_for_pickup'],
  ['delivered', 'consignee_not_home', 'delivered'],
  ['unknown', null, 'unknown'],
])('%s for %s is %s', (status, reason, expected) => {
  expect(finalStatus(karrio, aTracker([anEvent({ status, reason })]))).toBe(expected);
});

test('a time with a Z is local to the place', () => {
  const events = [anEvent({ status: 'in_transit', location: 'Toronto, ON, CA' })];
  expect(eventLines(karrio, aTracker(events))).toEqual(['2026-11-24T10:00:00-05:00 in_transit']);
});

test.each([
  ['12:35 AM', '2026-11-24T00:35:00-05:00 in_transit'],
  ['05:45 PM', '2026-11-24T17:45:00-05:00 in_transit'],
  ['17:45 PM', '2026-11-24T17:45:00-05:00 in_transit'],
  ['17:45', '2026-11-24T17:45:00-05:00 in_transit'],
  [null, '2026-11-24 in_transit'],
])('in older versions, 2026-11-24 at %s is %s', (time, expected) => {
  const event = { date: '2026-11-24', time, status: 'in_transit', code: 'X' };
  expect(eventLines(karrio, aTracker([event]))).toEqual([expected]);
});

test('events without a status are read by known words, the latest by the tracker', () => {
  const events = [
    anEvent({ timestamp: '2026-11-24T12:00:00.000Z', description: 'At the neighbour', code: 'KB' }),
    anEvent({ timestamp: '2026-11-24T09:00:00.000Z', description: 'Out for Delivery', code: 'OD' }),
    anEvent({ timestamp: '2026-11-23T09:00:00.000Z', description: 'Some scan', code: 'QQ' }),
  ];
  expect(eventLines(karrio, aTracker(events, { status: 'delivered' }))).toEqual([
    '2026-11-23T09:00:00-05:00 unmapped',
    '2026-11-24T09:00:00-05:00 out_for_delivery',
    '2026-11-24T12:00:00-05:00 delivered',
  ]);
  expect(onlyShipment(karrio, aTracker(events)).unmapped).toEqual(['QQ']);
});

test.each([
  ['fedex', 'PU', 'Picked up', null, 'in_transit'],
  ['fedex', 'DE', 'Customer not available or business closed', null, 'attempted nobody_home'],
  ['usps', '03', 'USPS in possession of item', null, 'in_transit'],
  ['canadapost', '0174', 'Item out for delivery', null, 'out_for_delivery'],
  ['dhl_express', 'WC', 'With delivery courier', null, 'out_for_delivery'],
  ['gls', 'INTIAL.PREADVICE', 'Data was entered', null, 'pre_transit'],
  ['tnt', 'NR', 'Delayed in transit', null, 'in_transit delay'],
  ['ups', 'DL', 'The package will be returned to the sender.', null, 'return_to_sender'],
  ['ups', 'DL', 'Words that UPS never said', null, 'unknown'],
  ['laposte', 'ET1', 'En cours d’acheminement', 'out_for_delivery', 'in_transit'],
  ['easypost', 'pre_transit', 'Shipping Label Created', 'on_hold', 'pre_transit'],
  ['dpd', 'ReturningFromDelivery', 'Back at the depot', 'out_for_delivery', 'attempted'],
  ['a_new_carrier', 'DL', 'Words', 'delivered', 'delivered'],
])('%s’s %s (%s) is read by its own table', (carrier, code, description, status, expected) => {
  const event = anEvent({ code, description, ...(status === null ? {} : { status }) });
  const tracker = aTracker([event], { carrier_name: carrier, status: 'unknown' });
  expect(finalStatus(karrio, tracker)).toBe(expected);
});

test('Karrio’s reason is kept if the carrier’s code has none', () => {
  const fields = { status: 'delivery_failed', reason: 'consignee_not_home', description: 'Sorry' };
  const tracker = aTracker([anEvent({ code: 'DE', ...fields })], { carrier_name: 'fedex' });
  expect(finalStatus(karrio, tracker)).toBe('attempted nobody_home');
  const late = anEvent({ code: '400', ...fields, status: 'delivery_delayed' });
  const other = aTracker([late], { carrier_name: 'landmark' });
  expect(finalStatus(karrio, other)).toBe('attempted nobody_home');
});

test('midnight is a date, and times are local to the place or the carrier’s home zone', () => {
  const events = [
    { code: 'DL', date: '2026-07-03', time: '09:26 AM', description: 'Delivered' },
    { code: 'OD', date: '2026-07-03', time: '08:00 AM', location: 'Clovis, CA, 93612, US' },
    { code: 'PU', date: '2026-07-01', time: '00:00 AM', location: '56001, US' },
  ];
  expect(eventLines(karrio, aTracker(events, { carrier_name: 'fedex' }))).toEqual([
    '2026-07-01 in_transit',
    '2026-07-03T09:26:00-04:00 delivered',
    '2026-07-03T08:00:00-07:00 out_for_delivery',
  ]);
});

test.each([
  ['Milan - Italy ', { city: 'Milan', country: 'IT' }],
  ['Mechelen (BE)', { city: 'Mechelen', country: 'BE' }],
  ['56003, US', { city: null, postalCode: '56003', country: 'US' }],
  ['12 Main St, Unit C, Sudbury, ON, CA', { city: 'Sudbury', region: 'ON', country: 'CA' }],
])('%s is a place', (location, place) => {
  const [event] = onlyShipment(
    karrio,
    aTracker([anEvent({ status: 'delivered', location })]),
  ).events;
  expect(event?.place).toMatchObject(place);
});

test('a tracker without information has one notice', () => {
  const messages = [{ carrier_name: 'ups', code: '1', message: 'Not found' }];
  expect(readBody(karrio, aTracker([], { messages }))).toMatchObject({
    ok: true,
    notices: ['not_found: Not found'],
  });
});

test('a webhook, a list, the proxy and the SDK give the same parcel', () => {
  const tracker = aTracker([anEvent({ status: 'delivered' })]);
  for (const body of [
    { event: 'tracker_updated', data: tracker },
    { count: 1, next: null, results: [tracker] },
    { tracking: tracker, messages: [] },
    [[tracker], []],
  ]) {
    expect(onlyShipment(karrio, body)).toEqual(onlyShipment(karrio, tracker));
  }
});

test('a carrier’s message is a refusal without a parcel, and a notice with one', () => {
  const message = { carrier_name: 'ups', code: '404', message: 'Tracking number not found' };
  expect(finalStatus(karrio, { messages: [message] })).toBe('!not_found');
  expect(finalStatus(karrio, [[], [{ ...message, code: '1', message: 'Invalid login' }]])).toBe(
    '!error',
  );
  const beside = readBody(karrio, [[aTracker([])], [message]]);
  expect(beside).toMatchObject({ ok: true, notices: ['not_found: Tracking number not found'] });
});

test('the estimate and the signature are kept', () => {
  const fields = {
    estimated_delivery: '2026-11-27',
    info: { signed_by: 'A. Doe' },
    delivery_image_url: 'https://karrio.example/door.png',
  };
  expect(onlyShipment(karrio, aTracker([], fields))).toMatchObject({
    edd: { date: '2026-11-27' },
    proofOfDelivery: { signedBy: 'A. Doe', photoUrl: 'https://karrio.example/door.png' },
  });
});

/** Made with `openssl dgst -sha256 -hmac`. */
test('the secret itself, or a signature by it, is accepted', async () => {
  const body = '{"event":"tracker_updated","data":{}}';
  const mac = '423bc655c3d8843644d809cf50655f6b81a43855b75dab9149b2f2733f07ed70';
  const verify = (headers: Record<string, string>, sent = body) =>
    karrio.verify(aWebhook(sent, headers), ['whsec_old', 'whsec_new']);
  expect(await verify({ 'x-event-id': 'whsec_new' })).toEqual({ ok: true, signs: 'nothing' });
  expect(await verify({ 'x-event-id': 'guess' })).toMatchObject({ reason: 'bad_signature' });
  expect(await verify({ 'x-karrio-signature': `sha256=${mac}` })).toEqual({
    ok: true,
    signs: 'nothing',
  });
  expect(await verify({ 'x-karrio-signature': `sha256=${mac}` }, `${body} `)).toMatchObject({
    reason: 'bad_signature',
  });
});
