/** Withdraws a delivery or a return that a later scan of the same carrier calls a mistake. */

import type { Status, TrackingEvent } from '../../domain/tracking.ts';
import { RETRACTIONS, RETURN_RETRACTIONS } from './phrases/elsewhere.ts';
import { foldSentence } from './sentence.ts';

/**
 * Each retraction takes the status from the latest delivery, or from the way back, before it: the
 * scan stays, but does not say where the parcel is. If nothing else does, the parcel is under way.
 */
export function withdrawRetracted(ordered: readonly TrackingEvent[]): readonly TrackingEvent[] {
  const withdrawn = new Set<number>();
  for (const [index, event] of ordered.entries()) {
    if (isSaid(RETRACTIONS, event)) {
      const delivery = ordered.findLastIndex(
        (each, at) => at < index && each.status === 'delivered',
      );
      if (delivery >= 0) withdrawn.add(delivery);
    }
    if (isSaid(RETURN_RETRACTIONS, event)) {
      for (const at of listReturns(ordered.slice(0, index))) withdrawn.add(at);
    }
  }
  if (withdrawn.size === 0) return ordered;
  const isKnown = ordered.some(({ status }, at) => status !== null && !withdrawn.has(at));
  const status: Status | null = isKnown ? null : 'in_transit';
  return ordered.map((event, index) =>
    withdrawn.has(index) ? { ...event, status, reason: null, responsible: null } : event,
  );
}

/** The scans of the way back, without those of a parcel that its sender has. */
function listReturns(before: readonly TrackingEvent[]): readonly number[] {
  return [...before.keys()].filter((at) => {
    const { status, reason } = before[at] ?? { status: null, reason: null };
    return status === 'return_to_sender' && reason !== 'returned';
  });
}

function isSaid(phrases: readonly RegExp[], { description }: TrackingEvent): boolean {
  if (description === null) return false;
  const sentence = foldSentence(description);
  return phrases.some((phrase) => phrase.test(sentence));
}
