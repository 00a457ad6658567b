/** Shopify: fulfilments and their events. */

import { expect, test } from 'vitest';
import { shopify } from '../../../carriers/adapters/shopify.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment } from '../read-body.ts';

function anEvent(fields: object = {}) {
  return {
    id: 944956392,
    fulfillment_id: 255858046,
    status: 'in_transit',
    message: null,
    happened_at: '2026-11-24T09:30:55-05:00',
    country: 'Canada',
    city: 'Ottawa',
    ...fields,
  };
}

function aFulfillment(fields: object = {}) {
  return {
    id: 255858046,
    order_id: 450789469,
    status: 'success',
    service: 'manual',
    tracking_company: 'USPS',
    tracking_number: '9400100000000000000001',
    shipment_status: null,
    updated_at: '2026-11-24T12:00:00-05:00',
    ...fields,
  };
}

test.each([
  ['label_printed', 'pre_transit'],
  ['label_purchased', 'pre_transit'],
  ['confirmed', 'pre_transit'],
  ['carrier_picked_up', 'in_transit'],
  ['delayed', 'in_transit delay'],
  ['out_for_delivery', 'out_for_delivery'],
  ['attempted_delivery', 'attempted'],
  ['ready_for_pickup', 'available_for_pickup'],
  ['picked_up', 'delivered'],
  ['delivered', 'delivered'],
  ['failure', 'exception other'],
  ['RETURNING_TO_SENDER', 'return_to_sender'],
])('%s is %s', (status, expected) => {
  expect(finalStatus(shopify, anEvent({ status }))).toBe(expected);
});

test('an event names its fulfilment, and the parcel is the requested one', () => {
  expect(onlyShipment(shopify, anEvent(), '1z 999')).toMatchObject({
    trackingNumber: '1Z999',
    uniqueId: '255858046',
    events: [{ place: { city: 'Ottawa', country: 'CA' }, offsetSource: 'carrier' }],
  });
  expect(onlyShipment(shopify, anEvent()).trackingNumber).toBeNull();
});

test('the estimate comes from the latest event that has one', () => {
  const earlier = anEvent({ estimated_delivery_at: '2026-11-26T17:00:00-05:00' });
  const later = anEvent({
    happened_at: '2026-11-24T12:00:00-05:00',
    estimated_delivery_at: '2026-11-27T17:00:00-05:00',
  });
  const none = anEvent({ happened_at: '2026-11-24T13:00:00-05:00' });
  const body = { fulfillment_events: [later, none, earlier] };
  expect(onlyShipment(shopify, body).edd?.date).toBe('2026-11-27');
  expect(onlyShipment(shopify, body).events).toHaveLength(3);
});

test('a fulfilment has its numbers, its carrier and its status at its last change', () => {
  const numbers = ['9400100000000000000001', '9400100000000000000002'];
  const body = aFulfillment({ shipment_status: 'out_for_delivery', tracking_numbers: numbers });
  expect(onlyShipment(shopify, body)).toMatchObject({
    carrier: 'usps',
    relatedNumbers: [numbers[1]],
  });
  expect(eventLines(shopify, { fulfillments: [body] })).toEqual([
    '2026-11-24T12:00:00-05:00 out_for_delivery',
  ]);
});

test('a fulfilment without a scan has no event', () => {
  expect(finalStatus(shopify, { fulfillment: aFulfillment() })).toBe('unknown');
  expect(finalStatus(shopify, aFulfillment({ status: 'cancelled' }))).toBe('cancelled');
});

test('GraphQL gives the same as REST', () => {
  const fulfillment = {
    id: 'gid://shopify/Fulfillment/255858046',
    displayStatus: 'ATTEMPTED_DELIVERY',
    trackingInfo: [{ company: 'UPS', number: '1Z999AA10123456784' }],
    events: { edges: [{ node: { status: 'IN_TRANSIT', happenedAt: '2026-11-24T09:30:00Z' } }] },
  };
  const body = { data: { order: { fulfillments: [fulfillment] } } };
  expect(eventLines(shopify, body)).toEqual(['2026-11-24T09:30:00Z in_transit']);
  expect(onlyShipment(shopify, body)).toMatchObject({ carrier: 'ups', uniqueId: '255858046' });
});

test.each([
  [{ errors: 'Not Found' }, '!not_found'],
  [{ errors: '[API] Invalid API key or access token' }, '!error'],
  [{ fulfillments: [] }, '!not_yet'],
  [{ orders: 1 }, '!malformed'],
])('%j is %s', (body, refusal) => {
  expect(finalStatus(shopify, body)).toBe(refusal);
});

/** Made with `openssl dgst -sha256 -hmac … -binary | base64`. */
test('the signature is over the raw body', async () => {
  const body = '{"id":944956392,"fulfillment_id":255858046,"status":"in_transit"}';
  const headers = { 'x-shopify-hmac-sha256': '2DMypVwYTM3HyW5GgG17rY7rREIKsq+xHYSgixPJrRY=' };
  const secrets = ['shpss_old', 'shpss_new'];
  expect(await shopify.verify(aWebhook(body, headers), secrets)).toEqual({ ok: true });
  expect(await shopify.verify(aWebhook(`${body}\n`, headers), secrets)).toMatchObject({
    ok: false,
  });
  expect(await shopify.verify(aWebhook(body, headers), ['shpss_old'])).toMatchObject({ ok: false });
});
