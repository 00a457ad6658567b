/** The steps of one parcel on its way to the customer that are worth a message. */

import { endOfDay } from '../calendar.ts';
import { type Milestone, staleTime } from '../journey/send-hold-drop.ts';
import { currentStatus, type ScanSummary } from '../parcel/scan-summary.ts';
import { daysOf, pickupSpells } from '../parcel/status-days.ts';
import { channelsOf } from '../policy/apply-policy.ts';
import type { Status } from '../tracking.ts';
import { earlierMilestones, tomorrowMilestones } from './arrival-milestones.ts';
import { correctionMilestones } from './correction-milestones.ts';
import { delayMilestones } from './delay-milestones.ts';
import { deliveryMilestones } from './delivery-milestones.ts';
import {
  aboutParcel,
  dropIfCovered,
  eachSpell,
  isFinished,
  othersMayReach,
  whyOver,
} from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments, moreToCome, tourDay } from './status.ts';
import { whyUnwanted } from './stop-shipping.ts';
import { troubleMilestones } from './trouble-milestones.ts';

export function parcelMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  return [
    shippedMilestone(state, id, shipment),
    ...outForDeliveryMilestones(state, id, shipment),
    ...attemptMilestones(state, id, shipment),
    ...pickupMilestones(state, id, shipment),
    ...troubleMilestones(state, id, shipment),
    ...delayMilestones(state, id, shipment),
    ...earlierMilestones(state, id, shipment),
    ...tomorrowMilestones(state, id, shipment),
    ...partMilestones(id, shipment),
    ...deliveryMilestones(state, id, shipment),
    ...correctionMilestones(state, id, shipment),
  ];
}

function shippedMilestone(state: OrderState, id: string, shipment: ShipmentState): Milestone {
  const unwanted = whyUnwanted(state, shipment);
  return {
    id: `${id}/shipped/1`,
    kind: 'shipped',
    shipmentIds: [id],
    occurredAt: shipment.shippedAt,
    obsolete: whyShippedIsObsolete(state, shipment),
    grouping: countedShipments(state).length > 1 || moreToCome(state) ? 'wait' : 'join',
    ...(unwanted ? { facts: { unwanted }, renewsFacts: true } : {}),
  };
}

function whyShippedIsObsolete(state: OrderState, shipment: ShipmentState): Milestone['obsolete'] {
  if (isFinished(shipment) || isOvertakenByTour(state, shipment)) return 'superseded';
  return state.cancelledAt === null ? null : 'cancelled';
}

/** “On its way” after “out for delivery” would be a step back. */
function isOvertakenByTour({ policy, now }: OrderState, { scanSummary }: ShipmentState): boolean {
  const { status } = currentStatus(scanSummary);
  const kind = AFTER_TRANSIT.find((each) => each === status);
  if (!kind) return false;
  const channels = channelsOf(policy, kind);
  const isSaid = channelsOf(policy, 'shipped').every((each) => channels.includes(each));
  const occurredAt = scanSummary.by[kind]?.last ?? 0;
  return isSaid && now <= staleTime({ kind, occurredAt }, policy);
}

const AFTER_TRANSIT = ['out_for_delivery', 'attempted', 'available_for_pickup'] as const;

/** One for each day on which the parcel was out for delivery: “today” ends with that day. */
function outForDeliveryMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary } = shipment;
  const about = aboutParcel(id, shipment);
  const timeZone = state.contact?.timeZone ?? state.calendar.timeZone;
  return daysOf(scanSummary.days, 'out_for_delivery').map((tour) => ({
    ...about('out_for_delivery', tour.day),
    occurredAt: tour.first,
    trueUntil: endOfDay(tourDay(state, tour), timeZone),
    obsolete:
      isFinished(shipment) || isOvertaken(scanSummary, tour.first, ENDS_OF_A_TOUR)
        ? 'superseded'
        : null,
    grouping: othersMayReach(state, id, ['out_for_delivery', 'delivered']) ? 'wait' : 'join',
  }));
}

/** One for each day of a failed attempt. */
function attemptMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary } = shipment;
  const about = aboutParcel(id, shipment);
  return daysOf(scanSummary.days, 'attempted').map(({ day, first, reason: given }): Milestone => {
    const reason = given ?? 'other';
    const { date: next = '' } = shipment.edd.latest ?? {};
    const isNamed = next > day;
    return {
      ...about('attempted', day),
      occurredAt: first,
      obsolete: whyOver(state, shipment, isOvertaken(scanSummary, first, ENDS_OF_AN_ATTEMPT)),
      grouping: othersMayReach(state, id, ['attempted', 'delivered']) ? 'wait' : 'join',
      group: isNamed ? `${reason} ${next}` : reason,
      facts: isNamed ? { reason, newEdd: next } : { reason },
    };
  });
}

/** One for each wait at a pick-up point. */
function pickupMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const { scanSummary } = shipment;
  const isOvertakenBy = (first: number) => isOvertaken(scanSummary, first, ENDS_OF_A_WAIT);
  const about = aboutParcel(id, shipment);
  return eachSpell(pickupSpells(scanSummary.days), (occurrence, { first }, isLast) => ({
    ...about('available_for_pickup', occurrence),
    occurredAt: first,
    obsolete: whyOver(state, shipment, !isLast || isOvertakenBy(first)),
    grouping: othersMayReach(state, id, ['available_for_pickup', 'delivered']) ? 'wait' : 'join',
  })).map((each, index, all) => dropIfCovered(state, each, all[index - 1]));
}

/** Some of the packages under one number have arrived. */
function partMilestones(id: string, shipment: ShipmentState): readonly Milestone[] {
  const { partialAt } = shipment.scanSummary;
  if (partialAt === null) return [];
  const obsolete = isFinished(shipment) ? 'superseded' : null;
  const about = aboutParcel(id, shipment)('partly_delivered', '1');
  return [{ ...about, occurredAt: partialAt, obsolete }];
}

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
const ENDS_OF_A_WAIT: readonly Status[] = ['out_for_delivery', 'delivered', 'return_to_sender'];

function isOvertaken(scanSummary: ScanSummary, first: number, ends: readonly Status[]): boolean {
  const { by, days } = scanSummary;
  const own = ends === ENDS_OF_A_TOUR ? 'out_for_delivery' : 'attempted';
  const later = ends !== ENDS_OF_A_WAIT && daysOf(days, own).some((day) => day.first > first);
  return later || ends.some((status) => (by[status]?.last ?? 0) >= first);
}
