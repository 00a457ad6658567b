/** Tours, promises, hindrances and missing scans beside a code for delivered. */

import { describe, expect, test } from 'vitest';
import { saidBeside } from './said-beside.ts';

describe('beside a code for delivered', () => {
  test.each([
    ['out_for_delivery', 'Objeto saiu para entrega ao destinatário'],
    ['out_for_delivery', 'Colis en cours de livraison par le livreur'],
    ['out_for_delivery', 'Article sorti pour livraison'],
    ['out_for_delivery', 'Wydanie przesyłki do doręczenia'],
    ['out_for_delivery', 'Doručování zásilky.'],
    ['out_for_delivery', '持ち出し中'],
    ['out_for_delivery', '派件员正在派件，业务员联系电话'],
    ['out_for_delivery', 'Your shipment is on its way to the recipient'],
    ['out_for_delivery', 'Parcel handed over to driver'],
    ['in_transit', 'Die Zustellung erfolgt voraussichtlich heute.'],
    ['in_transit', 'Scheduled for delivery'],
    ['null', 'Nachricht zugestellt'],
    ['null', 'Notification sent'],
    ['null', 'Bericht bezorgd'],
    ['pre_transit', 'Pickup attempt failed'],
    ['exception/loss', 'Item arrived at the Undeliverable Mail Office'],
    ['in_transit', 'Shipment collected by PostNL'],
    ['in_transit', 'Accepted at USPS Origin Facility'],
    ['in_transit', 'Delivered to Non-FedEx clearance broker'],
    ['in_transit/rescheduled', 'Future delivery requested'],
    ['attempted', 'Delivery Exception, Animal Interference'],
    ['attempted', 'Consignee closed'],
    ['available_for_pickup', 'Unclaimed by recipient'],
    ['available_for_pickup', 'Hold at location'],
    ['exception/held', 'Held for consignee'],
    ['exception/held', 'Suspended at customer request'],
    ['exception/payment_due', 'Collect on delivery required'],
    ['in_transit', 'Picked up by broker'],
    ['in_transit', 'Package retrieved from FedEx location by courier'],
    ['delivered', 'Package collected from the shop by courier of the recipient'],
    ['delivered', 'Your item has been delivered to an agent at 1:05 pm'],
    ['attempted', 'odbiorcy nie było w domu w momencie doręczenia'],
    ['exception/refused', 'odbiorca odmówił przyjęcia przesyłki'],
    ['exception/refused', 'Package rejected by the recipient'],
    ['exception/damage', 'Zending beschadigd, contact gezocht met ontvanger'],
    ['exception/other', 'Die Zustellung wird aufgrund eines möglichen Schadens abgebrochen.'],
    ['exception/other', 'Package Dimensions Exceed Size Limit'],
    ['exception/other', 'Delay-More Government Documents Required'],
    ['null', 'Awaiting Delivery Scan'],
    ['null', 'Es wurde ein WunschAblageort für die Zustellung gewählt.'],
  ])('%s: %s', (status, words) => {
    expect(saidBeside('D', words)).toBe(status);
  });

  test.each([
    'Delivered. Delayed by weather',
    'Delivered to alternate address as requested after incorrect address',
    'Successfully delivered by driver on the delivery vehicle',
    'Left in your chosen safe place for delivery today',
    'TRANSPORT MEIER GMBH',
    'Package Retrieved from UPS Access Point™',
    'Shortage noted at delivery; customer received balance',
    "Il destinatario ha ritirato la spedizione presso l'ufficio postale",
    'We were required to use the lift gate in order to complete the delivery.',
    'Objeto entregue ao destinatário',
    'お届け先にお届け済み',
  ])('stays delivered: %s', (words) => {
    expect(saidBeside('D', words)).toBe('delivered');
  });
});
