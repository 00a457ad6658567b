/**
 * Handles parcels that a carrier marks as returns without saying which scans belong to the way
 * back.
 */

import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import { findLatest } from './event-order.ts';

/** A parcel that is back at its sender. */
export const RETURNED = {
  status: 'return_to_sender',
  reason: 'returned',
  responsible: 'shop',
} as const;
/** A parcel on its way back. */
export const RETURNING = { status: 'return_to_sender', reason: null, responsible: null } as const;

/** What concerns only the sender once the parcel is on its way back. */
export const WAY_BACK: readonly Status[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
];

/**
 * The status of a delivery in the newest scan, if the parcel's own status is a return: after an
 * earlier scan of the way back, the sender has it.
 */
export function readReturn<Own extends Pick<TrackingEvent, 'status' | 'reason' | 'responsible'>>(
  own: Own,
  events: readonly TrackingEvent[],
): Own | typeof RETURNED {
  if (own.status !== 'return_to_sender') return own;
  const newest = findLatest(events);
  const isOnWayBack = events.some(
    ({ status, occurredAt }) => status === 'return_to_sender' && occurredAt < newest,
  );
  return isOnWayBack ? RETURNED : own;
}

/**
 * The events of a parcel that is marked as a return. Its delivery is a delivery to the sender. Of
 * its other events, only the latest is certainly on the way back.
 */
export function turnBack(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const telling = events.filter(({ status }) => status !== null);
  const latest = findLatest(telling);
  return events.map((event) => {
    if (event.status === 'delivered') return { ...event, ...RETURNED };
    const moves = event.status !== null && WAY_BACK.includes(event.status);
    return moves && event.occurredAt === latest ? { ...event, ...RETURNING } : event;
  });
}
