import type { OrderId, ReturnId, ShopId } from '../domain/ids.ts';
import { asJson, type Queryable } from './connect.ts';
import { REFUND_COLUMNS, type RefundRow } from './returns.ts';

interface OrderKey {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
}

export async function insertOrderRefund(
  sql: Queryable,
  { shopId, orderId }: OrderKey,
  refund: RefundRow,
): Promise<void> {
  const row = { shopId, orderId, ...refund, amount: asJson(sql, refund.amount) };
  await sql`insert into order_refund ${sql(row)}`;
}

/** The refunds of the order itself, oldest first. */
export async function readOrderRefunds(
  sql: Queryable,
  { shopId, orderId }: OrderKey,
): Promise<readonly RefundRow[]> {
  return sql<RefundRow[]>`
    select ${sql(REFUND_COLUMNS)} from order_refund
    where shop_id = ${shopId} and order_id = ${orderId} order by refunded_at, created_at`;
}

export interface RefundOfOrder extends RefundRow {
  /** Null: a refund of the order itself. */
  readonly returnId: ReturnId | null;
}

/** The refunds of an order and of all its returns, oldest first. */
export async function readRefundsOfOrder(
  sql: Queryable,
  { shopId, orderId }: OrderKey,
): Promise<readonly RefundOfOrder[]> {
  return sql<RefundOfOrder[]>`
    select return_id, ${sql(REFUND_COLUMNS)}, created_at from return_refund
    where shop_id = ${shopId} and return_id in (
      select return_id from customer_return where shop_id = ${shopId} and order_id = ${orderId})
    union all
    select null, ${sql(REFUND_COLUMNS)}, created_at from order_refund
    where shop_id = ${shopId} and order_id = ${orderId}
    order by refunded_at, created_at`;
}
