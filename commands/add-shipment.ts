/** Takes in a shipment of an order, with the scans that came before it. */

import type { Queryable, Sql } from '../db/connect.ts';
import { appendEvents, type NewEvent } from '../db/journey-events.ts';
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
import type { EstimatedDelivery } from '../domain/tracking.ts';
import { foldScans, scanWindow } from './record-scans.ts';

export interface ShipmentInput extends Omit<NewShipment, 'shopId' | 'orderId'> {
  readonly edd: EstimatedDelivery | null;
}

/**
 * Adds a shipment. The same one again changes nothing. Throws `not_found` where there is no such
 * order, `conflict` where the id is taken by a shipment with another carrier or number.
 */
export async function addShipment(
  sql: Sql,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: OrderId },
  input: ShipmentInput,
): Promise<'created' | 'unchanged'> {
  return sql.begin(async (tx) => {
    await lockNumber(tx, shopId, input.trackingNumber);
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `there is no order ${orderId}`);
    const known = (await readShipments(tx, shopId, orderId)).find(
      ({ shipmentId }) => shipmentId === input.shipmentId,
    );
    if (!known) {
      await create(tx, order, input);
      return 'created';
    }
    if (known.carrier === input.carrier && known.trackingNumber === input.trackingNumber) {
      return 'unchanged';
    }
    throw new WismrError(
      'conflict',
      `shipment ${input.shipmentId} is there already, as ${known.carrier} ${known.trackingNumber}`,
    );
  });
}

async function create(tx: Queryable, order: OrderRow, input: ShipmentInput): Promise<void> {
  const { shopId, orderId, journeyId } = order;
  const { shipmentId, carrier, trackingNumber, service, items, shippedAt } = input;
  const row = { shopId, orderId, shipmentId, carrier, trackingNumber, service, items, shippedAt };
  await insertShipment(tx, row);
  // In one breath: whoever hears of a parcel that has arrived is not told that it leaves.
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
  const scans = await readTrackingEvents(tx, row, scanWindow(row));
  const taken = foldScans(shipmentId, NO_SCANS, { scans });
  if (scans.length > 0) await saveScanSummary(tx, shipment, taken.scanSummary);
  await appendEvents(tx, journeyId, [...events, ...taken.events]);
}
