/** Withdraws a delivery that a later scan of the same carrier calls a mistake. */

import type { TrackingEvent } from '../../domain/tracking.ts';
import { RETRACTIONS } from './phrases/elsewhere.ts';
import { foldSentence } from './sentence.ts';

/**
 * Each retraction takes the status from the latest delivery before it: the scan stays, but does not
 * say that the customer has the parcel. The retraction gets the reason `delivery_withdrawn`, because
 * an earlier body may have reported the delivery.
 */
export function withdrawRetracted(ordered: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const withdrawn = new Set<number>();
  for (const [index, event] of ordered.entries()) {
    if (!isRetraction(event)) continue;
    const delivery = ordered.findLastIndex((each, at) => at < index && each.status === 'delivered');
    if (delivery >= 0) withdrawn.add(delivery);
  }
  return ordered.map((event, index) => {
    if (withdrawn.has(index)) return { ...event, status: null, reason: null, responsible: null };
    return FOLLOWING.includes(event.status) && isRetraction(event)
      ? { ...event, ...WITHDRAWN }
      : event;
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

function isRetraction({ description }: TrackingEvent): boolean {
  if (description === null) return false;
  const sentence = foldSentence(description);
  return RETRACTIONS.some((phrase) => phrase.test(sentence));
}
