/** The order machine: an order with its shipments, from placed to delivered. */

import type { ContactFacts, Estimate, JourneyEvent, OrderEvent } from './event.ts';
import type { Machine, Step } from './machine.ts';
import { orderMilestones } from './order-milestones.ts';
import { orderView } from './order-view.ts';
import { EMPTY_OUTBOX, earliest, noteTold, type Outbox, outboxWakeAt, tell } from './outbox.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { NOTHING_SEEN, positionOf, type Sightings, see } from './sightings.ts';
import { unreachable } from './unreachable.ts';

export interface ShipmentState {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  /** Epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
  readonly sightings: Sightings;
  readonly edd: Edds;
}

/** The first estimate that was given, and the one that holds. */
export interface Edds {
  readonly original: Estimate | null;
  readonly latest: Estimate | null;
}

export interface OrderState {
  readonly version: 1;
  readonly journeyId: string;
  /** The latest time that the log has told, epoch milliseconds. */
  readonly now: number;
  readonly placedAt: number | null;
  readonly contact: ContactFacts | null;
  readonly country: string | null;
  readonly pieces: number | null;
  readonly edd: Edds;
  readonly cancelledAt: number | null;
  readonly shipments: Readonly<Record<string, ShipmentState>>;
  readonly outbox: Outbox;
  readonly policy: Policy;
  /** When something last happened, other than the engine's own doings. */
  readonly stirredAt: number;
  readonly closed: boolean;
}

export const orderMachine: Machine<OrderState> = {
  version: 1,
  initial,
  reduce,
  wakeAt,
  isDone,
  pending: (state) => state.outbox.pending,
  view: orderView,
};

function initial(journeyId: string): OrderState {
  return {
    version: 1,
    journeyId,
    now: 0,
    placedAt: null,
    contact: null,
    country: null,
    pieces: null,
    edd: { original: null, latest: null },
    cancelledAt: null,
    shipments: {},
    outbox: EMPTY_OUTBOX,
    policy: DEFAULT_POLICY,
    stirredAt: 0,
    closed: false,
  };
}

function reduce(state: OrderState, event: JourneyEvent): Step<OrderState> {
  // Several processes write to one log: their clocks differ by a little, time does not go back.
  const now = Math.max(state.now, event.at, event.kind === 'woke' ? event.until : 0);
  const known = learn({ ...state, now, closed: event.kind === 'closed' }, event);
  if (!known.contact) return { state: known, effects: [] };
  const { journeyId, contact, policy } = known;
  const step = tell(known.outbox, orderMilestones(known), { journeyId, contact, policy, now });
  return { state: { ...known, outbox: step.outbox }, effects: step.effects };
}

/** Takes the event's facts in. Decides nothing. */
function learn(state: OrderState, event: OrderEvent): OrderState {
  switch (event.kind) {
    case 'woke':
    case 'closed':
      return state;
    case 'told':
      return { ...state, outbox: noteTold(state.outbox, event, event.at) };
    case 'order_placed':
      return {
        ...stir(state),
        placedAt: event.placedAt,
        contact: event.contact,
        country: event.country,
        pieces: event.pieces,
        edd: revise(state.edd, event.edd),
      };
    case 'contact_changed':
      return { ...stir(state), contact: event.contact };
    case 'pieces_changed':
      return { ...stir(state), pieces: event.pieces };
    case 'edd_set':
      return setEdd(stir(state), event.shipmentId, event.edd);
    case 'order_cancelled':
      return { ...stir(state), cancelledAt: state.cancelledAt ?? event.cancelledAt };
    case 'shipment_added':
      return addShipment(stir(state), event);
    case 'scanned':
      return updateShipment(stir(state), event.shipmentId, (shipment) => ({
        ...shipment,
        sightings: see(shipment.sightings, event.scan),
      }));
    default:
      return unreachable(event);
  }
}

function stir(state: OrderState): OrderState {
  return { ...state, stirredAt: state.now };
}

function addShipment(
  state: OrderState,
  event: Extract<OrderEvent, { kind: 'shipment_added' }>,
): OrderState {
  if (state.shipments[event.shipmentId]) return state;
  const { carrier, trackingNumber, service, shippedAt, pieces } = event;
  const shipment: ShipmentState = {
    carrier,
    trackingNumber,
    service,
    shippedAt,
    pieces,
    sightings: NOTHING_SEEN,
    edd: { original: null, latest: null },
  };
  return { ...state, shipments: { ...state.shipments, [event.shipmentId]: shipment } };
}

function updateShipment(
  state: OrderState,
  shipmentId: string,
  change: (shipment: ShipmentState) => ShipmentState,
): OrderState {
  const shipment = state.shipments[shipmentId];
  if (!shipment) return state;
  return { ...state, shipments: { ...state.shipments, [shipmentId]: change(shipment) } };
}

function setEdd(state: OrderState, shipmentId: string | null, edd: Estimate): OrderState {
  if (shipmentId === null) return { ...state, edd: revise(state.edd, edd) };
  return updateShipment(state, shipmentId, (shipment) => ({
    ...shipment,
    edd: revise(shipment.edd, edd),
  }));
}

/** The earliest estimate stays the original, the latest holds: whatever order they are heard in. */
function revise(edds: Edds, edd: Estimate | null): Edds {
  if (!edd) return edds;
  const { original, latest } = edds;
  return {
    original: original && original.asOf <= edd.asOf ? original : edd,
    latest: latest && latest.asOf > edd.asOf ? latest : edd,
  };
}

function wakeAt(state: OrderState): number | null {
  return earliest([outboxWakeAt(state.outbox), closesAt(state)]);
}

function isDone(state: OrderState): boolean {
  const closing = closesAt(state);
  return closing !== null && state.now >= closing;
}

/** When the grace period ends, or null while the journey still goes on. */
function closesAt(state: OrderState): number | null {
  const { held, pending } = state.outbox;
  if (held.length > 0 || pending.length > 0 || !isOver(state)) return null;
  return state.stirredAt + state.policy.graceMs;
}

function isOver(state: OrderState): boolean {
  const shipments = Object.values(state.shipments);
  const open = shipments.some((shipment) => !isAtRest(shipment));
  if (open) return false;
  if (state.cancelledAt !== null) return true;
  return shipments.length > 0 && !moreToCome(state, shipments);
}

function isAtRest({ sightings }: ShipmentState): boolean {
  const { status, reason } = positionOf(sightings);
  if (status === 'return_to_sender') return reason === 'returned';
  return status === 'delivered' || status === 'cancelled';
}

/** Known to be incomplete only where the shop tells how many pieces are in the order and each parcel. */
function moreToCome(state: OrderState, shipments: readonly ShipmentState[]): boolean {
  if (state.pieces === null || shipments.some(({ pieces }) => pieces === null)) return false;
  return shipments.reduce((sum, { pieces }) => sum + (pieces ?? 0), 0) < state.pieces;
}
