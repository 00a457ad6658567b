/** Applies a parcel's own status: aggregators send it beside the scans, and it may say more. */

import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import type { CodeReading } from './code-table.ts';

type Summary = Pick<CodeReading, 'status' | 'reason' | 'responsible'>;

const NOT_WITH_CUSTOMER: readonly (Status | null)[] = ['return_to_sender', 'available_for_pickup'];

/**
 * Gives a delivery in the newest scan the parcel's own status, if that status is a return or a
 * pickup.
 */
export function correctBySummary(
  events: readonly TrackingEvent[],
  { status, reason, responsible }: Summary,
): readonly TrackingEvent[] {
  if (!NOT_WITH_CUSTOMER.includes(status)) return events;
  const newest = Math.max(...events.map(({ occurredAt }) => occurredAt));
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt === newest
      ? { ...event, status, reason, responsible }
      : event,
  );
}

/**
 * Reads deliveries before the newest scan as handovers to another carrier, if the parcel's own
 * status says that it is still on its way: the first of two carriers delivers to the second.
 */
export function correctHandOvers(
  events: readonly TrackingEvent[],
  { status }: Summary,
): readonly TrackingEvent[] {
  if (status === null || !UNDER_WAY.includes(status)) return events;
  const newest = Math.max(...events.map(({ occurredAt }) => occurredAt));
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt < newest
      ? { ...event, status: 'in_transit', reason: null, responsible: null }
      : event,
  );
}

const UNDER_WAY: readonly Status[] = [
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'available_for_pickup',
  'attempted',
];
