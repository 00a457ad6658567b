/** Sentences about a parcel that its sender still has, or that may go back later. */

import { describe, expect, test } from 'vitest';
import { BACK, saidBeside, WAITS } from './said-beside.ts';

describe('beside a code for movement', () => {
  test.each([
    ['Votre colis n’a pas encore été remis à La Poste par l’expéditeur.', 'pre_transit'],
    ['Votre colis est prêt à être expédié, il va être remis à La Poste.', 'pre_transit'],
    ['The sender has not yet handed the parcel to us', 'pre_transit'],
    ['The parcel was not yet handed over by the sender', 'pre_transit'],
    ['Die Sendung wurde vom Absender noch nicht übergeben', 'pre_transit'],
    ['Het pakket is nog niet door de afzender aangeboden', 'pre_transit'],
    ['Parcel Void', 'cancelled'],
    ['Shipping label has been voided.', 'cancelled'],
    ['Label Cancelled', 'cancelled'],
    ['Label voided, new label created', 'in_transit'],
    ['Loading into delivery vehicle', 'out_for_delivery'],
    ['Will be loaded into delivery vehicle', 'in_transit'],
    ['Retour - Sendung konnte nicht zugestellt werden', 'return_to_sender'],
    ['Item refused by consignee - return', 'return_to_sender'],
    ['Return label created', 'in_transit'],
  ])('%s: %s', (words, expected) => {
    expect(saidBeside('T', words)).toBe(expected);
  });
});

describe('beside a code for delivered', () => {
  test.each([
    ['Der Empfang der Rücksendung wurde vom Absender quittiert', BACK],
    ['Receipt of the item was acknowledged by the sender', BACK],
    ['Entregue à transportadora', 'in_transit'],
    ['Entregado a la empresa de transporte', 'in_transit'],
    ['Entregue a João da Silva', 'delivered'],
    ['Ni au destinataire ni à l’expéditeur', 'exception/loss'],
    ['Delivered; neither signature nor photo was sent to the sender', 'delivered'],
  ])('%s: %s', (words, expected) => {
    expect(saidBeside('D', words)).toBe(expected);
  });
});

describe('beside a code for a return', () => {
  test.each([
    ['Final Notice; Item will be returned to sender if not collected within 10 days', WAITS],
    ['Carte Avis final; renvoi à l’exp. si on ne le ramasse pas dans les dix jours', WAITS],
    ['The item goes back to the sender unless it is collected by Friday', WAITS],
    ['Wird an den Absender zurückgesandt, falls nicht abgeholt', WAITS],
    ['Item was unclaimed by recipient. Item being returned to sender.', 'return_to_sender'],
    ['Being returned to sender. Call us if you want to collect it', 'return_to_sender'],
  ])('%s: %s', (words, expected) => {
    expect(saidBeside('R', words)).toBe(expected);
  });
});
