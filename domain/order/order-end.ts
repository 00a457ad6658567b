/** When an order is over: its journey closes after the grace period. */

import type { Expectation } from '../journey/expectation.ts';
import { idOfFacts } from '../journey/reopened.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { orderExpectations } from './expectations.ts';
import { refundDueSince } from './refund-due.ts';
import type { OrderState } from './state.ts';
import { countedShipments, isParcelMissing } from './status.ts';

/**
 * Whether every shipment is at rest, no other is still to come, no money is due, and nobody has to
 * decide: about what the customer withdrew from, or about a parcel that turned up.
 */
export function isOrderOver(state: OrderState): boolean {
  const shipments = countedShipments(state);
  if (!shipments.every(([, shipment]) => isAtRest(shipment))) return false;
  if (refundDueSince(state)) return false;
  const isEnded = state.cancelledAt !== null || state.refundedAt !== null;
  if (!isEnded && isParcelMissing(state)) return false;
  return orderExpectations(state).every((each) => isDecided(state, each));
}

/** Whether a person has resolved its escalation. */
function isDecided({ overdue }: OrderState, { id }: Expectation): boolean {
  return overdue.raised.some((each) => idOfFacts(each.id) === id && each.resolution !== null);
}
