/** All that is remembered of a return, and how each event changes it. Decides nothing. */

import type { JourneyEvent } from '../journey/event.ts';
import { noteChange } from '../journey/overdue.ts';
import { initialJourney, type JourneyState, learnShared, stir } from '../journey/state.ts';
import { lookUp } from '../own-property.ts';
import { type Heard, hearScan, NOTHING_HEARD } from '../parcel/observed.ts';
import { NOTHING_SEEN, type Sightings } from '../parcel/scan-summary.ts';
import { unreachable } from '../unreachable.ts';
import type {
  ReturnInspected,
  ReturnLabelled,
  ReturnReceived,
  ReturnRefunded,
  ReturnRequested,
} from './event.ts';
import { isMoneyOwed, isProcessed } from './facts.ts';

export interface ReturnParcel {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  readonly sightings: Sightings;
  readonly heard: Heard;
  /** When the shop said that it is there; epoch milliseconds. */
  readonly receivedAt: number | null;
}

export type Refund = Pick<
  ReturnRefunded,
  'reference' | 'refundedAt' | 'amount' | 'method' | 'final'
>;

export interface ReturnState extends JourneyState {
  readonly version: 1;
  readonly orderId: string | null;
  readonly requestedAt: number | null;
  /** When each of these was heard, by the log: what is awaited counts from then. */
  readonly heard: Readonly<Partial<Record<HeardOf, number>>>;
  readonly refundBy: number | null;
  readonly pieces: number;
  readonly approvedAt: number | null;
  readonly rejectedAt: number | null;
  readonly cancelledAt: number | null;
  readonly expiredAt: number | null;
  /** The shop's own word that all of it is there. */
  readonly receivedAt: number | null;
  readonly parcels: Readonly<Record<string, ReturnParcel>>;
  readonly inspection: Pick<ReturnInspected, 'inspectedAt' | 'dispositions'> | null;
  readonly refunds: readonly Refund[];
}

const HEARD_OF = ['requested', 'approved', 'received', 'inspected'] as const;
type HeardOf = (typeof HEARD_OF)[number];

export function initialReturn(journeyId: string): ReturnState {
  return {
    version: 1,
    ...initialJourney(journeyId),
    orderId: null,
    requestedAt: null,
    heard: {},
    refundBy: null,
    pieces: 0,
    approvedAt: null,
    rejectedAt: null,
    cancelledAt: null,
    expiredAt: null,
    receivedAt: null,
    parcels: {},
    inspection: null,
    refunds: [],
  };
}

/** Takes the event's facts in. Events of orders are none of a return's. */
export function learnReturn(state: ReturnState, event: JourneyEvent): ReturnState {
  switch (event.kind) {
    case 'order_placed':
    case 'order_cancelled':
    case 'pieces_changed':
    case 'shipment_added':
    case 'edd_set':
      return state;
    case 'closed':
    case 'woke':
    case 'policy_set':
    case 'told':
    case 'contact_changed':
      return learnShared(state, event);
    case 'escalation_changed':
      return { ...stir(state), watch: noteChange(state.watch, event) };
    case 'scanned':
      return updateParcel(stir(state), event.shipmentId, (parcel) =>
        hearScan(parcel, event.scan, state.now),
      );
    case 'shipment_corrected':
      return updateParcel(stir(state), event.shipmentId, (parcel) => ({
        ...parcel,
        carrier: event.carrier,
        trackingNumber: event.trackingNumber,
        sightings: NOTHING_SEEN,
        heard: { ...NOTHING_HEARD, addedAt: state.now },
      }));
    default:
      return learnOwn(stir(state), event);
  }
}

type OwnEvent = Extract<JourneyEvent, { kind: `return_${string}` }>;

function learnOwn(state: ReturnState, event: OwnEvent): ReturnState {
  switch (event.kind) {
    case 'return_requested':
      return request(state, event);
    case 'return_approved':
      return hear({ ...state, approvedAt: state.approvedAt ?? event.approvedAt }, 'approved');
    case 'return_rejected':
      return isEnded(state) ? state : { ...state, rejectedAt: event.rejectedAt };
    case 'return_labelled':
      return addParcel(state, event);
    case 'return_received':
      return receive(state, event);
    case 'return_inspected':
      return inspect(state, event);
    case 'return_refunded':
      return refund(state, event);
    case 'return_cancelled':
      return isEnded(state) ? state : { ...state, cancelledAt: event.cancelledAt };
    default:
      return unreachable(event);
  }
}

/** Ended for good: what was paid or decided is not undone by a word. */
function isEnded(state: ReturnState): boolean {
  return state.cancelledAt !== null || state.rejectedAt !== null || isProcessed(state);
}

function hear(state: ReturnState, what: HeardOf): ReturnState {
  return { ...state, heard: { [what]: state.now, ...state.heard } };
}

function request(state: ReturnState, event: ReturnRequested): ReturnState {
  const { requestedAt, orderId, contact, pieces, country, refundBy, approvedAt = null } = event;
  const asked = { ...state, requestedAt, orderId, contact, pieces, country, refundBy };
  const heard = hear(asked, 'requested');
  return approvedAt === null ? heard : hear({ ...heard, approvedAt }, 'approved');
}

/** A label approves the return, where nobody had. */
function addParcel(state: ReturnState, event: ReturnLabelled): ReturnState {
  if (lookUp(state.parcels, event.parcelId)) return state;
  const { carrier, trackingNumber, service } = event;
  const parcel: ReturnParcel = {
    carrier,
    trackingNumber,
    service,
    sightings: NOTHING_SEEN,
    heard: { ...NOTHING_HEARD, addedAt: state.now },
    receivedAt: null,
  };
  const parcels = { ...state.parcels, [event.parcelId]: parcel };
  const approvedAt = state.approvedAt ?? event.labelledAt;
  return hear({ ...state, parcels, approvedAt }, 'approved');
}

function updateParcel(
  state: ReturnState,
  parcelId: string,
  change: (parcel: ReturnParcel) => ReturnParcel,
): ReturnState {
  const parcel = lookUp(state.parcels, parcelId);
  if (!parcel) return state;
  return { ...state, parcels: { ...state.parcels, [parcelId]: change(parcel) } };
}

function receive(state: ReturnState, { parcelId, receivedAt }: ReturnReceived): ReturnState {
  if (parcelId === null) return { ...state, receivedAt: state.receivedAt ?? receivedAt };
  return updateParcel(state, parcelId, (parcel) => ({
    ...parcel,
    receivedAt: parcel.receivedAt ?? receivedAt,
  }));
}

function inspect(state: ReturnState, event: ReturnInspected): ReturnState {
  const { inspectedAt, dispositions } = event;
  const heard = { ...state.heard };
  // What is owed counts on from the first word of it, unless nothing was owed in between.
  if (!isMoneyOwed(state)) heard.inspected = state.now;
  return { ...state, heard, inspection: { inspectedAt, dispositions } };
}

function refund(state: ReturnState, event: ReturnRefunded): ReturnState {
  const { reference, refundedAt, amount, method, final } = event;
  if (state.refunds.some((each) => each.reference === reference)) return state;
  return {
    ...state,
    refunds: [...state.refunds, { reference, refundedAt, amount, method, final }],
  };
}
