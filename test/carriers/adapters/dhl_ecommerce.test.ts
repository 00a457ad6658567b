/** DHL eCommerce Americas: times with zone names, repeated statuses, and words for unknown ids. */

import { expect, test } from 'vitest';
import { dhl_ecommerce } from '../../../carriers/adapters/dhl_ecommerce/dhl_ecommerce.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

const AT = { date: '2026-07-01', time: '09:00:00', timeZone: 'ET' };

function answer(events: readonly object[], inside: object = {}): object {
  const dated = events.map((event) => ({ ...AT, location: 'Kansas City, MO, US', ...event }));
  const parcel = { dhlPackageId: '420941334204', packageId: 'SHOP-1', ...inside };
  return { total: 1, limit: 10, packages: [{ recipient: {}, package: parcel, events: dated }] };
}

test.each([
  [{ timeZone: 'CT' }, '2026-07-01T09:00:00-05:00 delivered'],
  [{ timeZone: 'EST' }, '2026-07-01T09:00:00-05:00 delivered'],
  [{ timeZone: 'ET' }, '2026-07-01T09:00:00-04:00 delivered'],
  [{ timeZone: 'LT' }, '2026-07-01T09:00:00-05:00 delivered'],
  [{ timeZone: '-07:00' }, '2026-07-01T09:00:00-07:00 delivered'],
  [
    { date: '7/1/2026', time: '7:42 PM PT', timeZone: undefined },
    '2026-07-01T19:42:00-07:00 delivered',
  ],
])('the time %j is %s', (clock, expected) => {
  expect(eventLines(dhl_ecommerce, answer([{ primaryEventId: 600, ...clock }]))).toEqual([
    expected,
  ]);
});

test('EN ROUTE is a scan only with a place', () => {
  const echo = { primaryEventDescription: 'EN ROUTE', location: '', time: '12:00:00' };
  const scan = { primaryEventDescription: 'EN ROUTE' };
  expect(eventLines(dhl_ecommerce, answer([echo, scan]))).toEqual([
    '2026-07-01T09:00:00-04:00 in_transit',
  ]);
});

test.each([
  [{ primaryEventId: 598 }, 'out_for_delivery'],
  [{ primaryEventId: 7777, primaryEventDescription: 'OUT FOR DELIVERY' }, 'out_for_delivery'],
  [{ primaryEventId: 7777, primaryEventDescription: 'DOG ATE IT' }, 'unknown'],
  [{ primaryEventDescription: 'NOTICE LEFT (BUSINESS CLOSED)' }, 'attempted closed'],
  [{ primaryEventDescription: 'AVAILABLE FOR PICKUP' }, 'available_for_pickup'],
  [{ primaryEventDescription: 'HELD AT POST OFFICE, AT CUSTOMER REQUEST' }, 'exception held'],
  [{ primaryEventDescription: 'FORWARDED' }, 'in_transit'],
  [{ primaryEventDescription: 'RETURNED TO SENDER' }, 'return_to_sender returned'],
])('%j: %s', (event, expected) => {
  expect(finalStatus(dhl_ecommerce, answer([event]))).toBe(expected);
});

test('the number is the requested one, and the others are related numbers', () => {
  const body = answer([{ primaryEventId: 220 }]);
  expect(onlyShipment(dhl_ecommerce, body, 'SHOP1').trackingNumber).toBe('SHOP1');
  expect(onlyShipment(dhl_ecommerce, body)).toMatchObject({
    trackingNumber: '420941334204',
    relatedNumbers: ['SHOP1'],
  });
});

test('a webhook is one package, without a list', () => {
  const event = { ...AT, primaryEventId: 600, primaryEventDescription: 'DELIVERED' };
  const body = { dhlPackageId: '420941334204', events: [{ ...event, location: 'Reno, NV, US' }] };
  expect(eventLines(dhl_ecommerce, body)).toEqual(['2026-07-01T09:00:00-04:00 delivered']);
});

test('a known package without events is not refused', () => {
  expect(finalStatus(dhl_ecommerce, answer([]))).toBe('unknown');
});

test.each([
  [{ packages: [], total: 0, limit: 10 }, 'not_found'],
  ['<track><error><description>No results</description></error></track>', 'not_found'],
  [{ type: 'https://api.dhlecs.com/docs/errors/401', title: 'Unauthorized' }, 'error'],
])('%j is refused as %s', (body, refusal) => {
  expect(readBody(dhl_ecommerce, body)).toMatchObject({ ok: false, refusal });
});

test('a webhook is verified by the shop’s secret', async () => {
  expect(await dhl_ecommerce.verify(aWebhook('{}', {}, { query: { token: 's' } }), ['s'])).toEqual({
    ok: true,
    signs: 'nothing',
  });
  const stranger = await dhl_ecommerce.verify(aWebhook('{}', {}, { query: { token: 'x' } }), ['s']);
  expect(stranger.ok).toBe(false);
});
