/**
 * Handles shipments with several pieces: one delivered piece does not mean a delivered shipment.
 */

import { normalizeTrackingNumber } from '../../domain/ids.ts';
import { largest } from '../../domain/time.ts';
import type { TrackingEvent } from '../../domain/tracking.ts';

export interface PieceEvent {
  readonly event: TrackingEvent;
  /** The piece that the event is about; null if it is about the whole shipment. */
  readonly piece: string | null;
}

export interface Pieces {
  /** The pieces that the body names, in addition to those in the events. */
  readonly ids?: readonly (string | null)[];
  /** The number of pieces, if the body has it. */
  readonly count?: number | null;
  /** The tracking number that wismr follows. */
  readonly number: string | null;
}

/**
 * The events of a shipment. Once every piece is delivered, the last delivery is the shipment's.
 * Until then, a piece's delivery means that a part arrived (`in_transit`, `partial`). If the
 * followed number belongs to one piece, only that piece's events and delivery count.
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
  return rows.map(({ event, piece }) =>
    piece !== null && event.occurredAt < complete ? asPart(event) : event,
  );
}

/** Keeps one event when the same thing happened to several pieces at once. */
export function dropRepeats(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  return [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
}

/** A part arrived, and the rest did not. */
export const PARTIAL = { status: 'in_transit', reason: 'partial', responsible: 'carrier' } as const;

/** Reads a delivery as that of a part. Other events stay unchanged. */
export function asPart(event: TrackingEvent): TrackingEvent {
  return event.status === 'delivered' ? { ...event, ...PARTIAL } : event;
}

/** When the last piece was delivered, in epoch milliseconds; infinity while one is missing. */
function completedAt(rows: readonly PieceEvent[], total: number): number {
  const firstOf = new Map<string, number>();
  for (const { piece, event } of rows) {
    if (piece === null || event.status !== 'delivered') continue;
    firstOf.set(piece, Math.min(firstOf.get(piece) ?? event.occurredAt, event.occurredAt));
  }
  return firstOf.size < total ? Number.POSITIVE_INFINITY : largest([...firstOf.values()]);
}
