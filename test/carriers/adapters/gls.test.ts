import { expect, test } from 'vitest';
import { gls } from '../../../carriers/adapters/gls/gls.ts';
import { parseBody } from '../../../carriers/parse.ts';
import { firstShipment, statusLines } from '../read-body.ts';

const AT = '2026-02-10T15:13:46+0100';

function aParcel(rest: object) {
  return { parcels: [{ requested: '42', unitno: '42', status: 'INTRANSIT', ...rest }] };
}

function anEvent(code: string, description = '') {
  return {
    code,
    city: 'Berlin',
    postalCode: '10437',
    country: 'DE',
    description,
    eventDateTime: AT,
  };
}

test.each([
  ['INTIAL.PREADVICE', 'pre_transit'],
  ['INTIAL.NORMAL', 'in_transit'],
  ['OUTDEL.NORMAL', 'out_for_delivery'],
  ['DELIVD.NORMAL', 'delivered'],
  ['DELIVD.PARCELSHOP', 'available_for_pickup'],
  ['CANCEL.NORMAL', 'cancelled'],
  ['CHANGD.MONEWADDR', 'info'],
  ['DELIVD.SOMEHOW', 'unmapped'],
])('the event %s is read as %s', (code, expected) => {
  const status = expected === 'delivered' ? 'DELIVERED' : 'INTRANSIT';
  expect(statusLines(gls, aParcel({ status, events: [anEvent(code)] }))).toEqual([expected]);
});

test('an event with a new code is read by GLS’s sentence, or by the status that it changed', () => {
  const words = 'The parcel could not be delivered as the consignee was absent.';
  expect(statusLines(gls, aParcel({ events: [anEvent('NODEL.X', words)] }))).toEqual([
    'attempted nobody_home',
  ]);
  const changed = { status: 'DELIVEREDPS', statusDateTime: AT, events: [anEvent('DELIVD.X')] };
  expect(statusLines(gls, aParcel(changed))).toEqual(['available_for_pickup']);
});

test.each([
  ['The parcel has been returned to sender.', 'return_to_sender'],
  ['Handing over the parcel to the recipient at the GLS ParcelShop.', 'delivered'],
  ['The parcel has reached the maximum storage time in the ParcelShop.', 'exception unclaimed'],
  ['Not delivered lack of time', 'in_transit delay'],
  ['Customs clearance is delayed due to a missing invoice.', 'exception customs_information'],
  ['The parcel was released by customs.', 'in_transit'],
  ['The parcel has been delivered at the neighbour´s (see signature)', 'delivered'],
])('%j is read as %s', (sentence, expected) => {
  expect(statusLines(gls, aParcel({ events: [anEvent('SOME.NEW', sentence)] }))).toEqual([
    expected,
  ]);
});

function aPage(bar: object, rest: object = {}) {
  const progressBar = { statusBar: [], retourFlag: false, ...bar };
  return { tuStatus: [{ tuNo: '42', date: '2026-02-16', progressBar, ...rest }] };
}

test.each([
  [{ statusInfo: 'DELIVEREDPS' }, 'available_for_pickup'],
  [{ statusInfo: 'INDELIVERY' }, 'out_for_delivery'],
  [{ statusInfo: 'INTRANSIT', retourFlag: true }, 'return_to_sender'],
  [{ statusInfo: 'DELIVERED', retourFlag: true }, 'return_to_sender returned'],
])('a page without a history has the current status: %j is %s', (bar, expected) => {
  expect(statusLines(gls, aPage(bar))).toEqual([expected]);
  expect(firstShipment(gls, aPage(bar)).events[0]).toMatchObject({ dateOnly: true });
  expect(gls.recognises({ format: 'json', root: aPage(bar) })).toBe(true);
});

test.each([
  [{ tuStatus: [] }, 'refused: not_found'],
  [{ lastError: 'E998', exceptionText: 'No data found for this number' }, 'refused: not_found'],
  [{ lastError: 'E999', exceptionText: 'Internal failure' }, 'refused: error'],
])('the page’s answer %j is %s', (root, expected) => {
  expect(gls.recognises({ format: 'json', root })).toBe(true);
  expect(statusLines(gls, root)).toEqual([expected]);
});

test('without events, the status is an event, and FINAL changes nothing', () => {
  const status = (value: string) => aParcel({ status: value, statusDateTime: AT });
  expect(statusLines(gls, status('INDELIVERY'))).toEqual(['out_for_delivery']);
  expect(statusLines(gls, status('DELIVEREDPS'))).toEqual(['available_for_pickup']);
  expect(statusLines(gls, status('FINAL'))).toEqual(['info']);
});

test('the requested number is the parcel’s, unless it is a reference of several', () => {
  const [one] = aParcel({ requested: '604831862623', unitno: '60483186262' }).parcels;
  expect(firstShipment(gls, { parcels: [one] })).toMatchObject({
    trackingNumber: '604831862623',
    relatedNumbers: ['60483186262'],
  });
  const two = { ...one, unitno: '60483186273' };
  const result = parseBody(gls, JSON.stringify({ parcels: [one, two] }));
  expect(result.ok && result.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual([
    '60483186262',
    '60483186273',
  ]);
});

test.each([
  [{ errorCode: 'E_404_01', errorMessage: 'Resource Not Found' }, 'refused: not_found'],
  [{ parcels: [{ requested: '1', errorCode: 'E_404_01' }] }, 'refused: not_found'],
  [{ errorCode: 'E_400_02', errorMessage: 'Limit Size Exceeded' }, 'refused: error'],
  [{ eventsCodes: [{ code: 'CANCEL.NORMAL' }] }, 'refused: malformed'],
])('%j is %s', (body, expected) => {
  expect(statusLines(gls, body)).toEqual([expected]);
});

test('in the Netherlands, a parcel at a shop is available for pickup', () => {
  const scans = [
    { dateTime: '2026-04-29T08:46:00', state: 3, eventReasonDescr: 'Onderweg' },
    { dateTime: '2026-04-29T13:12:42', state: 4, eventReasonDescr: 'Afgeleverd bij ParcelShop' },
  ];
  const body = { parcelNo: '1', scans, deliveryListInfo: { isParcelShop: true } };
  expect(statusLines(gls, { ...body, deliveryScanInfo: { isDelivered: false } })).toEqual([
    'out_for_delivery',
    'available_for_pickup',
  ]);
  // The flag may only mean that the shop has it: the sentence decides.
  expect(statusLines(gls, { ...body, deliveryScanInfo: { isDelivered: true } })).toEqual([
    'out_for_delivery',
    'available_for_pickup',
  ]);
  const collected = { ...scans[1], eventReasonDescr: 'Afgehaald bij ParcelShop' };
  const after = { ...body, scans: [scans[0], collected] };
  expect(statusLines(gls, { ...after, deliveryScanInfo: { isDelivered: true } })).toEqual([
    'out_for_delivery',
    'delivered',
  ]);
});

test('the tracking page has local times, and the same events by number', () => {
  const history = [
    { date: '2026-07-29', time: '10:02:00', evtNo: '3.896', address: { countryCode: 'CZ' } },
    { date: '2026-07-28', time: '18:00:52', evtNo: '0.0', address: { countryCode: 'CZ' } },
  ];
  const body = { tuStatus: [{ tuNo: '7', progressBar: { statusInfo: 'DELIVEREDPS' }, history }] };
  expect(statusLines(gls, body)).toEqual(['in_transit', 'available_for_pickup']);
  expect(firstShipment(gls, body).events[0]).toMatchObject({
    offsetMinutes: 120,
    offsetSource: 'place',
  });
});
