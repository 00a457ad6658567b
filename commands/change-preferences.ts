/** Saves what a customer chooses to receive, on the preferences page or by a mail program. */

import type { Queryable, Sql } from '../db/connect.ts';
import { findContactsLike, readContact } from '../db/contacts.ts';
import { readJourneysOf } from '../db/customers.ts';
import { findOrderByPage, lockOrder } from '../db/orders.ts';
import { findReturnByPage } from '../db/returns.ts';
import { readMode } from '../db/test-mode.ts';
import {
  type Contact,
  changeContact,
  contactFacts,
  type StoredContact,
} from '../domain/contact.ts';
import type { OrderId, ShopId } from '../domain/ids.ts';
import { appendEvents } from './append-events.ts';
import { replaceContact } from './save-contact.ts';

/** The customer's page of an order or of a return. */
export interface PageRef {
  readonly kind: 'order' | 'return';
  readonly pageId: string;
}

/** What is left out stays as it is. */
export type Preferences = {
  readonly [Field in PreferenceField]?: boolean | undefined;
};
type PreferenceField = 'optionalEmail' | 'optionalSms' | 'marketingEmail' | 'marketingSms';

/**
 * Saves the choices for all orders of the shop with the same email address or phone number, for test
 * orders if the page is of one. Returns false if there is no such page. The same choices again change nothing.
 */
export async function changePreferences(
  sql: Sql,
  page: PageRef,
  { source, ...wanted }: Preferences & { readonly source: string },
): Promise<boolean> {
  const { pageId } = page;
  const row =
    page.kind === 'order'
      ? await findOrderByPage(sql, pageId)
      : await findReturnByPage(sql, pageId);
  if (!row) return false;
  const { shopId } = row;
  const contact = await readContact(sql, row.contactId);
  const { orderId: ofPage } = row;
  const isTest = (await readMode(sql, { shopId, orderId: ofPage }))?.isTest ?? false;
  const person = { ...contact, isTest };
  for (const { orderId, contactId } of await findContactsLike(sql, shopId, person)) {
    await sql.begin((tx) =>
      changeOne(tx, { shopId, orderId, contactId }, { contact, wanted, source }),
    );
  }
  return true;
}

interface Choice {
  /** The contact of the page. */
  readonly contact: Contact;
  readonly wanted: Preferences;
  readonly source: string;
}

interface OneOrder {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly contactId: string;
}

async function changeOne(
  tx: Queryable,
  { shopId, orderId, contactId }: OneOrder,
  { contact, wanted, source }: Choice,
): Promise<void> {
  await lockOrder(tx, shopId, orderId);
  const from = await readContact(tx, contactId);
  if (from.erasedAt) return;
  const to: StoredContact = { ...from, ...changeContact(from, choicesFor(from, contact, wanted)) };
  const changed = CHOICES.filter(({ field }) => from[field] !== to[field]);
  if (changed.length === 0) return;
  const origin = { named: changed, source, actor: null, changedAt: new Date() };
  await replaceContact(tx, { contactId, from, to }, origin);
  const body = { kind: 'contact_changed', contact: contactFacts(to) } as const;
  for (const { journeyId, closed } of await readJourneysOf(tx, { shopId, orderId })) {
    // A return's workflow gets it with its next event, as it does when the shop changes the contact.
    const wakes = journeyId.startsWith('order/');
    if (!closed) await appendEvents(tx, journeyId, [{ body, wakes }]);
  }
}

const CHOICES = [
  { field: 'optionalEmail', channel: 'email', class: 'optional' },
  { field: 'optionalSms', channel: 'sms', class: 'optional' },
  { field: 'marketingEmail', channel: 'email', class: 'marketing' },
  { field: 'marketingSms', channel: 'sms', class: 'marketing' },
] as const;

/** A choice about email goes to contacts with the same address, one about SMS to the same number. */
function choicesFor(each: Contact, { email, phone }: Contact, wanted: Preferences): Preferences {
  const { optionalEmail, optionalSms, marketingEmail, marketingSms } = wanted;
  const isSameEmail = email !== null && each.email?.toLowerCase() === email.toLowerCase();
  const isSamePhone = phone !== null && each.phone === phone;
  return {
    ...(isSameEmail ? { optionalEmail, marketingEmail } : {}),
    ...(isSamePhone ? { optionalSms, marketingSms } : {}),
  };
}
