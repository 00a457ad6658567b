import type { Queryable, Sql } from '../db/connect.ts';
import { lockOrder, markCancelled, type OrderRow, readItems } from '../db/orders.ts';
import { readShipments } from '../db/shipments.ts';
import { WismrError } from '../domain/error.ts';
import { appendEvents } from './append-events.ts';
import type { OrderRef } from './place-order.ts';

export interface Cancellation {
  readonly at: Date;
  /** Why, in the shop's words. */
  readonly reason: string | null;
  /** True: cancels the order although the customer has it. */
  readonly force: boolean;
}

/**
 * Cancels an order. Repeating it changes nothing. Throws `not_found` if there is no such order, and
 * `conflict` if all of it is delivered and `force` is false.
 */
export async function cancelOrder(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  { at, reason, force }: Cancellation,
): Promise<'cancelled' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    if (order.cancelledAt) return 'unchanged';
    if (!force) await assertNotDelivered(tx, order);
    await markCancelled(tx, order, { at, reason });
    const body = { kind: 'order_cancelled', cancelledAt: at.getTime() } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
    return 'cancelled';
  });
}

/** A shop may cancel the rest of an order whose first parcel is delivered. */
async function assertNotDelivered(tx: Queryable, order: OrderRow): Promise<void> {
  const { shopId, orderId } = order;
  const parcels = (await readShipments(tx, shopId, orderId)).filter(({ voidedAt }) => !voidedAt);
  if (parcels.length === 0 || parcels.some(({ status }) => status !== 'delivered')) return;
  const ordered = countPieces(await readItems(tx, order));
  const isListed = parcels.every(({ items, itemsAssumed }) => items && !itemsAssumed);
  const shipped = countPieces(parcels.flatMap(({ items }) => items ?? []));
  if (isListed && shipped < ordered) return;
  const detail =
    `order ${orderId} is delivered: every parcel has arrived; to cancel it anyway, send ` +
    '"force": true and a reason';
  throw new WismrError('conflict', detail);
}

function countPieces(items: readonly { readonly quantity: number }[]): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}
