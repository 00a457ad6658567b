/** All that is remembered of an order, and how each event changes it. Decides nothing. */

import type { Estimate, JourneyEvent, OrderPlaced, ShipmentAdded } from '../journey/event.ts';
import { noteChange } from '../journey/overdue.ts';
import { initialJourney, type JourneyState, learnShared, stir } from '../journey/state.ts';
import { lookUp } from '../own-property.ts';
import { type Heard, hearScan, NOTHING_HEARD } from '../parcel/observed.ts';
import { NOTHING_SEEN, type Sightings } from '../parcel/scan-summary.ts';
import { unreachable } from '../unreachable.ts';

export interface ShipmentState {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  /** Epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
  readonly sightings: Sightings;
  readonly edd: Edds;
  readonly heard: Heard;
  /** When the shop gave it up for lost. */
  readonly lostAt: number | null;
}

/** The first estimate that was given, the one that holds, and all their days by age. */
export interface Edds {
  readonly original: Estimate | null;
  readonly latest: Estimate | null;
  /** Oldest first, the latest ten. */
  readonly days: readonly { readonly asOf: number; readonly date: string }[];
}

export interface OrderState extends JourneyState {
  readonly version: 2;
  readonly placedAt: number | null;
  /** When the order was heard of. */
  readonly heardAt: number;
  readonly shipBy: number | null;
  readonly pieces: number | null;
  readonly edd: Edds;
  /** When the estimate that holds was heard. */
  readonly eddAt: number;
  readonly cancelledAt: number | null;
  readonly shipments: Readonly<Record<string, ShipmentState>>;
}

const NO_EDD: Edds = { original: null, latest: null, days: [] };
const DAYS_KEPT = 10;

export function initialOrder(journeyId: string): OrderState {
  return {
    version: 2,
    ...initialJourney(journeyId),
    placedAt: null,
    heardAt: 0,
    shipBy: null,
    pieces: null,
    edd: NO_EDD,
    eddAt: 0,
    cancelledAt: null,
    shipments: {},
  };
}

/** Takes the event's facts in. Events of returns are none of an order's. */
export function learnOrder(state: OrderState, event: JourneyEvent): OrderState {
  switch (event.kind) {
    case 'return_requested':
    case 'return_approved':
    case 'return_rejected':
    case 'return_labelled':
    case 'return_received':
    case 'return_inspected':
    case 'return_refunded':
    case 'return_cancelled':
      return state;
    case 'closed':
    case 'woke':
    case 'policy_set':
    case 'told':
    case 'contact_changed':
      return learnShared(state, event);
    case 'escalation_changed':
      return changeCase(stir(state), event);
    case 'order_placed':
      return place(stir(state), event);
    case 'pieces_changed':
      return { ...stir(state), pieces: event.pieces };
    case 'edd_set':
      return setEdd(stir(state), event.shipmentId, event.edd);
    case 'order_cancelled':
      return { ...stir(state), cancelledAt: state.cancelledAt ?? event.cancelledAt };
    case 'shipment_added':
      return addShipment(stir(state), event);
    case 'shipment_corrected':
      return updateShipment(stir(state), event.shipmentId, (shipment) => ({
        ...shipment,
        carrier: event.carrier,
        trackingNumber: event.trackingNumber,
        // What was seen was another parcel's; the scans of this one follow in the log.
        sightings: NOTHING_SEEN,
        edd: event.trackingNumber === shipment.trackingNumber ? shipment.edd : NO_EDD,
        // The carrier's first word of it is awaited anew; what was promised holds.
        heard: { ...NOTHING_HEARD, addedAt: state.now, eddAt: shipment.heard.eddAt },
      }));
    case 'scanned':
      return updateShipment(stir(state), event.shipmentId, (shipment) =>
        hearScan(shipment, event.scan, state.now),
      );
    default:
      return unreachable(event);
  }
}

function place(state: OrderState, event: OrderPlaced): OrderState {
  const { placedAt, contact, country, pieces, edd, shipBy = null } = event;
  const heardAt = state.placedAt === null ? state.now : state.heardAt;
  const known = { ...state, placedAt, contact, country, pieces, shipBy, heardAt };
  return edd ? reviseOrder(known, edd) : known;
}

function addShipment(state: OrderState, event: ShipmentAdded): OrderState {
  if (lookUp(state.shipments, event.shipmentId)) return state;
  const { carrier, trackingNumber, service, shippedAt, pieces } = event;
  const shipment: ShipmentState = {
    carrier,
    trackingNumber,
    service,
    shippedAt,
    pieces,
    sightings: NOTHING_SEEN,
    edd: NO_EDD,
    heard: { ...NOTHING_HEARD, addedAt: state.now },
    lostAt: null,
  };
  return { ...state, shipments: { ...state.shipments, [event.shipmentId]: shipment } };
}

function updateShipment(
  state: OrderState,
  shipmentId: string,
  change: (shipment: ShipmentState) => ShipmentState,
): OrderState {
  const shipment = lookUp(state.shipments, shipmentId);
  if (!shipment) return state;
  return { ...state, shipments: { ...state.shipments, [shipmentId]: change(shipment) } };
}

function setEdd(state: OrderState, shipmentId: string | null, edd: Estimate): OrderState {
  if (shipmentId === null) return reviseOrder(state, edd);
  return updateShipment(state, shipmentId, (shipment) => {
    const edds = revise(shipment.edd, edd);
    const eddAt = isSameDay(edds, shipment.edd) ? shipment.heard.eddAt : state.now;
    return { ...shipment, edd: edds, heard: { ...shipment.heard, eddAt } };
  });
}

function reviseOrder(state: OrderState, edd: Estimate): OrderState {
  const edds = revise(state.edd, edd);
  return { ...state, edd: edds, eddAt: isSameDay(edds, state.edd) ? state.eddAt : state.now };
}

function isSameDay(a: Edds, b: Edds): boolean {
  return a.latest?.date === b.latest?.date;
}

/** The earliest estimate stays the original, the latest holds: whatever order they are heard in. */
function revise(edds: Edds, edd: Estimate): Edds {
  const { original, latest, days } = edds;
  const others = days.filter(({ asOf }) => asOf !== edd.asOf);
  return {
    original: original && original.asOf <= edd.asOf ? original : edd,
    latest: latest && latest.asOf > edd.asOf ? latest : edd,
    days: [...others, { asOf: edd.asOf, date: edd.date }]
      .sort((a, b) => a.asOf - b.asOf)
      .slice(-DAYS_KEPT),
  };
}

function changeCase(
  state: OrderState,
  event: Extract<JourneyEvent, { kind: 'escalation_changed' }>,
): OrderState {
  const raised = state.watch.raised.find(({ id }) => id === event.expectationId);
  const changed = { ...state, watch: noteChange(state.watch, event) };
  if (event.resolution !== 'lost' || !raised?.shipmentId) return changed;
  return updateShipment(changed, raised.shipmentId, (shipment) => ({
    ...shipment,
    lostAt: shipment.lostAt ?? state.now,
  }));
}
