import { expect, test } from 'vitest';
import { colissimo } from '../../../carriers/adapters/colissimo/colissimo.ts';
import { firstShipment, statusLines } from '../read-body.ts';

function anAnswer(code: string, label = '') {
  const event = [{ code, label, date: '2026-03-09T09:38:00+01:00' }];
  return { returnCode: 200, shipment: { idShip: 'EW1FR', product: 'colissimo', event } };
}

test.each([
  ['DR1', 'pre_transit'],
  ['PC1', 'in_transit'],
  ['ET1', 'in_transit'],
  ['DO1', 'in_transit'],
  ['DO2', 'in_transit'],
  ['DO3', 'exception customs'],
  ['MD2', 'out_for_delivery'],
  ['AG1', 'available_for_pickup'],
  ['ND1', 'attempted'],
  ['RE1', 'return_to_sender'],
  ['DI1', 'delivered'],
  ['DI2', 'return_to_sender returned'],
  ['DI3', 'in_transit delay'],
  ['ZZ9', 'unmapped'],
])('%s is read as %s', (code, expected) => {
  expect(statusLines(colissimo, anAnswer(code))).toEqual([expected]);
});

test('a failed delivery has the cause that its label gives', () => {
  expect(statusLines(colissimo, anAnswer('ND1', 'Le destinataire était absent.'))).toEqual([
    'attempted nobody_home',
  ]);
  expect(statusLines(colissimo, anAnswer('ND1', 'L’adresse est incomplète.'))).toEqual([
    'exception address',
  ]);
  expect(firstShipment(colissimo, anAnswer('ND1', 'absent')).events[0]?.code).toBe('ND1');
});

test('one answer, a list, and a list in an envelope are read alike', () => {
  const one = anAnswer('DI1');
  for (const body of [one, [one], { responses: [one] }]) {
    expect(statusLines(colissimo, body)).toEqual(['delivered']);
  }
});

test('an unknown number is not found, alone or among others', () => {
  const unknown = { returnCode: 404, returnMessage: 'Numéro inconnu', idShip: 'X' };
  expect(statusLines(colissimo, unknown)).toEqual(['refused: not_found']);
  expect(statusLines(colissimo, [unknown, anAnswer('DI1')])).toEqual(['delivered']);
});

function aServiceAnswer(fields: string): string {
  return `<s:Envelope xmlns:s="urn:soap"><s:Body><ns2:trackResponse xmlns:ns2="urn:x"><return>${fields}</return></ns2:trackResponse></s:Body></s:Envelope>`;
}

test.each([
  ['PCHCFM', 'in_transit'],
  ['MLVARS', 'available_for_pickup'],
  ['LIVGAR', 'delivered'],
  ['RENNRV', 'attempted nobody_home'],
  ['DOUFCM', 'exception customs_information'],
  ['LIVREO', 'return_to_sender returned'],
])('the web service’s %s is read as %s', (code, expected) => {
  const body = aServiceAnswer(
    `<errorCode>0</errorCode><eventCode>${code}</eventCode><eventDate>2026-03-09T09:38:00+01:00</eventDate><eventLibelle>x</eventLibelle><skybillNumber>8R1</skybillNumber>`,
  );
  expect(statusLines(colissimo, body)).toEqual([expected]);
});

test('the web service refuses an unknown number and a wrong password differently', () => {
  const error = (code: number) =>
    aServiceAnswer(`<errorCode>${code}</errorCode><errorMessage>x</errorMessage>`);
  expect(statusLines(colissimo, error(105))).toEqual(['refused: not_found']);
  expect(statusLines(colissimo, error(201))).toEqual(['refused: error']);
});
