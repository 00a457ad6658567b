/** What a code for a movement, a wait or a delivery hides, by the carrier's sentence beside it. */

import { expect, test } from 'vitest';
import { BACK, saidBeside, WAITS } from './said-beside.ts';

test.each([
  // The recipient has it.
  ['Abholung im Pickup Paketshop durch Empfänger.', 'delivered'],
  ['Der Empfänger hat die Sendung aus der PACKSTATION abgeholt.', 'delivered'],
  ['Zustellung an Brief-/Paketkasten (ohne Unterschrift)', 'delivered'],
  ['Collected by customer', 'delivered'],
  ['Recogido por el destinatario', 'delivered'],
  ['Opgehaald door ontvanger', 'delivered'],
  // Nobody says that the recipient has it.
  ['Der Empfänger hat das Paket nicht abgeholt.', 'in_transit'],
  ['To be collected by customer', WAITS],
  ['Picked up by courier', 'in_transit'],
  ['Abholung von Pickup Paketshop durch DPD Zusteller.', 'in_transit'],
  // Nobody took it, or money is due.
  ['【成都市】未妥投，收件人不在', 'attempted'],
  ['Wegen negativer Altersprüfung wurde die Sendung nicht zugestellt', 'attempted'],
  ['Import duties must be paid before delivery', 'exception/payment_due'],
  [
    'Para recebimento do objeto, é necessário o pagamento do ICMS Importação',
    'exception/payment_due',
  ],
  ['Aguardando pagamento', 'exception/payment_due'],
  ['Pendiente de pago de aduanas', 'exception/payment_due'],
  ['In attesa di pagamento', 'exception/payment_due'],
  ['En attente de paiement des droits', 'exception/payment_due'],
  ['All duties and taxes are paid', 'in_transit'],
  ['Não é necessário o pagamento de tributos', 'in_transit'],
  ['Pagamento confirmado', 'in_transit'],
  // Nobody will get it any more.
  ['Objeto roubado', 'exception/loss'],
  ['Objeto não localizado', 'exception/loss'],
  ['Die Sendung wurde gestohlen.', 'exception/loss'],
  ['The parcel was reported stolen', 'exception/loss'],
  ['The package has been lost', 'exception/loss'],
])('beside a code for movement, “%s” is %s', (words, expected) => {
  expect(saidBeside('T', words)).toBe(expected);
});

test.each([
  // It has left the place.
  [
    'Die Sendung hat die Lagerfrist überschritten und wird an den Absender zurückgeschickt.',
    'return_to_sender',
  ],
  ['Unclaimed, returned to sender', 'return_to_sender'],
  ['Retourné à l’expéditeur', 'return_to_sender'],
  ['En proceso de devolución', 'return_to_sender'],
  // It may leave it.
  ['Item will be returned to sender on November 3', WAITS],
  ['If not collected, it is returned to sender', WAITS],
  ['Parcels not collected within 7 days are returned to sender', WAITS],
  ['Liegt bereit und wird nach 7 Tagen an den Absender zurückgesandt', WAITS],
  // It has not arrived there.
  ['The shipment is on its way to the pick-up point', 'in_transit'],
  ['Onderweg naar het PostNL-punt', 'in_transit'],
  ['Durch Versender an Pickup Paketshop übergeben.', 'in_transit'],
  ['Déposé par l’expéditeur en point relais', 'in_transit'],
  ['Ready for pickup', WAITS],
])('beside a code for a wait, “%s” is %s', (words, expected) => {
  expect(saidBeside('W', words)).toBe(expected);
});

test.each([
  ['Zending wordt bezorgd op PostNL-punt', 'in_transit'],
  ['Pakket wordt bij de volgende Pickup parcelshop bezorgd:', 'in_transit'],
  ['Das Paket wird in folgendem Pickup Paketshop zugestellt:', 'in_transit'],
  ["The parcel is disposed upon shipper's request.", 'exception/destroyed'],
  ['Delivered to air transport', 'in_transit'],
  ['Handed over to airline', 'in_transit'],
  ['Delivered to local delivery company', 'in_transit'],
  ['Handed over to the last-mile courier company', 'in_transit'],
  ['Entregado en Correos por el remitente', 'in_transit'],
  ['Consegnato dal mittente al punto di ritiro', 'in_transit'],
  ['Vom Absender im Paketshop abgegeben', 'in_transit'],
  ['Die Sendung wurde dem Absender übergeben', BACK],
  ['Cancellation due to mis-scan', 'exception/other'],
  ['Objeto roubado - Favor entrar em contato com os Correios.', 'exception/loss'],
  ['Para recebimento do objeto, é necessário o pagamento do ICMS', 'exception/payment_due'],
  ['Delivered to the front desk of the courier company', 'delivered'],
  ['Entregado al destinatario', 'delivered'],
])('beside a code for delivered, “%s” is %s', (words, expected) => {
  expect(saidBeside('D', words)).toBe(expected);
});

test.each([
  ['Abholung beim Kunden nicht erfolgreich', 'pre_transit'],
  ['Das Paket wird auf Anweisung des Versenders entsorgt.', 'exception/destroyed'],
  ['Pakket wordt vernietigd op verzoek van de afzender', 'exception/destroyed'],
  ['If nobody asks for it, the parcel will be destroyed', 'attempted'],
  ['Delivery attempted, returned to sender, held at post office', 'attempted'],
])('beside a code for a failed delivery, “%s” is %s', (words, expected) => {
  expect(saidBeside('A', words)).toBe(expected);
});
