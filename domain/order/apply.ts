/** How each event changes an order. Decides nothing. */

import { type Estimate, isSameEddDay, NO_EDD, reviseEdd } from '../edd.ts';
import { applyEscalationChange } from '../journey/escalate-and-withdraw.ts';
import type { EscalationChanged } from '../journey/event.ts';
import { applySharedEvent, touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { applyScan, correctNumber, createParcel } from '../parcel/parcel.ts';
import { currentStatus, type ScanFact } from '../parcel/scan-summary.ts';
import { unreachable } from '../unreachable.ts';
import type { OrderEvent, OrderPlaced, ShipmentAdded } from './event.ts';
import type { OrderState, ShipmentState } from './state.ts';

export function applyOrderEvent(state: OrderState, event: OrderEvent): OrderState {
  switch (event.kind) {
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
      return updateShipment(touch(state), event.shipmentId, (shipment) => {
        const isSameNumber = event.trackingNumber === shipment.trackingNumber;
        // The estimates so far belong to another parcel.
        const edd = isSameNumber ? shipment.edd : NO_EDD;
        return { ...correctNumber(shipment, event, state.now), edd };
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
  const { placedAt, contact, country, pieces, edd, shipBy = null } = event;
  const observedAt = state.placedAt === null ? state.now : state.observedAt;
  const placed = { ...state, placedAt, contact, country, pieces, shipBy, observedAt };
  return edd ? reviseOrderEdd(placed, edd) : placed;
}

/** Ignores a shipment whose id the order already has. */
function addShipment(state: OrderState, event: ShipmentAdded): OrderState {
  if (ownProperty(state.shipments, event.shipmentId)) return state;
  const { shippedAt, pieces } = event;
  const parcel = createParcel(event, state.now);
  const shipment: ShipmentState = { ...parcel, shippedAt, pieces, edd: NO_EDD, lostAt: null };
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
  const alarm = state.overdue.raised.find(({ id }) => id === event.expectationId);
  const changed = { ...state, overdue: applyEscalationChange(state.overdue, event) };
  if (event.resolution !== 'lost' || !alarm?.shipmentId) return changed;
  return updateShipment(changed, alarm.shipmentId, (shipment) => ({
    ...shipment,
    lostAt: shipment.lostAt ?? state.now,
  }));
}
