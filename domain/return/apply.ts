/** How each event changes a return. Decides nothing. */

import { applyEscalationChange } from '../journey/escalate-and-withdraw.ts';
import { applySharedEvent, touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { applyScan, correctNumber, createParcel } from '../parcel/parcel.ts';
import { unreachable } from '../unreachable.ts';
import type {
  ReturnEvent,
  ReturnFact,
  ReturnInspected,
  ReturnLabelled,
  ReturnReceived,
  ReturnRefunded,
  ReturnRequested,
} from './event.ts';
import type { ObservedStep, ReturnParcel, ReturnState } from './state.ts';
import { isMoneyOwed, isProcessed, receivedAt } from './status.ts';

export function applyReturnEvent(state: ReturnState, event: ReturnEvent): ReturnState {
  return noteReceipt(applyEvent(state, event));
}

function applyEvent(state: ReturnState, event: ReturnEvent): ReturnState {
  switch (event.kind) {
    case 'edd_set':
      // A carrier's estimate does not matter for a return.
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
      return updateParcel(touch(state), event.shipmentId, (parcel) =>
        correctNumber(parcel, event, state.now),
      );
    default:
      return applyFact(touch(state), event);
  }
}

function applyFact(state: ReturnState, event: ReturnFact): ReturnState {
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

/** Whether it is too late for a rejection or a cancellation: it was decided or paid. */
function isEnded(state: ReturnState): boolean {
  return state.cancelledAt !== null || state.rejectedAt !== null || isProcessed(state);
}

function markObserved(state: ReturnState, step: ObservedStep): ReturnState {
  return { ...state, observedAt: { [step]: state.now, ...state.observedAt } };
}

function applyRequest(state: ReturnState, event: ReturnRequested): ReturnState {
  const { requestedAt, orderId, contact, pieces, country, refundBy, approvedAt = null } = event;
  const requested = { ...state, requestedAt, orderId, contact, pieces, country, refundBy };
  const observed = markObserved(requested, 'requested');
  return approvedAt === null ? observed : markObserved({ ...observed, approvedAt }, 'approved');
}

/** Approves the return, too. Ignores a second label of the same parcel. */
function addParcel(state: ReturnState, event: ReturnLabelled): ReturnState {
  if (ownProperty(state.parcels, event.parcelId)) return state;
  const parcel: ReturnParcel = { ...createParcel(event, state.now), receivedAt: null };
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
  // While money is owed, the refund is due from the first inspection that decided it.
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

/**
 * Records when the log first showed that everything has arrived, by the carrier or the shop.
 * Another label undoes that, because its parcel has not arrived.
 */
function noteReceipt(state: ReturnState): ReturnState {
  const { received, ...others } = state.observedAt;
  const hasArrived = receivedAt(state) !== null;
  if (hasArrived === (received !== undefined)) return state;
  return { ...state, observedAt: hasArrived ? { ...others, received: state.now } : others };
}
