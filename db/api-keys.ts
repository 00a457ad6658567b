import type { ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';
import type { Shop } from './shops.ts';

export interface NewApiKey {
  readonly shopId: ShopId;
  readonly name: string;
  /** SHA-256 of the key. */
  readonly hash: Buffer;
}

export async function insertApiKey(
  sql: Queryable,
  { shopId, name, hash }: NewApiKey,
): Promise<void> {
  await sql`insert into api_key (shop_id, name, hash) values (${shopId}, ${name}, ${hash})`;
}

/** The shop that owns the key, or null if the key is unknown or revoked. */
export async function findShopByKeyHash(sql: Queryable, hash: Buffer): Promise<Shop | null> {
  const [shop] = await sql<Shop[]>`
    select s.id, s.name, s.brand, s.locale, s.time_zone, s.country
    from api_key k join shop s on s.id = k.shop_id
    where k.hash = ${hash} and k.revoked_at is null`;
  return shop ?? null;
}
