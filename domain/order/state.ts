/** All that is remembered of an order, and how each event changes it. Decides nothing. */

import type { Estimate, JourneyEvent, OrderPlaced, ShipmentAdded } from '../journey/event.ts';
import { applyEscalationChange } from '../journey/overdue.ts';
import { applySharedEvent, initialJourney, type JourneyState, touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { applyScan, NOT_OBSERVED, type ObservedTimes } from '../parcel/observed.ts';
import { NO_SCANS, type ScanSummary } from '../parcel/scan-summary.ts';
import { unreachable } from '../unreachable.ts';

export interface ShipmentState {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  /** Epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
  readonly scanSummary: ScanSummary;
  readonly edd: Edds;
  readonly observed: ObservedTimes;
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
  /** When the order was observed of. */
  readonly observedAt: number;
  readonly shipBy: number | null;
  readonly pieces: number | null;
  readonly edd: Edds;
  /** When the estimate that holds was observed. */
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
    observedAt: 0,
    shipBy: null,
    pieces: null,
    edd: NO_EDD,
    eddAt: 0,
    cancelledAt: null,
    shipments: {},
  };
}

/** Takes the event's facts in. Events of returns are none of an order's. */
export function applyOrderEvent(state: OrderState, event: JourneyEvent): OrderState {
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
    case 'timer_fired':
    case 'policy_set':
    case 'notification_settled':
    case 'contact_changed':
      return applySharedEvent(state, event);
    case 'escalation_changed':
      return applyEscalation(touch(state), event);
    case 'order_placed':
      return applyPlacement(touch(state), event);
    case 'pieces_changed':
      return { ...touch(state), pieces: event.pieces };
    case 'edd_set':
      return applyEdd(touch(state), event.shipmentId, event.edd);
    case 'order_cancelled':
      return { ...touch(state), cancelledAt: state.cancelledAt ?? event.cancelledAt };
    case 'shipment_added':
      return addShipment(touch(state), event);
    case 'shipment_corrected':
      return updateShipment(touch(state), event.shipmentId, (shipment) => ({
        ...shipment,
        carrier: event.carrier,
        trackingNumber: event.trackingNumber,
        // What was seen was another parcel's; the scans of this one follow in the log.
        scanSummary: NO_SCANS,
        edd: event.trackingNumber === shipment.trackingNumber ? shipment.edd : NO_EDD,
        // The carrier's first word of it is awaited anew; what was promised holds.
        observed: { ...NOT_OBSERVED, addedAt: state.now, eddAt: shipment.observed.eddAt },
      }));
    case 'scanned':
      return updateShipment(touch(state), event.shipmentId, (shipment) =>
        applyScan(shipment, event.scan, state.now),
      );
    default:
      return unreachable(event);
  }
}

function applyPlacement(state: OrderState, event: OrderPlaced): OrderState {
  const { placedAt, contact, country, pieces, edd, shipBy = null } = event;
  const observedAt = state.placedAt === null ? state.now : state.observedAt;
  const known = { ...state, placedAt, contact, country, pieces, shipBy, observedAt };
  return edd ? reviseOrderEdd(known, edd) : known;
}

function addShipment(state: OrderState, event: ShipmentAdded): OrderState {
  if (ownProperty(state.shipments, event.shipmentId)) return state;
  const { carrier, trackingNumber, service, shippedAt, pieces } = event;
  const shipment: ShipmentState = {
    carrier,
    trackingNumber,
    service,
    shippedAt,
    pieces,
    scanSummary: NO_SCANS,
    edd: NO_EDD,
    observed: { ...NOT_OBSERVED, addedAt: state.now },
    lostAt: null,
  };
  return { ...state, shipments: { ...state.shipments, [event.shipmentId]: shipment } };
}

function updateShipment(
  state: OrderState,
  shipmentId: string,
  change: (shipment: ShipmentState) => ShipmentState,
): OrderState {
  const shipment = ownProperty(state.shipments, shipmentId);
  if (!shipment) return state;
  return { ...state, shipments: { ...state.shipments, [shipmentId]: change(shipment) } };
}

function applyEdd(state: OrderState, shipmentId: string | null, edd: Estimate): OrderState {
  if (shipmentId === null) return reviseOrderEdd(state, edd);
  return updateShipment(state, shipmentId, (shipment) => {
    const edds = reviseEdd(shipment.edd, edd);
    const eddAt = isSameDay(edds, shipment.edd) ? shipment.observed.eddAt : state.now;
    return { ...shipment, edd: edds, observed: { ...shipment.observed, eddAt } };
  });
}

function reviseOrderEdd(state: OrderState, edd: Estimate): OrderState {
  const edds = reviseEdd(state.edd, edd);
  return { ...state, edd: edds, eddAt: isSameDay(edds, state.edd) ? state.eddAt : state.now };
}

function isSameDay(a: Edds, b: Edds): boolean {
  return a.latest?.date === b.latest?.date;
}

/** The earliest estimate stays the original, the latest holds: whatever order they are observed in. */
function reviseEdd(edds: Edds, edd: Estimate): Edds {
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

function applyEscalation(
  state: OrderState,
  event: Extract<JourneyEvent, { kind: 'escalation_changed' }>,
): OrderState {
  const raised = state.overdue.raised.find(({ id }) => id === event.expectationId);
  const changed = { ...state, overdue: applyEscalationChange(state.overdue, event) };
  if (event.resolution !== 'lost' || !raised?.shipmentId) return changed;
  return updateShipment(changed, raised.shipmentId, (shipment) => ({
    ...shipment,
    lostAt: shipment.lostAt ?? state.now,
  }));
}
