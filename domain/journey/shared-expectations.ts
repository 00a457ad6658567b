/** What an order and a return await alike: that the customer can be reached, and is understood. */

import type { ContactFacts } from '../contact.ts';
import { addDuration } from '../duration.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import { type Expectation, timeAsFact } from './expectation.ts';
import type { MessagePlan } from './message-plan.ts';
import type { DecisionContext } from './send-hold-drop.ts';

interface SharedInput extends Pick<DecisionContext, 'policy' | 'calendar'> {
  readonly messagePlan: MessagePlan;
  readonly country: string | null;
  readonly contact: ContactFacts | null;
}

export function sharedExpectations(input: SharedInput): readonly Expectation[] {
  const { unreachedSince, refusedAt } = input.messagePlan;
  return [
    // While nothing has reached the customer since a message failed.
    ...openSince('customer_reached', unreachedSince, input),
    // From a refusal in the customer's own words until their contact changes.
    ...openSince('refusal_reviewed', refusedAt, input),
  ];
}

function openSince(
  kind: 'customer_reached' | 'refusal_reviewed',
  since: number | undefined,
  { policy, calendar, country, contact }: SharedInput,
): readonly Expectation[] {
  if (since === undefined || contact?.erased) return [];
  const { within, ladder } = ruleFor(policy, kind, countryScope(country));
  const id = `-/${kind}/${timeAsFact(since)}`;
  const due = addDuration(since, within, calendar);
  return [{ id, kind, shipmentId: null, carrier: null, since, due, ladder }];
}
