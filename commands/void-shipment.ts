import type { Sql } from '../db/connect.ts';
import { lockOrder } from '../db/orders.ts';
import { markVoided } from '../db/shipments.ts';
import { WismrError } from '../domain/error.ts';
import { appendEvents } from './append-events.ts';
import { findShipment, type ShipmentRef } from './find-shipment.ts';

/**
 * Voids a shipment: its label was cancelled, and its pieces can be shipped again. A second time
 * changes nothing. Throws `not_found`, or `conflict` for a parcel that was delivered.
 */
export async function voidShipment(
  sql: Sql,
  ref: ShipmentRef,
  at: Date,
): Promise<'voided' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, ref.shopId, ref.orderId);
    if (!order) throw new WismrError('not_found', `order ${ref.orderId} does not exist`);
    const shipment = await findShipment(tx, ref);
    if (!shipment) {
      const detail = `order ${ref.orderId} has no shipment ${ref.shipmentId}`;
      throw new WismrError('not_found', detail);
    }
    if (shipment.voidedAt) return 'unchanged';
    if (shipment.status === 'delivered') {
      throw new WismrError('conflict', `shipment ${ref.shipmentId} has been delivered`);
    }
    await markVoided(tx, shipment, at);
    const { shipmentId } = shipment;
    const body = { kind: 'shipment_voided', shipmentId, voidedAt: at.getTime() } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
    return 'voided';
  });
}
