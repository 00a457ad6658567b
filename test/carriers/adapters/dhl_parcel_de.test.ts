/** DHL Paket (Germany): ICE, RIC and standard event, of which none suffices alone. */

import { expect, test } from 'vitest';
import { EVENTS } from '../../../carriers/adapters/dhl_parcel_de/codes.ts';
import { dhl_parcel_de } from '../../../carriers/adapters/dhl_parcel_de/dhl_parcel_de.ts';
import { eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

const NUMBER = '00340434161094015902';

function event(ice: string, ric: string, standard: string, more = ''): string {
  return `<data name="piece-event" event-timestamp="24.11.2026 09:00" event-location="Bonn"
    event-country="Deutschland" ice="${ice}" ric="${ric}" standard-event-code="${standard}" ${more}/>`;
}

function piece(inside: string, attributes = ''): string {
  return `<data name="piece-shipment" piece-code="${NUMBER}" error-status="0" ${attributes}>
    <data name="piece-event-list">${inside}</data></data>`;
}

function answer(inside: string): string {
  return `<?xml version="1.0"?><data name="piece-shipment-list" code="0">${inside}</data>`;
}

test.each([
  ['ZU', 'DLVRD', 'OTHER', 'delivered'],
  ['ZU', 'DLVRD', 'NGHBR', 'delivered'],
  ['ZU', 'DSPSD', 'BDADD', 'exception destroyed'],
  ['ZU', 'DLVRD', 'CUSTM', 'exception customs'],
  ['ZF', 'HLDCC', 'HDFCT', 'available_for_pickup'],
  ['ZN', 'NTDEL', 'NHOME', 'attempted nobody_home'],
  ['ZN', 'NTDEL', 'RFUSD', 'exception refused'],
  ['PO', 'SRTED', 'NRQRD', 'out_for_delivery'],
  ['ZN', 'NTDEL', 'NEVER', 'attempted'],
  ['XX', 'NEVER', 'HEARD', 'unknown'],
])('the standard event %s with %s/%s: %s', (standard, ice, ric, expected) => {
  expect(finalStatus(dhl_parcel_de, answer(piece(event(ice, ric, standard))))).toBe(expected);
});

test('all pairs of DHL’s list have a meaning and words', () => {
  const triples = Object.entries(EVENTS).filter(([key]) => key.split('/').length === 3);
  expect(triples).toHaveLength(338);
  for (const [key, { words }] of triples) expect(words, key).not.toBe('');
});

test('a delivered return is back at its sender', () => {
  const back = piece(event('DLVRD', 'OTHER', 'ZU', 'ruecksendung="true"'));
  expect(finalStatus(dhl_parcel_de, answer(back))).toBe('return_to_sender returned');
});

test('times are in German time, or in the event’s country', () => {
  const london = event('LDTMV', 'MVMTV', 'AA').replace('Deutschland', 'Großbritannien');
  expect(eventLines(dhl_parcel_de, answer(piece(event('LDTMV', 'MVMTV', 'AA'))))).toEqual([
    '2026-11-24T09:00:00+01:00 in_transit',
  ]);
  expect(eventLines(dhl_parcel_de, answer(piece(london)))).toEqual([
    '2026-11-24T09:00:00Z in_transit',
  ]);
});

test('a response without events has the latest event in its piece', () => {
  const alone = `<data name="piece-shipment" piece-code="${NUMBER}" ice="DLVRD" ric="OTHER"
    standard-event-code="ZU" status-timestamp="24.11.2026 10:30" recipient-name="Nachbar"/>`;
  expect(eventLines(dhl_parcel_de, answer(alone))).toEqual(['2026-11-24T10:30:00+01:00 delivered']);
  expect(onlyShipment(dhl_parcel_de, answer(alone)).proofOfDelivery).toMatchObject({
    signedBy: 'Nachbar',
  });
});

test('a piece that is not found is a notice, and the others are read', () => {
  const missing = '<data name="piece-shipment" error-status="100" status="nichts" piece-code="9"/>';
  const both = answer(piece(event('DLVRD', 'OTHER', 'ZU')) + missing);
  expect(readBody(dhl_parcel_de, both)).toMatchObject({
    shipments: [{ trackingNumber: NUMBER }],
    notices: ['9: nichts'],
  });
  expect(finalStatus(dhl_parcel_de, answer(missing))).toBe('!not_found');
});

test.each([
  ['100', 'Keine Daten gefunden', '!not_found'],
  ['5', 'Login failed', '!error'],
])('code %s: %s', (code, error, expected) => {
  const body = `<data name="piece-shipment-list" code="${code}" error="${error}"/>`;
  expect(finalStatus(dhl_parcel_de, body)).toBe(expected);
  const undashed = body.replace('piece-shipment-list', 'pieceshipmentlist');
  expect(finalStatus(dhl_parcel_de, undashed)).toBe(expected);
});
