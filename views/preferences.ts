/** The page on which a customer chooses what to receive. */

import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { findOrderByToken } from '../db/orders.ts';
import { findReturnByToken } from '../db/returns.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { StoredContact } from '../domain/contact.ts';

export interface PreferencesView {
  readonly shop: Shop;
  readonly orderId: string;
  readonly contact: StoredContact;
}

/** Null if no page has this token. */
export async function readPreferences(
  sql: Sql,
  { kind, token }: { readonly kind: 'order' | 'return'; readonly token: string },
): Promise<PreferencesView | null> {
  const row =
    kind === 'order' ? await findOrderByToken(sql, token) : await findReturnByToken(sql, token);
  const shop = row && (await findShop(sql, row.shopId));
  if (!row || !shop) return null;
  return { shop, orderId: row.orderId, contact: await readContact(sql, row.contactId) };
}
