/** A carrier may report nothing between two places, and still deliver on the day that it named. */

import { endOfDay } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { type Expectation, parcelScope } from '../journey/expectation.ts';
import { ruleFor } from '../policy/apply-policy.ts';
import type { OrderState, ShipmentState } from './state.ts';

/** `movement`, due at the end of the carrier's estimated day, if that is within the rule's bound. */
export function postponeToEstimate(
  { policy, calendar, country, contact }: OrderState,
  { carrier, service, edd }: ShipmentState,
  movement: Expectation,
): Expectation {
  const { estimate } = ruleFor(policy, 'movement', parcelScope({ carrier, service, country }));
  if (estimate === undefined || edd.latest?.source !== 'carrier') return movement;
  const dayEnds = endOfDay(edd.latest.date, contact?.timeZone ?? calendar.timeZone);
  const latestDue = addDuration(movement.due, estimate, calendar);
  // A day that is far ahead does not explain why nothing is reported now.
  return dayEnds > latestDue ? movement : { ...movement, due: Math.max(movement.due, dayEnds) };
}
