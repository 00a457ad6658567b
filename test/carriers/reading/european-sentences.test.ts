/**
 * Sentences of European carriers, each beside a code for a delivery. Sources: Royal Mail's event
 * sentences, GLS's status codes, DPD Germany's scans, Evri's scans, Colissimo's event codes, DHL's
 * tracking page, the statuses of Correos, Poste Italiane and InPost.
 */

import { describe, expect, test } from 'vitest';
import { saidBeside, WAITS } from './said-beside.ts';

describe('beside a code for delivered', () => {
  test.each([
    // Nobody took it.
    ['Consignee was not in, contact card couldn´t be left.', 'attempted'],
    ["Votre colis n'a pu être livré, il sera remis en livraison demain", 'attempted'],
    ["Le colis n'a malheureusement pu être remis ce jour", 'attempted'],
    ["We haven't been able to deliver to the ParcelShop today.", 'attempted'],
    ['Odrzucona przez odbiorcę', 'exception/refused'],
    ['Upłynął czas odbioru', WAITS],
    ['Minął termin odbioru', WAITS],
    // It goes back, and the sender does not have it yet.
    ['The address is unknown. It will now be returned to the sender.', 'return_to_sender'],
    ['Return processed by hub', 'return_to_sender'],
    ['Finalizado plazo retirada', 'return_to_sender'],
    // The carrier keeps it.
    ["As requested, we're holding this item at Hove DO", 'exception/held'],
    ['Die Sendung wird vorübergehend in der Zustellbasis gelagert', 'exception/held'],
    ['Sono in corso delle verifiche sulla spedizione', 'exception/other'],
    // It moves, or will.
    ['Your item will now be sent to your local delivery office', 'in_transit'],
    ['At the customers local depot', 'in_transit'],
    ['Delivery to Parcel Shop/Locker scheduled', 'in_transit'],
    ['Change completed for Delivery address', 'in_transit'],
    ["Change delivery for shipper's request.", 'in_transit'],
    ['Parcel handed to DPD', 'in_transit'],
    ['Alta en la unidad de reparto', 'in_transit'],
    ['Completata la fase di verifica per lo svincolo', 'in_transit'],
    ['Opóźnienie w dostarczeniu', 'in_transit'],
    // The carrier does not have it yet.
    ['Pickup ordered for: 12.11.2026', 'pre_transit'],
    ['Pickup not possible No goods acceptance / goods pickup.', 'pre_transit'],
    // Only a message.
    ['Consignee contacted Email delivery notification', 'null'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('D', words)).toBe(expected);
  });

  test.each([
    'Your item was collected from your local delivery office',
    'Customer not in, left with neighbour',
    'Odebrana przez odbiorcę',
    'Doręczona z opóźnieniem',
    'Envío entregado en buzón domiciliario',
  ])('“%s” stays delivered', (words) => {
    expect(saidBeside('D', words)).toBe('delivered');
  });
});
