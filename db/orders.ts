import { randomBytes } from 'node:crypto';
import type { Fault } from '../domain/error.ts';
import type { JourneyId, OrderId, ShopId } from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import { asJson, type Queryable } from './connect.ts';

export interface OrderItem {
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: number;
  /** Per piece. */
  readonly price: Money | null;
  readonly url: string | null;
  readonly imageUrl: string | null;
  /** False: the customer cannot withdraw from the contract about it. */
  readonly withdrawable: boolean;
}

export interface OrderRow {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly journeyId: JourneyId;
  readonly contactId: string;
  /** The shop's own id of the customer. */
  readonly customerId: string | null;
  readonly placedAt: Date;
  readonly total: Money | null;
  readonly country: string | null;
  readonly edd: EstimatedDelivery | null;
  /** When the shop promises to ship it; null: by its policy. */
  readonly shipBy: Date | null;
  /** Whether the customer applied to the shop for credit to pay it. */
  readonly creditApplication: boolean;
  /** Whether the law's rule on the time to ship excepts it, as the shop says. */
  readonly shipRuleExempt: boolean;
  /** Why it ships later than promised, in the shop's words; null: the shop has not said. */
  readonly delayReason: string | null;
  /** What a request got wrong and the order goes without, such as an email address. */
  readonly warnings: readonly Fault[];
  readonly pageId: string;
  /** Whether the customer has paid; null: unknown. */
  readonly paid: boolean | null;
  /** Made with a test key. */
  readonly isTest: boolean;
  readonly cancelledAt: Date | null;
  readonly cancellationReason: string | null;
  /** When the shop last changed it, by the shop's clock; null: the shop does not say. */
  readonly changedAt: Date | null;
}

const COLUMNS = [
  'shop_id',
  'order_id',
  'journey_id',
  'contact_id',
  'customer_id',
  'placed_at',
  'total',
  'country',
  'edd',
  'ship_by',
  'credit_application',
  'ship_rule_exempt',
  'delay_reason',
  'warnings',
  'page_id',
  'paid',
  'is_test',
  'cancelled_at',
  'cancellation_reason',
  'changed_at',
] as const;

export type NewOrder = Omit<
  OrderRow,
  'pageId' | 'cancelledAt' | 'cancellationReason' | 'delayReason'
>;

export async function insertOrder(sql: Queryable, order: NewOrder): Promise<void> {
  const pageId = randomBytes(9).toString('base64url');
  await sql`
    insert into customer_order
      (shop_id, order_id, journey_id, contact_id, customer_id, placed_at, total, country, edd, ship_by,
        paid, credit_application, ship_rule_exempt, is_test, warnings, page_id,
        changed_at)
    values (${order.shopId}, ${order.orderId}, ${order.journeyId}, ${order.contactId},
      ${order.customerId}, ${order.placedAt}, ${order.total && asJson(sql, order.total)}, ${order.country},
      ${order.edd && asJson(sql, order.edd)}, ${order.shipBy}, ${order.paid},
      ${order.creditApplication}, ${order.shipRuleExempt}, ${order.isTest},
      ${asJson(sql, order.warnings)}, ${pageId}, ${order.changedAt})`;
}

/** Updates the fields that a shop may change. */
export async function updateOrder(sql: Queryable, order: NewOrder): Promise<void> {
  await sql`
    update customer_order set customer_id = ${order.customerId}, placed_at = ${order.placedAt},
      total = ${order.total && asJson(sql, order.total)}, country = ${order.country},
      edd = ${order.edd && asJson(sql, order.edd)}, ship_by = ${order.shipBy},
      paid = ${order.paid},
      credit_application = ${order.creditApplication},
      ship_rule_exempt = ${order.shipRuleExempt},
      warnings = ${asJson(sql, order.warnings)}, changed_at = ${order.changedAt},
      updated_at = now()
    where shop_id = ${order.shopId} and order_id = ${order.orderId}`;
}

export async function findOrder(
  sql: Queryable,
  shopId: ShopId,
  orderId: string,
): Promise<OrderRow | null> {
  const [order] = await sql<OrderRow[]>`
    select ${sql(COLUMNS)} from customer_order
    where shop_id = ${shopId} and order_id = ${orderId}`;
  return order ?? null;
}

/** Like `findOrder`, and locks the order until the transaction ends. */
export async function lockOrder(
  sql: Queryable,
  shopId: ShopId,
  orderId: string,
): Promise<OrderRow | null> {
  await sql`
    select 1 from customer_order where shop_id = ${shopId} and order_id = ${orderId} for update`;
  return findOrder(sql, shopId, orderId);
}

/** Null also if the customer was erased. */
export async function findOrderByPage(sql: Queryable, pageId: string): Promise<OrderRow | null> {
  const [order] = await sql<OrderRow[]>`
    select ${sql(COLUMNS)} from customer_order
    where page_id = ${pageId}
      and not exists (select from contact where id = contact_id and erased_at is not null)`;
  return order ?? null;
}

export async function markCancelled(
  sql: Queryable,
  order: OrderRow,
  { at, reason }: { readonly at: Date; readonly reason: string | null },
): Promise<void> {
  await sql`
    update customer_order set cancelled_at = ${at}, cancellation_reason = ${reason},
      updated_at = now()
    where shop_id = ${order.shopId} and order_id = ${order.orderId}`;
}

export async function saveDelayReason(
  sql: Queryable,
  order: OrderRow,
  reason: string | null,
): Promise<void> {
  await sql`
    update customer_order set delay_reason = ${reason}, updated_at = now()
    where shop_id = ${order.shopId} and order_id = ${order.orderId}`;
}

export async function clearCancelled(sql: Queryable, order: OrderRow): Promise<void> {
  await sql`
    update customer_order set cancelled_at = null, cancellation_reason = null, updated_at = now()
    where shop_id = ${order.shopId} and order_id = ${order.orderId}`;
}

export async function replaceItems(
  sql: Queryable,
  order: Pick<OrderRow, 'shopId' | 'orderId'>,
  items: readonly OrderItem[],
): Promise<void> {
  await sql`
    delete from order_item where shop_id = ${order.shopId} and order_id = ${order.orderId}`;
  if (items.length === 0) return;
  const rows = items.map((item, index) => ({
    shopId: order.shopId,
    orderId: order.orderId,
    line: index + 1,
    ...item,
    price: item.price && asJson(sql, item.price),
  }));
  await sql`insert into order_item ${sql(rows)}`;
}

/** The order's items, by line. */
export async function readItems(
  sql: Queryable,
  order: Pick<OrderRow, 'shopId' | 'orderId'>,
): Promise<readonly (OrderItem & { readonly line: number })[]> {
  return sql<(OrderItem & { line: number })[]>`
    select line, sku, name, quantity, price, url, image_url, withdrawable from order_item
    where shop_id = ${order.shopId} and order_id = ${order.orderId} order by line`;
}
