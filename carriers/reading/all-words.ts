/** For carriers that send several texts about one event: a status, a description, a reason. */

import { largest } from '../../domain/time.ts';
import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import type { CodeReading } from './code-table.ts';
import { correctDelivered, refineMovement } from './correct-by-words.ts';
import { findLatest } from './event-order.ts';

type Texts = readonly (string | null)[];

/**
 * Corrects a reading with all its texts, and reads returns and pickups behind a coarse movement
 * code.
 */
export function refineByAll(reading: CodeReading, texts: Texts): CodeReading {
  return refineMovement(correctDelivered(reading, ...texts), ...texts);
}

/** The time of the newest event, ignoring notices: they do not say where the parcel is. */
export function findNewest(events: readonly TrackingEvent[]): number {
  return largest(events.map((event) => (event.status === null ? 0 : event.occurredAt)));
}

/** Corrects the newest event with texts about the whole parcel. */
export function correctNewestByAll(
  events: readonly TrackingEvent[],
  texts: Texts,
): readonly TrackingEvent[] {
  const newest = findNewest(events);
  return events.map((event) => {
    if (event.occurredAt !== newest) return event;
    const { status, reason, responsible, code, mapped } = event;
    return {
      ...event,
      ...correctDelivered({ status, reason, responsible, code, mapped }, ...texts),
    };
  });
}

const MOVES: readonly (Status | null)[] = ['in_transit', 'out_for_delivery'];

/**
 * Withdraws a delivery scan that the carrier has taken back: its status of the whole parcel is a
 * movement, and a scan after the delivery moves the parcel.
 */
export function withdrawDeliveries(
  events: readonly TrackingEvent[],
  ofParcel: Status | null,
): readonly TrackingEvent[] {
  if (!MOVES.includes(ofParcel)) return events;
  const moved = findLatest(events.filter(({ status }) => MOVES.includes(status)));
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt < moved
      ? { ...event, status: 'in_transit', reason: null, responsible: null }
      : event,
  );
}
