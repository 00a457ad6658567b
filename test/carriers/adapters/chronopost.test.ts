import { expect, test } from 'vitest';
import { chronopost } from '../../../carriers/adapters/chronopost/chronopost.ts';
import { firstShipment, statusLines } from '../read-body.ts';

interface Scan {
  readonly code: string;
  readonly label?: string;
  readonly extras?: Readonly<Record<string, string>>;
}

function anAnswer(...scans: readonly Scan[]): string {
  const events = scans.map(({ code, label = '', extras = {} }) => {
    const info = Object.entries(extras).map(
      ([name, value]) => `<infoCompList><name>${name}</name><value>${value}</value></infoCompList>`,
    );
    return `<events><code>${code}</code><eventDate>2026-06-22T08:30:00+02:00</eventDate><eventLabel>${label}</eventLabel><officeLabel>ARRAS</officeLabel><zipCode>62223</zipCode>${info.join('')}</events>`;
  });
  return `<s:Envelope xmlns:s="urn:soap"><s:Body><n:trackSkybillV2Response xmlns:n="urn:x"><return><errorCode>0</errorCode><listEventInfoComp>${events.join('')}<skybillNumber>891</skybillNumber></listEventInfoComp></return></n:trackSkybillV2Response></s:Body></s:Envelope>`;
}

test.each([
  ['DC', '', 'pre_transit'],
  ['TS', '', 'in_transit'],
  ['TA', 'Colis en cours de livraison', 'out_for_delivery'],
  ['AB', '', 'available_for_pickup'],
  ['P', '', 'attempted nobody_home'],
  ['SM', '', 'info'],
  ['D', '', 'delivered'],
  ['RI', '', 'delivered'],
  ['R', 'Colis en retour expéditeur', 'return_to_sender'],
  ['CL', 'Instruction de livraison reçue', 'info'],
  ['AT', '', 'in_transit delay'],
  // A partner's scan under Chronopost's code: the label decides.
  ['DC', 'Colis livré', 'delivered'],
  ['SD', 'Livraison reportée de 24h', 'in_transit delay'],
  ['ZZ', 'autre chose', 'unmapped'],
])('%s "%s" is read as %s', (code, label, expected) => {
  expect(statusLines(chronopost, anAnswer({ code, label }))).toEqual([expected]);
});

test('signer, partner number and agreed day are read from a scan’s extra fields', () => {
  const body = anAnswer(
    { code: 'DC', extras: { 'Numéro partenaire': 'GEO/XT845' } },
    { code: 'P', extras: { 'Date de relivraison': '24/06/2026' } },
    { code: 'D', extras: { 'Nom du destinataire': 'DURAND' } },
  );
  expect(firstShipment(chronopost, body)).toMatchObject({
    relatedNumbers: ['XT845'],
    edd: { date: '2026-06-24' },
    proofOfDelivery: { signedBy: 'DURAND' },
  });
});

test('an answer without events is not found', () => {
  expect(statusLines(chronopost, anAnswer())).toEqual(['refused: not_found']);
});
