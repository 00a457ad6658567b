/** Withdraws a delivery or a return that a later scan of the same carrier calls a mistake. */

import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import {
  FORWARDED,
  REQUEST_RETRACTIONS,
  RETRACTIONS,
  RETURN_REQUESTS,
  RETURN_RETRACTIONS,
} from './phrases/elsewhere.ts';
import { foldSentence } from './sentence.ts';

/**
 * Each retraction takes the status from the latest delivery, or from the way back, before it: the
 * scan stays, but does not say where the parcel is. If no other scan does, the parcel is under way.
 * The retraction of a delivery gets the reason `delivery_withdrawn`, because an earlier body may
 * have reported the delivery.
 */
export function withdrawRetracted(ordered: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const lists = ordered.map((event, index) => listWithdrawn(event, index, ordered));
  const withdrawn = new Set(lists.flat());
  const isKnown = ordered.some(({ status }, index) => status !== null && !withdrawn.has(index));
  const status: Status | null = isKnown ? null : 'in_transit';
  return ordered.map((event, index) => {
    if (withdrawn.has(index)) return { ...event, status, reason: null, responsible: null };
    // Forwarding is a retraction only after a delivery.
    const isForwarded = isSaid(FORWARDED, event) && (lists[index] ?? []).length > 0;
    const retracts = isForwarded || isSaid(RETRACTIONS, event);
    return FOLLOWING.includes(event.status) && retracts ? { ...event, ...WITHDRAWN } : event;
  });
}

const WITHDRAWN = { reason: 'delivery_withdrawn', responsible: 'carrier' } as const;

/** Where a parcel can be after a delivery that was none. Null: where it was before. */
const FOLLOWING: readonly TrackingEvent['status'][] = [
  'in_transit',
  'exception',
  'available_for_pickup',
  null,
];

/** The indexes of the scans that a scan withdraws. */
function listWithdrawn(
  event: TrackingEvent,
  index: number,
  ordered: readonly TrackingEvent[],
): readonly number[] {
  const isOfDelivery = isSaid([...RETRACTIONS, ...FORWARDED], event);
  const before = ordered.slice(0, index);
  if (isSaid(REQUEST_RETRACTIONS, event)) return listRequests(before);
  if (!isOfDelivery && !isSaid(RETURN_RETRACTIONS, event)) return [];
  if (!isOfDelivery) return [...before.keys()].filter((at) => isOnItsWayBack(before[at]));
  const delivery = before.findLastIndex(({ status }) => status === 'delivered');
  return delivery >= 0 ? [delivery] : [];
}

/** The requests for a return, unless the parcel is already on its way back. */
function listRequests(before: readonly TrackingEvent[]): readonly number[] {
  const back = [...before.keys()].filter((at) => before[at]?.status === 'return_to_sender');
  const isRequest = (at: number) => {
    const event = before[at];
    return event !== undefined && isSaid(RETURN_REQUESTS, event);
  };
  return back.every(isRequest) ? back : [];
}

/** Not a parcel that its sender has. */
function isOnItsWayBack(event: TrackingEvent | undefined): boolean {
  return event?.status === 'return_to_sender' && event.reason !== 'returned';
}

function isSaid(phrases: readonly RegExp[], { description }: TrackingEvent): boolean {
  if (description === null) return false;
  const sentence = foldSentence(description);
  return phrases.some((phrase) => phrase.test(sentence));
}
