/** The page on which a customer chooses what to receive. */

import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { findOrderByPage } from '../db/orders.ts';
import { findReturnByPage } from '../db/returns.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { StoredContact } from '../domain/contact.ts';

export interface PreferencesView {
  readonly shop: Shop;
  readonly orderId: string;
  readonly contact: StoredContact;
}

/** Null if there is no such page. */
export async function readPreferences(
  sql: Sql,
  { kind, pageId }: { readonly kind: 'order' | 'return'; readonly pageId: string },
): Promise<PreferencesView | null> {
  const row =
    kind === 'order' ? await findOrderByPage(sql, pageId) : await findReturnByPage(sql, pageId);
  const shop = row && (await findShop(sql, row.shopId));
  if (!row || !shop) return null;
  return { shop, orderId: row.orderId, contact: await readContact(sql, row.contactId) };
}
