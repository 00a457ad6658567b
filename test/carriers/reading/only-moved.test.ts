/** Sentences that only report movement are no deliveries, whatever the code beside them. */

import { expect, test } from 'vitest';
import { findCode } from '../../../carriers/reading/code-table.ts';
import { correctDelivered } from '../../../carriers/reading/correct-by-words.ts';
import { saidBeside, TABLE } from './said-beside.ts';

test.each([
  'Forwarded to the desired address',
  'Arrived at the destination facility',
  'Departed from the local hub',
  'The parcel was sorted at the depot',
  'Your parcel is on its way to you',
  'Die Sendung wurde im Zielpaketzentrum bearbeitet',
  'Die Sendung ist im Depot eingetroffen',
  'Het pakket is gesorteerd in ons sorteercentrum',
  'Votre colis est en cours d’acheminement',
  'Le colis est arrivé sur notre site de Lyon',
  'El envío ha sido clasificado en el centro de Getafe',
  'La spedizione è in transito verso Milano',
  'Objeto em transito para Lisboa',
  'Przesyłka jest w drodze do oddziału',
  'Zásilka je na cestě k vám',
  'Pakken er ankommet til terminalen',
  'In FedEx possession',
  'Picked up by Purolator',
  'Received by Australia Post',
  'DPD has received your parcel.',
  'Item Leaving the UK',
  "Item redirected to recipient's new address",
  'Redirecting to FedEx Office',
  'Destination Scan',
  'Delivered to sort facility',
  'Item handed to rider',
  'Colis remis au livreur',
  'Entregado al repartidor',
  'Die Sendung wird zugestellt',
  'Accepted at USPS Regional Destination Facility',
  'Parcel received by local delivery courier',
  'Shipment handed over by shipper',
  'The parcel has reached the parcel center.',
  'Zending is ontvangen door PostNL',
  'A late flight has caused a delay',
])('beside a code for delivered, “%s” is movement', (sentence) => {
  expect(saidBeside('D', sentence)).toBe('in_transit');
});

test.each([
  'Delivered, arrived at 10:32',
  'Delivered after customs clearance',
  'Die Sendung wurde zugestellt, bearbeitet im Zustellstützpunkt Hof',
  'Het pakket is bezorgd, onderweg sinds 9:00',
  'Colis livré, parti à 9:10',
  'Package signed for by SMITH, arrived on time',
  'Received by the customer at the depot gate',
  'Entregado, llegado a tiempo al domicilio',
  'Consegnata, arrivata in anticipo',
  'Left at loading dock',
  'Left with shipping department',
  'Unloaded at consignee',
  'Customer self-collected the shipment at the depot',
  // Two words name a status.
  'In transit',
  // Nothing is known about these words.
  'Lorem ipsum dolor sit',
])('beside a code for delivered, “%s” changes nothing', (sentence) => {
  expect(saidBeside('D', sentence)).toBe('delivered');
});

test.each([
  ['The USPS has received the electronic shipment information', 'pre_transit'],
  ['Your shipping label was created', 'pre_transit'],
  ['Electronic information submitted by shipper', 'pre_transit'],
  ['With Australia Post for delivery today', 'out_for_delivery'],
  ['The package is being held for a future delivery date', 'exception/held'],
  [
    'The receiver states the product was not ordered and has refused the delivery',
    'exception/refused',
  ],
  ['En cours de livraison', 'out_for_delivery'],
  ['In Zustellung.', 'out_for_delivery'],
  ['Courier has the parcel', 'out_for_delivery'],
])('beside a code for delivered, “%s” is %s', (sentence, status) => {
  expect(saidBeside('D', sentence)).toBe(status);
});

test.each([
  ['in_transit', ['Delivered', 'Forwarded to the desired address']],
  ['delivered', ['Delivered by the courier', 'Forwarded to the desired address']],
  ['delivered', ['Delivered', 'Destination Scan']],
] as const)('several texts are %s', (status, texts) => {
  expect(correctDelivered(findCode(TABLE, 'D'), ...texts).status).toBe(status);
});
