/** Hermes Germany: codes of four and of nine digits, and results without information. */

import { expect, test } from 'vitest';
import { hermes_de } from '../../../carriers/adapters/hermes_de/hermes_de.ts';
import { eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

function info(codes: readonly (string | number)[], more: object = {}): object {
  const status = codes.map((code, index) => ({
    code,
    description: 'words',
    timestamp: `2026-11-24T0${9 - index}:00:00+0100`,
    scanningUnit: { city: 'Hamburg', countryCode: 'DEU' },
  }));
  return { shipmentID: 'H1000730000000501086', result: { code: 'i002' }, status, ...more };
}

test.each([
  ['0000', 'pre_transit'],
  [0, 'pre_transit'],
  ['2000', 'in_transit'],
  ['3000', 'out_for_delivery'],
  ['3410', 'available_for_pickup'],
  ['055001003', 'available_for_pickup'],
  ['3500', 'delivered'],
  ['3530', 'delivered'],
  ['090003008', 'delivered'],
  ['3710', 'exception refused'],
  ['3731', 'attempted nobody_home'],
  ['1730', 'exception customs'],
  ['4630', 'exception loss'],
  ['6081', 'return_to_sender refused'],
  ['7500', 'return_to_sender returned'],
  ['9340', 'cancelled'],
  ['4711', 'unknown'],
])('%s: %s', (code, expected) => {
  expect(finalStatus(hermes_de, { shipmentinfo: [info([code])] })).toBe(expected);
});

test('the newest event is first, with Hermes’s own offset', () => {
  expect(eventLines(hermes_de, { shipmentinfo: [info(['3500', '3000'])] })).toEqual([
    '2026-11-24T08:00:00+01:00 out_for_delivery',
    '2026-11-24T09:00:00+01:00 delivered',
  ]);
});

test('the forecast is a day, or a time slot on that day', () => {
  const day = info(['2000'], { deliveryForecast: { fixed: false, date: '2026-11-25' } });
  expect(onlyShipment(hermes_de, { shipmentinfo: [day] }).edd).toMatchObject({
    date: '2026-11-25',
    from: null,
  });
  const timeSlot = { from: '10:00:00', to: '14:00:00' };
  const slot = info(['2000'], { deliveryForecast: { date: '2026-11-25', timeSlot } });
  expect(onlyShipment(hermes_de, { shipmentinfo: [slot] }).edd).toMatchObject({
    from: Date.parse('2026-11-25T09:00:00Z'),
    until: Date.parse('2026-11-25T13:00:00Z'),
  });
});

test('a number without information becomes a notice beside the others', () => {
  const none = { shipmentID: 'H2', result: { code: 'e001', message: 'There is no information' } };
  expect(readBody(hermes_de, { shipmentinfo: [info(['3500']), none] })).toMatchObject({
    shipments: [{ trackingNumber: 'H1000730000000501086' }],
    notices: ['H2: There is no information'],
  });
  expect(finalStatus(hermes_de, { shipmentinfo: [none] })).toBe('!not_found');
});

test.each([
  [{ shipmentinfo: [] }, '!not_found'],
  [{ shipmentinfo: [{ result: { code: 'e010', message: 'Access denied' } }] }, '!error'],
  [{ hello: 'world' }, '!malformed'],
])('%j: %s', (body, expected) => {
  expect(finalStatus(hermes_de, body)).toBe(expected);
});
