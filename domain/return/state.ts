/** All that is remembered of a return, and how each event changes it. Decides nothing. */

import type { JourneyEvent } from '../journey/event.ts';
import { applyEscalationChange } from '../journey/overdue.ts';
import { applySharedEvent, initialJourney, type JourneyState, touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { applyScan, NOT_OBSERVED, type ObservedTimes } from '../parcel/observed.ts';
import { NO_SCANS, type ScanSummary } from '../parcel/scan-summary.ts';
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
  readonly scanSummary: ScanSummary;
  readonly observed: ObservedTimes;
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
  /** When each of these was observed, by the log: what is awaited counts from then. */
  readonly observedAt: Readonly<Partial<Record<ObservedStep, number>>>;
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

const OBSERVED_STEPS = ['requested', 'approved', 'received', 'inspected'] as const;
type ObservedStep = (typeof OBSERVED_STEPS)[number];

export function initialReturn(journeyId: string): ReturnState {
  return {
    version: 1,
    ...initialJourney(journeyId),
    orderId: null,
    requestedAt: null,
    observedAt: {},
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
export function applyReturnEvent(state: ReturnState, event: JourneyEvent): ReturnState {
  switch (event.kind) {
    case 'order_placed':
    case 'order_cancelled':
    case 'pieces_changed':
    case 'shipment_added':
    case 'edd_set':
      return state;
    case 'closed':
    case 'timer_fired':
    case 'policy_set':
    case 'notification_settled':
    case 'contact_changed':
      return applySharedEvent(state, event);
    case 'escalation_changed':
      return { ...touch(state), overdue: applyEscalationChange(state.overdue, event) };
    case 'scanned':
      return updateParcel(touch(state), event.shipmentId, (parcel) =>
        applyScan(parcel, event.scan, state.now),
      );
    case 'shipment_corrected':
      return updateParcel(touch(state), event.shipmentId, (parcel) => ({
        ...parcel,
        carrier: event.carrier,
        trackingNumber: event.trackingNumber,
        scanSummary: NO_SCANS,
        observed: { ...NOT_OBSERVED, addedAt: state.now },
      }));
    default:
      return applyReturnFact(touch(state), event);
  }
}

type OwnEvent = Extract<JourneyEvent, { kind: `return_${string}` }>;

function applyReturnFact(state: ReturnState, event: OwnEvent): ReturnState {
  switch (event.kind) {
    case 'return_requested':
      return applyRequest(state, event);
    case 'return_approved':
      return markObserved(
        { ...state, approvedAt: state.approvedAt ?? event.approvedAt },
        'approved',
      );
    case 'return_rejected':
      return isEnded(state) ? state : { ...state, rejectedAt: event.rejectedAt };
    case 'return_labelled':
      return addParcel(state, event);
    case 'return_received':
      return applyReceipt(state, event);
    case 'return_inspected':
      return applyInspection(state, event);
    case 'return_refunded':
      return applyRefund(state, event);
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

function markObserved(state: ReturnState, what: ObservedStep): ReturnState {
  return { ...state, observedAt: { [what]: state.now, ...state.observedAt } };
}

function applyRequest(state: ReturnState, event: ReturnRequested): ReturnState {
  const { requestedAt, orderId, contact, pieces, country, refundBy, approvedAt = null } = event;
  const asked = { ...state, requestedAt, orderId, contact, pieces, country, refundBy };
  const observed = markObserved(asked, 'requested');
  return approvedAt === null ? observed : markObserved({ ...observed, approvedAt }, 'approved');
}

/** A label approves the return, where nobody had. */
function addParcel(state: ReturnState, event: ReturnLabelled): ReturnState {
  if (ownProperty(state.parcels, event.parcelId)) return state;
  const { carrier, trackingNumber, service } = event;
  const parcel: ReturnParcel = {
    carrier,
    trackingNumber,
    service,
    scanSummary: NO_SCANS,
    observed: { ...NOT_OBSERVED, addedAt: state.now },
    receivedAt: null,
  };
  const parcels = { ...state.parcels, [event.parcelId]: parcel };
  const approvedAt = state.approvedAt ?? event.labelledAt;
  return markObserved({ ...state, parcels, approvedAt }, 'approved');
}

function updateParcel(
  state: ReturnState,
  parcelId: string,
  change: (parcel: ReturnParcel) => ReturnParcel,
): ReturnState {
  const parcel = ownProperty(state.parcels, parcelId);
  if (!parcel) return state;
  return { ...state, parcels: { ...state.parcels, [parcelId]: change(parcel) } };
}

function applyReceipt(state: ReturnState, { parcelId, receivedAt }: ReturnReceived): ReturnState {
  if (parcelId === null) return { ...state, receivedAt: state.receivedAt ?? receivedAt };
  return updateParcel(state, parcelId, (parcel) => ({
    ...parcel,
    receivedAt: parcel.receivedAt ?? receivedAt,
  }));
}

function applyInspection(state: ReturnState, event: ReturnInspected): ReturnState {
  const { inspectedAt, dispositions } = event;
  const observedAt = { ...state.observedAt };
  // What is owed counts on from the first word of it, unless nothing was owed in between.
  if (!isMoneyOwed(state)) observedAt.inspected = state.now;
  return { ...state, observedAt, inspection: { inspectedAt, dispositions } };
}

function applyRefund(state: ReturnState, event: ReturnRefunded): ReturnState {
  const { reference, refundedAt, amount, method, final } = event;
  if (state.refunds.some((each) => each.reference === reference)) return state;
  return {
    ...state,
    refunds: [...state.refunds, { reference, refundedAt, amount, method, final }],
  };
}
