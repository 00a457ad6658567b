/** Contacts of customers. Personal data: it stays in this table. */

import type postgres from 'postgres';
import type { Contact, StoredContact } from '../domain/contact.ts';
import type { JourneyId, OrderId, ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

const COLUMNS = [
  'name',
  'email',
  'phone',
  'locale',
  'time_zone',
  'consent_email',
  'consent_sms',
  'optional_email',
  'optional_sms',
  'marketing_email',
  'marketing_sms',
  'erased_at',
] as const;

export async function insertContact(
  sql: Queryable,
  shopId: ShopId,
  contact: Contact,
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into contact ${sql({ shopId, ...pick(contact) })} returning id`;
  if (!row) throw new Error('inserting a contact returned no row');
  return row.id;
}

export async function readContact(sql: Queryable, id: string): Promise<StoredContact> {
  const [contact] = await sql<StoredContact[]>`
    select ${sql(COLUMNS)} from contact where id = ${id}`;
  if (!contact) throw new Error(`contact ${id} does not exist`);
  return contact;
}

/** The id of the contact of an order or of a return, as part of a statement. */
export function contactIdOf(sql: Queryable, journeyId: JourneyId): postgres.PendingQuery<[]> {
  return sql<[]>`coalesce(
    (select contact_id from customer_order where journey_id = ${journeyId}),
    (select contact_id from customer_return where journey_id = ${journeyId}))`;
}

/** The contact of an order or of a return. */
export async function readContactOf(sql: Queryable, journeyId: JourneyId): Promise<StoredContact> {
  const [contact] = await sql<StoredContact[]>`
    select ${sql(COLUMNS)} from contact
    where id = ${contactIdOf(sql, journeyId)}`;
  if (!contact) throw new Error(`${journeyId} has no contact`);
  return contact;
}

export async function updateContact(sql: Queryable, id: string, contact: Contact): Promise<void> {
  await sql`
    update contact set ${sql(pick(contact))}, updated_at = now() where id = ${id}`;
}

function pick(contact: Contact): Contact {
  const { name, email, phone, locale, timeZone, consentEmail, consentSms } = contact;
  const { optionalEmail, optionalSms, marketingEmail, marketingSms } = contact;
  const classes = { optionalEmail, optionalSms, marketingEmail, marketingSms };
  return { name, email, phone, locale, timeZone, consentEmail, consentSms, ...classes };
}

/** A person, and whether it is about test orders: what a test key says of somebody changes no live order. */
export interface Person extends Pick<Contact, 'email' | 'phone'> {
  readonly isTest: boolean;
}

/** What the person has chosen in earlier orders with the same address, newest first. */
export async function readClassConsents(
  sql: Queryable,
  shopId: ShopId,
  { email, phone, isTest }: Person,
): Promise<Partial<Contact>> {
  const byEmail = sql<Pick<Contact, 'optionalEmail' | 'marketingEmail'>[]>`
    select c.optional_email, c.marketing_email from contact c
    join customer_order o on o.contact_id = c.id and o.is_test = ${isTest}
    where c.shop_id = ${shopId} and lower(c.email) = lower(${email})
    order by c.updated_at desc limit 1`;
  const bySms = sql<Pick<Contact, 'optionalSms' | 'marketingSms'>[]>`
    select c.optional_sms, c.marketing_sms from contact c
    join customer_order o on o.contact_id = c.id and o.is_test = ${isTest}
    where c.shop_id = ${shopId} and c.phone = ${phone} order by c.updated_at desc limit 1`;
  return { ...(await byEmail)[0], ...(await bySms)[0] };
}

/** The orders of a shop whose contact has the same email address or phone number. */
export async function findContactsLike(
  sql: Queryable,
  shopId: ShopId,
  { email, phone, isTest }: Person,
): Promise<readonly { readonly orderId: OrderId; readonly contactId: string }[]> {
  return sql`
    select o.order_id, c.id as contact_id from contact c
    join customer_order o on o.contact_id = c.id
    where c.shop_id = ${shopId} and o.is_test = ${isTest}
      and (lower(c.email) = lower(${email}) or c.phone = ${phone})
    order by o.created_at, o.order_id`;
}
