/** Adds a shipment to an order, with the scans that arrived before it. */

import type { Queryable, Sql } from '../db/connect.ts';
import { lockOrder, type OrderRow } from '../db/orders.ts';
import {
  insertShipment,
  lockNumber,
  type NewShipment,
  readShipments,
  type ShipmentRow,
  saveEdd,
  saveScanSummary,
} from '../db/shipments.ts';
import { readTrackingEvents } from '../db/tracking-events.ts';
import type { Estimate } from '../domain/edd.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderId, ShopId } from '../domain/ids.ts';
import { NO_SCANS } from '../domain/parcel/scan-summary.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { foldScans } from './fold-scans.ts';

export interface ShipmentInput extends Omit<NewShipment, 'shopId' | 'orderId'> {
  readonly edd: EstimatedDelivery | null;
}

/**
 * Adds a shipment. Adding the same one again changes nothing. Throws `not_found` if the order does
 * not exist, `conflict` if a shipment with this id has another carrier or number.
 */
export async function addShipment(
  sql: Sql,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: OrderId },
  input: ShipmentInput,
): Promise<'created' | 'unchanged'> {
  return sql.begin(async (tx) => {
    await lockNumber(tx, shopId, input.trackingNumber);
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    const known = (await readShipments(tx, shopId, orderId)).find(
      ({ shipmentId }) => shipmentId === input.shipmentId,
    );
    if (!known) {
      await createShipment(tx, order, input);
      return 'created';
    }
    if (known.carrier === input.carrier && known.trackingNumber === input.trackingNumber) {
      return 'unchanged';
    }
    throw new WismrError(
      'conflict',
      `shipment ${input.shipmentId} already exists as ${known.carrier} ${known.trackingNumber}; ` +
        'correct it or use another shipmentId',
    );
  });
}

async function createShipment(tx: Queryable, order: OrderRow, input: ShipmentInput): Promise<void> {
  const { shopId, orderId, journeyId } = order;
  const { shipmentId, carrier, trackingNumber, service, items, shippedAt } = input;
  const row = { shopId, orderId, shipmentId, carrier, trackingNumber, service, items, shippedAt };
  await insertShipment(tx, row);
  // One batch with its scans: the customer gets no `shipped` message for a delivered parcel.
  const events: NewEvent[] = [
    {
      body: {
        kind: 'shipment_added',
        shipmentId,
        carrier,
        trackingNumber,
        service,
        shippedAt: shippedAt.getTime(),
        pieces: items?.reduce((sum, { quantity }) => sum + quantity, 0) ?? null,
      },
      wakes: true,
    },
  ];
  const shipment: ShipmentRow = {
    ...row,
    scanSummary: NO_SCANS,
    status: 'unknown',
    reason: null,
    edd: null,
    originalEdd: null,
    proof: null,
  };
  if (input.edd) {
    const edd: Estimate = { ...input.edd, source: 'shop', asOf: shippedAt.getTime() };
    await saveEdd(tx, shipment, edd);
    events.push({ body: { kind: 'edd_set', shipmentId, edd }, wakes: true });
  }
  const scans = await readTrackingEvents(tx, row, scanWindow(shippedAt.getTime()));
  const folded = foldScans(shipmentId, NO_SCANS, { scans });
  if (scans.length > 0) await saveScanSummary(tx, shipment, folded.scanSummary);
  await appendEvents(tx, journeyId, [...events, ...folded.events]);
}
