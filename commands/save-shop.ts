import type { Sql } from '../db/connect.ts';
import { insertShop, lockShop, type Shop, upsertShop } from '../db/shops.ts';
import type { ShopId } from '../domain/ids.ts';

/** Details of a shop. Omitted ones keep their values. */
export type ShopDetails = Partial<Omit<Shop, 'id'>>;

export interface SavedShop {
  readonly shop: Shop;
  /** The shop before the change; null if it is new. */
  readonly before: Shop | null;
}

/** Creates a shop, or changes the given details of an existing one. */
export async function saveShop(
  sql: Sql,
  { id, ...details }: ShopDetails & { readonly id: ShopId },
): Promise<SavedShop> {
  const fresh: Shop = {
    id,
    name: id,
    brand: 'default',
    locale: 'en',
    timeZone: 'UTC',
    country: null,
    ...details,
  };
  return sql.begin(async (tx) => {
    if (await insertShop(tx, fresh)) return { shop: fresh, before: null };
    const before = await lockShop(tx, id);
    const shop = { ...(before ?? fresh), ...details };
    await upsertShop(tx, shop);
    return { shop, before };
  });
}
