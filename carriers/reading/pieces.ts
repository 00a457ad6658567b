/** Shipments of several pieces: one delivered piece is not a delivered shipment. */

import { normalizeTrackingNumber } from '../../domain/ids.ts';
import type { TrackingEvent } from '../../domain/tracking.ts';

export interface PieceEvent {
  readonly event: TrackingEvent;
  /** The piece that it is about; null if it is about the shipment. */
  readonly piece: string | null;
}

export interface Pieces {
  /** The pieces that the body names, beyond those of the events. */
  readonly ids?: readonly (string | null)[];
  /** The number of pieces, where the body has it. */
  readonly count?: number | null;
  /** The number of the parcel that wismr follows. */
  readonly number: string | null;
}

/**
 * The events of a shipment. A piece's delivery is the shipment's once every piece was delivered, and
 * until then says that a part arrived (`in_transit`, `partial`). If the followed number is a piece's
 * own, the other pieces' events are left out, and its delivery counts.
 */
export function combinePieces(
  rows: readonly PieceEvent[],
  { ids = [], count = null, number }: Pieces,
): readonly TrackingEvent[] {
  const named = [...ids, ...rows.map(({ piece }) => piece)].filter((id) => id !== null);
  const known = new Set(named.map(normalizeTrackingNumber));
  const own = number === null ? null : normalizeTrackingNumber(number);
  if (own !== null && known.has(own)) {
    return rows
      .filter(({ piece }) => piece === null || normalizeTrackingNumber(piece) === own)
      .map(({ event }) => event);
  }
  const total = Math.max(count ?? 0, known.size);
  if (total <= 1) return rows.map(({ event }) => event);
  const complete = completedAt(rows, total);
  return rows.map(({ event, piece }) => {
    const isPart = piece !== null && event.status === 'delivered' && event.occurredAt < complete;
    return isPart ? { ...event, ...PARTIAL } : event;
  });
}

/** Drops what happened to several pieces at once but for one event of it. */
export function dropRepeats(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  return [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
}

const PARTIAL = { status: 'in_transit', reason: 'partial', responsible: 'carrier' } as const;

/** When the last of the pieces was delivered, epoch milliseconds; infinity while one is missing. */
function completedAt(rows: readonly PieceEvent[], total: number): number {
  const firstOf = new Map<string, number>();
  for (const { piece, event } of rows) {
    if (piece === null || event.status !== 'delivered') continue;
    firstOf.set(piece, Math.min(firstOf.get(piece) ?? event.occurredAt, event.occurredAt));
  }
  return firstOf.size < total ? Number.POSITIVE_INFINITY : Math.max(...firstOf.values());
}
