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

/** An API key without the key and its hash. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** All keys of a shop, revoked ones too, oldest first. */
export async function listApiKeys(sql: Queryable, shopId: ShopId): Promise<readonly ApiKeyRow[]> {
  return sql<ApiKeyRow[]>`
    select id, name, created_at, revoked_at from api_key
    where shop_id = ${shopId} order by created_at, id`;
}

/** Revokes a key: the API refuses it from now on. */
export async function revokeApiKeyRow(
  sql: Queryable,
  { shopId, id }: { readonly shopId: ShopId; readonly id: string },
): Promise<void> {
  await sql`
    update api_key set revoked_at = now()
    where shop_id = ${shopId} and id = ${id} and revoked_at is null`;
}
