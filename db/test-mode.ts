/** Orders that were made with a test key, and the addresses that may get their messages. */

import type postgres from 'postgres';
import type { JourneyId, ShopId } from '../domain/ids.ts';
import type { Channel } from '../domain/message.ts';
import { normalizeAddress } from '../domain/suppression.ts';
import type { Queryable } from './connect.ts';

/** An order, or a return or an escalation of one. */
export type ModeName =
  | { readonly orderId: string }
  | { readonly returnId: string }
  | { readonly escalationId: string };

export type ModeRef = { readonly shopId: ShopId } & ModeName;

export interface Mode {
  readonly orderId: string;
  readonly isTest: boolean;
}

/** The mode of the order; null: there is none. */
export async function readMode(sql: Queryable, ref: ModeRef): Promise<Mode | null> {
  const [mode] = await modesOf(sql, ref);
  return mode ?? null;
}

function modesOf(sql: Queryable, ref: ModeRef): PromiseLike<readonly Mode[]> {
  const { shopId } = ref;
  if ('orderId' in ref) {
    return sql<Mode[]>`
      select order_id, is_test from customer_order
      where shop_id = ${shopId} and order_id = ${ref.orderId}`;
  }
  if ('returnId' in ref) {
    return sql<Mode[]>`
      select o.order_id, o.is_test from customer_return r
      join customer_order o on o.shop_id = r.shop_id and o.order_id = r.order_id
      where r.shop_id = ${shopId} and r.return_id = ${ref.returnId}`;
  }
  return sql<Mode[]>`
    select o.order_id, o.is_test from escalation e
    left join customer_return r on r.journey_id = e.journey_id
    join customer_order o on o.journey_id = e.journey_id
      or (o.shop_id = r.shop_id and o.order_id = r.order_id)
    where e.shop_id = ${shopId} and e.id = ${ref.escalationId}`;
}

/** Whether an order or a return is in test mode, as part of a statement. */
export function isTestOf(sql: Queryable, journeyId: JourneyId): postgres.PendingQuery<[]> {
  return sql<[]>`(
    exists (select from customer_order where journey_id = ${journeyId} and is_test)
    or exists (
      select from customer_return r
      join customer_order o on o.shop_id = r.shop_id and o.order_id = r.order_id
      where r.journey_id = ${journeyId} and o.is_test
    ))`;
}

/** Those of the addresses that may get the journey's messages: in test mode, the listed ones. */
export async function filterTestRecipients(
  sql: Queryable,
  journey: { readonly journeyId: JourneyId; readonly channel: Channel },
  addresses: readonly string[],
): Promise<readonly string[]> {
  const { journeyId, channel } = journey;
  const [order] = await sql<{ isTest: boolean; recipients: string[] }[]>`
    select o.is_test,
      array(select address from test_recipient where shop_id = o.shop_id) as recipients
    from customer_order o
    where o.journey_id = ${journeyId} or (o.shop_id, o.order_id) = (
      select shop_id, order_id from customer_return where journey_id = ${journeyId})`;
  if (!order?.isTest) return addresses;
  const listed = new Set(order.recipients);
  return addresses.filter((address) => listed.has(normalizeAddress(channel, address)));
}

/** Email addresses and phone numbers, sorted. */
export async function readTestRecipients(
  sql: Queryable,
  shopId: ShopId,
): Promise<readonly string[]> {
  const rows = await sql<{ address: string }[]>`
    select address from test_recipient where shop_id = ${shopId} order by address`;
  return rows.map(({ address }) => address);
}

/** `address`: normalized. */
export async function insertTestRecipient(
  sql: Queryable,
  shopId: ShopId,
  address: string,
): Promise<void> {
  await sql`
    insert into test_recipient (shop_id, address) values (${shopId}, ${address})
    on conflict do nothing`;
}

export async function deleteTestRecipient(
  sql: Queryable,
  shopId: ShopId,
  address: string,
): Promise<void> {
  await sql`delete from test_recipient where shop_id = ${shopId} and address = ${address}`;
}
