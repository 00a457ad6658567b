import type { Sql } from '../db/connect.ts';
import { lockOrder, markCancelled } from '../db/orders.ts';
import { WismrError } from '../domain/error.ts';
import { appendEvents } from './append-events.ts';
import type { OrderRef } from './place-order.ts';

/** Cancels an order. Repeating it changes nothing. Throws `not_found` if there is no such order. */
export async function cancelOrder(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  at: Date,
): Promise<'cancelled' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    if (order.cancelledAt) return 'unchanged';
    await markCancelled(tx, order, at);
    const body = { kind: 'order_cancelled', cancelledAt: at.getTime() } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
    return 'cancelled';
  });
}
