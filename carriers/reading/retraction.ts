/** Withdraws a delivery that a later scan of the same carrier calls a mistake. */

import type { TrackingEvent } from '../../domain/tracking.ts';
import { RETRACTIONS } from './phrases/elsewhere.ts';
import { foldSentence } from './sentence.ts';

/**
 * Each retraction takes the status from the latest delivery before it: the scan stays, but does not
 * say that the customer has the parcel.
 */
export function withdrawRetracted(ordered: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const withdrawn = new Set<number>();
  for (const [index, event] of ordered.entries()) {
    if (!isRetraction(event)) continue;
    const delivery = ordered.findLastIndex((each, at) => at < index && each.status === 'delivered');
    if (delivery >= 0) withdrawn.add(delivery);
  }
  if (withdrawn.size === 0) return ordered;
  return ordered.map((event, index) =>
    withdrawn.has(index) ? { ...event, status: null, reason: null, responsible: null } : event,
  );
}

function isRetraction({ description }: TrackingEvent): boolean {
  if (description === null) return false;
  const sentence = foldSentence(description);
  return RETRACTIONS.some((phrase) => phrase.test(sentence));
}
