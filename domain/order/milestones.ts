/** The steps of an order that are worth a message, computed from its facts and its ladders. */

import { localDate, quietUntil } from '../calendar.ts';
import { hasReachedCustomer, ladderMilestones } from '../journey/ladder-messages.ts';
import { hasReached } from '../journey/message-plan.ts';
import { type Milestone, staleTime } from '../journey/send-hold-drop.ts';
import { isForStaff, type MessageKind } from '../message.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { channelsOf } from '../policy/apply-policy.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import { orderEarlierMilestones } from './arrival-milestones.ts';
import { dayAt, orderDelayMilestones } from './delay-milestones.ts';
import { allDeliveredMilestones } from './delivery-milestones.ts';
import { parcelMilestones } from './parcel-milestones.ts';
import { completeNotice, shipDelayMilestones } from './ship-delay-milestones.ts';
import type { OrderState } from './state.ts';
import { isOutForDelivery, isShipmentMoving, liveShipments } from './status.ts';

/** All milestones so far, whether decided yet or not. */
export function orderMilestones(state: OrderState): readonly Milestone[] {
  const parcels = liveShipments(state).flatMap(([id, each]) => parcelMilestones(state, id, each));
  return dropCoveredDelays(state, [
    ...placementMilestones(state),
    ...refundMilestones(state),
    ...shipDelayMilestones(state),
    ...parcels,
    ...orderDelayMilestones(state),
    ...orderEarlierMilestones(state),
    ...allDeliveredMilestones(state),
    ...alarmMilestones(state, parcels),
    ...movingAgainMilestones(state),
  ]);
}

/**
 * “On its way again”, a failed attempt and trouble name the new day, so a message about the delay at
 * that moment is one too many.
 */
function dropCoveredDelays(
  state: OrderState,
  milestones: readonly Milestone[],
): readonly Milestone[] {
  const leaving = milestones.filter(
    (each) => NAMING_THE_DAY.includes(each.kind) && isYetToLeave(state, each),
  );
  return milestones.map((each) => {
    const { kind, shipmentIds, obsolete } = each;
    if (kind !== 'delayed' || shipmentIds.length === 0) return each;
    const isCovered = shipmentIds.every((id) =>
      leaving.some((other) => other.shipmentIds.includes(id) && coversDelay(state, other, each)),
    );
    return isCovered ? { ...each, obsolete: obsolete ?? 'superseded' } : each;
  });
}

const NAMING_THE_DAY: readonly MessageKind[] = [
  'moving_again',
  'attempted',
  'exception',
  'payment_due',
];

/** Trouble may be over before a held message leaves, and the delay is news all the same. */
const PASSING: readonly MessageKind[] = ['exception', 'payment_due'];

function coversDelay(
  { policy }: OrderState,
  { kind, facts }: Milestone,
  delay: Milestone,
): boolean {
  const channels = channelsOf(policy, kind);
  if (!channelsOf(policy, 'delayed').every((each) => channels.includes(each))) return false;
  return kind === 'moving_again' || facts?.['newEdd'] === delay.facts?.['newEdd'];
}

/** Whether its message leaves at this moment, or is held. One about trouble has to leave. */
function isYetToLeave(state: OrderState, milestone: Milestone): boolean {
  const { messagePlan, policy, now, contact, calendar } = state;
  const { id, kind, obsolete, overnight } = milestone;
  if (obsolete || now > staleTime(milestone, policy)) return false;
  const held = messagePlan.held.find(({ milestoneId }) => milestoneId === id);
  if (held) return !PASSING.includes(kind) || held.notBefore <= now;
  if (Object.hasOwn(messagePlan.decided, id)) return false;
  if (!PASSING.includes(kind)) return true;
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  return !overnight && quietUntil(now, timeZone, policy.quietHours.email) === null;
}

/** The milestones of the order as a whole: confirmed and cancelled. */
function placementMilestones(state: OrderState): readonly Milestone[] {
  const { placedAt, cancelledAt, cancellations } = state;
  const about = { shipmentIds: [] };
  const milestones: Milestone[] = [];
  if (placedAt !== null) {
    const obsolete = cancelledAt === null ? null : 'cancelled';
    const id = '-/order_confirmed/1';
    milestones.push({ ...about, id, kind: 'order_confirmed', occurredAt: placedAt, obsolete });
  }
  for (const [index, occurredAt] of cancellations.entries()) {
    const id = `-/order_cancelled/${index + 1}`;
    const holds = cancelledAt !== null && index === cancellations.length - 1;
    const obsolete = holds ? null : 'superseded';
    milestones.push({ ...about, id, kind: 'order_cancelled', occurredAt, obsolete });
  }
  return [...milestones, ...reinstatementMilestones(state)];
}

/** The customer who read that the order is cancelled learns that it goes on. */
function reinstatementMilestones(state: OrderState): readonly Milestone[] {
  const { cancelledAt, cancellations, reinstatedAt, messagePlan } = state;
  const count = cancellations.length;
  if (cancelledAt !== null || reinstatedAt === undefined) return [];
  if (!hasReached(messagePlan, `-/order_cancelled/${count}`)) return [];
  return [
    {
      id: `-/order_confirmed/reinstated-${count}`,
      kind: 'order_confirmed',
      shipmentIds: [],
      occurredAt: reinstatedAt,
      obsolete: null,
      facts: { isReinstated: true },
    },
  ];
}

/** One for each refund of the order itself. */
function refundMilestones({ refunds }: OrderState): readonly Milestone[] {
  return refunds.map(({ reference, refundedAt, method, final, amount: { amount, currency } }) => ({
    id: `-/order_refunded/${reference}`,
    kind: 'order_refunded' as const,
    shipmentIds: [],
    occurredAt: refundedAt,
    obsolete: null,
    facts: { amount, currency, method, reference, partial: !final },
  }));
}

/** Once the order is cancelled, its delays are no longer of interest to the customer. */
function alarmMilestones(state: OrderState, parcels: readonly Milestone[]): readonly Milestone[] {
  const reports = parcels.filter(({ kind }) => REPORTS.includes(kind));
  const isPast = (report: Milestone, delay: Milestone) => isPastTrouble(state, report, delay);
  const milestones = ladderMilestones(state, reports, isPast)
    .map((each) => completeNotice(state, each))
    .map((each) =>
      isArriving(state, each) || isDayAhead(state, each)
        ? { ...each, obsolete: each.obsolete ?? 'superseded' }
        : each,
    );
  if (state.cancelledAt === null) return milestones;
  return milestones.map((each) =>
    each.obsolete || isForStaff(each.kind) ? each : { ...each, obsolete: 'cancelled' },
  );
}

/** After one of these, the customer knows that the parcel, or the rest of it, comes later. */
const REPORTS: readonly MessageKind[] = ['exception', 'payment_due', 'partly_delivered'];

/**
 * Whether the customer read of the trouble before the day that the parcel missed, and it has moved
 * since: the customer expected it on that day all the same.
 */
function isPastTrouble(state: OrderState, report: Milestone, delay: Milestone): boolean {
  const day = delay.facts?.['oldEdd'];
  const shipment = ownProperty(state.shipments, report.shipmentIds[0] ?? '-');
  if (!PASSING.includes(report.kind) || typeof day !== 'string' || !shipment) return false;
  if (currentStatus(shipment.scanSummary).status === 'exception') return false;
  const message = state.messagePlan.sent.find(({ milestoneId, covers = [] }) =>
    [milestoneId, ...covers].includes(report.id),
  );
  return message !== undefined && dayAt(state, message.at) < day;
}

/** Whether it is about a missed day of a parcel that is out for delivery today. */
function isArriving(
  state: OrderState,
  { kind, shipmentIds: [id = '-'], facts }: Milestone,
): boolean {
  if (kind !== 'delayed' || (facts?.['oldEdd'] ?? null) === null) return false;
  return isOutForDelivery(state, ownProperty(state.shipments, id), dayAt(state, state.now));
}

/** Whether a parcel goes in circles, and can still arrive on the day that the customer knows. */
function isDayAhead(
  { shipments, edd: ofOrder, contact, calendar }: OrderState,
  { kind, shipmentIds: [id = '-'], facts, occurredAt }: Milestone,
): boolean {
  if (kind !== 'delayed' || facts?.['expectation'] !== 'progress') return false;
  const expected = (ownProperty(shipments, id)?.edd.latest ?? ofOrder.latest)?.date;
  const today = localDate(occurredAt, (contact ?? calendar).timeZone);
  return expected !== undefined && expected >= today;
}

/** Parcels that move again after the customer received a message about their trouble. */
function movingAgainMilestones(state: OrderState): readonly Milestone[] {
  return state.overdue.settled.flatMap((alarm) => {
    const { id, kind, shipmentId, settledAt, resumed } = alarm;
    if (!resumed || shipmentId === null || !ENDED_BY_MOVEMENT.has(kind)) return [];
    if (!hasReachedCustomer(alarm, state.messagePlan)) return [];
    return [
      {
        id: `${id}/moving_again/1`,
        kind: 'moving_again' as const,
        shipmentIds: [shipmentId],
        occurredAt: settledAt,
        obsolete: whyNotMoving(state, shipmentId),
        grouping: 'join' as const,
        group: shipmentId,
      },
    ];
  });
}

function whyNotMoving(state: OrderState, id: string): Milestone['obsolete'] {
  if (state.cancelledAt !== null) return 'cancelled';
  return isShipmentMoving(state, id) ? null : 'superseded';
}

/**
 * Without `delivery`: a scan does not resolve a missed day, and a new estimate has its own message.
 */
const ENDED_BY_MOVEMENT: ReadonlySet<ExpectationKind> = new Set<ExpectationKind>([
  'first_scan',
  'movement',
  'progress',
  'next_attempt',
  'exception_resolved',
]);
