/** What follows from an order's state: its status, whether it is over, and what is missing. */

import { localDate } from '../calendar.ts';
import { ownProperty } from '../own-property.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { STATUSES, type Status } from '../tracking.ts';
import type { OrderState } from './state.ts';

const TROUBLE: readonly Status[] = [
  'exception',
  'return_to_sender',
  'attempted',
  'available_for_pickup',
];

/** Trouble first, then the status furthest from delivery. */
export const STATUS_PRECEDENCE: readonly Status[] = [
  ...TROUBLE,
  ...STATUSES.filter((status) => !TROUBLE.includes(status)),
];

/** The status of the shipment that most needs attention; `placed` without shipments. */
export function orderStatus(state: OrderState): Status | 'placed' {
  const statuses = Object.values(state.shipments).map(
    ({ scanSummary }) => currentStatus(scanSummary).status,
  );
  if (state.cancelledAt !== null && statuses.every((status) => status === 'unknown')) {
    return 'cancelled';
  }
  if (statuses.length === 0) return 'placed';
  return STATUS_PRECEDENCE.find((status) => statuses.includes(status)) ?? 'unknown';
}

/** Whether the shipment of an alarm is moving again. */
export function isShipmentMoving({ shipments }: OrderState, id: string): boolean {
  const shipment = ownProperty(shipments, id);
  if (!shipment || shipment.lostAt !== null) return false;
  return currentStatus(shipment.scanSummary).status === 'in_transit';
}

/** The day on which the customer expected it, `YYYY-MM-DD`, once it has passed; else null. */
export function missedDay(state: OrderState, id: string | null): string | null {
  const own = id === null ? null : ownProperty(state.shipments, id)?.edd.latest;
  const day = own?.date ?? state.edd.latest?.date ?? null;
  if (day === null || state.contact === null) return null;
  return day < localDate(state.now, state.contact.timeZone) ? day : null;
}

/** Whether every shipment is at rest and no other is still to come. */
export function isOrderOver(state: OrderState): boolean {
  const shipments = Object.values(state.shipments);
  if (!shipments.every(isAtRest)) return false;
  if (state.cancelledAt !== null) return true;
  return shipments.length > 0 && !moreToCome(state);
}

/** Whether pieces are still to be shipped. False if the shop does not list them for each parcel. */
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
