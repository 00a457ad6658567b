/** How long a message may wait for an outcome before somebody should look. */

import type { Urgency } from './message.ts';
import { HOUR, MINUTE } from './time.ts';

/**
 * Counts from the decision to send it, or from the end of a hold. All are longer than a restart, a
 * throttling provider, or the ten minutes after which Twilio's list settles an unknown SMS.
 */
export const WAIT_MAX_MS: Readonly<Record<Urgency, number>> = {
  // They pass all others, so a crowd does not hold them up. An hour later most are of no use.
  urgent: 15 * MINUTE,
  // They pass the crowd, too. Ladders count in hours, so half an hour delays no next step.
  staff: 30 * MINUTE,
  // A morning's crowd is no fault: two emails a second take 42 minutes for 5,000 confirmations.
  ordinary: HOUR,
};
