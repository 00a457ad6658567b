import { expect, test } from 'vitest';
import { easypost } from '../../../carriers/adapters/easypost/easypost.ts';
import { CORPUS, readPayload } from '../corpus.ts';
import { aWebhook, eventLines, firstShipment, refusalOf } from '../read-body.ts';

function aTracker(details: readonly object[], over: object = {}) {
  const tracking_details = details.map((detail) => ({
    datetime: '2026-11-24T10:00:00Z',
    ...detail,
  }));
  return { object: 'Tracker', tracking_code: '1Z1', carrier: 'UPS', tracking_details, ...over };
}

test.each([
  ['pre_transit', 'label_created', 'pre_transit'],
  ['in_transit', 'arrived_at_facility', 'in_transit'],
  ['in_transit', 'out_for_delivery', 'out_for_delivery'],
  ['in_transit', 'arrived_at_pickup_location', 'available_for_pickup'],
  ['in_transit', 'weather_delay', 'in_transit weather'],
  ['in_transit', 'return', 'return_to_sender'],
  ['in_transit', 'a_new_one', 'in_transit'],
  ['delivered', 'arrived_at_destination', 'delivered'],
  ['delivered', 'arrived_at_pickup_location', 'available_for_pickup'],
  ['return_to_sender', 'in_transit', 'return_to_sender'],
  ['return_to_sender', 'arrived_at_destination', 'return_to_sender returned'],
  ['failure', 'address_correction', 'exception address'],
  ['failure', 'cancelled', 'cancelled'],
  ['unknown', 'expired', 'info'],
  ['unknown', 'lost', 'exception loss'],
  ['teleported', 'unknown', 'unmapped'],
])('a scan %s/%s is %s', (status, status_detail, what) => {
  const body = { description: 'tracker.updated', result: aTracker([{ status, status_detail }]) };
  expect(eventLines(easypost, body)).toEqual([`2026-11-24T10:00:00Z ${what}`]);
});

test('the estimate is the day at the destination, and the proof has signer and time', () => {
  const over = {
    signed_by: 'M. Curie',
    est_delivery_date: '2026-11-26T00:00:00Z',
    carrier_detail: { est_delivery_date_local: '2026-11-25', guaranteed_delivery_date: null },
  };
  expect(firstShipment(easypost, aTracker([{ status: 'delivered' }], over))).toMatchObject({
    edd: { date: '2026-11-25' },
    originalEdd: null,
    proofOfDelivery: { signedBy: 'M. Curie', at: Date.parse('2026-11-24T10:00:00Z') },
  });
});

test('a plain list of trackers is a list of parcels', () => {
  const root = [aTracker([{ status: 'delivered' }])];
  expect(easypost.recognises({ format: 'json', root })).toBe(true);
  expect(eventLines(easypost, root)).toEqual(['2026-11-24T10:00:00Z delivered']);
});

test('a shipment contains its tracker', () => {
  const shipment = {
    object: 'Shipment',
    id: 'shp_1',
    tracker: aTracker([{ status: 'delivered' }]),
  };
  expect(easypost.recognises({ format: 'json', root: shipment })).toBe(true);
  expect(eventLines(easypost, shipment)).toEqual(['2026-11-24T10:00:00Z delivered']);
});

test('an EasyPost failure is not a scan', () => {
  const failed = aTracker([{ status: 'error', message: 'no such number' }], { status: 'error' });
  expect(refusalOf(easypost, failed)).toContain('error: no such number');
});

// Made with: printf '%s' "$body" | openssl dgst -sha256 -hmac "$(printf 'se\u0301cret')"
test('a weight signed as 17.0 and sent as 17 is verified', async () => {
  const mac = 'f0510398a6e246889a82546a4eabf5ac89b480b6d693c993bdba3bbeb6a3c199';
  const headers = { 'x-hmac-signature': `hmac-sha256-hex=${mac}` };
  const body = '{"description":"tracker.updated","result":{"weight": 17}}';
  expect(await easypost.verify(aWebhook(body, headers), ['sécret'])).toEqual({ ok: true });
  expect(await easypost.verify(aWebhook(`${body} `, headers), ['sécret'])).toMatchObject({
    ok: false,
  });
});

test.skipIf(CORPUS === null)('the vector that EasyPost published is verified', async () => {
  const file = 'easypost/docs_webhook_tracker_updated_event_body.json';
  const body = readPayload(CORPUS ?? '', file).replace(/\n$/, '');
  const mac = '38f3f53c103713df81616a0a186d77141957323ec21d5fe9363db93840f527db';
  const headers = { 'x-hmac-signature': `hmac-sha256-hex=${mac}` };
  expect(await easypost.verify(aWebhook(body, headers), ['sécret'])).toEqual({ ok: true });
});
