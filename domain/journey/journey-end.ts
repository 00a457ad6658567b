/** When a journey ends: some time after its order or return is over, or after long silence. */

import type { JourneyState } from './state.ts';

/**
 * When the journey closes: after the grace period if it is over, else after `abandonAfterMs`
 * without events. Null while a message is held or pending.
 */
export function closingTime(
  { messagePlan, contact, policy, lastActivityAt }: JourneyState,
  isOver: boolean,
): number | null {
  const { held, pending } = messagePlan;
  if (held.length > 0 || pending.length > 0 || contact === null) return null;
  return lastActivityAt + (isOver ? policy.graceMs : policy.abandonAfterMs);
}
