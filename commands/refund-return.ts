/** Records a refund of a return. */

import type { Queryable, Sql } from '../db/connect.ts';
import type { OrderRow } from '../db/orders.ts';
import { insertRefund, type RefundRow, type ReturnRow, readRefunds } from '../db/returns.ts';
import { readShipments } from '../db/shipments.ts';
import { WismrError } from '../domain/error.ts';
import { hasNothingToPost } from '../domain/return/withdrawal.ts';
import { readReturnState } from '../views/return.ts';
import {
  appendFact,
  assertReturnOpen,
  type ChangeResult,
  type ReturnRef,
  withLockedReturn,
} from './change-return.ts';
import { assertContinuable } from './check-quantities.ts';
import { assertWithinPaid, isKnownRefund } from './check-refund.ts';

/**
 * Records a refund. The same one again changes nothing. Throws `conflict` if its reference exists with
 * another amount or `final`, if the return had its final refund, or if all refunds of the order
 * would exceed what was paid and `override` is false, or if the customer withdrew from it before it
 * shipped: the order awaits that money. Throws `invalid` for another currency than the
 * order's.
 */
export function refundReturn(sql: Sql, ref: ReturnRef, refund: RefundRow): Promise<ChangeResult> {
  // The lock of the order keeps two refunds from being checked side by side.
  return withLockedReturn(sql, ref, async (tx, row, order) => {
    assertReturnOpen(row);
    const refunds = await readRefunds(tx, row);
    if (isKnownRefund(refund, refunds, `return ${row.returnId}`)) return 'unchanged';
    await assertShipped(tx, order, row);
    await assertContinuable(tx, order, row);
    await assertWithinPaid(tx, order, refund);
    await insertRefund(tx, row, refund);
    const { reference, refundedAt, amount, method, final } = refund;
    const facts = { reference, refundedAt: refundedAt.getTime(), amount, method, final };
    await appendFact(tx, row, { kind: 'return_refunded', ...facts });
    return 'changed';
  });
}

async function assertShipped(tx: Queryable, order: OrderRow, row: ReturnRow): Promise<void> {
  const { shopId, orderId, returnId } = row;
  if (!row.notice || !hasNothingToPost(await readReturnState(tx, row.journeyId))) return;
  const shipments = await readShipments(tx, shopId, order.orderId);
  if (row.receivedAt || shipments.some(({ voidedAt }) => !voidedAt)) return;
  const detail =
    `return ${returnId} is a withdrawal from goods that have not been shipped; report the refund of ` +
    `order ${orderId} instead`;
  throw new WismrError('conflict', detail);
}
