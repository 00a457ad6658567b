/** How each event changes an order. Decides nothing. */

import { type Estimate, isSameEddDay, NO_EDD, reviseEdd } from '../edd.ts';
import { applyEscalationChange } from '../journey/escalate-and-withdraw.ts';
import type { EscalationChanged, Resolution } from '../journey/event.ts';
import { applyReview, applySharedEvent, touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { applyScan, correctNumber, createParcel, settleParcels } from '../parcel/parcel.ts';
import { currentStatus, type ScanFact } from '../parcel/scan-summary.ts';
import { unreachable } from '../unreachable.ts';
import type {
  OrderEvent,
  OrderPlaced,
  OrderRefunded,
  OrderWithdrawn,
  ShipmentAdded,
} from './event.ts';
import {
  applyCancelRequest,
  applyConsent,
  applyNotice,
  applyShippingPromise,
} from './ship-delay.ts';
import type { EndOfWait, OrderState, ShipmentState, Withdrawal } from './state.ts';
import { countedShipments, isParcelMissing, isUnscanned, liveShipments } from './status.ts';

export function applyOrderEvent(state: OrderState, event: OrderEvent): OrderState {
  const counted = countedShipments(state).map(([id]) => id);
  const after = applyEvent(settle(state), event);
  // A delivery may turn out to be none. Then the labels that it made needless are awaited again.
  const needed = countedShipments(after).filter(
    ([id]) => ownProperty(state.shipments, id) && !counted.includes(id),
  );
  const awaited = needed.reduce((each, [id]) => awaitAgain(each, id, after.now), after);
  // Scans have no order: what follows from a cancelled label is computed from all of them.
  const isReopened =
    event.kind !== 'scanned' &&
    state.contact !== null &&
    !isParcelMissing(state) &&
    isParcelMissing(awaited);
  return isReopened ? reopen(awaited, ownTime(event) ?? awaited.now) : awaited;
}

function settle(state: OrderState): OrderState {
  const shipments = settleParcels(state.shipments, state.now);
  return shipments === state.shipments ? state : { ...state, shipments };
}

function reopen(state: OrderState, occurredAt: number): OrderState {
  const count = (state.reopened?.count ?? 0) + 1;
  return { ...state, reopened: { occurredAt, loggedAt: state.now, count } };
}

function ownTime(event: OrderEvent): number | null {
  if (event.kind === 'order_reinstated') return event.reinstatedAt;
  return event.kind === 'shipment_voided' ? event.voidedAt : null;
}

function applyEvent(state: OrderState, event: OrderEvent): OrderState {
  switch (event.kind) {
    case 'closed':
    case 'timer_fired':
    case 'policy_set':
    case 'contact_changed':
    case 'notification_failed':
    case 'messages_refused':
      return applySharedEvent(state, event);
    case 'notification_settled':
      return applySharedEvent(applyNotice(state, event), event);
    case 'escalation_changed':
      return applyEscalation(applyReview(touch(state), event), event);
    case 'order_placed':
      return applyPlacement(touch(state), event);
    case 'pieces_changed':
      return { ...touch(state), pieces: event.pieces };
    case 'edd_set':
      return applyEdd(touch(state), event.shipmentId, event.edd);
    case 'order_cancelled':
      return applyCancellation(touch(state), event.cancelledAt);
    case 'order_reinstated':
      return applyReinstatement(touch(state), event.reinstatedAt);
    case 'order_withdrawn':
      return applyWithdrawal(touch(state), event);
    case 'order_refunded':
      return applyRefund(touch(state), event);
    case 'shipping_promise_changed':
      return applyShippingPromise(touch(state), event);
    case 'delay_consented':
      return applyConsent(touch(state), event);
    case 'cancel_requested':
      return applyCancelRequest(touch(state), event);
    case 'shipment_added':
      return addShipment(touch(state), event);
    case 'shipment_voided':
      return updateShipment(touch(state), event.shipmentId, (shipment) => ({
        ...shipment,
        voided: shipment.voided ?? { occurredAt: event.voidedAt, loggedAt: state.now },
      }));
    case 'shipment_corrected':
      return updateShipment(touch(state), event.shipmentId, (shipment) => {
        const isSameNumber = event.trackingNumber === shipment.trackingNumber;
        // The estimates so far, and a decision that it is lost, belong to another parcel.
        const unlike = isSameNumber
          ? {}
          : { edd: NO_EDD, lostAt: null, writtenOffAt: null, lastResolution: null };
        const corrected = correctionOf(shipment, { at: state.now, isSameNumber });
        return { ...correctNumber(shipment, event, state.now), ...unlike, corrected };
      });
    case 'scanned':
      return updateShipment(touch(state), event.shipmentId, (shipment) =>
        scanShipment(state, shipment, event.scan),
      );
    default:
      return unreachable(event);
  }
}

function applyPlacement(state: OrderState, event: OrderPlaced): OrderState {
  const { placedAt, contact, country, pieces, edd, shipBy = null, paid = null } = event;
  const { creditApplication: isOnCredit = false, shipRuleExempt = false } = event;
  const observedAt = state.placedAt === null ? state.now : state.observedAt;
  const paidAt = paid === true ? (state.paidAt ?? state.now) : null;
  const facts = { placedAt, contact, country, pieces, shipBy, isOnCredit, observedAt, paidAt };
  const placed = { ...state, ...facts, isShipRuleExempt: shipRuleExempt };
  return edd ? reviseOrderEdd(placed, edd) : placed;
}

function applyCancellation(state: OrderState, cancelledAt: number): OrderState {
  if (state.cancelledAt !== null) return state;
  const cancellations = [...state.cancellations, cancelledAt];
  const labels = liveShipments(state).filter(([, shipment]) => isUnscanned(shipment));
  const cancelledLabels = labels.map(([id]) => id);
  return { ...state, cancelledAt, cancelLoggedAt: state.now, cancelledLabels, cancellations };
}

function applyWithdrawal(state: OrderState, event: OrderWithdrawn): OrderState {
  const { returnId, withdrawnAt: occurredAt, isWhole, awaitsRefund } = event;
  if (state.withdrawals.some((each) => each.returnId === returnId)) return state;
  const about = { returnId, isWhole, awaitsRefund, pieces: state.pieces };
  const withdrawal: Withdrawal = { ...about, occurredAt, loggedAt: state.now };
  return { ...state, withdrawals: [...state.withdrawals, withdrawal] };
}

function applyRefund(state: OrderState, event: OrderRefunded): OrderState {
  const { reference, refundedAt, amount, method, final } = event;
  if (state.refunds.some((each) => each.reference === reference)) return state;
  return {
    ...state,
    refunds: [
      ...state.refunds,
      { reference, refundedAt, amount, method, final, loggedAt: state.now },
    ],
  };
}

/** What the cancellation withdrew is awaited again, and the time for it starts now. */
function applyReinstatement(state: OrderState, reinstatedAt: number): OrderState {
  if (state.cancelledAt === null) return state;
  return Object.keys(state.shipments).reduce<OrderState>(
    (each, id) => awaitAgain(each, id, reinstatedAt),
    { ...state, cancelledAt: null, cancelLoggedAt: null, reinstatedAt, withdrawals: [] },
  );
}

/** Starts the times of a parcel without a scan again. What is awaited then is new. */
function awaitAgain(state: OrderState, id: string, since: number): OrderState {
  return updateShipment(state, id, (shipment) => {
    if (!isUnscanned(shipment)) return shipment;
    const observed = { ...shipment.observed, addedAt: state.now, movingAt: state.now };
    return { ...shipment, awaitedSince: since, observed };
  });
}

/** Ignores a shipment whose id the order already has. */
function addShipment(state: OrderState, event: ShipmentAdded): OrderState {
  const { shipmentId, shippedAt, pieces, trackingNumber } = event;
  if (ownProperty(state.shipments, idOf(state, shipmentId))) return state;
  const twin = liveShipments(state).find(([, each]) => each.trackingNumber === trackingNumber);
  if (twin) {
    const aliases = { ...state.aliases, [shipmentId]: twin[0] };
    return updateShipment({ ...state, aliases }, twin[0], (shipment) => ({
      ...shipment,
      pieces: pieces === null || shipment.pieces === null ? null : shipment.pieces + pieces,
    }));
  }
  const parcel = createParcel({ ...event, awaitedSince: shippedAt }, state.now);
  const unharmed = { lostAt: null, writtenOffAt: null, lastResolution: null, voided: null };
  const own = { shippedAt, pieces, edd: NO_EDD, loggedAt: state.now, corrected: null };
  const shipment: ShipmentState = { ...parcel, ...own, ...unharmed };
  return { ...state, shipments: { ...state.shipments, [shipmentId]: shipment } };
}

/** The id under which the state keeps a shipment. */
function idOf({ aliases }: OrderState, shipmentId: string): string {
  return ownProperty(aliases, shipmentId) ?? shipmentId;
}

function updateShipment(
  state: OrderState,
  shipmentId: string,
  change: (shipment: ShipmentState) => ShipmentState,
): OrderState {
  const id = idOf(state, shipmentId);
  const shipment = ownProperty(state.shipments, id);
  if (!shipment) return state;
  return { ...state, shipments: { ...state.shipments, [id]: change(shipment) } };
}

/** The number first and then the carrier, before a scan, is one correction: of the number. */
function correctionOf(
  shipment: ShipmentState,
  latest: NonNullable<ShipmentState['corrected']>,
): ShipmentState['corrected'] {
  const { corrected } = shipment;
  const isOne = latest.isSameNumber && corrected !== null && !corrected.isSameNumber;
  return isOne && isUnscanned(shipment) ? corrected : latest;
}

/**
 * After a cancellation, a parcel is awaited only once a carrier has it. Its expectations are then
 * new ones, not those that the cancellation withdrew.
 */
function scanShipment(state: OrderState, shipment: ShipmentState, scan: ScanFact): ShipmentState {
  const scanned = applyScan(shipment, scan, state.now);
  const isLabel = ({ scanSummary }: ShipmentState) =>
    currentStatus(scanSummary).status === 'pre_transit';
  if (state.cancelledAt === null || !isLabel(shipment) || isLabel(scanned)) return scanned;
  return { ...scanned, observed: { ...scanned.observed, movingAt: state.now } };
}

function applyEdd(state: OrderState, shipmentId: string | null, estimate: Estimate): OrderState {
  if (shipmentId === null) return reviseOrderEdd(state, estimate);
  return updateShipment(state, shipmentId, (shipment) => {
    const edd = reviseEdd(shipment.edd, estimate);
    const eddAt = isSameEddDay(edd, shipment.edd) ? shipment.observed.eddAt : state.now;
    return { ...shipment, edd, observed: { ...shipment.observed, eddAt } };
  });
}

function reviseOrderEdd(state: OrderState, estimate: Estimate): OrderState {
  const edd = reviseEdd(state.edd, estimate);
  return { ...state, edd, eddAt: isSameEddDay(edd, state.edd) ? state.eddAt : state.now };
}

function applyEscalation(state: OrderState, event: EscalationChanged): OrderState {
  const alarm = state.overdue.raised.find(
    ({ id, escalationId }) => escalationId === event.expectationId || id === event.expectationId,
  );
  const changed = { ...state, overdue: applyEscalationChange(state.overdue, event) };
  const { resolution } = event;
  if (!alarm || !isEndOfWait(resolution)) return changed;
  const { shipmentId, kind } = alarm;
  if (shipmentId === null) {
    if (kind === 'order_refunded') return { ...changed, refundSettledAt: state.now };
    const isRefund = resolution === 'refunded';
    return isRefund ? { ...changed, refundedAt: changed.refundedAt ?? state.now } : changed;
  }
  return updateShipment(changed, shipmentId, (shipment) => ({
    ...shipment,
    lostAt: shipment.lostAt ?? (resolution === 'lost' ? state.now : null),
    writtenOffAt: shipment.writtenOffAt ?? state.now,
    lastResolution: { resolution, at: state.now },
  }));
}

/** The customer has their money or another parcel, so nothing more is awaited of this one. */
function isEndOfWait(resolution: Resolution | null): resolution is EndOfWait {
  return resolution === 'lost' || resolution === 'refunded' || resolution === 'reshipped';
}
