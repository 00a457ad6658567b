/** Contacts of customers. Personal data: it stays in this table. */

import type { Contact, StoredContact } from '../domain/contact.ts';
import type { JourneyId, ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export async function insertContact(
  sql: Queryable,
  shopId: ShopId,
  contact: Contact,
): Promise<string> {
  const { name, email, phone, locale, timeZone, consentEmail, consentSms } = contact;
  const [row] = await sql<{ id: string }[]>`
    insert into contact
      (shop_id, name, email, phone, locale, time_zone, consent_email, consent_sms)
    values (${shopId}, ${name}, ${email}, ${phone}, ${locale}, ${timeZone},
      ${consentEmail}, ${consentSms})
    returning id`;
  if (!row) throw new Error('inserting a contact returned no row');
  return row.id;
}

export async function readContact(sql: Queryable, id: string): Promise<StoredContact> {
  const [contact] = await sql<StoredContact[]>`
    select name, email, phone, locale, time_zone, consent_email, consent_sms, erased_at
    from contact where id = ${id}`;
  if (!contact) throw new Error(`contact ${id} does not exist`);
  return contact;
}

/** The contact of an order or of a return. */
export async function readContactOf(sql: Queryable, journeyId: JourneyId): Promise<StoredContact> {
  const [contact] = await sql<StoredContact[]>`
    select name, email, phone, locale, time_zone, consent_email, consent_sms, erased_at
    from contact
    where id = coalesce(
      (select contact_id from customer_order where journey_id = ${journeyId}),
      (select contact_id from customer_return where journey_id = ${journeyId})
    )`;
  if (!contact) throw new Error(`${journeyId} has no contact`);
  return contact;
}

export async function updateContact(sql: Queryable, id: string, contact: Contact): Promise<void> {
  const { name, email, phone, locale, timeZone, consentEmail, consentSms } = contact;
  await sql`
    update contact set name = ${name}, email = ${email}, phone = ${phone}, locale = ${locale},
      time_zone = ${timeZone}, consent_email = ${consentEmail}, consent_sms = ${consentSms},
      updated_at = now()
    where id = ${id}`;
}
