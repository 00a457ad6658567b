/** A message about another parcel is taken back: the shop had its number or its carrier by mistake. */

import { localDate } from '../calendar.ts';
import { timeAsFact } from '../journey/expectation.ts';
import { hasLeft, hasReached, type MessagePlan } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import type { Status } from '../tracking.ts';
import { aboutParcel, isFinished } from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { isUnscanned } from './status.ts';

/** What the customer read about the other parcel. */
type Claim =
  | 'delivered'
  | 'partly'
  | 'ready'
  | 'today'
  | 'day'
  | 'returning'
  | 'trouble'
  | 'late'
  | 'lost';

export function correctionMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { corrected } = shipment;
  if (!corrected) return [];
  const { isSameNumber, at: occurredAt } = corrected;
  const occurrence = isSameNumber ? `${CARRIER}${timeAsFact(occurredAt)}` : 'corrected';
  const about = aboutParcel(id, shipment)('not_delivered_after_all', occurrence);
  const last = lastClaim(state, id, occurredAt);
  const claim = isSameNumber && !LASTING.includes(last) ? null : last;
  if (claim === null && !hasReached(state.messagePlan, about.id)) return [];
  const isTaken = isSameNumber
    ? isContradicted(shipment, claim)
    : !isFinished(shipment) && !isTrueNow(state, shipment, claim);
  // Until the right carrier reports the parcel, it may be where the wrong one says.
  if (isSameNumber && !isTaken && isUnscanned(shipment)) return [];
  const obsolete = claim !== null && isTaken ? null : 'superseded';
  const facts = { isOtherParcel: true, claim };
  return [
    {
      ...about,
      occurredAt,
      obsolete,
      facts: isSameNumber ? { ...facts, isWrongCarrier: true } : facts,
    },
  ];
}

/** Marks the messages that take back what a wrong carrier reported. */
const CARRIER = 'carrier-';

/** What no later scan of the same parcel ends, so that it would hold for the right carrier, too. */
const LASTING: readonly (Claim | null)[] = ['delivered', 'returning'];

/** Whether the right carrier reports the parcel elsewhere. */
function isContradicted(shipment: ShipmentState, claim: Claim | null): boolean {
  if (claim === null || isUnscanned(shipment)) return false;
  const { status } = currentStatus(shipment.scanSummary);
  return status !== 'cancelled' && status !== 'delivered' && status !== 'return_to_sender';
}

/**
 * The occurrence of the last message that took back what a wrong carrier reported; null: none. The
 * delivery is news again after it.
 */
export function lastWrongCarrier({ sent, pending }: MessagePlan, id: string): string | null {
  const prefix = `${id}/not_delivered_after_all/${CARRIER}`;
  const reached = [...sent.filter(({ outcome }) => hasLeft(outcome)), ...pending];
  const last = reached.findLast(({ milestoneId }) => milestoneId.startsWith(prefix));
  return last ? last.milestoneId.slice(prefix.length - CARRIER.length) : null;
}

/** The latest claim about the other parcel that the customer received, unless it is over. */
function lastClaim(state: OrderState, id: string, correctedAt: number): Claim | null {
  const { sent, pending, decided } = state.messagePlan;
  const reached = [
    ...sent.filter(({ outcome }) => hasLeft(outcome)),
    ...pending.map((each) => ({ ...each, at: each.notBefore })),
  ];
  const isBefore = (each: string) => (ownProperty(decided, each) ?? correctedAt) < correctedAt;
  const last = reached.findLast(({ kind, milestoneId, covers = [] }) => {
    if (kind === 'all_delivered') return isBefore(milestoneId);
    const own = [milestoneId, ...covers].filter((each) => each.startsWith(`${id}/`));
    return Object.hasOwn(CLAIMS, kind) && own.some(isBefore);
  });
  if (!last) return null;
  const claim = CLAIMS[last.kind] ?? null;
  const { timeZone } = state.contact ?? state.calendar;
  const isPast = localDate(last.at, timeZone) < localDate(correctedAt, timeZone);
  return claim === 'today' && isPast ? null : claim;
}

/** Null: after it, nothing is left to take back. */
const CLAIMS: Readonly<Partial<Record<MessageKind, Claim | null>>> = {
  delivered: 'delivered',
  all_delivered: 'delivered',
  partly_delivered: 'partly',
  available_for_pickup: 'ready',
  pickup_reminder: 'ready',
  out_for_delivery: 'today',
  arriving_earlier: 'day',
  arriving_tomorrow: 'day',
  returning_to_sender: 'returning',
  attempted: 'trouble',
  exception: 'trouble',
  payment_due: 'trouble',
  delayed: 'late',
  lost: 'lost',
  moving_again: null,
  not_delivered_after_all: null,
};

/** Whether a claim holds for the right parcel, too: a message of its own says so, or it still does. */
function isTrueNow(state: OrderState, shipment: ShipmentState, claim: Claim | null): boolean {
  if (claim === 'late') {
    const { timeZone } = state.contact ?? state.calendar;
    const promised = state.edd.latest?.date;
    return promised !== undefined && promised < localDate(state.now, timeZone);
  }
  const { status } = currentStatus(shipment.scanSummary);
  return claim !== null && ownProperty(STATUS_OF_CLAIM, claim) === status;
}

const STATUS_OF_CLAIM: Readonly<Partial<Record<Claim, Status>>> = {
  ready: 'available_for_pickup',
  today: 'out_for_delivery',
};
