/** All that is remembered of an order, and how each event changes it. Decides nothing. */

import type { ContactFacts, Estimate, JourneyEvent, OrderPlaced, ShipmentAdded } from './event.ts';
import { lookUp } from './look-up.ts';
import { EMPTY_OUTBOX, noteTold, type Outbox } from './outbox.ts';
import {
  DEFAULT_CALENDAR,
  DEFAULT_POLICY,
  type Policy,
  policyOf,
  type ShopCalendar,
} from './policy.ts';
import {
  NOTHING_SEEN,
  newsOf,
  positionOf,
  type ScanFact,
  type Sightings,
  see,
} from './sightings.ts';
import type { Status } from './tracking.ts';
import { unreachable } from './unreachable.ts';
import { NOTHING_RAISED, noteBehind, noteChange, type Watch } from './watch.ts';

/** When things were heard, by the log: what is awaited counts from then. Epoch milliseconds. */
export interface Heard {
  /** The shipment was added, or its number corrected. */
  readonly addedAt: number;
  /** The latest scan so far, or one that changed the status. */
  readonly scanAt: number | null;
  /** The status that holds, and its reason. */
  readonly statusAt: number | null;
  /** It came on its way, or back on its way out of trouble. */
  readonly movingAt: number | null;
  /** The estimate that holds. */
  readonly eddAt: number | null;
}

export const NOTHING_HEARD = { scanAt: null, statusAt: null, movingAt: null, eddAt: null } as const;

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

export interface OrderState {
  readonly version: 2;
  readonly journeyId: string;
  /** The latest time that the log has told, epoch milliseconds. */
  readonly now: number;
  readonly placedAt: number | null;
  /** When the order was heard of. */
  readonly heardAt: number;
  readonly shipBy: number | null;
  readonly contact: ContactFacts | null;
  readonly country: string | null;
  readonly pieces: number | null;
  readonly edd: Edds;
  /** When the estimate that holds was heard. */
  readonly eddAt: number;
  readonly cancelledAt: number | null;
  readonly shipments: Readonly<Record<string, ShipmentState>>;
  readonly outbox: Outbox;
  readonly watch: Watch;
  readonly policy: Policy;
  readonly policyVersion: number;
  readonly calendar: ShopCalendar;
  /** When something last happened, other than the engine's own doings. */
  readonly stirredAt: number;
  readonly closed: boolean;
}

const NO_EDD: Edds = { original: null, latest: null, days: [] };
const DAYS_KEPT = 10;

export function initialOrder(journeyId: string): OrderState {
  return {
    version: 2,
    journeyId,
    now: 0,
    placedAt: null,
    heardAt: 0,
    shipBy: null,
    contact: null,
    country: null,
    pieces: null,
    edd: NO_EDD,
    eddAt: 0,
    cancelledAt: null,
    shipments: {},
    outbox: EMPTY_OUTBOX,
    watch: NOTHING_RAISED,
    policy: DEFAULT_POLICY,
    policyVersion: 0,
    calendar: DEFAULT_CALENDAR,
    stirredAt: 0,
    closed: false,
  };
}

/** Takes the event's facts in. Events of returns are none of an order's. */
export function learnOrder(state: OrderState, event: JourneyEvent): OrderState {
  switch (event.kind) {
    case 'closed':
    case 'return_requested':
    case 'return_approved':
    case 'return_rejected':
    case 'return_labelled':
    case 'return_received':
    case 'return_inspected':
    case 'return_refunded':
    case 'return_cancelled':
      return state;
    case 'woke':
      return { ...state, watch: noteBehind(state.watch, event.behind ?? [], state.now) };
    case 'policy_set': {
      const { version: policyVersion, rules, calendar } = event;
      return { ...state, policy: policyOf(rules), policyVersion, calendar };
    }
    case 'told':
      return { ...state, outbox: noteTold(state.outbox, event, state.now) };
    case 'escalation_changed':
      return changeCase(stir(state), event);
    case 'order_placed':
      return place(stir(state), event);
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

function stir(state: OrderState): OrderState {
  return { ...state, stirredAt: state.now };
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

/** A scan, and when what it changed was heard. Shared with returns. */
export function hearScan<P extends { readonly sightings: Sightings; readonly heard: Heard }>(
  parcel: P,
  scan: ScanFact,
  now: number,
): P {
  const before = parcel.sightings;
  const sightings = see(before, scan);
  const isNewest = before.lastScanAt === null || scan.occurredAt > before.lastScanAt;
  const was = positionOf(before);
  const is = positionOf(sightings);
  const changed =
    was.status !== is.status || was.reason !== is.reason || isNewDay(before, sightings);
  const { scanAt, statusAt, movingAt } = parcel.heard;
  const heard: Heard = {
    ...parcel.heard,
    scanAt: isNewest || changed ? now : scanAt,
    statusAt: changed ? now : statusAt,
    movingAt: isMoving(is.status) && !isMoving(was.status) ? now : movingAt,
  };
  return { ...parcel, sightings, heard };
}

function isMoving(status: Status): boolean {
  return status === 'pre_transit' || status === 'in_transit' || status === 'out_for_delivery';
}

/** Another attempt, or another tour, is news although the status is the same. */
function isNewDay(before: Sightings, after: Sightings): boolean {
  return newsOf(before).split('|').at(-1) !== newsOf(after).split('|').at(-1);
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
