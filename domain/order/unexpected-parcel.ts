/** Parcels that a carrier has although nobody expects them: a person decides what to do. */

import {
  createExpectation,
  type Expectation,
  isImported,
  parcelScope,
  timeAsFact,
} from '../journey/expectation.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { firstFoundAt, turnedUpAt } from './status.ts';

/** The customer may have the parcel and their money back. */
export function unexpectedParcels(
  state: OrderState,
  id: string,
  shipment: ShipmentState,
): readonly Expectation[] {
  if (shipment.writtenOffAt !== null) {
    const since = turnedUpAt(shipment);
    return since === null ? [] : [decision(state, { id, shipment, since, occurrence: '1' })];
  }
  const { cancelledAt } = state;
  if (cancelledAt === null) return [];
  const since = leftAfterCancellation(state, id, shipment);
  const occurrence = timeAsFact(cancelledAt);
  return since === null ? [] : [decision(state, { id, shipment, since, occurrence })];
}

interface Found {
  readonly id: string;
  readonly shipment: ShipmentState;
  readonly since: number;
  readonly occurrence: string;
}

function decision(state: OrderState, { id, shipment, since, occurrence }: Found): Expectation {
  const { policy, calendar, country } = state;
  const { carrier, service } = shipment;
  const scope = parcelScope({ carrier, service, country });
  const about = { kind: 'turned_up', shipmentId: id, carrier, occurrence } as const;
  return createExpectation({ ...about, policy, calendar, scope, since, abroad: false });
}

/**
 * When the parcel of a cancelled order left all the same; null: it did not, the shop knew, or the
 * carrier is bringing it back. A carrier may report late that it left before the cancellation.
 */
function leftAfterCancellation(
  state: OrderState,
  id: string,
  { scanSummary }: ShipmentState,
): number | null {
  const { cancelledAt, cancelledLabels = [] } = state;
  const foundAt = firstFoundAt(scanSummary);
  if (cancelledAt === null || foundAt === null) return null;
  if (isImported(scanSummary.lastScanAt, state)) return null;
  const isNews = foundAt > cancelledAt || cancelledLabels.includes(id);
  const { status } = currentStatus(scanSummary);
  const isOver = status === 'return_to_sender' || status === 'cancelled';
  return isNews && !isOver ? Math.max(foundAt, cancelledAt) : null;
}
