/** DHL Parcel Polska: answers of DHL24. */

import { expect, test } from 'vitest';
import { dhl_poland } from '../../../carriers/adapters/dhl_poland/dhl_poland.ts';
import { eventLines, finalStatus, onlyShipment } from '../read-body.ts';

function answer(events: string, inside = ''): string {
  return `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>
    <getTrackAndTraceInfoResponse><getTrackAndTraceInfoResult><shipmentId>24333892874</shipmentId>
    ${inside}<events>${events}</events></getTrackAndTraceInfoResult></getTrackAndTraceInfoResponse>
    </SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

function item(status: string, timestamp = '2026-07-01 09:00:00'): string {
  return `<item><status>${status}</status><description>opis</description><terminal>WAW</terminal>
    <timestamp>${timestamp}</timestamp></item>`;
}

function fault(code: string, words: string): string {
  return `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><E:Fault>
    <faultcode>${code}</faultcode><faultstring>${words}</faultstring></E:Fault></E:Body></E:Envelope>`;
}

test.each([
  ['EDWP', 'pre_transit'],
  ['DWP', 'in_transit'],
  ['LK', 'out_for_delivery'],
  ['AWI', 'attempted nobody_home'],
  ['OWL_PS_ONO', 'available_for_pickup'],
  ['SP_DSP', 'available_for_pickup'],
  ['DOR', 'delivered'],
  ['DOR_SAS', 'delivered'],
  ['AN', 'exception address'],
  ['OP', 'exception refused'],
  ['BRG', 'exception payment_due'],
  ['ZWR', 'return_to_sender'],
  ['ZWN', 'return_to_sender returned'],
  ['NOWY', 'unknown'],
])('%s: %s', (status, expected) => {
  expect(finalStatus(dhl_poland, answer(item(status)))).toBe(expected);
});

test('times are in Polish time, and the last event is the parcel’s status', () => {
  const items = item('DWP', '2026-07-01 18:00:00') + item('DOR', '2026-07-02 12:00:00');
  const body = answer(items, '<receivedBy>KOWALSKI</receivedBy>');
  expect(eventLines(dhl_poland, body)).toEqual([
    '2026-07-01T18:00:00+02:00 in_transit',
    '2026-07-02T12:00:00+02:00 delivered',
  ]);
  expect(onlyShipment(dhl_poland, body).proofOfDelivery).toMatchObject({ signedBy: 'KOWALSKI' });
});

test('a known parcel without events is not refused', () => {
  expect(finalStatus(dhl_poland, answer(''))).toBe('unknown');
});

test.each([
  ['101', 'Nieprawidłowe dane autoryzacyjne', '!error'],
  ['125', 'Przesyłka o podanym numerze nie została znaleziona', '!not_found'],
])('the fault %s, %s: %s', (code, words, expected) => {
  expect(finalStatus(dhl_poland, fault(code, words))).toBe(expected);
});
