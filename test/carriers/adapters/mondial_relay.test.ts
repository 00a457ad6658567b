import { expect, test } from 'vitest';
import { mondial_relay } from '../../../carriers/adapters/mondial_relay/mondial_relay.ts';
import { firstShipment, statusLines } from '../read-body.ts';

function anExpedition(...labels: readonly string[]) {
  const Evenements = labels.map((Libelle, index) => ({ Date: `2026-09-1${index}`, Libelle }));
  return { Expedition: { Numero: '31700001', EstimatedDeliveryDate: '2026-09-20', Evenements } };
}

test.each([
  ["Votre colis est en cours d'acheminement", 'in_transit'],
  ['VOTRE COLIS EST DISPONIBLE DANS VOTRE LOCKER', 'available_for_pickup'],
  ['Colis refusé', 'exception refused'],
  ['Retrait effectué', 'delivered'],
  ['Liquidado en Enseña', 'info'],
  ['Consigne supplémentaire', 'unmapped'],
])('"%s" is read as %s', (words, expected) => {
  expect(statusLines(mondial_relay, anExpedition(words))).toEqual([expected]);
});

test('the page has the number and the estimate, and the code is not a sentence', () => {
  const shipment = firstShipment(mondial_relay, anExpedition('Retiré par le destinataire'));
  expect(shipment).toMatchObject({
    trackingNumber: '31700001',
    edd: { date: '2026-09-20' },
    events: [{ code: 'retire par le destinataire' }],
  });
});

test('an aggregator passes on the sentence, or the state', () => {
  expect(mondial_relay.readOwnCode('82', 'Disponible au Point Relais')).toMatchObject({
    status: 'available_for_pickup',
  });
  expect(mondial_relay.readOwnCode('82', null)).toMatchObject({ status: 'delivered' });
  expect(mondial_relay.readOwnCode('24', 'other')).toBeNull();
});
