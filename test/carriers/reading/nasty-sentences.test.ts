/** Sentences that look like something else: who was absent, who collects, what is only a notice. */

import { describe, expect, test } from 'vitest';
import { findCode } from '../../../carriers/reading/code-table.ts';
import {
  correctDelivered,
  refineFailure,
  refineMovement,
} from '../../../carriers/reading/correct-by-words.ts';

const TABLE = {
  D: { status: 'delivered', words: 'Delivered' },
  T: { status: 'in_transit', words: 'In transit' },
} as const;

describe('beside a code for delivered', () => {
  test.each([
    // Where the parcels of return labels go.
    ['Delivered to Return Center', 'delivered'],
    ['Delivered; sender notified', 'delivered'],
    ['Delivered; signature returned to sender', 'delivered'],
    ['Delivered, not at home, left in garage', 'delivered'],
    ['Receiver not available, left with neighbor', 'delivered'],
    ['Business closed; signed by security guard', 'delivered'],
    ['Delivered to shipping/receiving', 'delivered'],
    ['Delivered to the hotel reception', 'delivered'],
    // Nobody was at home, and a neighbour or the address has the parcel.
    ['Recipient not at home, delivered to neighbour', 'delivered'],
    ['Delivered - customer not home, left in a safe place', 'delivered'],
    ['We left a card and delivered your parcel to a neighbour', 'delivered'],
    ['Empfänger nicht angetroffen, Sendung beim Nachbarn abgegeben', 'delivered'],
    ['Niet thuis, bezorgd bij de buren', 'delivered'],
    ['Destinataire absent, colis remis à un voisin', 'delivered'],
    ['Destinatario assente, consegnata al vicino', 'delivered'],
    ['Ausente, entregado a vecino', 'delivered'],
    ['Odbiorca nieobecny, doręczono sąsiadowi', 'delivered'],
    // The carrier keeps it, sends it back or asks the recipient to collect it.
    ['In storage because of closed return address', 'exception/held'],
    ['In opslag i.v.m. calamiteit tot nader order', 'exception/held'],
    ['Shipment is on hold', 'exception/held'],
    ['Item Retention', 'exception/held'],
    ['Delivered from storage', 'delivered'],
    ['Item was on hold at customs, delivered to reception', 'delivered'],
    ['Retour gestuurd door afhaallocatie op verzoek van ontvanger', 'return_to_sender'],
    ['TO RETURNED LETTER BRANCH', 'return_to_sender'],
    ['The recipient was advised to collect from the post office', 'available_for_pickup'],
    // Only the notice was left.
    ['No one home; left notice at front door', 'attempted'],
    ['Notice left in mailbox, no authorized recipient available', 'attempted'],
    ['Delivery attempted. Card left with concierge', 'attempted'],
    ['Destinataire absent, avis de passage laissé dans la boîte aux lettres', 'attempted'],
    ['Empfänger nicht angetroffen, Benachrichtigung in den Briefkasten eingeworfen', 'attempted'],
    ['Destinatario ausente, aviso dejado en el buzón', 'attempted'],
    ['Delivery attempted, neighbour refused to accept', 'attempted'],
    ['Tentata consegna', 'attempted'],
    ['Consegna non riuscita', 'attempted'],
    ['Ausente en reparto', 'attempted'],
    ['Mottagaren ej hemma', 'attempted'],
    // News for the sender is not the parcel.
    ['Delivered, notification sent to sender', 'delivered'],
    ['Delivered, proof of delivery sent to the shipper', 'delivered'],
    ["Colis livré, confirmation envoyée à l'expéditeur", 'delivered'],
    // Back from the tour, not to the sender.
    ['Package has been returned to the FedEx facility', 'in_transit'],
    ['Parcel was returned to our depot', 'in_transit'],
    // A threat of return, and a place that waits.
    ['Delivered to Access Point. Must be collected by Dec 5', 'available_for_pickup'],
    [
      'Delivered to ParcelShop, will be returned to sender if not collected',
      'available_for_pickup',
    ],
    [
      'Delivered to ParcelShop. If it is not collected, it will be returned to the sender.',
      'available_for_pickup',
    ],
    ['Bezorgd bij DHL ServicePoint', 'available_for_pickup'],
    ['Delivered to PUDO point', 'available_for_pickup'],
    ['Votre colis a été livré chez le commerçant', 'available_for_pickup'],
    // The customer collected it there.
    ['Le client a récupéré son colis au point relais', 'delivered'],
    ['Försändelsen har hämtats av mottagaren hos ombud', 'delivered'],
    ['Pakken er hentet i pakkeboks', 'delivered'],
    ['Sendingen er utlevert på postkontor', 'delivered'],
    ['Przesyłka wydana odbiorcy w placówce', 'delivered'],
    // A promise.
    ['Votre colis est en attente de distribution et sera livré prochainement', 'in_transit'],
    ['The parcel is expected to be delivered during the day.', 'in_transit'],
    ['A entrega deverá ocorrer no próximo dia útil', 'in_transit'],
    // Hyphens, and other spellings of a place.
    ['ARRIVAL AT PICK-UP-POINT', 'available_for_pickup'],
    ['Försändelsen har levererats till ett serviceställe', 'available_for_pickup'],
    // Chinese: delivered, and delivered as a return.
    ['妥投', 'delivered'],
    ['退回妥投', 'return_to_sender/returned'],
    // Others.
    ['Pakket weer terug in PostNL-proces', 'in_transit'],
    ['Parcel back in PostNL process', 'in_transit'],
    ['Delivered to third party carrier', 'in_transit'],
    ["Shipment delivered to consignee's customs broker", 'in_transit'],
    ['1 von 2 Packstücken zugestellt', 'in_transit/partial'],
    ['Der Empfänger hat die Annahme der Sendung verweigert.', 'exception/refused'],
    ['Rehusado', 'exception/refused'],
  ])('“%s” is %s', (words, expected) => {
    expect(format(correctDelivered(findCode(TABLE, 'D'), words))).toBe(expected);
  });
});

describe('beside a coarse code for movement', () => {
  test.each([
    // The carrier collects it from the sender.
    ['Awaiting pickup by DHL', 'in_transit'],
    ['Shipment ready for UPS pickup', 'in_transit'],
    ['Parcel is ready to be collected by our driver', 'in_transit'],
    ['Die Sendung steht zur Abholung durch den Kurier bereit', 'in_transit'],
    ['Colis mis à disposition du transporteur', 'in_transit'],
    ['Klaar om opgehaald te worden door de koerier', 'in_transit'],
    ['Listo para ser recogido por el transportista', 'in_transit'],
    ['Gotowa do odbioru przez kuriera', 'in_transit'],
    ['Pronto per il ritiro da parte del corriere', 'in_transit'],
    // Back from the tour.
    ['The parcel was returned to the depot', 'in_transit'],
    ['Item is being returned to the delivery office', 'in_transit'],
    ['Colis en retour au dépôt après tournée', 'in_transit'],
    ['Return to sender cancelled, continuing to recipient', 'in_transit'],
    // It waits, and the rest is a threat.
    [
      'Available for pickup at the post office. If it is not collected, it will be returned to sender.',
      'available_for_pickup',
    ],
    [
      'Ihre Sendung liegt in der Filiale zur Abholung bereit. Wird sie nicht abgeholt, geht sie an den Absender zurück.',
      'available_for_pickup',
    ],
    ['The recipient can pick up the parcel from 27 November', 'available_for_pickup'],
  ])('“%s” is %s', (words, expected) => {
    expect(format(refineMovement(findCode(TABLE, 'T'), words))).toBe(expected);
  });
});

describe('beside a code for every failed delivery', () => {
  const attempted = { D: { status: 'attempted', words: 'Delivery failed' } } as const;

  test.each([
    ['Available for pickup', 'available_for_pickup'],
    ['Returned to sender', 'return_to_sender'],
    ['Customer not available or business closed', 'attempted'],
  ])('“%s” is %s', (words, expected) => {
    expect(format(refineFailure(findCode(attempted, 'D'), words))).toBe(expected);
  });
});

function format({ status, reason }: ReturnType<typeof findCode>): string {
  return reason === null ? String(status) : `${status}/${reason}`;
}
