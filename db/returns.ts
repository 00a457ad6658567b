import { randomBytes } from 'node:crypto';
import type { JourneyId, OrderId, ReturnId, ShopId } from '../domain/ids.ts';
import type { Money } from '../domain/money.ts';
import type { RefundMethod } from '../domain/refund.ts';
import type { Disposition } from '../domain/return/event.ts';
import { asJson, type Queryable } from './connect.ts';

export interface ReturnItem {
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: number;
}

/** The disposition of some pieces of a line. */
export interface InspectedItem {
  /** The item's line in the return, from 1. */
  readonly line: number;
  readonly quantity: number;
  readonly disposition: Disposition;
  /** From the shop, for the customer. */
  readonly note: string | null;
}

/** What the customer wrote when they withdrew from the contract. Personal data. */
export interface WithdrawalNotice {
  readonly name: string | null;
  readonly statement: string | null;
  /** Where to send the receipt; null: to the order's contact. */
  readonly email: string | null;
  /** True: the notice named no items, so it is about all that could be withdrawn. */
  readonly isWhole: boolean;
  /** Why the shop accepts it although the law does not ask for it; null: it does. */
  readonly acceptedBecause: string | null;
}

export interface ReturnRow {
  readonly shopId: ShopId;
  readonly returnId: ReturnId;
  readonly orderId: OrderId;
  readonly journeyId: JourneyId;
  readonly contactId: string;
  readonly requestedAt: Date;
  readonly reason: string | null;
  readonly country: string | null;
  readonly refundBy: Date | null;
  /** Whether the customer withdraws from the contract, as the law allows. */
  readonly withdrawal: boolean;
  /** Null: the shop created the return without a notice. */
  readonly notice: WithdrawalNotice | null;
  readonly approvedAt: Date | null;
  readonly rejectedAt: Date | null;
  readonly rejectionReason: string | null;
  readonly receivedAt: Date | null;
  readonly inspectedAt: Date | null;
  readonly inspection: readonly InspectedItem[] | null;
  readonly cancelledAt: Date | null;
  readonly pageId: string;
}

export type NewReturn = Pick<
  ReturnRow,
  | 'shopId'
  | 'returnId'
  | 'orderId'
  | 'journeyId'
  | 'contactId'
  | 'requestedAt'
  | 'reason'
  | 'country'
  | 'refundBy'
  | 'withdrawal'
  | 'notice'
>;

const COLUMNS = [
  'shop_id',
  'return_id',
  'order_id',
  'journey_id',
  'contact_id',
  'requested_at',
  'reason',
  'country',
  'refund_by',
  'withdrawal',
  'notice',
  'approved_at',
  'rejected_at',
  'rejection_reason',
  'received_at',
  'inspected_at',
  'inspection',
  'cancelled_at',
  'page_id',
] as const;

export async function insertReturn(sql: Queryable, row: NewReturn): Promise<void> {
  const pageId = randomBytes(9).toString('base64url');
  const notice = row.notice && asJson(sql, row.notice);
  await sql`insert into customer_return ${sql({ ...row, notice, pageId })}`;
}

export async function insertReturnItems(
  sql: Queryable,
  { shopId, returnId }: Pick<ReturnRow, 'shopId' | 'returnId'>,
  items: readonly (ReturnItem & { readonly orderLine: number | null })[],
): Promise<void> {
  const rows = items.map((item, index) => ({ shopId, returnId, line: index + 1, ...item }));
  await sql`insert into return_item ${sql(rows)}`;
}

export async function findReturn(
  sql: Queryable,
  shopId: ShopId,
  returnId: string,
): Promise<ReturnRow | null> {
  const [row] = await sql<ReturnRow[]>`
    select ${sql(COLUMNS)} from customer_return
    where shop_id = ${shopId} and return_id = ${returnId}`;
  return row ?? null;
}

/** Like `findReturn`, and locks the return until the transaction ends. */
export async function lockReturn(
  sql: Queryable,
  shopId: ShopId,
  returnId: string,
): Promise<ReturnRow | null> {
  await sql`
    select 1 from customer_return
    where shop_id = ${shopId} and return_id = ${returnId} for update`;
  return findReturn(sql, shopId, returnId);
}

/** Null also if the customer was erased. */
export async function findReturnByPage(sql: Queryable, pageId: string): Promise<ReturnRow | null> {
  const [row] = await sql<ReturnRow[]>`
    select ${sql(COLUMNS)} from customer_return where page_id = ${pageId}
      and not exists (select from contact where id = contact_id and erased_at is not null)`;
  return row ?? null;
}

/** The returns of an order, oldest first. */
export async function readReturnsOf(
  sql: Queryable,
  shopId: ShopId,
  orderId: string,
): Promise<readonly ReturnRow[]> {
  return sql<ReturnRow[]>`
    select ${sql(COLUMNS)} from customer_return
    where shop_id = ${shopId} and order_id = ${orderId} order by created_at`;
}

export async function readReturnItems(
  sql: Queryable,
  { shopId, returnId }: Pick<ReturnRow, 'shopId' | 'returnId'>,
): Promise<readonly (ReturnItem & { readonly line: number })[]> {
  return sql<(ReturnItem & { line: number })[]>`
    select line, sku, name, quantity from return_item
    where shop_id = ${shopId} and return_id = ${returnId} order by line`;
}

/** The items of all returns of an order. */
export async function readReturnedItems(
  sql: Queryable,
  { shopId, orderId }: Pick<ReturnRow, 'shopId' | 'orderId'>,
): Promise<
  readonly (ReturnItem & { readonly returnId: ReturnId; readonly orderLine: number | null })[]
> {
  return sql<(ReturnItem & { returnId: ReturnId; orderLine: number | null })[]>`
    select i.return_id, i.order_line, i.sku, i.name, i.quantity from return_item i
    join customer_return r on r.shop_id = i.shop_id and r.return_id = i.return_id
    where r.shop_id = ${shopId} and r.order_id = ${orderId}`;
}

export type ReturnChanges = Partial<
  Pick<
    ReturnRow,
    | 'reason'
    | 'approvedAt'
    | 'rejectedAt'
    | 'rejectionReason'
    | 'receivedAt'
    | 'inspectedAt'
    | 'cancelledAt'
  >
> & { readonly inspection?: readonly InspectedItem[] };

export async function updateReturn(
  sql: Queryable,
  { shopId, returnId }: Pick<ReturnRow, 'shopId' | 'returnId'>,
  { inspection, ...changes }: ReturnChanges,
): Promise<void> {
  const row = {
    ...changes,
    ...(inspection ? { inspection: asJson(sql, inspection) } : {}),
    updatedAt: new Date(),
  };
  await sql`
    update customer_return set ${sql(row)}
    where shop_id = ${shopId} and return_id = ${returnId}`;
}

export interface RefundRow {
  readonly reference: string;
  readonly amount: Money;
  readonly method: RefundMethod;
  readonly methodNote: string | null;
  readonly reason: string | null;
  readonly final: boolean;
  /** True: the shop knows that it refunds more than was paid. `reason` says why. */
  readonly override: boolean;
  readonly refundedAt: Date;
}

export async function insertRefund(
  sql: Queryable,
  { shopId, returnId }: Pick<ReturnRow, 'shopId' | 'returnId'>,
  refund: RefundRow,
): Promise<void> {
  const row = { shopId, returnId, ...refund, amount: asJson(sql, refund.amount) };
  await sql`insert into return_refund ${sql(row)}`;
}

export const REFUND_COLUMNS = [
  'reference',
  'amount',
  'method',
  'method_note',
  'reason',
  'final',
  'override',
  'refunded_at',
] as const;

/** The refunds of a return, oldest first. */
export async function readRefunds(
  sql: Queryable,
  { shopId, returnId }: Pick<ReturnRow, 'shopId' | 'returnId'>,
): Promise<readonly RefundRow[]> {
  return sql<RefundRow[]>`
    select ${sql(REFUND_COLUMNS)} from return_refund
    where shop_id = ${shopId} and return_id = ${returnId} order by refunded_at, created_at`;
}
