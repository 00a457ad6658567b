/** For carriers that send several texts about one event: a status, a description, a reason. */

import type { TrackingEvent } from '../../domain/tracking.ts';
import type { CodeReading } from './code-table.ts';
import { correctDelivered, refineMovement } from './correct-by-words.ts';

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
  return Math.max(...events.map((event) => (event.status === null ? 0 : event.occurredAt)));
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
