/** Carriers' sentences, each with its meaning. */

import { describe, expect, test } from 'vitest';
import { findCode } from '../../../carriers/reading/code-table.ts';
import { correctDelivered, refineMovement } from '../../../carriers/reading/correct-by-words.ts';

const TABLE = {
  D: { status: 'delivered', words: 'Delivered' },
  T: { status: 'in_transit', words: 'In transit' },
  R: { status: 'return_to_sender', words: 'Return' },
} as const;

function saidBeside(code: 'D' | 'T' | 'R', words: string): string {
  const reading = findCode(TABLE, code);
  const { status, reason } =
    code === 'D' ? correctDelivered(reading, words) : refineMovement(reading, words);
  return reason ? `${status}/${reason}` : String(status);
}

const BACK = 'return_to_sender/returned';
const WAITS = 'available_for_pickup';

describe('beside a code for delivered', () => {
  test.each([
    // The sender has it.
    ['Delivered, To Original Sender', BACK],
    ['Your item was delivered to the original sender at 10:32 am on November 24', BACK],
    ['Delivered, To Sender', BACK],
    ['Package delivered to shipper', BACK],
    ['Package returned to shipper', BACK],
    ['Delivered to merchant', BACK],
    ['RTO Delivered', BACK],
    ['RETURN TO SENDER - DELIVERED', BACK],
    ['Return package delivered', BACK],
    ['No signature, package returned to sender', BACK],
    ['RETURN DELIVERED TO SHIPPER', BACK],
    ['Die Sendung wurde dem Absender zugestellt', BACK],
    ['Die Rücksendung wurde an den Absender ausgeliefert', BACK],
    ['Zending is bezorgd bij de afzender', BACK],
    ['Retour bezorgd aan afzender', BACK],
    ["Colis livré à l'expéditeur", BACK],
    ["Votre colis a été livré à l'enseigne", BACK],
    ['Votre colis a été remis à son expéditeur', BACK],
    ['Entregado al remitente', BACK],
    ['Consegnata al mittente', BACK],
    ['Entregue ao remetente', BACK],
    ['Przesyłka zwrócona do nadawcy', BACK],
    ['Doręczono nadawcy', BACK],
    ['Levererad till avsändaren', BACK],
    // On its way back.
    ['Return to sender', 'return_to_sender'],
    ['Die Sendung wird an den Absender zurückgesandt', 'return_to_sender'],
    ['Zending gaat retour naar de afzender', 'return_to_sender'],
    ['En retour vers l’expéditeur', 'return_to_sender'],
    // A part.
    ['Partial delivery', 'in_transit/partial'],
    ['Delivered in part', 'in_transit/partial'],
    ['Delivered with shortage', 'in_transit/partial'],
    ['Delivered, 2 cartons missing', 'in_transit/partial'],
    ['First of two packages delivered', 'in_transit/partial'],
    ['1 of 2 pieces delivered', 'in_transit/partial'],
    ['Teilzustellung erfolgt', 'in_transit/partial'],
    ['Gedeeltelijk bezorgd', 'in_transit/partial'],
    ['Livraison partielle', 'in_transit/partial'],
    // Another carrier or party.
    ['Delivered to agent for final delivery', 'in_transit'],
    ['Delivered to broker', 'in_transit'],
    ['Handed over to local postal service', 'in_transit'],
    ['Tendered to USPS', 'in_transit'],
    ['Delivered to sorting center', 'in_transit'],
    ['Shipment delivered to Purolator agent', 'in_transit'],
    ['An den Zustellpartner übergeben', 'in_transit'],
    // It waits.
    ['Delivered To UPS Access Point for Customer Pickup', WAITS],
    ['Delivered to UPS Access Point™', WAITS],
    ['Delivered to a pick-up shop', WAITS],
    ['Delivered to service point', WAITS],
    ['Held at Post Office, At Customer Request', WAITS],
    ['Delivered to parcel locker, ready for collection', WAITS],
    [
      'Die Sendung liegt in der <a href="https://x.example/f">Filiale</a> zur Abholung bereit',
      WAITS,
    ],
    ['Die Sendung wurde in der Packstation hinterlegt', WAITS],
    ['Zugestellt im GLS PaketShop', WAITS],
    ['Afgeleverd bij PostNL-punt', WAITS],
    ['Ligt klaar bij het afhaalpunt', WAITS],
    ['Colis disponible en point relais', WAITS],
    ['Livré au bureau de poste', WAITS],
    ['Entregado en oficina de Correos', WAITS],
    ['Disponibile per il ritiro presso l’ufficio postale', WAITS],
    ['Przesyłka umieszczona w Paczkomacie', WAITS],
    ['Levererat till ombud', WAITS],
    ['Delivered to UPS Customer Center', WAITS],
    ['Delivered to customer pickup location', WAITS],
    ['Delivered to will call', WAITS],
    ['Bezorgd bij DHL ServicePoint', WAITS],
    // The recipient chose or learnt of the place, and has not been there.
    ['Delivered to UPS Access Point as requested by the recipient', WAITS],
    ['Delivered to a ParcelShop chosen by the customer', WAITS],
    ['Delivered to locker, code sent to the recipient', WAITS],
    ['Delivered to ParcelShop near to your home', WAITS],
    ['Delivered to UPS Access Point: City Garage', WAITS],
    ['Delivered to ParcelShop, not yet collected by the customer', WAITS],
    ['Zustellung in Filiale, dem Empfänger wurde eine PIN gesendet', WAITS],
    ['Zustellung in Filiale, noch nicht abgeholt', WAITS],
    ['Zustellung in Nachbarfiliale, Postfiliale 12', WAITS],
    ['Afgeleverd bij PostNL-punt, ontvanger heeft bericht gekregen', WAITS],
    ['Bezorgd bij een PostNL-punt, gekozen door de ontvanger', WAITS],
    ['Bezorgd bij een PostNL-punt bij u in de buurt', WAITS],
    ['Colis livré au point relais choisi par le destinataire', WAITS],
    ['Livré en point relais, vous pouvez le retirer au 3 rue Lepic', WAITS],
    ['Livré au bureau de poste voisin', WAITS],
    ['Entregado en punto de recogida en Calle Mayor 3', WAITS],
    ['Entregado en punto de recogida elegido por el destinatario', WAITS],
    ['Consegnato al punto di ritiro vicino a te', WAITS],
    ['Consegnato al punto di ritiro, inviato avviso al destinatario', WAITS],
    ['Delivered - Signed for by: SERVICE POINT', WAITS],
    ['Przesyłka doręczona do punktu DHL POP', WAITS],
    ['Delivered - Signed for by: SHIPPER', BACK],
    ['De zending is geretourneerd aan de afzender', BACK],
    ['Retourzending bezorgd', BACK],
    ['Sorry we missed you', 'attempted'],
    ['Unfortunately we have not been able to deliver your parcel', 'attempted'],
    ['Article en attente au comptoir postal', WAITS],
    ['Article livré; à ramasser au comptoir postal', WAITS],
    // The sender has it, by other verbs.
    ['Collected by the sender', BACK],
    ['The merchant has received the returned package', BACK],
    // Not to this customer, or not at all.
    ['Delivered to customs', 'in_transit'],
    ['Delivered to military agent', 'in_transit'],
    ['Delivered 1 of 3', 'in_transit/partial'],
    ['Recipient refused package', 'exception/refused'],
    ['Annahme verweigert', 'exception/refused'],
    ['Refusé par le destinataire', 'exception/refused'],
    ['Package destroyed', 'exception/destroyed'],
    ['Delivered to mail recovery center', 'exception/loss'],
    ['Delivery scan voided', 'exception/other'],
    ['Misdelivered', 'exception/other'],
    ['Delivery rescheduled', 'in_transit/rescheduled'],
    // Nobody took it.
    ['Avis laissé au destinataire', 'attempted'],
    ['Not delivered: no one home', 'attempted'],
    ['Delivery attempted, notice left', 'attempted'],
    ['Delivered - Card left', 'attempted'],
    ['Nicht zugestellt', 'attempted'],
    ['Niet bezorgd', 'attempted'],
    ['Delivery could not be completed', 'attempted'],
    ['Cannot be delivered', 'attempted'],
    ['Recipient unavailable', 'attempted'],
    ['Receiver not available, card left at front door', 'attempted'],
    ['Not delivered on second delivery attempt', 'attempted'],
    ['Business closed at delivery attempt', 'attempted'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('D', words)).toBe(expected);
  });

  test.each([
    'Delivered',
    'Delivered, Front Door/Porch',
    'Delivered, Left with Individual',
    'Delivered, Parcel Locker',
    'Delivered, PO Box',
    'Your item was delivered to a parcel locker at 1:58 pm in HERNANDO, FL 34442.',
    'Package picked-up by agent or addressee at post office.',
    'Delivered as scheduled',
    'Delivered; recipient refused to sign',
    'Delivered by the merchant',
    '2 of 2 pieces delivered',
    'Shipment delivered in personal parcel locker',
    'Zending afgeleverd in pakketkluis',
    'Delivered, In/At Mailbox',
    'Delivered, Individual Picked Up at Post Office',
    'Delivered - Signed for by: J SERVICE',
    'Picked up at DHL ServicePoint',
    'Collected by the customer from the ParcelShop',
    'Delivered by the service point to the recipient',
    'Bezorgd bij buurman, niet bij het PostNL-punt',
    'Opgehaald bij een PostNL-punt door de ontvanger',
    'Remis au destinataire au bureau de poste',
    'Livré chez un voisin',
    'Retiré par le destinataire en point relais',
    'Recogido en punto de recogida por el destinatario',
    'Entregado al vecino',
    'Consegnato al vicino di casa',
    'Die Sendung wurde dem Empfänger in der Filiale übergeben',
    'Delivered, in the garage',
    'Die Sendung wurde in das Postfach des Empfängers zugestellt',
    'Delivered to a neighbour',
    'Left with the concierge',
    'Delivered to the agent named by you',
    'Delivered to your authorised representative',
    'Delivered to parcel locker at your address',
    'Delivered: Delivered to recipient at FedEx Office',
    'Delivered: Shipper Release NSR',
    'Package delivered to recipient address - release authorized',
    'Your package has been delivered to your mailbox!',
    'Collected by the customer at the access point',
    'Picked up at the parcel shop by the recipient',
    'Zugestellt',
    'Die Sendung wurde dem Empfänger per vereinfachter Firmenzustellung zugestellt',
    'Der Empfänger hat die Sendung in der Filiale abgeholt',
    'Die Sendung wurde an einen Nachbarn übergeben',
    'Sendung aus Packstation entnommen',
    'Packstation auf Firmengelände voll - Zustellung an Hauspoststelle',
    'Handed out at the ParcelShop',
    'Delivered by the retailer',
    'Delivered. Partial address was completed by the driver.',
    "Delivered with sender's authorization to leave without signature",
    'Delivered. Customer refused to provide a signature.',
    'Delivered, signature refused by recipient',
    'Delivered on second delivery attempt',
    'Delivered. Returned signature card on file.',
    'Misdelivered package delivered to correct recipient',
    'Bezorgd bij de buren',
    'Zending afgehaald van Postkantoor',
    'Pakket is bezorgd in de brievenbus',
    'Votre colis a été livré au gardien ou au concierge',
    'Livré à la boîte postale communautaire ou à la case à colis',
    'Colis retiré par le destinataire au point relais',
    'Entregado',
    'Recogido por el destinatario en oficina',
    'Consegnata al destinatario',
    'Odebrana z Paczkomatu przez odbiorcę',
    'Utlämnad till mottagaren',
  ])('“%s” stays delivered', (words) => {
    expect(saidBeside('D', words)).toBe('delivered');
  });
});

test('any of several texts contradicts a delivery', () => {
  const reading = findCode(TABLE, 'D');
  expect(
    correctDelivered(reading, 'Delivered', null, 'To Sender: delivered to shipper').status,
  ).toBe('return_to_sender');
  expect(
    correctDelivered(reading, 'Delivered at locker', 'Collected by the recipient').status,
  ).toBe('delivered');
});

test('words change no other status', () => {
  const table = { A: { status: 'attempted', words: 'Attempted' } } as const;
  const words = 'Delivery attempted, returned to sender, held at post office';
  expect(correctDelivered(findCode(table, 'A'), words).status).toBe('attempted');
  expect(refineMovement(findCode(table, 'A'), words).status).toBe('attempted');
});
