/** What the milestones of a parcel have in common: their ids, and why they are no longer needed. */

import { hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import type { Spell } from '../parcel/status-days.ts';
import type { Status } from '../tracking.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments } from './status.ts';

/** What was sent about another number is not about this one: its messages have ids of their own. */
export function aboutParcel(id: string, { corrections }: ShipmentState) {
  const suffix = corrections === 0 ? '' : `-${corrections + 1}`;
  return (kind: MessageKind, occurrence: string) => ({
    id: `${id}/${kind}/${occurrence}${suffix}`,
    kind,
    shipmentIds: [id],
  });
}

/** Whether the parcel's way to the customer has ended, so that messages about it are too late. */
export function isFinished(shipment: ShipmentState): boolean {
  return isAtRest(shipment) || currentStatus(shipment.scanSummary).status === 'return_to_sender';
}

/** What is about the customer's own plans is of no interest once the order is cancelled. */
export function whyOver(
  state: OrderState,
  shipment: ShipmentState,
  isOvertaken: boolean,
): Milestone['obsolete'] {
  if (isFinished(shipment) || isOvertaken) return 'superseded';
  return state.cancelledAt === null ? null : 'cancelled';
}

export function eachSpell(
  spells: readonly Spell[],
  create: (occurrence: string, spell: Spell, isLast: boolean) => Milestone,
): readonly Milestone[] {
  return spells.map((spell, index) =>
    create(String(index + 1), spell, index === spells.length - 1),
  );
}

/**
 * Scans may arrive out of order, so that a later spell turns out to be the second one: what was sent
 * about it as the first covers it.
 */
export function dropIfCovered(
  { messagePlan }: OrderState,
  milestone: Milestone,
  before: Milestone | undefined,
): Milestone {
  const isCovered =
    before !== undefined &&
    !hasReached(messagePlan, milestone.id) &&
    hasReached(messagePlan, before.id, milestone.occurredAt);
  return isCovered ? { ...milestone, obsolete: 'superseded' } : milestone;
}

/** Whether another parcel of the order may still reach this milestone. `past`: it has already. */
export function othersMayReach(state: OrderState, id: string, past: readonly Status[]): boolean {
  return countedShipments(state).some(([other, shipment]) => {
    const { status } = currentStatus(shipment.scanSummary);
    return other !== id && !isAtRest(shipment) && !past.includes(status);
  });
}
