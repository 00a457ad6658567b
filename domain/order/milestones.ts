/** What is worth telling of an order, found in its facts and its ladders. */

import type { Milestone } from '../journey/decision.ts';
import type { ExpectationKind } from '../journey/expectation.ts';
import { ladderMilestones, wasTold } from '../journey/overdue.ts';
import type { MessageKind } from '../message.ts';
import { lookUp } from '../own-property.ts';
import { positionOf, type Sightings } from '../parcel/scan-summary.ts';
import type { Reason, Status } from '../tracking.ts';
import { isAtRest, moreToCome } from './facts.ts';
import type { OrderState, ShipmentState } from './state.ts';

/** Everything that has happened so far and is told, whether told yet or not. */
export function orderMilestones(state: OrderState): readonly Milestone[] {
  const shipments = Object.entries(state.shipments);
  return [
    ...ofOrder(state),
    ...shipments.flatMap(([id, shipment]) => ofShipment(state, id, shipment)),
    ...allDelivered(state),
    ...ladderMilestones(state.watch),
    ...movingAgain(state),
  ];
}

function ofOrder(state: OrderState): readonly Milestone[] {
  const { placedAt, cancelledAt } = state;
  const about = { shipmentIds: [] };
  const milestones: Milestone[] = [];
  if (placedAt !== null) {
    const moot = cancelledAt === null ? null : 'cancelled';
    const id = '-/order_confirmed/1';
    milestones.push({ ...about, id, kind: 'order_confirmed', occurredAt: placedAt, moot });
  }
  if (cancelledAt !== null) {
    const id = '-/order_cancelled/1';
    const told = { kind: 'order_cancelled', occurredAt: cancelledAt, moot: null } as const;
    milestones.push({ ...about, id, ...told });
  }
  return milestones;
}

function ofShipment(state: OrderState, id: string, shipment: ShipmentState): Milestone[] {
  return [
    ofDeparture(state, id, shipment),
    ...ofTours(state, id, shipment),
    ...ofAttempts(id, shipment),
    ...ofTroubles(id, shipment),
    ...delayed(id, shipment),
    ...delivered(state, id, shipment),
  ];
}

function ofDeparture(state: OrderState, id: string, shipment: ShipmentState): Milestone {
  return {
    ...aboutShipment(id)('shipped', '1'),
    occurredAt: shipment.shippedAt,
    moot: departureMoot(state, shipment),
    company: Object.keys(state.shipments).length > 1 || moreToCome(state) ? 'awaited' : 'welcome',
  };
}

function departureMoot(state: OrderState, shipment: ShipmentState): Milestone['moot'] {
  if (isOver(shipment)) return 'superseded';
  return state.cancelledAt === null ? null : 'cancelled';
}

function isOver(shipment: ShipmentState): boolean {
  return isAtRest(shipment) || positionOf(shipment.sightings).status === 'return_to_sender';
}

function ofTours(state: OrderState, id: string, shipment: ShipmentState): Milestone[] {
  const { sightings } = shipment;
  return sightings.outDays.map(({ day, first }) => ({
    ...aboutShipment(id)('out_for_delivery', day),
    occurredAt: first,
    moot: isOver(shipment) || overtaken(sightings, first, ENDS_OF_A_TOUR) ? 'superseded' : null,
    company: othersMayReach(state, id, ['out_for_delivery', 'delivered']) ? 'awaited' : 'welcome',
  }));
}

function ofAttempts(id: string, shipment: ShipmentState): Milestone[] {
  const { sightings } = shipment;
  const over = isOver(shipment);
  const { by, attemptDays } = sightings;
  const about = aboutShipment(id);
  const attempts = attemptDays.map(({ day, first }): Milestone => {
    const moot = over || overtaken(sightings, first, ENDS_OF_AN_ATTEMPT) ? 'superseded' : null;
    const facts = { reason: by.attempted?.reason ?? 'nobody_home' };
    return { ...about('attempted', day), occurredAt: first, moot, facts };
  });
  if (!by.available_for_pickup) return attempts;
  const { first } = by.available_for_pickup;
  const moot = over || overtaken(sightings, first, ENDS_OF_A_WAIT) ? 'superseded' : null;
  return [...attempts, { ...about('available_for_pickup', '1'), occurredAt: first, moot }];
}

function ofTroubles(id: string, { sightings, lostAt }: ShipmentState): Milestone[] {
  const { by, troubles } = sightings;
  const { status, reason: current } = positionOf(sightings);
  const about = aboutShipment(id);
  const milestones = troubles
    .filter(({ reason }) => TOLD_REASONS.has(reason))
    .map(({ reason, first }): Milestone => {
      const isNow = status === 'exception' && current === reason && lostAt === null;
      const moot = isNow ? null : 'superseded';
      return { ...about('exception', reason), occurredAt: first, moot, facts: { reason } };
    });
  if (by.return_to_sender) {
    const moot = status === 'return_to_sender' ? null : 'superseded';
    const occurredAt = by.return_to_sender.first;
    milestones.push({ ...about('returning_to_sender', '1'), occurredAt, moot });
  }
  if (lostAt !== null) {
    const moot = status === 'delivered' ? 'superseded' : null;
    milestones.push({ ...about('lost', '1'), occurredAt: lostAt, moot });
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

/** Troubles that a customer can do something about, or wants to know of at once. */
const TOLD_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  ...(['address', 'customs', 'customs_information', 'payment_due', 'damage', 'weather'] as const),
  ...(['refused', 'held', 'unclaimed', 'no_access'] as const),
]);

/** Each time that the estimated day moves to a later one. */
function delayed(id: string, shipment: ShipmentState): readonly Milestone[] {
  const { edd } = shipment;
  const milestones: Milestone[] = [];
  let promised = edd.days[0]?.date;
  for (const [index, { date, asOf }] of edd.days.entries()) {
    if (promised === undefined || date <= promised) continue;
    const later = edd.days.slice(index + 1).some((day) => day.date !== date);
    milestones.push({
      ...aboutShipment(id)('delayed', date),
      occurredAt: asOf,
      moot: isOver(shipment) || later ? 'superseded' : null,
      facts: { oldEdd: promised, newEdd: date },
    });
    promised = date;
  }
  return milestones;
}

function delivered(state: OrderState, id: string, shipment: ShipmentState): readonly Milestone[] {
  const { sightings } = shipment;
  const arrived = sightings.by.delivered;
  if (!arrived) return [];
  const isThere = positionOf(sightings).status === 'delivered';
  return [
    {
      ...aboutShipment(id)('delivered', '1'),
      occurredAt: arrived.first,
      moot: isThere && !areAllDelivered(state) ? null : 'superseded',
      company: othersMayReach(state, id, ['delivered']) ? 'awaited' : 'welcome',
    },
  ];
}

/** Of an order in several parcels: the last one's arrival is told as that of the whole order. */
function allDelivered(state: OrderState): readonly Milestone[] {
  if (!areAllDelivered(state)) return [];
  const shipments = Object.entries(state.shipments);
  const times = shipments.map(([, { sightings }]) => sightings.by.delivered?.first ?? 0);
  const id = `-/all_delivered/${shipments.length}`;
  const about = { kind: 'all_delivered', shipmentIds: shipments.map(([each]) => each) } as const;
  return [{ ...about, id, occurredAt: Math.max(...times), moot: null }];
}

function areAllDelivered(state: OrderState): boolean {
  const shipments = Object.values(state.shipments);
  const arrived = shipments.every(
    ({ sightings }) => positionOf(sightings).status === 'delivered' && sightings.by.delivered,
  );
  return shipments.length > 1 && arrived && !moreToCome(state);
}

/** Whether another parcel of the order is still to come to where this one is. */
function othersMayReach(state: OrderState, id: string, past: readonly Status[]): boolean {
  return Object.entries(state.shipments).some(([other, shipment]) => {
    const { status } = positionOf(shipment.sightings);
    return other !== id && !isAtRest(shipment) && !past.includes(status);
  });
}

/** A parcel that the customer was told was in trouble is on its way again. */
function movingAgain(state: OrderState): readonly Milestone[] {
  return state.watch.settled.flatMap((settled) => {
    const { id, kind, shipmentId, settledAt, resumed } = settled;
    if (!resumed || shipmentId === null || !ENDED_BY_MOVEMENT.has(kind)) return [];
    if (!wasTold(settled, state.outbox)) return [];
    const shipment = lookUp(state.shipments, shipmentId);
    const isMoving =
      shipment?.lostAt === null && positionOf(shipment.sightings).status === 'in_transit';
    return [
      {
        id: `${id}/moving_again/1`,
        kind: 'moving_again' as const,
        shipmentIds: [shipmentId],
        occurredAt: settledAt,
        moot: isMoving ? null : ('superseded' as const),
      },
    ];
  });
}

/** A missed day is not made good by a scan: where there is a new one, that is told. */
const ENDED_BY_MOVEMENT: ReadonlySet<ExpectationKind> = new Set<ExpectationKind>([
  ...(['first_scan', 'movement', 'progress', 'next_attempt', 'exception_resolved'] as const),
]);

/** What ends a tour: after it, "it is on its way to you today" is no longer true. */
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
const ENDS_OF_A_WAIT: readonly Status[] = ['delivered', 'return_to_sender'];

function overtaken(sightings: Sightings, first: number, ends: readonly Status[]): boolean {
  const { by, outDays, attemptDays } = sightings;
  const days = ends === ENDS_OF_A_TOUR ? outDays : attemptDays;
  const later = ends !== ENDS_OF_A_WAIT && days.some((day) => day.first > first);
  return later || ends.some((status) => (by[status]?.last ?? 0) >= first);
}
