/** The order of a carrier's events: it differs between formats of one carrier. */

import type { TrackingEvent } from '../../domain/tracking.ts';

/** Whether a carrier's list begins with its newest event. */
export function isNewestFirst(events: readonly TrackingEvent[]): boolean {
  const first = events[0];
  const last = events.at(-1);
  return first !== undefined && last !== undefined && first.occurredAt > last.occurredAt;
}
