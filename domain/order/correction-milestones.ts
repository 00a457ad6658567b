/** A message about another parcel, whose number the shop had by mistake, is taken back. */

import { localDate } from '../calendar.ts';
import { hasLeft, hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import type { Status } from '../tracking.ts';
import { aboutParcel, isFinished } from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';

/** What the customer read about the other parcel. */
type Claim = 'delivered' | 'ready' | 'today' | 'returning' | 'trouble';

export function correctionMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  if (shipment.corrections === 0) return [];
  const about = aboutParcel(id, shipment)('not_delivered_after_all', 'corrected');
  const claim = lastClaim(state, id, shipment);
  if (claim === null && !hasReached(state.messagePlan, about.id)) return [];
  const { status } = currentStatus(shipment.scanSummary);
  const isTrueNow = claim !== null && ownProperty(STATUS_OF_CLAIM, claim) === status;
  const isUnneeded = claim === null || isFinished(shipment) || isTrueNow;
  const obsolete = isUnneeded ? 'superseded' : null;
  const facts = { isOtherParcel: true, claim };
  return [{ ...about, occurredAt: shipment.observed.addedAt, obsolete, facts }];
}

/** The latest claim about the other number that the customer received, unless it is over. */
function lastClaim(state: OrderState, id: string, shipment: ShipmentState): Claim | null {
  const { sent, pending } = state.messagePlan;
  const own = `-${shipment.corrections + 1}`;
  const reached = [
    ...sent.filter(({ outcome }) => hasLeft(outcome)),
    ...pending.map((each) => ({ ...each, at: each.notBefore })),
  ];
  const last = reached.findLast(
    ({ kind, milestoneId, covers = [] }) =>
      kind === 'all_delivered' ||
      (Object.hasOwn(CLAIMS, kind) &&
        [milestoneId, ...covers].some((each) => each.startsWith(`${id}/`) && !each.endsWith(own))),
  );
  if (!last) return null;
  const claim = CLAIMS[last.kind] ?? null;
  const { timeZone } = state.contact ?? state.calendar;
  const isPast = localDate(last.at, timeZone) < localDate(shipment.observed.addedAt, timeZone);
  return claim === 'today' && isPast ? null : claim;
}

/** Null: after it, nothing is left to take back. */
const CLAIMS: Readonly<Partial<Record<MessageKind, Claim | null>>> = {
  delivered: 'delivered',
  all_delivered: 'delivered',
  available_for_pickup: 'ready',
  pickup_reminder: 'ready',
  out_for_delivery: 'today',
  returning_to_sender: 'returning',
  attempted: 'trouble',
  exception: 'trouble',
  payment_due: 'trouble',
  moving_again: null,
  not_delivered_after_all: null,
};

/** A claim that has become true of the right parcel has a message of its own. */
const STATUS_OF_CLAIM: Readonly<Partial<Record<Claim, Status>>> = {
  ready: 'available_for_pickup',
  today: 'out_for_delivery',
};
