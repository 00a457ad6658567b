/**
 * Sentences from carriers' own lists of codes, each beside another code than in its list. Sources:
 * PostNL's T&T status codes, DHL's ICE/RIC pairs and tracking page, Royal Mail's list of events,
 * Canada Post's code table, Australia Post's scans.
 */

import { describe, expect, test } from 'vitest';
import { BACK, saidBeside, WAITS } from './said-beside.ts';

describe('beside a code for delivered', () => {
  test.each([
    // It goes back.
    ['Return shipment sorted, will be transferred to sender', 'return_to_sender'],
    ['Return shipment received in distribution centre abroad', 'return_to_sender'],
    ['Retourzending gesorteerd, wordt overgedragen aan afzender', 'return_to_sender'],
    ['Retourzending ontvangen in distributiecentrum', 'return_to_sender'],
    ['Zending uit buitenland komt retour', 'return_to_sender'],
    ['Retour, inhoud niet toegestaan', 'return_to_sender'],
    ['Return, content not permitted', 'return_to_sender'],
    ['International shipment returned', 'return_to_sender'],
    ['Shipment returned on request of sender', 'return_to_sender'],
    ['Returned by pick-up location on recipient’s request', 'return_to_sender'],
    ['Es erfolgt eine Rücksendung', 'return_to_sender'],
    ['Rücksendung aufgrund von Kundenwunsch', 'return_to_sender'],
    ['Rücksendung, ggf. mit neuem Label', 'return_to_sender'],
    ['Die Rücksendung wurde zugestellt', BACK],
    ['Retourzending afgeleverd', BACK],
    ['Return shipment delivered', BACK],
    // Nobody took it.
    ['The acceptance of the shipment was refused', 'exception/refused'],
    ['Delivered - Refused', 'exception/refused'],
    ['The recipient was not present', 'attempted'],
    ['Delivery Attempted - No Answer', 'attempted'],
    ['Attempted on time – No Answer', 'attempted'],
    ['Delivery location closed', 'attempted'],
    ['Address Inaccessible', 'attempted'],
    ['Zending paste niet door brievenbus, we komen nog een keer', 'attempted'],
    ['Shipment does not fit through letterbox, we’ll try again', 'attempted'],
    ['Bezorgadres onbereikbaar, nieuwe poging volgt', 'attempted'],
    ['Altersprüfung negativ', 'attempted'],
    ['Empfänger nicht erreicht', 'attempted'],
    ['To be Re-Delivered', 'in_transit/rescheduled'],
    ['Aflevering uitgesteld tot volgende werkdag', 'in_transit/rescheduled'],
    ['Delivery postponed until the following working day', 'in_transit/rescheduled'],
    // It waits.
    ['Shipment available at PostNL outlet', WAITS],
    ['Lagerung wegen Selbstabholung', WAITS],
    ['Der Empfänger hat die Sendung nicht in der Filiale abgeholt.', WAITS],
    ['Keine Abholung durch Kunden zum Ablauf der Lagerfrist', WAITS],
    // A partner, another post or customs has it.
    ['Übergabe an Servicepartner', 'in_transit'],
    ['Übergabe an Dienstleister', 'in_transit'],
    ['Übergabe zwischen Transporteuren', 'in_transit'],
    ['Übergabe an Zoll zur Prüfung und Zustellung', 'in_transit'],
    [
      'Die Sendung wird ins Zielland transportiert und dort an die Zustellorganisation übergeben',
      'in_transit',
    ],
    // A note stands in the place of a signature.
    ['Delivered - Signed for by: REFUSED', 'exception/refused'],
    ['signed for by RETURNED', 'return_to_sender'],
    ['signed for by NOT HOME', 'attempted'],
    ['signed for by CUSTOMS BROKER', 'in_transit'],
    ['signed for by POST OFFICE LTD', WAITS],
    ['Zustellung der Sendung nicht möglich', 'attempted'],
    // Nobody can get it.
    ['Shipment missing', 'exception/loss'],
    ['Disposed of', 'exception/destroyed'],
    ['Destroyed / disposal', 'exception/destroyed'],
    ['Item held by Customs', 'exception/customs'],
    ['The shipment is being held in customs', 'exception/customs'],
    ['Shipment held - Available upon receipt of payment', 'exception/payment_due'],
    ['Awaiting payment of import costs', 'exception/payment_due'],
    ['Sender has cancelled the shipment order', 'cancelled'],
    ['Shipment has been cancelled. Please contact the sender', 'cancelled'],
    // The driver still has it.
    ['Item out for delivery', 'out_for_delivery'],
    ['Onboard for delivery', 'out_for_delivery'],
    ['With delivery courier', 'out_for_delivery'],
    ['Shipment is out with courier for delivery', 'out_for_delivery'],
    ['The shipment has been loaded onto the delivery vehicle', 'out_for_delivery'],
    ['Die Sendung wurde in das Zustellfahrzeug geladen.', 'out_for_delivery'],
    ['Bezorger is onderweg', 'out_for_delivery'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('D', words)).toBe(expected);
  });

  test.each([
    'Delivered; the driver was out for delivery until 6 pm',
    'Zending is bezorgd in de brievenbus',
    'Shipment in letterbox',
    'No answer, left with neighbour',
    'No answer; parcel left in porch',
    'Delivered after it was held by customs',
    'Delivered, held by customs until Monday',
    'Der Empfänger hat die Sendung in der Filiale abgeholt.',
    'Die Sendung wurde vom Empfänger in der Filiale abgeholt',
    'Delivered to location, closed gate opened by resident',
    'Delivered. The return label is in the box',
    'Delivered - disposed of packaging',
    'signed for by MR RETURNED-SMITH',
    'signed for by P BROKER',
    'signed for by POST OFFICE ROAD RECEPTION',
    'Übergabe an Empfänger',
  ])('“%s” stays delivered', (words) => {
    expect(saidBeside('D', words)).toBe('delivered');
  });
});
