import { expect, test } from 'vitest';
import { australiapost } from '../../../carriers/adapters/australiapost/australiapost.ts';
import { parseBody } from '../../../carriers/parse.ts';
import { firstShipment, statusLines } from '../read-body.ts';

function aResult(description: string, location = 'KEW VIC') {
  const events = [{ description, location, date: '2026-01-21T11:04:27+11:00' }];
  return { tracking_id: '7XX1', trackable_items: [{ article_id: '7XX1', events }] };
}

test.each([
  ['Shipping information approved by Australia Post', 'pre_transit'],
  ['In transit to next facility in DARRA QLD', 'in_transit'],
  ['Arrived in New Zealand', 'in_transit'],
  ['Item is in Customs', 'in_transit'],
  ['Onboard for delivery', 'out_for_delivery'],
  ['Awaiting collection at INALA HEIGHTS LPO', 'available_for_pickup'],
  ['Attempted delivery - Unable to gain access', 'attempted no_access'],
  ['Attempted delivery - Something new', 'attempted'],
  ['Delivered - Left in a safe place', 'delivered'],
  ['Possible delay', 'in_transit delay'],
  ['Leave in a safe place requested by Receiver', 'info'],
  ['Eaten by a crocodile', 'unmapped'],
])('"%s" is read as %s', (words, expected) => {
  expect(statusLines(australiapost, { tracking_results: [aResult(words)] })).toEqual([expected]);
});

test('each article of a consignment is a parcel, related to the others', () => {
  const items = [{ article_id: 'A1' }, { article_id: 'A2' }];
  const tracking_results = [
    { tracking_id: 'C1', trackable_items: [{ consignment_id: 'C1', items }] },
  ];
  const result = parseBody(australiapost, JSON.stringify({ tracking_results }));
  expect(result).toMatchObject({
    ok: true,
    shipments: [
      { trackingNumber: 'A1', relatedNumbers: ['C1', 'A2'] },
      { trackingNumber: 'A2', relatedNumbers: ['C1', 'A1'] },
    ],
  });
});

test.each([
  ['ALEXANDRIA NSW', { city: 'ALEXANDRIA', region: 'NSW', country: 'AU' }],
  ['JOHN F. KENNEDY APT/NEW YORK (US)', { city: 'JOHN F. KENNEDY APT/NEW YORK', country: 'US' }],
  ['NZ', { city: null, country: 'NZ' }],
])('the place %s is read', (location, place) => {
  const body = { tracking_results: [aResult('Delivered', location)] };
  expect(firstShipment(australiapost, body).events[0]?.place).toMatchObject(place);
});

test('an unknown number next to a known one is a notice', () => {
  const unknown = {
    tracking_id: '7XX',
    errors: [{ code: 'ESB-10001', name: 'Invalid tracking ID' }],
  };
  const known = aResult('Delivered');
  expect(statusLines(australiapost, { tracking_results: [unknown] })).toEqual([
    'refused: not_found',
  ]);
  expect(statusLines(australiapost, { tracking_results: [unknown, known] })).toEqual(['delivered']);
});

test('too many requests are an error', () => {
  const errors = [{ error_code: 'API_002', error_name: 'Too many requests' }];
  expect(statusLines(australiapost, { errors })).toEqual(['refused: error']);
});
