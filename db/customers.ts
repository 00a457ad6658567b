/** The customers of a shop: contacts with the same id, email address or phone number. */

import type { CustomerKey } from '../domain/customer.ts';
import type { JourneyId, OrderId, ReturnId, ShopId, TrackingNumber } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface CustomerOrder {
  readonly orderId: OrderId;
  readonly contactId: string;
}

/** The orders of a customer whose data is still here, oldest first. */
export async function findCustomerOrders(
  sql: Queryable,
  shopId: ShopId,
  { by, value }: CustomerKey,
): Promise<readonly CustomerOrder[]> {
  const matches = {
    customerId: sql`o.customer_id = ${value}`,
    email: sql`lower(c.email) = ${value}`,
    phone: sql`c.phone = ${value}`,
  };
  return sql<CustomerOrder[]>`
    select o.order_id, o.contact_id from customer_order o join contact c on c.id = o.contact_id
    where o.shop_id = ${shopId} and c.shop_id = ${shopId} and c.erased_at is null and ${matches[by]}
    order by o.created_at, o.order_id`;
}

export interface NoticeRef {
  readonly returnId: ReturnId;
  readonly orderId: OrderId;
  readonly journeyId: JourneyId;
}

/** The returns whose notice of withdrawal names the email address. */
export async function findNotices(
  sql: Queryable,
  shopId: ShopId,
  { by, value }: CustomerKey,
): Promise<readonly NoticeRef[]> {
  if (by !== 'email') return [];
  return sql<NoticeRef[]>`
    select return_id, order_id, journey_id from customer_return
    where shop_id = ${shopId} and lower(notice ->> 'email') = ${value}
    order by created_at, return_id`;
}

/** The numbers of an order's parcels, both ways, in the order in which to lock them. */
export async function readParcelNumbers(
  sql: Queryable,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: OrderId },
): Promise<readonly TrackingNumber[]> {
  const rows = await sql<{ trackingNumber: TrackingNumber }[]>`
    select tracking_number from shipment where shop_id = ${shopId} and order_id = ${orderId}
    union
    select p.tracking_number from return_parcel p
    join customer_return r on r.shop_id = p.shop_id and r.return_id = p.return_id
    where r.shop_id = ${shopId} and r.order_id = ${orderId}
    order by tracking_number`;
  return rows.map(({ trackingNumber }) => trackingNumber);
}

/** Whether every parcel with the number is that of an erased customer. False if there is none. */
export async function isErasedNumber(
  sql: Queryable,
  shopId: ShopId,
  trackingNumber: TrackingNumber,
): Promise<boolean> {
  const [row] = await sql<{ erased: boolean | null }[]>`
    select bool_and(c.erased_at is not null) as erased from (
      select o.contact_id from shipment s
      join customer_order o on o.shop_id = s.shop_id and o.order_id = s.order_id
      where s.shop_id = ${shopId} and s.tracking_number = ${trackingNumber}
      union all
      select r.contact_id from return_parcel p
      join customer_return r on r.shop_id = p.shop_id and r.return_id = p.return_id
      where p.shop_id = ${shopId} and p.tracking_number = ${trackingNumber}
    ) parcel join contact c on c.id = parcel.contact_id`;
  return row?.erased ?? false;
}

export interface OrderJourney {
  readonly journeyId: JourneyId;
  readonly closed: boolean;
}

/** The order's journey first, then those of its returns by id: everybody locks them like that. */
export async function readJourneysOf(
  sql: Queryable,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: OrderId },
): Promise<readonly OrderJourney[]> {
  return sql<OrderJourney[]>`
    select j.id as journey_id, j.closed_at is not null as closed from journey j
    where j.id in (
      select journey_id from customer_order where shop_id = ${shopId} and order_id = ${orderId}
      union all
      select journey_id from customer_return where shop_id = ${shopId} and order_id = ${orderId})
    order by j.kind, j.id collate "C"`;
}

/**
 * Of each shop, the open journey that a reply to an SMS is most likely about: the one that wrote to the
 * number last. In the order in which to lock them.
 */
export async function findRepliedJourneys(
  sql: Queryable,
  phone: string,
): Promise<readonly JourneyId[]> {
  const rows = await sql<{ id: JourneyId }[]>`
    with theirs as (
      select o.journey_id from customer_order o join contact c on c.id = o.contact_id
      where c.phone = ${phone}
      union
      select r.journey_id from customer_return r join contact c on c.id = r.contact_id
      where c.phone = ${phone}
    ), likeliest as (
      select distinct on (j.shop_id) j.id from journey j
      where j.id in (select journey_id from theirs) and j.closed_at is null
      order by j.shop_id, (
        select max(n.first_attempt_at) from notification n
        where n.journey_id = j.id and n.channel = 'sms'
      ) desc nulls last, j.created_at desc
    )
    select id from likeliest order by id collate "C"`;
  return rows.map(({ id }) => id);
}
