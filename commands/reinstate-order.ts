import type { Sql } from '../db/connect.ts';
import { clearCancelled, lockOrder } from '../db/orders.ts';
import { WismrError } from '../domain/error.ts';
import { appendEvents } from './append-events.ts';
import type { OrderRef } from './place-order.ts';

/**
 * Takes back the cancellation of an order. An order that is not cancelled stays as it is. Throws
 * `not_found` if it does not exist.
 */
export async function reinstateOrder(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  at: Date,
): Promise<'reinstated' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    if (!order.cancelledAt) return 'unchanged';
    await clearCancelled(tx, order);
    const body = { kind: 'order_reinstated', reinstatedAt: at.getTime() } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
    return 'reinstated';
  });
}
