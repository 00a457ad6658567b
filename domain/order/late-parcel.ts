/** An order that misses its promised day and its time to ship has one escalation, not two. */

import type { RaisedAlarm } from '../journey/alarm.ts';
import type { Expectation } from '../journey/expectation.ts';
import { idOfFacts } from '../journey/reopened.ts';
import { presetFor } from '../policy/apply-policy.ts';
import type { OrderState } from './state.ts';

/** All of both, without `shipping` while staff look into a promised day that it misses. */
export function dropWatched(
  state: OrderState,
  shipping: readonly Expectation[],
  promised: readonly Expectation[],
): readonly Expectation[] {
  const isKnown = promised.some((each) => isWatched(state, each));
  return [
    ...shipping.filter(({ id }) => !isKnown || escalatedAlarm(state, id) !== undefined),
    ...promised,
  ];
}

/** The notice of the law ends the wait for the promised day, and `shipping` goes on after it. */
function isWatched(state: OrderState, { id }: Expectation): boolean {
  if (presetFor(state.policy, state.country)?.delay) return false;
  const alarm = escalatedAlarm(state, id);
  return alarm !== undefined && alarm.resolution === null;
}

function escalatedAlarm({ overdue }: OrderState, id: string): RaisedAlarm | undefined {
  return overdue.raised.find((each) => idOfFacts(each.id) === id && each.escalationId !== null);
}
