/** Messages about an estimated day that moves later, for a parcel or for the order as a whole. */

import { localDate } from '../calendar.ts';
import type { EddHistory } from '../edd.ts';
import { hasReached } from '../journey/message-plan.ts';
import { idOfFacts } from '../journey/reopened.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import type { MessageKind } from '../message.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import type { Status } from '../tracking.ts';
import { aboutParcel } from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments, isOutForDelivery } from './status.ts';

interface Estimated {
  readonly asOf: number;
  readonly date: string;
  /** False: it is the order's, and the parcel's message does not repeat it. */
  readonly isOwn: boolean;
}

/**
 * One for each day that is later than any before, by the shop's promise or the carrier's estimates;
 * and one for the first day after a message about a delay that named none.
 */
export function delayMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const about = aboutParcel(id, shipment);
  const obsolete = whyObsolete(state, shipment);
  return listMoves(state, id, shipment).flatMap(({ from, to, isLast, isLater }) => {
    if (!isLater || !to.isOwn || to.date < dayAt(state, to.asOf)) return [];
    return {
      ...about('delayed', to.date),
      occurredAt: to.asOf,
      obsolete:
        obsolete ?? (isLast && !isOutForDelivery(state, shipment, to.date) ? null : 'superseded'),
      grouping: 'join' as const,
      group: `${from} ${to.date}`,
      facts: { oldEdd: from, newEdd: to.date },
    };
  });
}

/** The same for a promise that the shop itself moves. */
export function orderDelayMilestones(state: OrderState): readonly Milestone[] {
  const obsolete = orderDayObsolete(state);
  return listMoves(state, '-', null).flatMap(({ from, to, isLast, isLater }) => {
    if (!isLater || to.date < dayAt(state, to.asOf)) return [];
    return {
      id: `-/delayed/${to.date}`,
      kind: 'delayed' as const,
      shipmentIds: listUnsettled(state),
      occurredAt: to.asOf,
      obsolete: obsolete ?? (isLast ? null : 'superseded'),
      facts: { oldEdd: from, newEdd: to.date },
    };
  });
}

/** The parcels for which the order's own day still matters. */
export function listUnsettled(state: OrderState): readonly string[] {
  return countedShipments(state)
    .filter(([, each]) => !isSettled(each))
    .map(([id]) => id);
}

/** Why the order's own day is of no interest: the carriers know better, or all parcels are there. */
export function orderDayObsolete(state: OrderState): Milestone['obsolete'] {
  if (state.cancelledAt !== null) return 'cancelled';
  const shipments = countedShipments(state);
  if (shipments.length === 0) return null;
  const isCarriers = shipments.every(([, { edd }]) => edd.latest !== null);
  const isOver = shipments.every(([, each]) => isSettled(each));
  return isCarriers || isOver ? 'superseded' : null;
}

function estimates({ days }: EddHistory, isOwn: boolean): readonly Estimated[] {
  return days.map(({ asOf, date }) => ({ asOf, date, isOwn }));
}

interface DayMove {
  /** Null: the customer knows no day. */
  readonly from: string | null;
  readonly to: Estimated;
  readonly isLater: boolean;
  /** False: another day has replaced it. */
  readonly isLast: boolean;
}

/**
 * Where the estimated day of a parcel moved, or of the order if `shipment` is null: compared with
 * the latest day so far or, after a message about an earlier one, with that.
 */
export function listMoves(
  state: OrderState,
  id: string,
  shipment: ShipmentState | null,
): readonly DayMove[] {
  const days = shipment
    ? [...estimates(state.edd, false), ...estimates(shipment.edd, true)].sort(
        (a, b) => a.asOf - b.asOf,
      )
    : estimates(state.edd, true);
  const toldAt = shipment && delayToldAt(state, id, shipment);
  const idOf = (kind: MessageKind, date: string) =>
    shipment ? aboutParcel(id, shipment)(kind, date).id : `${id}/${kind}/${date}`;
  const moves: DayMove[] = [];
  let expected: string | null = null;
  for (const [index, to] of days.entries()) {
    const isFirst = expected === null && toldAt !== null && to.asOf > toldAt;
    const isMoved = expected !== null && to.date !== expected;
    const isLater = expected === null || to.date > expected;
    const isLast = days.slice(index + 1).every(({ date }) => date === to.date);
    if (isMoved || isFirst) moves.push({ from: expected, to, isLater, isLast });
    const isKnown = hasReached(state.messagePlan, idOf('arriving_earlier', to.date));
    if (isLater || isKnown) expected = to.date;
  }
  return moves;
}

/** When the customer learned of a delay without a new day; null: not yet. */
function delayToldAt(
  { overdue, messagePlan }: OrderState,
  id: string,
  { corrected }: ShipmentState,
): number | null {
  // A delay of another number was taken back.
  const from = corrected && !corrected.isSameNumber ? corrected.at : 0;
  const steps = [...overdue.settled, ...overdue.raised]
    .filter(({ shipmentId }) => shipmentId === id)
    .flatMap((alarm) => alarm.stepsTaken.map((taken, index) => ({ alarm, taken, index })))
    .filter(({ taken }) => taken.step.do === 'notify_customer' && taken.step.message === 'delayed')
    .filter(({ taken }) => taken.at >= from)
    .filter(({ alarm, index }) =>
      hasReached(messagePlan, `${idOfFacts(alarm.id)}/delayed/${index + 1}`),
    );
  return steps.length === 0 ? null : Math.min(...steps.map(({ taken }) => taken.at));
}

function whyObsolete(state: OrderState, shipment: ShipmentState): Milestone['obsolete'] {
  if (state.cancelledAt !== null) return 'cancelled';
  return isSettled(shipment) ? 'superseded' : null;
}

/** Whether an estimated day no longer matters: it has arrived, waits for the customer, or went back. */
function isSettled(shipment: ShipmentState): boolean {
  return isAtRest(shipment) || DAYLESS.includes(currentStatus(shipment.scanSummary).status);
}

const DAYLESS: readonly Status[] = ['available_for_pickup', 'return_to_sender'];

export function dayAt({ contact }: OrderState, at: number): string {
  return localDate(at, contact?.timeZone ?? 'UTC');
}
