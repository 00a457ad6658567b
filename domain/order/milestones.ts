/** The steps of an order that are worth a message, computed from its facts and its ladders. */

import { hasReachedCustomer, ladderMilestones } from '../journey/ladder-messages.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus, type ScanSummary } from '../parcel/scan-summary.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import type { Reason, Status } from '../tracking.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments, isShipmentMoving, liveShipments, moreToCome } from './status.ts';

/** All milestones so far, whether decided yet or not. */
export function orderMilestones(state: OrderState): readonly Milestone[] {
  return [
    ...placementMilestones(state),
    ...liveShipments(state).flatMap(([id, shipment]) => shipmentMilestones(state, id, shipment)),
    ...allDeliveredMilestones(state),
    ...ladderMilestones(state.overdue),
    ...movingAgainMilestones(state),
  ];
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
  return milestones;
}

function shipmentMilestones(state: OrderState, id: string, shipment: ShipmentState): Milestone[] {
  return [
    shippedMilestone(state, id, shipment),
    ...outForDeliveryMilestones(state, id, shipment),
    ...attemptMilestones(id, shipment),
    ...troubleMilestones(id, shipment),
    ...delayMilestones(id, shipment),
    ...partMilestones(id, shipment),
    ...deliveredMilestones(state, id, shipment),
  ];
}

function shippedMilestone(state: OrderState, id: string, shipment: ShipmentState): Milestone {
  return {
    ...aboutShipment(id)('shipped', '1'),
    occurredAt: shipment.shippedAt,
    obsolete: whyShippedIsObsolete(state, shipment),
    grouping: countedShipments(state).length > 1 || moreToCome(state) ? 'wait' : 'join',
  };
}

function whyShippedIsObsolete(state: OrderState, shipment: ShipmentState): Milestone['obsolete'] {
  if (isFinished(shipment)) return 'superseded';
  return state.cancelledAt === null ? null : 'cancelled';
}

/** Whether the parcel's way to the customer has ended, so that messages about it are too late. */
function isFinished(shipment: ShipmentState): boolean {
  return isAtRest(shipment) || currentStatus(shipment.scanSummary).status === 'return_to_sender';
}

/** One for each day on which the parcel was out for delivery. */
function outForDeliveryMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): Milestone[] {
  const { scanSummary } = shipment;
  return scanSummary.outDays.map(({ day, first }) => ({
    ...aboutShipment(id)('out_for_delivery', day),
    occurredAt: first,
    obsolete:
      isFinished(shipment) || isOvertaken(scanSummary, first, ENDS_OF_A_TOUR) ? 'superseded' : null,
    grouping: othersMayReach(state, id, ['out_for_delivery', 'delivered']) ? 'wait' : 'join',
  }));
}

/** One for each day of a failed attempt, and one for the pick-up point. */
function attemptMilestones(id: string, shipment: ShipmentState): Milestone[] {
  const { scanSummary } = shipment;
  const isOver = isFinished(shipment);
  const { by, attemptDays } = scanSummary;
  const about = aboutShipment(id);
  const attempts = attemptDays.map(({ day, first }): Milestone => {
    const obsolete =
      isOver || isOvertaken(scanSummary, first, ENDS_OF_AN_ATTEMPT) ? 'superseded' : null;
    const facts = { reason: by.attempted?.reason ?? 'nobody_home' };
    return { ...about('attempted', day), occurredAt: first, obsolete, facts };
  });
  if (!by.available_for_pickup) return attempts;
  const { first } = by.available_for_pickup;
  const obsolete = isOver || isOvertaken(scanSummary, first, ENDS_OF_A_WAIT) ? 'superseded' : null;
  return [...attempts, { ...about('available_for_pickup', '1'), occurredAt: first, obsolete }];
}

function troubleMilestones(id: string, { scanSummary, lostAt }: ShipmentState): Milestone[] {
  const { by, troubles } = scanSummary;
  const { status, reason: current } = currentStatus(scanSummary);
  const about = aboutShipment(id);
  const milestones = troubles
    .filter(({ reason }) => REPORTED_REASONS.has(reason))
    .map(({ reason, first }): Milestone => {
      const isNow = status === 'exception' && current === reason && lostAt === null;
      const obsolete = isNow ? null : 'superseded';
      return { ...about('exception', reason), occurredAt: first, obsolete, facts: { reason } };
    });
  if (by.return_to_sender) {
    const obsolete = status === 'return_to_sender' ? null : 'superseded';
    const occurredAt = by.return_to_sender.first;
    milestones.push({ ...about('returning_to_sender', '1'), occurredAt, obsolete });
  }
  if (lostAt !== null) {
    const obsolete = status === 'delivered' ? 'superseded' : null;
    milestones.push({ ...about('lost', '1'), occurredAt: lostAt, obsolete });
  }
  return milestones;
}

function aboutShipment(id: string) {
  return (kind: MessageKind, occurrence: string) => ({
    id: `${id}/${kind}/${occurrence}`,
    kind,
    shipmentIds: [id],
  });
}

/** Trouble that the customer can help to resolve, or should know about at once. */
const REPORTED_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  'address',
  'customs',
  'customs_information',
  'payment_due',
  'damage',
  'weather',
  'refused',
  'held',
  'unclaimed',
  'no_access',
]);

/** One for each time that the estimated day moves later. */
function delayMilestones(id: string, shipment: ShipmentState): readonly Milestone[] {
  const { edd } = shipment;
  const milestones: Milestone[] = [];
  let expected = edd.days[0]?.date;
  for (const [index, { date, asOf }] of edd.days.entries()) {
    if (expected === undefined || date <= expected) continue;
    const later = edd.days.slice(index + 1).some((day) => day.date !== date);
    milestones.push({
      ...aboutShipment(id)('delayed', date),
      occurredAt: asOf,
      obsolete: isFinished(shipment) || later ? 'superseded' : null,
      facts: { oldEdd: expected, newEdd: date },
    });
    expected = date;
  }
  return milestones;
}

/** Some of the packages under one number have arrived. */
function partMilestones(id: string, shipment: ShipmentState): readonly Milestone[] {
  const { partialAt } = shipment.scanSummary;
  if (partialAt === null) return [];
  const obsolete = isFinished(shipment) ? 'superseded' : null;
  return [{ ...aboutShipment(id)('partly_delivered', '1'), occurredAt: partialAt, obsolete }];
}

function deliveredMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary } = shipment;
  const arrived = scanSummary.by.delivered;
  if (!arrived) return [];
  const isDelivered = currentStatus(scanSummary).status === 'delivered';
  return [
    {
      ...aboutShipment(id)('delivered', '1'),
      occurredAt: arrived.first,
      obsolete: isDelivered && !areAllDelivered(state) ? null : 'superseded',
      grouping: othersMayReach(state, id, ['delivered']) ? 'wait' : 'join',
    },
  ];
}

/** When the last of several parcels arrives, its message reports the whole order as delivered. */
function allDeliveredMilestones(state: OrderState): readonly Milestone[] {
  if (!areAllDelivered(state)) return [];
  const shipments = countedShipments(state);
  const times = shipments.map(([, { scanSummary }]) => scanSummary.by.delivered?.first ?? 0);
  const id = `-/all_delivered/${shipments.length}`;
  const about = { kind: 'all_delivered', shipmentIds: shipments.map(([each]) => each) } as const;
  return [{ ...about, id, occurredAt: Math.max(...times), obsolete: null }];
}

function areAllDelivered(state: OrderState): boolean {
  const shipments = countedShipments(state);
  const arrived = shipments.every(
    ([, { scanSummary }]) =>
      currentStatus(scanSummary).status === 'delivered' && scanSummary.by.delivered,
  );
  return shipments.length > 1 && arrived && !moreToCome(state);
}

/** Whether another parcel of the order may still reach this milestone. `past`: it has already. */
function othersMayReach(state: OrderState, id: string, past: readonly Status[]): boolean {
  return countedShipments(state).some(([other, shipment]) => {
    const { status } = currentStatus(shipment.scanSummary);
    return other !== id && !isAtRest(shipment) && !past.includes(status);
  });
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
        obsolete: isShipmentMoving(state, shipmentId) ? null : ('superseded' as const),
      },
    ];
  });
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

/** After any of these, “out for delivery” is no longer true. */
const ENDS_OF_A_TOUR: readonly Status[] = [
  'attempted',
  'available_for_pickup',
  'delivered',
  'return_to_sender',
  'cancelled',
];
const ENDS_OF_AN_ATTEMPT: readonly Status[] = [
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'return_to_sender',
];
/** After any of these, the parcel no longer waits at the pick-up point. */
const ENDS_OF_A_WAIT: readonly Status[] = ['delivered', 'return_to_sender'];

function isOvertaken(scanSummary: ScanSummary, first: number, ends: readonly Status[]): boolean {
  const { by, outDays, attemptDays } = scanSummary;
  const days = ends === ENDS_OF_A_TOUR ? outDays : attemptDays;
  const later = ends !== ENDS_OF_A_WAIT && days.some((day) => day.first > first);
  return later || ends.some((status) => (by[status]?.last ?? 0) >= first);
}
