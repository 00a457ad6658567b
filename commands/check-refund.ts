/** The rules of every refund: of a return, or of an order itself. */

import type { Queryable } from '../db/connect.ts';
import { type RefundOfOrder, readRefundsOfOrder } from '../db/order-refunds.ts';
import { type OrderRow, readItems } from '../db/orders.ts';
import type { RefundRow } from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import { isMore, isSameMoney, type Money, sumMoney } from '../domain/money.ts';
import { orderCurrency, paidAmount } from '../domain/order/amounts.ts';

/**
 * Whether the refund is one of `known`, the refunds of the same return or order. Throws `conflict` if
 * its reference exists with another amount or `final`, or if it is a new one after the final one.
 * `subject`: whose refunds they are, such as `return R-1001`.
 */
export function isKnownRefund(
  refund: RefundRow,
  known: readonly RefundRow[],
  subject: string,
): boolean {
  const isSame = isSameReference(refund, known);
  if (!isSame) assertNoFinalRefund(known, subject);
  return isSame;
}

/** Throws `conflict` if one of `known` has its reference, and another amount or `final`. */
export function isSameReference(refund: RefundRow, known: readonly RefundRow[]): boolean {
  const same = known.find(({ reference }) => reference === refund.reference);
  if (same) assertSameRefund(same, refund);
  return same !== undefined;
}

export function assertNoFinalRefund(known: readonly RefundRow[], subject: string): void {
  const last = known.find(({ final }) => final);
  if (!last) return;
  const detail = `refund ${last.reference} was the final refund of ${subject}`;
  throw new WismrError('conflict', detail);
}

function assertSameRefund(known: RefundRow, refund: RefundRow): void {
  if (isSameMoney(known.amount, refund.amount) && known.final === refund.final) return;
  const was = `${inWords(known.amount)}${known.final ? '' : ', not final'}`;
  throw new WismrError('conflict', `refund ${refund.reference} already exists with ${was}`);
}

/**
 * Throws `conflict` if all refunds of the order would exceed what was paid and `override` is false;
 * `invalid` for another currency than the order's. The caller holds the order's lock.
 */
export async function assertWithinPaid(
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

/** What was refunded already: for the order itself, and by return. */
function describe(refunds: readonly RefundOfOrder[]): string {
  const sum = sumMoney(refunds.map(({ amount }) => amount));
  if (!sum) return 'nothing was refunded yet';
  const returnIds = [...new Set(refunds.map(({ returnId }) => returnId))];
  const parts = returnIds.slice(0, RETURNS_MAX).map((returnId) => {
    const own = refunds.filter((each) => each.returnId === returnId);
    const part = sumMoney(own.map(({ amount }) => amount));
    const how = returnId === null ? 'without a return' : `by return ${returnId}`;
    return `${part ? inWords(part) : ''} ${how}`;
  });
  const more = returnIds.length - parts.length;
  const list = more > 0 ? [...parts, `the rest by ${more} more`] : parts;
  return `${inWords(sum)} was refunded already (${list.join(', ')})`;
}

function inWords({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}
