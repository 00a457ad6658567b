/** How each event changes a return. Decides nothing. */

import type { FactTimes } from '../fact-times.ts';
import { applyEscalationChange } from '../journey/escalate-and-withdraw.ts';
import type { EscalationChanged, NotificationSettled } from '../journey/event.ts';
import { applyReview, applySharedEvent, touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { applyScan, correctNumber, createParcel, settleParcels } from '../parcel/parcel.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import { unreachable } from '../unreachable.ts';
import type {
  Disposition,
  ReturnEvent,
  ReturnFact,
  ReturnInspected,
  ReturnLabelled,
  ReturnReceived,
  ReturnRefunded,
  ReturnRequested,
} from './event.ts';
import { sentBackAt } from './refund-by-law.ts';
import type { ReturnParcel, ReturnState, ReturnStep } from './state.ts';
import { isMoneyOwed, isProcessed, receivedAt } from './status.ts';

export function applyReturnEvent(state: ReturnState, event: ReturnEvent): ReturnState {
  const parcels = settleParcels(state.parcels, state.now);
  const settled = parcels === state.parcels ? state : { ...state, parcels };
  return noteWay(applyEvent(settled, event));
}

function applyEvent(state: ReturnState, event: ReturnEvent): ReturnState {
  switch (event.kind) {
    case 'edd_set':
      // A carrier's estimate does not matter for a return.
      return state;
    case 'closed':
    case 'timer_fired':
    case 'policy_set':
    case 'contact_changed':
    case 'notification_failed':
    case 'messages_refused':
      return applySharedEvent(state, event);
    case 'notification_settled':
      return applySharedEvent(noteOutcome(state, event), event);
    case 'escalation_changed':
      return applyEscalation(applyReview(touch(state), event), event);
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

/** After a decision that a parcel is lost, the customer waits for the money, not for its scans. */
function applyEscalation(state: ReturnState, event: EscalationChanged): ReturnState {
  const changed = { ...state, overdue: applyEscalationChange(state.overdue, event) };
  if (event.resolution !== 'lost' && event.resolution !== 'refunded') return changed;
  const alarm = state.overdue.raised.find(
    ({ id, escalationId }) => escalationId === event.expectationId || id === event.expectationId,
  );
  if (!alarm || alarm.shipmentId === null || !OF_A_LOSS.includes(alarm.kind)) return changed;
  return updateParcel(changed, alarm.shipmentId, (parcel) => ({ ...parcel, lostAt: state.now }));
}

const OF_A_LOSS: readonly ExpectationKind[] = ['return_movement', 'progress', 'loss_resolved'];

function applyFact(state: ReturnState, event: ReturnFact): ReturnState {
  switch (event.kind) {
    case 'return_requested':
      return applyRequest(state, event);
    case 'return_approved':
      return markStep(
        { ...state, approvedAt: state.approvedAt ?? event.approvedAt },
        'approved',
        event.approvedAt,
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

/** Notes when a step happened and when the log had it. The first time stays. */
function markStep(state: ReturnState, step: ReturnStep, occurredAt: number): ReturnState {
  const times: FactTimes = { occurredAt, loggedAt: state.now };
  return { ...state, steps: { [step]: times, ...state.steps } };
}

function applyRequest(state: ReturnState, event: ReturnRequested): ReturnState {
  const { requestedAt, orderId, contact, pieces, country, refundBy, approvedAt = null } = event;
  const observedAt = state.requestedAt === null ? state.now : state.observedAt;
  const { withdrawal: isWithdrawal = false, notice = null } = event;
  const about = { orderId, contact, pieces, country, refundBy, isWithdrawal, notice };
  const requested = { ...state, ...about, requestedAt, observedAt };
  const marked = markStep(requested, 'requested', requestedAt);
  return approvedAt === null ? marked : markStep({ ...marked, approvedAt }, 'approved', approvedAt);
}

/** Keeps what became of the receipt of a withdrawal: the plan forgets old messages. */
function noteOutcome(state: ReturnState, { key, outcome }: NotificationSettled): ReturnState {
  const settled = state.messagePlan.pending.find((message) => message.key === key);
  if (settled?.kind !== 'withdrawal_received') return state;
  return { ...state, receiptOutcome: outcome };
}

/** Approves the return, too. Ignores a second label of the same parcel. */
function addParcel(state: ReturnState, event: ReturnLabelled): ReturnState {
  if (ownProperty(state.parcels, event.parcelId)) return state;
  const created = createParcel({ ...event, awaitedSince: event.labelledAt }, state.now);
  const parcel: ReturnParcel = { ...created, receivedAt: null };
  const parcels = { ...state.parcels, [event.parcelId]: parcel };
  const approvedAt = state.approvedAt ?? event.labelledAt;
  const labelled = { ...reopen(state), parcels, approvedAt };
  return markStep(labelled, 'approved', approvedAt);
}

/** The customer who gets another label after the end has the full time to post it. */
function reopen(state: ReturnState): ReturnState {
  if (state.expiredAt === null) return state;
  return { ...state, expiredAt: null, reopenings: (state.reopenings ?? 0) + 1 };
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
  const times: FactTimes = { occurredAt: inspectedAt, loggedAt: state.now };
  // While money is owed, the refund is due from the first inspection that decided it.
  const steps = isMoneyOwed(state) ? state.steps : { ...state.steps, inspected: times };
  const rises = {
    exchange: countRises(state, event, 'exchange'),
    reject: countRises(state, event, 'reject'),
  };
  const inspected = { ...state, steps, inspection: { inspectedAt, dispositions, rises } };
  return isMoneyOwed(inspected) ? inspected : { ...inspected, cleared: state.cleared + 1 };
}

/** Each inspection replaces the one before: more exchanges or rejections than there were are news. */
function countRises(
  { inspection }: ReturnState,
  { dispositions }: ReturnInspected,
  disposition: Disposition,
): number {
  const before = inspection?.dispositions[disposition] ?? 0;
  const known = inspection?.rises?.[disposition] ?? (before > 0 ? 1 : 0);
  return (dispositions[disposition] ?? 0) > before ? known + 1 : known;
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
 * Records when everything was sent back, and when it had arrived, by the carrier or the shop; and
 * when the log first showed that. Another label undoes both, because its parcel was not sent.
 */
function noteWay(state: ReturnState): ReturnState {
  return noteStep(noteStep(state, 'sent', sentBackAt(state)), 'received', receivedAt(state));
}

function noteStep(state: ReturnState, step: ReturnStep, occurredAt: number | null): ReturnState {
  const { [step]: known, ...others } = state.steps;
  if ((occurredAt !== null) === (known !== undefined)) return state;
  if (occurredAt === null) return { ...state, steps: others };
  return { ...state, steps: { ...others, [step]: { occurredAt, loggedAt: state.now } } };
}
