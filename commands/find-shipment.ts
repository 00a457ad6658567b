import type { Queryable } from '../db/connect.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import type { OrderId, ShipmentId, ShopId } from '../domain/ids.ts';

export interface ShipmentRef {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
}

/** The shipment of an order with this id or this alias. */
export async function findShipment(
  sql: Queryable,
  { shopId, orderId, shipmentId }: ShipmentRef,
): Promise<ShipmentRow | undefined> {
  const shipments = await readShipments(sql, shopId, orderId);
  return shipments.find((each) => hasId(each, shipmentId));
}

export function hasId(
  { shipmentId, aliases }: Pick<ShipmentRow, 'shipmentId' | 'aliases'>,
  id: string,
): boolean {
  return shipmentId === id || aliases.includes(id);
}
