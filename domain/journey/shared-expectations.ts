/** What an order and a return await alike: that the customer can be reached, and is understood. */

import { addDuration } from '../duration.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import { type Expectation, timeAsFact } from './expectation.ts';
import { type ReachInput, reachExpectations } from './fallback.ts';

export function sharedExpectations(input: ReachInput): readonly Expectation[] {
  return [...reachExpectations(input), ...refusalExpectations(input)];
}

/** Open from a refusal in the customer's own words until their contact changes. */
function refusalExpectations({
  messagePlan,
  policy,
  calendar,
  country,
  contact,
}: ReachInput): readonly Expectation[] {
  const { refusedAt: since } = messagePlan;
  if (since === undefined || contact?.erased) return [];
  const kind = 'refusal_reviewed';
  const { within, ladder } = ruleFor(policy, kind, countryScope(country));
  const id = `-/${kind}/${timeAsFact(since)}`;
  const due = addDuration(since, within, calendar);
  return [{ id, kind, shipmentId: null, carrier: null, since, due, ladder }];
}
