/** In which order a carrier lists its events: some formats of one carrier begin with the newest. */

import type { TrackingEvent } from '../../domain/tracking.ts';

/** Whether a list as the carrier gave it begins with its newest event. */
export function isNewestFirst(events: readonly TrackingEvent[]): boolean {
  const first = events[0];
  const last = events.at(-1);
  return first !== undefined && last !== undefined && first.occurredAt > last.occurredAt;
}
