/** Applies a parcel's own status: aggregators send it beside the scans, and it may say more. */

import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import type { CodeReading } from './code-table.ts';
import { findLatest } from './event-order.ts';
import { TAKEN_BY_RECIPIENT } from './phrases/handed-over.ts';
import { foldAll, isSaid } from './said-words.ts';
import { readReturn } from './turn-back.ts';

type Summary = Pick<CodeReading, 'status' | 'reason' | 'responsible'>;

const NOT_WITH_CUSTOMER: readonly (Status | null)[] = ['return_to_sender', 'available_for_pickup'];

/**
 * Gives a delivery in the newest scan the parcel's own status, if that status is a return or a
 * pickup, or that the customer refused it. A return also replaces an attempt: the scan only says
 * why the parcel goes back. A pickup replaces no sentence that the customer has it: the status may be
 * older.
 */
export function correctBySummary(
  events: readonly TrackingEvent[],
  summary: Summary,
): readonly TrackingEvent[] {
  const { status, reason, responsible } = readReturn(summary, events);
  const isElsewhere = NOT_WITH_CUSTOMER.includes(status);
  if (!isElsewhere && !(status === 'exception' && reason === 'refused')) return events;
  const newest = findLatest(events);
  const isCorrected = (event: TrackingEvent) =>
    (event.status === 'delivered' && !(status === 'available_for_pickup' && isTaken(event))) ||
    (status === 'return_to_sender' && reason !== 'returned' && event.status === 'attempted');
  return events.map((event) =>
    event.occurredAt === newest && isCorrected(event)
      ? { ...event, status, reason, responsible }
      : event,
  );
}

function isTaken({ description }: TrackingEvent): boolean {
  return isSaid(TAKEN_BY_RECIPIENT, foldAll([description]));
}

/**
 * Cancels a parcel of which only the label is known, if its own status says so: carriers report no
 * scan of a cancellation.
 */
export function cancelBySummary(
  events: readonly TrackingEvent[],
  status: Status | null,
): readonly TrackingEvent[] {
  const isLabel = events.every((event) => event.status === null || event.status === 'pre_transit');
  if (status !== 'cancelled' || !isLabel) return events;
  const newest = findLatest(events);
  return events.map((event) => (event.occurredAt === newest ? { ...event, ...CANCELLED } : event));
}

const CANCELLED = { status: 'cancelled', reason: null, responsible: null } as const;

/** Like `correctBySummary`; and corrects deliveries that were only handovers. */
export function correctByParcelStatus(
  events: readonly TrackingEvent[],
  summary: Summary,
): readonly TrackingEvent[] {
  const corrected = correctHandOvers(correctBySummary(events, summary), summary);
  return cancelBySummary(corrected, summary.status);
}

/**
 * Reads deliveries before the newest scan as handovers to another carrier, if the parcel's own
 * status says that the customer does not have it: the first of two carriers delivers to the second.
 */
export function correctHandOvers(
  events: readonly TrackingEvent[],
  summary: Summary,
): readonly TrackingEvent[] {
  if (!isUnderWay(summary)) return events;
  // A notice does not say where the parcel is.
  const newest = findLatest(events.filter(({ status }) => status !== null));
  return events.map((event) =>
    event.status === 'delivered' && event.occurredAt < newest
      ? { ...event, status: 'in_transit', reason: null, responsible: null }
      : event,
  );
}

/** A customer reports damage after the delivery. */
function isUnderWay({ status, reason }: Summary): boolean {
  if (status === 'exception') return reason !== 'damage' && reason !== 'other';
  return status !== null && UNDER_WAY.includes(status);
}

const UNDER_WAY: readonly Status[] = [
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'available_for_pickup',
  'attempted',
];
