/** Records a refund of an order itself: it was cancelled, or a parcel does not reach the customer. */

import type { Sql } from '../db/connect.ts';
import { insertOrderRefund, readOrderRefunds } from '../db/order-refunds.ts';
import { lockOrder } from '../db/orders.ts';
import type { RefundRow } from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import { refundDueSince } from '../domain/order/refund-due.ts';
import { readOrderState } from '../views/order-state.ts';
import { appendEvents } from './append-events.ts';
import { assertNoFinalRefund, assertWithinPaid, isSameReference } from './check-refund.ts';
import type { OrderRef } from './place-order.ts';

/**
 * Records a refund without a return. The same one again changes nothing. Throws `not_found` if there is
 * no such order; `conflict` if its reference exists with another amount or `final`, if the order had
 * its final refund and no money is due since, or if all refunds of the order and its returns would exceed what was paid and
 * `override` is false; `invalid` for another currency than the order's.
 */
export function refundOrder(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  refund: RefundRow,
): Promise<'changed' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    const known = await readOrderRefunds(tx, order);
    if (isSameReference(refund, known)) return 'unchanged';
    if (known.some(({ final }) => final)) {
      // Money may be due again: a parcel was lost after the refund of an item.
      const state = await readOrderState(tx, order.journeyId);
      if (!refundDueSince(state)) assertNoFinalRefund(known, `order ${orderId}`);
    }
    await assertWithinPaid(tx, order, refund);
    await insertOrderRefund(tx, order, refund);
    const { reference, refundedAt, amount, method, final } = refund;
    const facts = { reference, refundedAt: refundedAt.getTime(), amount, method, final };
    const body = { kind: 'order_refunded', ...facts } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
    return 'changed';
  });
}
