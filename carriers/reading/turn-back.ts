/**
 * Handles parcels that a carrier marks as returns without saying which scans belong to the way
 * back.
 */

import type { Status, TrackingEvent } from '../../domain/tracking.ts';

const RETURNED = { status: 'return_to_sender', reason: 'returned', responsible: 'shop' } as const;
const RETURNING = { status: 'return_to_sender', reason: null, responsible: null } as const;

/** What concerns only the sender once the parcel is on its way back. */
const WAY_BACK: readonly Status[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
];

/**
 * The events of a parcel that is marked as a return. Its delivery is a delivery to the sender. Of
 * its other events, only the latest is certainly on the way back.
 */
export function turnBack(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const telling = events.filter(({ status }) => status !== null);
  const latest = Math.max(...telling.map(({ occurredAt }) => occurredAt));
  return events.map((event) => {
    if (event.status === 'delivered') return { ...event, ...RETURNED };
    const moves = event.status !== null && WAY_BACK.includes(event.status);
    return moves && event.occurredAt === latest ? { ...event, ...RETURNING } : event;
  });
}
