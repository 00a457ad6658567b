/** Messages about an estimated day that moves earlier, and about one that is tomorrow. */

import { addDays, endOfDay, instantAt } from '../calendar.ts';
import { hasReached } from '../journey/message-plan.ts';
import type { Milestone } from '../journey/send-hold-drop.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import type { Status } from '../tracking.ts';
import { dayAt, listMoves, listUnsettled, orderDayObsolete } from './delay-milestones.ts';
import { aboutParcel, whyOver } from './milestone-parts.ts';
import type { OrderState, ShipmentState } from './state.ts';

/** One for each day that is earlier than the one that the customer expects. */
export function earlierMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const about = aboutParcel(id, shipment);
  const isNear = !ON_ITS_WAY.includes(currentStatus(shipment.scanSummary).status);
  const obsolete = whyOver(state, shipment, isNear);
  return listMoves(state, id, shipment).flatMap(({ from, to, isLast, isLater }) => {
    if (isLater || !to.isOwn || to.date < dayAt(state, to.asOf)) return [];
    return {
      ...about('arriving_earlier', to.date),
      occurredAt: to.asOf,
      trueUntil: endOfDay(to.date, zoneOf(state)),
      obsolete: obsolete ?? (isLast ? null : 'superseded'),
      grouping: 'join' as const,
      group: `${from} ${to.date}`,
      facts: { oldEdd: from, newEdd: to.date },
    };
  });
}

/** The same for a promise that the shop itself moves. */
export function orderEarlierMilestones(state: OrderState): readonly Milestone[] {
  const obsolete = orderDayObsolete(state);
  return listMoves(state, '-', null).flatMap(({ from, to, isLast, isLater }) => {
    if (isLater || to.date < dayAt(state, to.asOf)) return [];
    return {
      id: `-/arriving_earlier/${to.date}`,
      kind: 'arriving_earlier' as const,
      shipmentIds: listUnsettled(state),
      occurredAt: to.asOf,
      trueUntil: endOfDay(to.date, zoneOf(state)),
      obsolete: obsolete ?? (isLast ? null : 'superseded'),
      facts: { oldEdd: from, newEdd: to.date },
    };
  });
}

/**
 * One for each estimated day, held until the evening before. Only then is it decided whether it is
 * true: until then the estimate may move away and come back.
 */
export function tomorrowMilestones(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Milestone[] {
  const about = aboutParcel(id, shipment);
  const timeZone = zoneOf(state);
  const days = shipment.edd.latest ? shipment.edd.days : state.edd.days;
  const dates = days.filter(({ asOf, date }) => asOf < endOfDay(addDays(date, -1), timeZone));
  return [...new Set(dates.map(({ date }) => date))].map((date) => {
    const dayBefore = addDays(date, -1);
    const evening = instantAt(dayBefore, EVENING, timeZone);
    const isFalse = state.now >= evening && !isTrue(state, id, date);
    return {
      ...about('arriving_tomorrow', date),
      occurredAt: evening,
      notBefore: evening,
      trueUntil: endOfDay(dayBefore, timeZone),
      obsolete: whyOver(state, shipment, isFalse),
      grouping: 'join' as const,
      group: date,
      facts: { newEdd: date },
    };
  });
}

/** When a message about the next day is sent, by the customer's clock. */
const EVENING = '18:00';

/** Whether the parcel moves, is still expected on that day, and the customer has not just read so. */
function isTrue(state: OrderState, id: string, date: string): boolean {
  const { shipments, edd, overdue, messagePlan } = state;
  const shipment = shipments[id];
  if (!shipment || (shipment.edd.latest ?? edd.latest)?.date !== date) return false;
  const { status, reason } = currentStatus(shipment.scanSummary);
  if (status !== 'in_transit' || reason !== null) return false;
  if (overdue.raised.some(({ shipmentId }) => shipmentId === id)) return false;
  const dayBegan = instantAt(addDays(date, -1), '00:00', zoneOf(state));
  const kinds = ['arriving_earlier', 'delayed'] as const;
  return !kinds.some((kind) =>
    [aboutParcel(id, shipment)(kind, date).id, `-/${kind}/${date}`].some((each) =>
      hasReached(messagePlan, each, dayBegan),
    ),
  );
}

const ON_ITS_WAY: readonly Status[] = ['unknown', 'pre_transit', 'in_transit'];

function zoneOf({ contact, calendar }: OrderState): string {
  return contact?.timeZone ?? calendar.timeZone;
}
