/** Whether the log had a fact of a return long after it happened: imported, not missed. */

import { isBackfill } from '../fact-times.ts';
import { type ImportInput, isImported } from '../journey/expectation.ts';
import type { ReturnState } from './state.ts';

/** When the journey began, by the log. */
export function beginningOf({ steps, policy, now }: ReturnState): ImportInput {
  return { observedAt: steps.requested?.loggedAt ?? now, policy };
}

/**
 * Whether it arrived long before the log had that. A carrier's scan is old only if it is older than
 * the journey: on a known parcel, a late report is no import.
 */
export function isReceiptOld(state: ReturnState): boolean {
  const { received } = state.steps;
  if (!received) return false;
  const confirmed = [state, ...Object.values(state.parcels)];
  const isByShop = confirmed.some(({ receivedAt }) => receivedAt !== null);
  return isByShop
    ? isBackfill(received, state.policy)
    : isImported(received.occurredAt, beginningOf(state));
}
