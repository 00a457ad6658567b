/** Records a refund of a return. */

import type { Queryable, Sql } from '../db/connect.ts';
import { type OrderRow, readItems } from '../db/orders.ts';
import {
  insertRefund,
  type RefundRow,
  type ReturnRow,
  readRefunds,
  readRefundsOfOrder,
} from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import { isMore, isSameMoney, type Money, sumMoney } from '../domain/money.ts';
import { orderCurrency, paidAmount } from '../domain/order/amounts.ts';
import {
  appendFact,
  assertReturnOpen,
  type ChangeResult,
  type ReturnRef,
  withLockedReturn,
} from './change-return.ts';
import { assertContinuable } from './check-quantities.ts';

/**
 * Records a refund. The same one again changes nothing. Throws `conflict` if its reference exists with
 * another amount or `final`, if the return had its final refund, or if all refunds of the order
 * would exceed what was paid and `override` is false; `invalid` for another currency than the
 * order's.
 */
export function refundReturn(sql: Sql, ref: ReturnRef, refund: RefundRow): Promise<ChangeResult> {
  // The lock of the order keeps two refunds from being checked side by side.
  return withLockedReturn(sql, ref, async (tx, row, order) => {
    assertReturnOpen(row);
    const refunds = await readRefunds(tx, row);
    const known = refunds.find(({ reference }) => reference === refund.reference);
    if (known) {
      assertSameRefund(known, refund);
      return 'unchanged';
    }
    assertNoFinalRefund(row, refunds);
    await assertContinuable(tx, order, row);
    await assertWithinPaid(tx, order, refund);
    await insertRefund(tx, row, refund);
    const { reference, refundedAt, amount, method, final } = refund;
    const facts = { reference, refundedAt: refundedAt.getTime(), amount, method, final };
    await appendFact(tx, row, { kind: 'return_refunded', ...facts });
    return 'changed';
  });
}

function assertSameRefund(known: RefundRow, refund: RefundRow): void {
  if (isSameMoney(known.amount, refund.amount) && known.final === refund.final) return;
  const was = `${inWords(known.amount)}${known.final ? '' : ', not final'}`;
  throw new WismrError('conflict', `refund ${refund.reference} already exists with ${was}`);
}

function assertNoFinalRefund({ returnId }: ReturnRow, refunds: readonly RefundRow[]): void {
  const last = refunds.find(({ final }) => final);
  if (!last) return;
  const detail = `refund ${last.reference} was the final refund of return ${returnId}`;
  throw new WismrError('conflict', detail);
}

async function assertWithinPaid(
  tx: Queryable,
  order: OrderRow,
  { amount, override }: RefundRow,
): Promise<void> {
  const priced = { total: order.total, items: await readItems(tx, order) };
  const currency = orderCurrency(priced);
  if (currency !== null && currency !== amount.currency) {
    const detail = `must be ${currency}, the currency of order ${order.orderId}`;
    const faults = [{ pointer: '/amount/currency', detail }];
    throw new WismrError('invalid', `/amount/currency: ${detail}`, faults);
  }
  const paid = paidAmount(priced);
  if (override || !paid) return;
  // An edit of the order may have changed its currency: earlier refunds in another one cannot count.
  const earlier = (await readRefundsOfOrder(tx, order)).filter(
    (each) => each.amount.currency === paid.currency,
  );
  const sum = sumMoney([...earlier.map((each) => each.amount), amount]);
  if (!sum || !isMore(sum, paid)) return;
  const detail =
    `order ${order.orderId} was paid with ${inWords(paid)}, and ${describe(earlier)}; to refund ` +
    'more, send "override": true and a reason';
  throw new WismrError('conflict', detail, [{ pointer: '/amount/amount', detail }]);
}

const RETURNS_MAX = 20;

/** What was refunded already, by return. */
function describe(refunds: readonly (RefundRow & Pick<ReturnRow, 'returnId'>)[]): string {
  const sum = sumMoney(refunds.map(({ amount }) => amount));
  if (!sum) return 'nothing was refunded yet';
  const returnIds = [...new Set(refunds.map(({ returnId }) => returnId))];
  const parts = returnIds.slice(0, RETURNS_MAX).map((returnId) => {
    const own = refunds.filter((each) => each.returnId === returnId);
    const part = sumMoney(own.map(({ amount }) => amount));
    return `${part ? inWords(part) : ''} by return ${returnId}`;
  });
  const more = returnIds.length - parts.length;
  const list = more > 0 ? [...parts, `the rest by ${more} more`] : parts;
  return `${inWords(sum)} was refunded already (${list.join(', ')})`;
}

function inWords({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}
