/** Parcels that a carrier marks as returns as a whole, without saying which scans are on the way back. */

import type { TrackingEvent } from '../../domain/tracking.ts';

const RETURNED = { status: 'return_to_sender', reason: 'returned', responsible: 'shop' } as const;
const RETURNING = { status: 'return_to_sender', reason: null, responsible: null } as const;

/**
 * The events of a parcel that is marked as a return. Its delivery is one to the sender. Of its
 * movements, only the latest is surely on the way back.
 */
export function turnBack(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const latest = Math.max(...events.map(({ occurredAt }) => occurredAt));
  return events.map((event) => {
    if (event.status === 'delivered') return { ...event, ...RETURNED };
    const moves = event.status === 'in_transit' || event.status === 'out_for_delivery';
    return moves && event.occurredAt === latest ? { ...event, ...RETURNING } : event;
  });
}
