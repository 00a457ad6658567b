/** DHL Shipment Tracking – Unified: five status codes, refined by DHL's sentences. */

import { describe, expect, test } from 'vitest';
import { dhl_unified } from '../../../carriers/adapters/dhl_unified/dhl_unified.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

interface Event {
  readonly statusCode?: string;
  readonly status?: string;
  readonly description?: string;
  readonly timestamp?: string;
}

function shipment(service: string, events: readonly Event[], more: object = {}): object {
  const dated = events.map((event) => ({
    timestamp: '2026-11-24T09:00:00+01:00',
    location: { address: { countryCode: 'DE', addressLocality: 'Bonn' } },
    ...event,
  }));
  return { shipments: [{ id: '00340434161094015902', service, events: dated, ...more }] };
}

function words(service: string, event: Event): string {
  return finalStatus(dhl_unified, shipment(service, [event]));
}

describe('a status code `transit` is refined by DHL’s words', () => {
  test.each([
    ['express', 'transit', 'Shipment is out with courier for delivery', 'out_for_delivery'],
    ['express', 'transit', 'Awaiting collection by recipient as requested', 'available_for_pickup'],
    ['express', 'transit', 'Delivery attempted; recipient not home', 'attempted nobody_home'],
    ['express', 'failure', 'Returned to shipper', 'return_to_sender returned'],
    ['express', 'failure', 'Recipient refused delivery', 'exception refused'],
    ['express', 'transit', 'Scheduled for delivery as agreed', 'in_transit rescheduled'],
    ['express', 'transit', 'Clearance processing complete at BONN - GERMANY', 'in_transit'],
    [
      'parcel-de',
      'transit',
      'Die Sendung wurde in das Zustellfahrzeug geladen.',
      'out_for_delivery',
    ],
    [
      'parcel-de',
      'transit',
      'Die Sendung liegt in der Filiale Poststr. 1, 53111 Bonn zur Abholung bereit.',
      'available_for_pickup',
    ],
    [
      'parcel-de',
      'delivered',
      'The shipment is ready for pick-up at the Packstation 123.',
      'available_for_pickup',
    ],
    ['parcel-de', 'failure', 'The shipment is being returned to the sender.', 'return_to_sender'],
    ['express', 'failure', 'Further Clearance Processing is Required', 'exception customs'],
    [
      'parcel-de',
      'transit',
      'The shipment has been deposited in the PACKSTATION',
      'available_for_pickup',
    ],
    [
      'parcel-de',
      'failure',
      'The shipment could not be delivered, and will be returned to the sender',
      'return_to_sender',
    ],
    ['parcel-nl', 'transit', 'OUT_FOR_DELIVERY', 'out_for_delivery'],
    ['ecommerce', 'transit', 'OUT FOR DELIVERY', 'out_for_delivery'],
    ['parcel-pl', 'transit', 'przesyłka przekazana kurierowi do doręczenia', 'out_for_delivery'],
  ])('%s, %s, %j: %s', (service, statusCode, description, expected) => {
    expect(words(service, { statusCode, description })).toBe(expected);
  });
});

test.each([
  ['pre-transit', 'DELIVERED', 'pre_transit'],
  ['transit', 'Something that DHL has never written', 'in_transit'],
  ['failure', 'Something that DHL has never written', 'exception other'],
  ['unknown', 'Something that DHL has never written', 'unknown'],
  ['102', 'Something that DHL has never written', 'in_transit'],
  ['101', 'Delivered', 'delivered'],
])('the status code %s wins over %j: %s', (statusCode, status, expected) => {
  expect(words('express', { statusCode, status })).toBe(expected);
});

test.each([
  ['OK', 'delivered', 'delivered'],
  ['WC', 'transit', 'out_for_delivery'],
  ['CC', 'transit', 'available_for_pickup'],
  ['OH', 'transit', 'exception held'],
])('Express’ code %s in `status` is more exact', (status, statusCode, expected) => {
  expect(words('express', { statusCode, status, description: 'x' })).toBe(expected);
});

test('a delivered return is back at its sender', () => {
  const delivered = { statusCode: 'delivered', description: 'The shipment has been delivered' };
  const body = shipment('parcel-de', [delivered], { returnFlag: true });
  expect(finalStatus(dhl_unified, body)).toBe('return_to_sender returned');
});

test('links to a proof before the delivery are not a proof', () => {
  const proof = { proofOfDelivery: { documentUrl: 'https://webpod.dhl.com/1', signatureUrl: '' } };
  const moving = shipment('express', [{ statusCode: 'transit' }], { details: proof });
  expect(onlyShipment(dhl_unified, moving).proofOfDelivery).toBeNull();
  const there = shipment('express', [{ statusCode: 'delivered' }], { details: proof });
  expect(onlyShipment(dhl_unified, there).proofOfDelivery).toMatchObject({
    signatureUrl: 'https://webpod.dhl.com/1',
    signedBy: null,
  });
});

test('a push repeats the latest event in `status`: one event; a later status is another', () => {
  const event = { statusCode: 'transit', timestamp: '2026-11-24T09:00:00+01:00' };
  const later = { statusCode: 'delivered', timestamp: '2026-11-24T13:00:00+01:00' };
  expect(eventLines(dhl_unified, shipment('parcel-de', [event], { status: event }))).toHaveLength(
    1,
  );
  expect(eventLines(dhl_unified, shipment('parcel-de', [event], { status: later }))).toEqual([
    '2026-11-24T09:00:00+01:00 in_transit',
    '2026-11-24T13:00:00+01:00 delivered',
  ]);
});

test('an event without a status code gets the code of the `status` of the same time', () => {
  const event = { timestamp: '2026-11-24T09:00:00', description: 'In the <a href="#">depot</a>' };
  const status = { timestamp: '2026-11-24T09:00:00', statusCode: 'failure' };
  const parcel = onlyShipment(dhl_unified, shipment('parcel-de', [event], { status }));
  expect(parcel.events).toMatchObject([{ status: 'exception', description: 'In the depot' }]);
});

test.each([
  ['express', 'dhl_express'],
  ['parcel-de', 'dhl_parcel_de'],
  ['ecommerce', 'dhl_ecommerce'],
  ['parcel-pl', 'dhl_poland'],
  ['freight', 'dhl'],
])('the parcel of %s is carried by %s', (service, carrier) => {
  const body = shipment(service, [{ statusCode: 'transit' }]);
  expect(onlyShipment(dhl_unified, body).carrier).toBe(carrier);
});

test('a shipment without events is recognised by its service and status code', () => {
  const body = { shipments: [{ id: '1', service: 'express', status: { statusCode: 'unknown' } }] };
  const document = { format: 'json', root: body } as const;
  expect(dhl_unified.recognises(document)).toBe(true);
  expect(onlyShipment(dhl_unified, body)).toMatchObject({ carrier: 'dhl_express', events: [] });
});

test('times without an offset are local to the place', () => {
  const event = { statusCode: 'transit', timestamp: '2026-07-01T09:00:00' };
  expect(eventLines(dhl_unified, shipment('parcel-de', [event]))).toEqual([
    '2026-07-01T09:00:00+02:00 in_transit',
  ]);
});

test.each([
  [
    {
      status: 404,
      title: 'No result found',
      detail: 'No shipment with given tracking number found.',
    },
    'not_found',
  ],
  [
    {
      status: 429,
      title: 'Too many requests',
      detail: 'Too many requests within defined time period.',
    },
    'error',
  ],
  [{ status: 401, title: 'Unauthorized', detail: 'Unauthorized for given resource.' }, 'error'],
  [{ shipments: [] }, 'not_found'],
  [{ shipments: [{ service: 'express' }] }, 'malformed'],
])('%j is refused as %s', (body, refusal) => {
  expect(readBody(dhl_unified, body)).toMatchObject({ ok: false, refusal });
});

test('a push is verified by the shop’s secret', async () => {
  const secrets = ['old', 'new'];
  expect(
    await dhl_unified.verify(aWebhook('{}', {}, { query: { token: 'new' } }), secrets),
  ).toEqual({
    ok: true,
    signs: 'nothing',
  });
  expect(await dhl_unified.verify(aWebhook('{}', { 'x-webhook-token': 'old' }), secrets)).toEqual({
    ok: true,
    signs: 'nothing',
  });
  expect(
    await dhl_unified.verify(aWebhook('{}', {}, { query: { token: 'guess' } }), secrets),
  ).toMatchObject({
    ok: false,
  });
});
