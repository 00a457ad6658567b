import type { Queryable } from '../db/connect.ts';
import { type Shop, upsertShop } from '../db/shops.ts';

/** Creates a shop, or changes the one with that id. */
export async function saveShop(sql: Queryable, shop: Shop): Promise<void> {
  await upsertShop(sql, shop);
}
