/** Carriers' sentences beside a code for movement or a return, each with its meaning. */

import { describe, expect, test } from 'vitest';
import { BACK, saidBeside, WAITS } from './said-beside.ts';

describe('beside a coarse code for movement', () => {
  test.each([
    ['SHIPPER INSTRUCTED TO RTO THE SHIPMENT', 'return_to_sender'],
    [
      'Package in transit and scheduled for UPS delivery attempt to recipient on next UPS business day.',
      'in_transit',
    ],
    ['Die Sendung liegt in der Filiale zur Abholung bereit', WAITS],
    ['Die Sendung wurde an den Absender zurückgesandt', 'return_to_sender'],
    ['Aufbewahrungsdauer ist abgelaufen. Paket w. zurückgesendet.', 'return_to_sender'],
    ['Item arrived at the Undeliverable Mail Office', 'exception/loss'],
    ['Signature image recorded for Online viewing', 'null'],
    ['Proof of delivery is now available', 'null'],
    ['Handtekening voor pakket ontvangen', 'null'],
    ['Zustellnachweis verfügbar', 'null'],
    ['Signature required for delivery', 'in_transit'],
    ['REMINDER EMAIL SENT FAILED', 'null'],
    ['E-mail notification has been sent to the recipient.', 'null'],
    ['Email sent to recipient: ready for collection', WAITS],
    ['Your shipment has been collected by consignee at the parcelshop', 'delivered'],
    ['Die Sendung wurde vom Empfänger in der Filiale abgeholt', 'delivered'],
    ['Paketet har levererats hem till dig', 'delivered'],
    ['Your shipment will be collected by the recipient', 'in_transit'],
    ['Your parcel was collected by the courier', 'in_transit'],
    ['The package has been delivered to the local carrier', 'in_transit'],
    ['Parcel Disposal', 'exception/destroyed'],
    ['Overseas service provider destroyed the shipment', 'exception/destroyed'],
    ['Item has been returned and is enroute to the Sender', 'return_to_sender'],
    ['Je pakket ligt klaar bij een PostNL-punt', WAITS],
    ['Votre colis est disponible en point de retrait', WAITS],
    ['In transit', 'in_transit'],
    ['The shipment has been processed in the parcel center of origin', 'in_transit'],
    ['Arrived at post office', 'in_transit'],
    ['Your parcel will be ready for collection tomorrow', 'in_transit'],
    ['Die Sendung wird zur Abholung in die Filiale gebracht', 'in_transit'],
    ['Picked up by the carrier', 'in_transit'],
    ['Shipment has been picked up', 'in_transit'],
    ['Received from the sender', 'in_transit'],
    ['Order received by the merchant', 'in_transit'],
    ['Shipment handed over by shipper', 'in_transit'],
    ['przesyłka odebrana od nadawcy', 'in_transit'],
    ['Awaiting pickup by the courier', 'in_transit'],
    ['Ready for courier collection', 'in_transit'],
    ['Shipment ready for pickup by carrier', 'in_transit'],
    ['przesyłka nadana w DHL Parcelshop oczekuje na odbiór przez kuriera', 'in_transit'],
    ['Returning package to shipper', 'return_to_sender'],
    ["We missed you. We'll try again on the next business day.", 'attempted'],
    ['If we missed you, we left a card', 'in_transit'],
    ['Delivery exception (Return tracking number 289570198701)', 'return_to_sender'],
    ['A return tracking number is available', 'in_transit'],
    ["Article en cours de renvoi à l'expéditeur", 'return_to_sender'],
    ['Article prêt pour le ramassage au bureau de poste', WAITS],
    ['Envoi prêt pour le ramassage par le transporteur', 'in_transit'],
    ['Pick up your item before May 5 or your item will be returned on May 6', 'in_transit'],
    ['Will be returned to the sender if it is not collected', 'in_transit'],
    ['Item returned from import Customs', 'in_transit'],
    ['The item was returned from customs', 'in_transit'],
    ['Item returned', 'return_to_sender'],
    ['Item arrival at collection point for pick-up (Inb)', WAITS],
    ["Hold at Yamato (pickup at Yamato's office)", WAITS],
    ['Hold at Yamato (Consignee Not Available)', 'attempted'],
    ['持戻（ポスト投函不可）', 'attempted'],
    ['持ち出し中', 'in_transit'],
    ['Absence. Attempted delivery.', 'attempted'],
    ['Attempted delivery - receiver unavailable', 'attempted'],
    ['Attempted delivery - refused by recipient', 'exception/refused'],
    ['Attempted delivery scheduled for tomorrow', 'in_transit'],
    ['Tentative de livraison - Destinataire non disponible', 'attempted'],
    ['Tentative de livraison - Colis refusé', 'exception/refused'],
    ['Tentative de livraison prévue demain', 'in_transit'],
    ['Address correction required - resolution in progress', 'exception/address'],
    ['Item on hold. Incorrect or incomplete address', 'exception/address'],
    ["Correction d'adresse effectuée", 'in_transit'],
    ['The receiver was not available for delivery. We will make a final attempt.', 'attempted'],
    ['The business was closed at the time of the final delivery attempt.', 'attempted'],
    ['The receiver was unavailable to sign on the 2nd delivery attempt.', 'attempted'],
    ['Delivery Attempt: Action Needed', 'attempted'],
    ['Unable to deliver - no signature obtained', 'attempted'],
    ['If the receiver is not available, we will make a second attempt', 'in_transit'],
    ['The receiver refused the delivery.', 'exception/refused'],
    ['Shipment refused by recipient', 'exception/refused'],
    ['Refused by customs', 'in_transit'],
    ['Wenn Sie die Sendung nicht abholen, geht sie zurück an den Absender', 'in_transit'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('T', words)).toBe(expected);
  });
});

describe('beside a code for returns', () => {
  test.each([
    ['Delivered, To Original Sender', BACK],
    ['Die Sendung wurde dem Absender zugestellt', BACK],
    ['Retour bezorgd aan afzender', BACK],
    ['Returned to sender', 'return_to_sender'],
    ['The package will be delivered to the sender', 'return_to_sender'],
    ['Zending wordt bezorgd bij de afzender', 'return_to_sender'],
    ['Your item could not be delivered and was returned to the sender', 'return_to_sender'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('R', words)).toBe(expected);
  });
});

describe('beside a code for a wait', () => {
  test.each([
    ['Your shipment has been collected by consignee at the parcelshop', 'delivered'],
    ['Le colis a été retiré par le destinataire', 'delivered'],
    ['Not collected by the recipient', WAITS],
    ['To be collected by the customer', WAITS],
    ['Your parcel has been collected by the courier from the parcelshop', WAITS],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('W', words)).toBe(expected);
  });
});
