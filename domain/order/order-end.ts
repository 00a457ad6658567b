/** When an order is over: its journey closes after the grace period. */

import { isAtRest } from '../parcel/at-rest.ts';
import { refundDueSince } from './refund-due.ts';
import type { OrderState } from './state.ts';
import { countedShipments, isParcelMissing } from './status.ts';

/** Whether every shipment is at rest, no other is still to come, and no money is due. */
export function isOrderOver(state: OrderState): boolean {
  const shipments = countedShipments(state);
  if (!shipments.every(([, shipment]) => isAtRest(shipment))) return false;
  if (refundDueSince(state)) return false;
  if (state.cancelledAt !== null || state.refundedAt !== null) return true;
  return !isParcelMissing(state);
}
