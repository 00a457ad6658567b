/** Which events meet an expectation of an order. */

import type { ExpectationKind } from '../policy/rule.ts';
import type { OrderEventBody } from './event.ts';

/** Whether an event that ends an expectation meets it. If not, it withdraws it. */
export function isOrderMetBy(kind: ExpectationKind, body: OrderEventBody): boolean {
  if (kind === 'order_refunded') {
    return body.kind === 'order_refunded' || body.kind === 'shipment_added';
  }
  if (kind === 'shipping_stopped') {
    return body.kind === 'order_cancelled' || body.kind === 'pieces_changed';
  }
  switch (body.kind) {
    case 'scanned':
      return body.scan.status === 'delivered' || !MET_BY_DELIVERY.includes(kind);
    case 'shipment_added':
    case 'pieces_changed':
    case 'delay_consented':
      return true;
    case 'order_cancelled':
      return kind === 'cancel_decided';
    default:
      return false;
  }
}

/** Of the scans, only one of the delivery meets them. */
const MET_BY_DELIVERY: readonly ExpectationKind[] = [
  'delivery',
  'pickup',
  'delivery_confirmed',
  'delivered_by_law',
];
