/** What sentences say beside codes for a wait, for a tour and for a delivery. */

import { expect, test } from 'vitest';
import { findCode } from '../../../carriers/reading/code-table.ts';
import { correctDelivered, refineMovement } from '../../../carriers/reading/correct-by-words.ts';
import { TABLE } from './said-beside.ts';

const TOUR = { ...findCode(TABLE, 'W'), status: 'out_for_delivery' } as const;

test.each([
  ['Zending niet afgehaald, gaat retour afzender', 'return_to_sender'],
  ['Die Sendung wurde nicht abgeholt und wird zurückgesandt', 'return_to_sender'],
  [
    'Votre colis vous a attendu. Nous sommes contraints de le renvoyer à l’expéditeur.',
    'return_to_sender',
  ],
  ['Devolución del envío por finalización de plazo de retirada', 'return_to_sender'],
  ['Not collected, goes back', 'return_to_sender'],
  ['Parcel handed to Pickup parcelshop by consignor.', 'in_transit'],
  ['Die Sendung wird zurückgesandt, falls sie nicht abgeholt wird', 'available_for_pickup'],
  ['Wird die Sendung nicht abgeholt, geht sie zurück', 'available_for_pickup'],
  ['Als het pakket niet wordt opgehaald, gaat het retour', 'available_for_pickup'],
  ['If not collected, it will be returned to sender', 'available_for_pickup'],
  ['Items not collected by 30 November will be returned to sender', 'available_for_pickup'],
  ['A disposición del destinatario', 'available_for_pickup'],
] as const)('waits for the customer, says: %s', (words, status) => {
  expect(refineMovement(findCode(TABLE, 'W'), words).status).toBe(status);
});

test.each([
  ['Nous sommes passés mais nous n’avons pu vous remettre votre colis.', 'attempted'],
  ['Wir haben Sie leider nicht angetroffen', 'attempted'],
  ['We tried to deliver your parcel but nobody was in', 'attempted'],
  ['Out for delivery', 'out_for_delivery'],
  ['Nous passons chez vous ce jour', 'out_for_delivery'],
] as const)('on a tour, says: %s', (words, status) => {
  expect(refineMovement(TOUR, words).status).toBe(status);
});

test.each([
  [
    'Item was delivered to the addressee’s Post Office for collection. It waits.',
    'available_for_pickup',
  ],
  ['A disposición del destinatario', 'available_for_pickup'],
  ['A disposizione del destinatario', 'available_for_pickup'],
  ['À disposição do destinatário', 'available_for_pickup'],
  ['Colis à la disposition du destinataire', 'available_for_pickup'],
  ['Colis mis à disposition du vendeur suite à un retour', 'return_to_sender'],
  ['A disposición del remitente', 'return_to_sender'],
  ['Delivered to the customer', 'delivered'],
] as const)('is delivered, says: %s', (words, status) => {
  expect(correctDelivered(findCode(TABLE, 'D'), words).status).toBe(status);
});
