/**
 * Erases personal data, one table per function. The rows stay, because journeys go on. When you add
 * a column that can hold personal data, erase it here: a test searches all columns for a customer.
 */

import type { JourneyId, OrderId, ReturnId, ShopId, TrackingNumber } from '../domain/ids.ts';
import { STAFF_MESSAGES } from '../domain/message.ts';
import type { Queryable } from './connect.ts';

interface OrderRef {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
}

/** Returns false if the contact is erased already. A send under way that has its row makes it wait. */
export async function eraseContact(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`
    update contact set name = null, email = null, phone = null, consent_email = false,
      consent_sms = false, erased_at = now(), updated_at = now()
    where id = ${id} and erased_at is null
    returning 1`;
  return rows.length > 0;
}

/** Keeps what the customer consented to, and a hash by which the shop can prove it. */
export async function hashConsents(
  sql: Queryable,
  contactId: string,
  hashes: { readonly email: Buffer | null; readonly sms: Buffer | null },
): Promise<void> {
  await sql`
    update consent_change set address_hash =
      case channel when 'email' then ${hashes.email}::bytea else ${hashes.sms}::bytea end
    where contact_id = ${contactId}`;
}

/** What the shop or the customer wrote about an order and its returns, and the proofs of delivery. */
export async function eraseOrder(sql: Queryable, { shopId, orderId }: OrderRef): Promise<void> {
  await sql`
    update customer_order set customer_id = null, cancellation_reason = null, delay_reason = null,
      updated_at = now()
    where shop_id = ${shopId} and order_id = ${orderId}`;
  await sql`
    update order_refund set method_note = null, reason = null
    where shop_id = ${shopId} and order_id = ${orderId}`;
  await sql`
    update shipment set proof = null where shop_id = ${shopId} and order_id = ${orderId}`;
  await sql`
    update customer_return set reason = null, rejection_reason = null, updated_at = now(),
      notice = ${erasedNotice(sql)},
      inspection = (
        select jsonb_agg(item || '{"note": null}' order by place)
        from jsonb_array_elements(inspection) with ordinality as each (item, place))
    where shop_id = ${shopId} and order_id = ${orderId}`;
  const returns = sql`
    select return_id from customer_return where shop_id = ${shopId} and order_id = ${orderId}`;
  await sql`
    update return_parcel set label_url = null, qr_url = null
    where shop_id = ${shopId} and return_id in (${returns})`;
  await sql`
    update return_refund set method_note = null, reason = null
    where shop_id = ${shopId} and return_id in (${returns})`;
}

/** The notice of a withdrawal that names the customer's address in another person's order. */
export async function eraseNotice(
  sql: Queryable,
  { shopId, returnId }: { readonly shopId: ShopId; readonly returnId: ReturnId },
): Promise<void> {
  await sql`
    update customer_return set notice = ${erasedNotice(sql)}, updated_at = now()
    where shop_id = ${shopId} and return_id = ${returnId}`;
}

/** The receipt of a withdrawal. One that was not tried is rendered again. */
export async function eraseReceipts(sql: Queryable, journeyId: JourneyId): Promise<void> {
  await sql`
    update notification set payload = null, state = nullif(state, 'planned')
    where journey_id = ${journeyId} and kind = 'withdrawal_received' and payload is not null`;
}

function erasedNotice(sql: Queryable) {
  return sql`
    notice || '{"name": null, "statement": null, "email": null, "acceptedBecause": null}'`;
}

/** The carriers' words about parcels, and where they were: only the country of a scan stays. */
export async function eraseScans(
  sql: Queryable,
  shopId: ShopId,
  numbers: readonly TrackingNumber[],
): Promise<void> {
  if (numbers.length === 0) return;
  await sql`
    update tracking_event set description = null,
      place = jsonb_build_object('city', null, 'region', null, 'postalCode', null,
        'country', place -> 'country')
    where shop_id = ${shopId} and tracking_number = any(${[...numbers]})
      and place is not null`;
  await sql`
    update tracking_event set description = null
    where shop_id = ${shopId} and tracking_number = any(${[...numbers]})
      and description is not null`;
  await sql`
    update parcel_poll set detail = null
    where shop_id = ${shopId} and tracking_number = any(${[...numbers]}) and detail is not null`;
}

/**
 * Settles the messages to the customer that no provider has, and deletes what all of them say.
 * Messages to staff that are still to go keep their text, which holds nothing about the customer.
 */
export async function eraseMessages(
  sql: Queryable,
  journeyIds: readonly JourneyId[],
): Promise<number> {
  const isForStaff = sql`kind = any(${[...STAFF_MESSAGES]})`;
  await sql`
    update notification set state = 'erased', settled_at = now()
    where journey_id = any(${[...journeyIds]}) and decision = 'send'
      and (state is null or state = 'planned') and not ${isForStaff}`;
  const rows = await sql`
    update notification set payload = null, last_error = split_part(last_error, ':', 1)
    where journey_id = any(${[...journeyIds]}) and (settled_at is not null or not ${isForStaff})
      and (payload is not null or last_error is not null)
    returning 1`;
  return rows.length;
}

export async function eraseNotes(sql: Queryable, journeyIds: readonly JourneyId[]): Promise<void> {
  await sql`
    update escalation_history set note = null
    where note is not null and escalation_id in (
      select id from escalation where journey_id = any(${[...journeyIds]}))`;
}
