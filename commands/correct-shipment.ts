/** Corrects what a shop said of a running shipment: the wrong carrier, or a mistyped number. */

import type { Queryable, Sql } from '../db/connect.ts';
import { appendEvents, type NewEvent } from '../db/journey-events.ts';
import { lockOrder } from '../db/orders.ts';
import { lockNumber, readShipments, type ShipmentRow, saveScanSummary } from '../db/shipments.ts';
import { readTrackingEvents } from '../db/tracking-events.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderId, ShipmentId, ShopId, TrackingNumber } from '../domain/ids.ts';
import { NO_SCANS } from '../domain/parcel/scan-summary.ts';
import { foldScans, scanWindow } from './record-scans.ts';

export interface ShipmentRef {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
}

export interface Correction {
  readonly carrier?: string | undefined;
  readonly trackingNumber?: TrackingNumber | undefined;
}

/**
 * Takes the shipment to be what the correction says. Scans of the right number that came before are
 * applied; what was told to the customer stays told, and is not told again.
 */
export async function correctShipment(
  sql: Sql,
  ref: ShipmentRef,
  correction: Correction,
): Promise<'changed' | 'unchanged'> {
  return sql.begin(async (tx) => {
    // Both numbers before the order, as all do who lock a number and an order.
    const before = await findShipment(tx, ref);
    const numbers = [before?.trackingNumber, correction.trackingNumber];
    for (const number of [...new Set(numbers)].sort()) {
      if (number !== undefined) await lockNumber(tx, ref.shopId, number);
    }
    const order = await lockOrder(tx, ref.shopId, ref.orderId);
    if (!order) throw new WismrError('not_found', `there is no order ${ref.orderId}`);
    const known = await findShipment(tx, ref);
    if (!known) throw new WismrError('not_found', `the order has no shipment ${ref.shipmentId}`);
    if (known.trackingNumber !== before?.trackingNumber) {
      throw new WismrError('conflict', 'the shipment was corrected by somebody else just now');
    }
    const { carrier = known.carrier, trackingNumber = known.trackingNumber } = correction;
    if (carrier === known.carrier && trackingNumber === known.trackingNumber) return 'unchanged';
    await rename(tx, known, { carrier, trackingNumber });
    const facts = { shipmentId: ref.shipmentId, carrier, trackingNumber };
    const shipment = { ...known, carrier, trackingNumber };
    const scans = await readTrackingEvents(tx, shipment, scanWindow(shipment));
    const taken = foldScans(ref.shipmentId, NO_SCANS, { scans });
    await saveScanSummary(tx, shipment, taken.scanSummary);
    // The log has scans of before the correction: those after it are other events.
    const time = Date.now();
    const scanned = taken.events.map((event) => ({ ...event, dedupe: `${event.dedupe}/${time}` }));
    const corrected: NewEvent = { body: { kind: 'shipment_corrected', ...facts }, wakes: true };
    await appendEvents(tx, order.journeyId, [corrected, ...scanned]);
    return 'changed';
  });
}

async function findShipment(tx: Queryable, ref: ShipmentRef): Promise<ShipmentRow | undefined> {
  const shipments = await readShipments(tx, ref.shopId, ref.orderId);
  return shipments.find(({ shipmentId }) => shipmentId === ref.shipmentId);
}

/** Another number is another parcel: what was promised and proved of the old one is gone. */
async function rename(
  tx: Queryable,
  { shopId, orderId, shipmentId, trackingNumber: was }: ShipmentRow,
  { carrier, trackingNumber }: { carrier: string; trackingNumber: TrackingNumber },
): Promise<void> {
  const other = was !== trackingNumber;
  await tx`
    update shipment set carrier = ${carrier}, tracking_number = ${trackingNumber}
      ${other ? tx`, edd = null, original_edd = null, proof = null` : tx``}
    where shop_id = ${shopId} and order_id = ${orderId} and shipment_id = ${shipmentId}`;
}
