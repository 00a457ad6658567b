/** The order machine: an order with its shipments, from placed to delivered. */

import { localDate } from '../calendar.ts';
import { createMachine } from '../journey/create-machine.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { orderExpectations } from './expectations.ts';
import { isAtRest, moreToCome } from './facts.ts';
import { orderMilestones } from './milestones.ts';
import { applyOrderEvent, initialOrder, type OrderState } from './state.ts';
import { orderView } from './view.ts';

export type { OrderState } from './state.ts';

export const orderMachine = createMachine<OrderState>({
  version: 2,
  initial: initialOrder,
  apply: applyOrderEvent,
  expectations: orderExpectations,
  milestones: orderMilestones,
  isMoving,
  dayTold,
  // No ladder of an order gives it up.
  expire: (state) => state,
  isOver,
  view: orderView,
});

function isMoving({ shipments }: OrderState, id: string): boolean {
  const shipment = ownProperty(shipments, id);
  if (!shipment || shipment.lostAt !== null) return false;
  return currentStatus(shipment.scanSummary).status === 'in_transit';
}

/** The day that was told, once it has passed: before that nobody can say that it is missed. */
function dayTold(state: OrderState, id: string | null): string | null {
  const own = id === null ? null : ownProperty(state.shipments, id)?.edd.latest;
  const day = own?.date ?? state.edd.latest?.date ?? null;
  if (day === null || state.contact === null) return null;
  return day < localDate(state.now, state.contact.timeZone) ? day : null;
}

function isOver(state: OrderState): boolean {
  const shipments = Object.values(state.shipments);
  const open = shipments.some((shipment) => !isAtRest(shipment));
  if (open) return false;
  if (state.cancelledAt !== null) return true;
  return shipments.length > 0 && !moreToCome(state);
}
