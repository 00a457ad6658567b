/** The order of a carrier's events, which can differ between formats of the same carrier. */

import { largest } from '../../domain/time.ts';
import type { TrackingEvent } from '../../domain/tracking.ts';

/** Whether a carrier lists its newest event first. */
export function isNewestFirst(events: readonly TrackingEvent[]): boolean {
  const first = events[0];
  const last = events.at(-1);
  return first !== undefined && last !== undefined && first.occurredAt > last.occurredAt;
}

/** The time of the latest event, epoch milliseconds; minus infinity without events. */
export function findLatest(events: readonly Pick<TrackingEvent, 'occurredAt'>[]): number {
  return largest(events.map(({ occurredAt }) => occurredAt));
}
