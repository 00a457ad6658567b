/** Sentences that only report movement are no deliveries, whatever the code beside them. */

import { expect, test } from 'vitest';
import { saidBeside } from './said-beside.ts';

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
  // Two words name a status.
  'In transit',
  // Nothing is known about these words.
  'Lorem ipsum dolor sit',
])('beside a code for delivered, “%s” changes nothing', (sentence) => {
  expect(saidBeside('D', sentence)).toBe('delivered');
});
