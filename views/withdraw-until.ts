/** Until when a customer can withdraw from the contract of an order. */

import type { Queryable } from '../db/connect.ts';
import { type OrderItem, type OrderRow, readItems } from '../db/orders.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import type { OrderState } from '../domain/order/index.ts';
import { withdrawalEnd, withdrawalPeriod } from '../domain/order/withdrawal.ts';
import { holidaysOf, knowsRegion } from './holidays.ts';

/** As `withdrawalLimit`, for an order whose items and shipments are read here. */
export async function withdrawUntil(
  sql: Queryable,
  order: OrderRow,
  state: OrderState,
): Promise<number | null> {
  const items = await readItems(sql, order);
  const shipments = await readShipments(sql, order.shopId, order.orderId);
  return withdrawalLimit({ items, shipments }, state);
}

interface Ordered {
  readonly items: readonly Pick<OrderItem, 'withdrawable'>[];
  readonly shipments: readonly Pick<ShipmentRow, 'shipmentId' | 'items'>[];
}

/**
 * By the holidays of the destination, where they are known; epoch milliseconds. Null before
 * everything has arrived, where no law gives the right, and where the order excludes all its items.
 * A parcel that holds only excluded items does not count.
 */
export function withdrawalLimit({ items, shipments }: Ordered, state: OrderState): number | null {
  if (items.length > 0 && !items.some(({ withdrawable }) => withdrawable)) return null;
  const excluded = shipments.filter(
    ({ items: packed }) =>
      packed !== null && packed.length > 0 && !packed.some(({ withdrawable }) => withdrawable),
  );
  const without = new Set(excluded.map(({ shipmentId }) => shipmentId));
  const period = withdrawalPeriod(state, without);
  if (!period) return null;
  const { country, contact, calendar } = state;
  const year = new Date(period.startsAt).getUTCFullYear();
  const isKnown = country !== null && knowsRegion(country);
  const holidays = isKnown ? holidaysOf(country, [year, year + 1]) : [];
  return withdrawalEnd(period, { timeZone: contact?.timeZone ?? calendar.timeZone, holidays });
}
