/** What an order's state comes to: what is over, and what is still to come. */

import { currentStatus } from '../parcel/scan-summary.ts';
import type { OrderState, ShipmentState } from './state.ts';

/** Nothing more is awaited of it. */
export function isAtRest({ scanSummary, lostAt }: ShipmentState): boolean {
  const { status, reason } = currentStatus(scanSummary);
  if (lostAt !== null) return true;
  if (status === 'return_to_sender') return reason === 'returned';
  return status === 'delivered' || status === 'cancelled';
}

/** Known to be incomplete only where the shop tells how many pieces are in the order and each parcel. */
export function moreToCome(state: OrderState): boolean {
  const count = piecesShipped(state);
  return state.pieces !== null && count !== null && count < state.pieces;
}

function piecesShipped({ shipments }: OrderState): number | null {
  let count = 0;
  for (const { pieces } of Object.values(shipments)) {
    if (pieces === null) return null;
    count += pieces;
  }
  return count;
}
