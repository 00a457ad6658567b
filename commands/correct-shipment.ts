/** Corrects the carrier or the tracking number of a shipment. */

import { readNow } from '../db/clock.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { lockOrder } from '../db/orders.ts';
import {
  lockNumber,
  readShipments,
  type ShipmentRow,
  saveScanSummary,
  updateShipmentNumber,
} from '../db/shipments.ts';
import { WismrError } from '../domain/error.ts';
import type { TrackingNumber } from '../domain/ids.ts';
import { NO_SCANS } from '../domain/parcel/scan-summary.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import { readReportedScans } from '../views/parcel-scans.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { assertNumberFree } from './check-number.ts';
import { askToConfirm, canConfirm } from './confirm-finals.ts';
import { enrolNumber } from './enrol-parcels.ts';
import { findShipment, type ShipmentRef } from './find-shipment.ts';
import { foldScans } from './fold-scans.ts';

export interface Correction {
  readonly carrier?: string | undefined;
  readonly trackingNumber?: TrackingNumber | undefined;
  /** True: the parcel may also hold another order's goods, under the same number. */
  readonly sharedParcel?: boolean | undefined;
}

/**
 * Changes the shipment, and applies the scans of the right number and carrier that have already
 * arrived. Sends no message again. Throws `not_found`, or `conflict` if another correction came first, the shipment
 * is voided, another shipment of the order has the number, or another order has it under way.
 */
export async function correctShipment(
  sql: Sql,
  ref: ShipmentRef,
  correction: Correction,
): Promise<'changed' | 'unchanged'> {
  return sql.begin(async (tx) => {
    // Every transaction locks numbers before orders, so that none can deadlock.
    const before = await findShipment(tx, ref);
    const numbers = [before?.trackingNumber, correction.trackingNumber];
    for (const number of [...new Set(numbers)].sort()) {
      if (number !== undefined) await lockNumber(tx, ref.shopId, number);
    }
    const order = await lockOrder(tx, ref.shopId, ref.orderId);
    if (!order) throw new WismrError('not_found', `order ${ref.orderId} does not exist`);
    const known = await findShipment(tx, ref);
    if (!known)
      throw new WismrError('not_found', `order ${ref.orderId} has no shipment ${ref.shipmentId}`);
    if (known.trackingNumber !== before?.trackingNumber) {
      throw new WismrError(
        'conflict',
        `shipment ${ref.shipmentId} was corrected by another request; read it and try again`,
      );
    }
    const { carrier = known.carrier, trackingNumber = known.trackingNumber } = correction;
    if (carrier === known.carrier && trackingNumber === known.trackingNumber) return 'unchanged';
    await assertCorrectable(tx, known, trackingNumber);
    const claim = { ...ref, returnId: null, carrier, trackingNumber, from: known.shippedAt };
    if (!correction.sharedParcel) await assertNumberFree(tx, claim);
    const { shipmentId } = known;
    const facts = { shipmentId, carrier, trackingNumber };
    const shipment = { ...known, carrier, trackingNumber };
    // Another number is another parcel: the EDD and the proof belong to the old one.
    const clears = known.trackingNumber !== trackingNumber;
    await updateShipmentNumber(tx, shipment, { clears });
    const window = scanWindow(known.shippedAt.getTime());
    const all = await readReportedScans(tx, shipment, window);
    // Two carriers may use the same number: what the wrong one reported is about another parcel.
    const scans = all.filter((scan) => clears || scan.carrier !== known.carrier);
    const now = await readNow(tx);
    const isPolled = await canConfirm(tx, shipment, scans);
    const folded = foldScans(shipmentId, NO_SCANS, { scans, isPolled, now });
    await saveScanSummary(tx, shipment, folded.scanSummary);
    // The log may have these scans already. After the correction they count as new events.
    const scanned = folded.events.map((event) =>
      event.dedupe === undefined ? event : { ...event, dedupe: `${event.dedupe}/${now}` },
    );
    const corrected: NewEvent = { body: { kind: 'shipment_corrected', ...facts }, wakes: true };
    await appendEvents(tx, order.journeyId, [corrected, ...scanned]);
    await enrolNumber(tx, shipment);
    await askToConfirm(tx, shipment, folded.scanSummary);
    return 'changed';
  });
}

async function assertCorrectable(
  tx: Queryable,
  known: ShipmentRow,
  trackingNumber: TrackingNumber,
): Promise<void> {
  const { shopId, orderId, shipmentId } = known;
  if (known.voidedAt) throw new WismrError('conflict', `shipment ${shipmentId} is voided`);
  const twin = (await readShipments(tx, shopId, orderId)).find(
    (each) =>
      each.shipmentId !== shipmentId && !each.voidedAt && each.trackingNumber === trackingNumber,
  );
  if (!twin) return;
  const detail = `shipment ${twin.shipmentId} of the order has this number; void one of the two`;
  throw new WismrError('conflict', detail);
}
