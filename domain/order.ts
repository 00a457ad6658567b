/** The order machine: an order with its shipments, from placed to delivered. */

import type { JourneyEvent } from './event.ts';
import { lookUp } from './look-up.ts';
import type { Machine, Step } from './machine.ts';
import { orderExpectations } from './order-expectations.ts';
import { isAtRest, moreToCome } from './order-facts.ts';
import { orderMilestones } from './order-milestones.ts';
import { initialOrder, learnOrder, type OrderState, type ShipmentState } from './order-state.ts';
import { orderView } from './order-view.ts';
import { earliest, outboxWakeAt, tell } from './outbox.ts';
import { positionOf } from './sightings.ts';
import { climb, watchWakeAt } from './watch.ts';

export type { OrderState } from './order-state.ts';

export const orderMachine: Machine<OrderState> = {
  version: 2,
  initial: initialOrder,
  reduce,
  wakeAt,
  isDone,
  pending: (state) => state.outbox.pending,
  view: orderView,
};

function reduce(state: OrderState, event: JourneyEvent): Step<OrderState> {
  // Several processes write to one log: their clocks differ by a little, time does not go back.
  const now = Math.max(state.now, event.at, event.kind === 'woke' ? event.until : 0);
  const known = learnOrder({ ...state, now, closed: event.kind === 'closed' }, event);
  if (!known.contact) return { state: known, effects: [] };
  const { journeyId, contact, policy } = known;
  const climbed = climb(known.watch, {
    open: () => orderExpectations(known),
    calendar: known.calendar,
    now,
    confirmed: event.kind === 'woke',
    isMoving: (id) => id !== null && isMoving(lookUp(known.shipments, id)),
    dayOf: (id) => dayTold(known, id),
  });
  const watched = { ...known, watch: climbed.watch };
  const step = tell(known.outbox, orderMilestones(watched), { journeyId, contact, policy, now });
  return {
    state: { ...watched, outbox: step.outbox },
    effects: [...climbed.effects, ...step.effects],
  };
}

function isMoving(shipment: ShipmentState | undefined): boolean {
  if (!shipment || shipment.lostAt !== null) return false;
  return positionOf(shipment.sightings).status === 'in_transit';
}

function dayTold(state: OrderState, shipmentId: string | null): string | null {
  const own = shipmentId === null ? null : lookUp(state.shipments, shipmentId)?.edd.latest;
  return own?.date ?? state.edd.latest?.date ?? null;
}

function wakeAt(state: OrderState): number | null {
  if (isDone(state)) return null;
  const { watch, calendar, outbox } = state;
  const next = watchWakeAt(watch, orderExpectations(state), calendar);
  return earliest([outboxWakeAt(outbox), next, closesAt(state)]);
}

function isDone(state: OrderState): boolean {
  const closing = closesAt(state);
  return closing !== null && state.now >= closing;
}

/** When the grace period ends; where nothing is heard any more, when it is given up. */
function closesAt(state: OrderState): number | null {
  const { held, pending } = state.outbox;
  if (held.length > 0 || pending.length > 0 || state.contact === null) return null;
  const { graceMs, abandonAfterMs } = state.policy;
  return state.stirredAt + (isOver(state) ? graceMs : abandonAfterMs);
}

function isOver(state: OrderState): boolean {
  const shipments = Object.values(state.shipments);
  const open = shipments.some((shipment) => !isAtRest(shipment));
  if (open) return false;
  if (state.cancelledAt !== null) return true;
  return shipments.length > 0 && !moreToCome(state);
}
