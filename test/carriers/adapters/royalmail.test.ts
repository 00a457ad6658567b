import { expect, test } from 'vitest';
import { royalmail } from '../../../carriers/adapters/royalmail/royalmail.ts';
import { parseBody } from '../../../carriers/parse.ts';
import { firstShipment, statusLines } from '../read-body.ts';

function aMailPiece(code: string, rest: object = {}) {
  const event = { eventCode: code, eventName: 'x', eventDateTime: '2026-06-01T10:04:00+01:00' };
  return { mailPieces: { mailPieceId: 'AB000000001GB', events: [event], ...rest } };
}

test.each([
  ['EVAIP', 'pre_transit'],
  ['EVDAC', 'in_transit'],
  ['EVIPI', 'in_transit missorted'],
  ['EVGPD', 'out_for_delivery'],
  ['EVKDN', 'delivered'],
  ['EVKLC', 'available_for_pickup'],
  ['EVPLA', 'available_for_pickup'],
  ['EVPLC', 'delivered'],
  ['EVKNA', 'attempted nobody_home'],
  ['EVKAA', 'attempted no_access'],
  ['EVKRF', 'return_to_sender refused'],
  ['EVRTS', 'return_to_sender returned'],
  ['EVJIC', 'in_transit'],
  ['EVJCD', 'exception customs_information'],
  ['EVJIA', 'in_transit'],
  ['EVNCF', 'exception payment_due'],
  ['NDESS', 'info'],
  ['EVXYZ', 'unmapped'],
])('%s is read as %s', (code, expected) => {
  expect(statusLines(royalmail, aMailPiece(code))).toEqual([expected]);
});

test('a summary gives the last event if there is no list', () => {
  const summary = {
    oneDBarcode: 'FQ000000001GB',
    uniqueItemId: '0A1B',
    lastEventCode: 'EVKSP',
    lastEventDateTime: '2026-06-02T11:00:00+01:00',
    statusCategory: 'DELIVERED',
  };
  const shipment = firstShipment(royalmail, { mailPieces: [{ mailPieceId: '0A1B', summary }] });
  expect(shipment).toMatchObject({ trackingNumber: 'FQ000000001GB', uniqueId: '0A1B' });
  expect(shipment.events.map(({ status }) => status)).toEqual(['delivered']);
});

test('an estimated window is on the estimate’s day, with its own offset', () => {
  const estimatedDelivery = {
    date: '2026-06-03',
    startOfEstimatedWindow: '08:00:00+01:00',
    endOfEstimatedWindow: '11:00:00+01:00',
  };
  expect(firstShipment(royalmail, aMailPiece('EVGPD', { estimatedDelivery })).edd).toEqual({
    date: '2026-06-03',
    from: Date.parse('2026-06-03T07:00:00Z'),
    until: Date.parse('2026-06-03T10:00:00Z'),
  });
});

test('an unknown item is a notice, and the other items are read', () => {
  const unknown = {
    mailPieceId: 'X',
    error: { errorCode: 'E1142', errorDescription: 'not known' },
  };
  const known = aMailPiece('EVGPD').mailPieces;
  const result = parseBody(royalmail, JSON.stringify({ mailPieces: [unknown, known] }));
  expect(result).toMatchObject({ ok: true, shipments: [{ trackingNumber: 'AB000000001GB' }] });
  expect(result.ok ? result.notices : []).toEqual(['X: E1142: not known']);
});

test.each([
  ['E1142', 'refused: not_found'],
  ['E1308', 'refused: not_yet'],
  ['E0010', 'refused: error'],
])('the error %s is %s', (errorCode, expected) => {
  const errors = [{ errorCode, errorDescription: 'what went wrong' }];
  expect(statusLines(royalmail, { httpCode: '400', httpMessage: 'Bad Request', errors })).toEqual([
    expected,
  ]);
});

test('an empty list of mail pieces is not found', () => {
  expect(statusLines(royalmail, { mailPieces: [] })).toEqual(['refused: not_found']);
});

test('a single mail piece is read like one in an answer', () => {
  const { mailPieces } = aMailPiece('EVKSP');
  expect(royalmail.recognises({ format: 'json', root: mailPieces })).toBe(true);
  expect(statusLines(royalmail, mailPieces)).toEqual(['delivered']);
});

test('a gateway’s refusal without a list of errors is an error', () => {
  const root = { httpCode: '401', httpMessage: 'Unauthorized', moreInformation: 'No such client' };
  expect(royalmail.recognises({ format: 'json', root })).toBe(true);
  expect(statusLines(royalmail, root)).toEqual(['refused: error']);
});
