/** A carrier may report nothing between two places, and still deliver on the day that it named. */

import { endOfDay } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { type Expectation, parcelScope } from '../journey/expectation.ts';
import { ruleFor } from '../policy/apply-policy.ts';
import type { OrderState, ShipmentState } from './state.ts';

/**
 * `movement`, due at the end of the carrier's estimated day, if that is within the rule's bound. A
 * delivery that was moved to that day explains any wait until then, also for `progress`.
 */
export function postponeToEstimate(
  { policy, calendar, country, contact }: OrderState,
  { carrier, service, edd: { latest }, scanSummary }: ShipmentState,
  awaited: Expectation,
): Expectation {
  const { estimate } = ruleFor(policy, 'movement', parcelScope({ carrier, service, country }));
  if (estimate === undefined || latest?.source !== 'carrier') return awaited;
  const dayEnds = endOfDay(latest.date, contact?.timeZone ?? calendar.timeZone);
  const latestDue = addDuration(awaited.due, estimate, calendar);
  const wasMoved = scanSummary.days.some(
    ({ reason, day }) => reason === 'rescheduled' && day < latest.date,
  );
  // Otherwise, a day that is far ahead does not explain why nothing is reported now.
  const isNear = awaited.kind === 'movement' && dayEnds <= latestDue;
  const isExplained = isNear || (wasMoved && latestDue > awaited.due);
  return isExplained ? { ...awaited, due: Math.max(awaited.due, dayEnds) } : awaited;
}
