import { expect, test } from 'vitest';
import { CODES } from '../../../carriers/adapters/postnl/codes.ts';
import { postnl } from '../../../carriers/adapters/postnl/postnl.ts';
import { listSentenceCodes } from '../../../carriers/adapters/postnl/sentences.ts';
import { firstShipment, statusLines } from '../read-body.ts';

function aStatus(statusCode: string, timeStamp = '01-12-2026 10:00:00') {
  return { TimeStamp: timeStamp, StatusCode: statusCode, StatusDescription: 'x', PhaseCode: '1' };
}

test.each([
  ['1', 'pre_transit'],
  ['2', 'in_transit'],
  ['05', 'in_transit'],
  ['7', 'out_for_delivery'],
  ['8', 'attempted'],
  ['9', 'in_transit'],
  ['11', 'delivered'],
  ['12', 'available_for_pickup'],
  ['16', 'exception loss'],
  ['22', 'delivered'],
  ['27', 'return_to_sender'],
  ['42', 'unmapped'],
])('the status %s is read as %s', (code, expected) => {
  const body = { CurrentStatus: { Shipment: { Barcode: '3SXX1', Status: aStatus(code) } } };
  expect(statusLines(postnl, body)).toEqual([expected]);
});

test('an event with an unknown code gets the status of the same time', () => {
  const Event = {
    Code: '01B',
    Description: 'Zending is bezorgd',
    TimeStamp: '01-12-2026 10:00:00',
  };
  const OldStatus = [aStatus('99'), aStatus('11')];
  const Shipment = { Barcode: '3SXX1', Event, OldStatus, Status: aStatus('11') };
  expect(statusLines(postnl, { CompleteStatus: { Shipment } })).toEqual(['delivered']);
  expect(
    statusLines(postnl, {
      CompleteStatus: { Shipment: { ...Shipment, OldStatus: {}, Status: {} } },
    }),
  ).toEqual(['unmapped']);
});

test('"not applicable" is not an event, and the current status is one event', () => {
  const OldStatus = [
    aStatus('99', '01-12-2026 12:00:00.123'),
    aStatus('2'),
    aStatus('1', '30-11-2026 09:00:00'),
  ];
  const Shipment = { Barcode: '3SXX1', Status: aStatus('2'), OldStatus };
  expect(statusLines(postnl, { CompleteStatus: { Shipment } })).toEqual([
    'pre_transit',
    'in_transit',
  ]);
});

test('times are in Amsterdam time, and empty values are not words', () => {
  const Shipment = {
    Barcode: '3SXX1',
    ProductDescription: {},
    MainBarcode: {},
    Status: aStatus('2', '01-07-2026 10:00:00'),
    Expectation: { ETAFrom: '2026-07-02T11:30:00', ETATo: '2026-07-02T14:00:00' },
  };
  const shipment = firstShipment(postnl, { CurrentStatus: { Shipment } });
  expect(shipment).toMatchObject({
    service: null,
    relatedNumbers: [],
    edd: { date: '2026-07-02' },
  });
  expect(shipment.events[0]).toMatchObject({
    localTime: '2026-07-01T10:00:00',
    offsetMinutes: 120,
    offsetSource: 'assumed',
  });
});

test.each([
  ['In opslag i.v.m. calamiteit tot nader order', '11', 'exception held'],
  ['Retourzending gesorteerd, wordt overgedragen aan afzender', '11', 'return_to_sender'],
  ['Shipment to be collected at PO Box', '11', 'available_for_pickup'],
  ['Sorry, bezorgmoment is bijgewerkt', '16', 'in_transit rescheduled'],
  ['Driver is en route to PostNL outlet', '7', 'in_transit'],
  ['Bezorgen lukte niet, zending gaat naar PostNL-punt', '7', 'attempted'],
  ['Zending vernietigd', '6', 'exception destroyed'],
  ['Parcel will be delivered to you today by courier', '9', 'out_for_delivery'],
])('beside the code 01B, “%s” takes precedence over the status %s', (words, status, expected) => {
  const Event = { Code: '01B', Description: words, TimeStamp: '01-12-2026 10:00:00' };
  const Shipment = { Barcode: '3SXX1', Event, Status: aStatus(status) };
  expect(statusLines(postnl, { CompleteStatus: { Shipment } })).toEqual([expected]);
});

test('each of PostNL’s sentences has a known code', () => {
  for (const code of listSentenceCodes()) expect(CODES).toHaveProperty(code);
});

test('the tracking page is read by the same codes', () => {
  const observations = [
    { observationDate: '2026-12-02T15:00:00', observationCode: 'I01', description: 'Bezorgd' },
    { observationDate: '2026-12-02T09:00:00', observationCode: 'J05', description: null },
    { observationDate: '2026-12-01T09:00:00', observationCode: 'A01', description: null },
  ];
  expect(statusLines(postnl, { colli: { '3SXX1': { observations } } })).toEqual([
    'pre_transit',
    'out_for_delivery',
    'delivered',
  ]);
});

test.each([
  [{ Warnings: [{ Message: 'No shipment found' }], CurrentStatus: {} }, 'refused: not_found'],
  [{ CurrentStatus: {} }, 'refused: not_found'],
  [{ fault: { faultstring: 'Invalid ApiKey' } }, 'refused: error'],
])('%j is %s', (body, expected) => {
  expect(statusLines(postnl, body)).toEqual([expected]);
});
