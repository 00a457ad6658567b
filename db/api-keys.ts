import type { ApiScope } from '../domain/api-scope.ts';
import type { ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';
import type { Shop } from './shops.ts';

export interface NewApiKey {
  readonly shopId: ShopId;
  readonly name: string;
  /** SHA-256 of the key. */
  readonly hash: Buffer;
  readonly scopes: readonly ApiScope[];
  readonly isTest: boolean;
  /** Null: it works until it is revoked. */
  readonly expiresAfterDays: number | null;
}

export async function insertApiKey(sql: Queryable, key: NewApiKey): Promise<void> {
  await sql`
    insert into api_key (shop_id, name, hash, scopes, is_test, expires_at)
    values (${key.shopId}, ${key.name}, ${key.hash}, ${[...key.scopes]}, ${key.isTest},
      now() + ${key.expiresAfterDays}::int * interval '1 day')`;
}

export interface FoundApiKey {
  readonly id: string;
  readonly scopes: readonly ApiScope[];
  readonly isTest: boolean;
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  /** The key was used, and the row does not say so. */
  readonly isUseUnsaved: boolean;
  readonly shop: Shop;
}

/** Saves the use of a key once a minute, and not with each request. */
const USE_SAVED_SECONDS = 60;

export async function findApiKey(sql: Queryable, hash: Buffer): Promise<FoundApiKey | null> {
  const [row] = await sql<(Omit<FoundApiKey, 'shop' | 'id'> & Shop & { keyId: string })[]>`
    select s.id, s.name, s.brand, s.locale, s.time_zone, s.country,
      k.id as key_id, k.scopes, k.is_test, k.revoked_at is not null as is_revoked,
      coalesce(k.expires_at <= now(), false) as is_expired,
      coalesce(k.last_used_at < now() - ${USE_SAVED_SECONDS}::int * interval '1 second', true)
        as is_use_unsaved
    from api_key k join shop s on s.id = k.shop_id
    where k.hash = ${hash}`;
  if (!row) return null;
  const { keyId: id, scopes, isTest, isRevoked, isExpired, isUseUnsaved, ...shop } = row;
  return { id, scopes, isTest, isRevoked, isExpired, isUseUnsaved, shop };
}

export async function saveApiKeyUse(sql: Queryable, id: string): Promise<void> {
  await sql`update api_key set last_used_at = now() where id = ${id}`;
}

/** An API key without the key and its hash. */
export interface ApiKeyRow extends Pick<NewApiKey, 'name' | 'scopes' | 'isTest'> {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** A minute old at most; null: never. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** All keys of a shop, revoked ones too, oldest first. */
export async function listApiKeys(sql: Queryable, shopId: ShopId): Promise<readonly ApiKeyRow[]> {
  return sql<ApiKeyRow[]>`
    select id, name, scopes, is_test, created_at, expires_at, last_used_at, revoked_at
    from api_key where shop_id = ${shopId} order by created_at, id`;
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
