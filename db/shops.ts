import { createHash, randomBytes } from 'node:crypto';
import type { ShopId } from '../domain/ids.ts';
import type { Queryable } from './connect.ts';

export interface Shop {
  readonly id: ShopId;
  readonly name: string;
  readonly brand: string;
  readonly locale: string;
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** Every shop, by id. */
export async function listShops(sql: Queryable): Promise<readonly Shop[]> {
  return sql<Shop[]>`
    select id, name, brand, locale, time_zone, country from shop order by id`;
}

/** As `findShop`, and keeps others from changing it until the transaction ends. */
export async function lockShop(sql: Queryable, id: ShopId): Promise<Shop | null> {
  const [shop] = await sql<Shop[]>`
    select id, name, brand, locale, time_zone, country from shop where id = ${id} for update`;
  return shop ?? null;
}

/** Whether it was created: false where there is one of this id, which stays as it is. */
export async function insertShop(sql: Queryable, shop: Shop): Promise<boolean> {
  const { id, name, brand, locale, timeZone, country } = shop;
  const created = await sql`
    insert into shop (id, name, brand, locale, time_zone, country)
    values (${id}, ${name}, ${brand}, ${locale}, ${timeZone}, ${country})
    on conflict (id) do nothing returning 1`;
  return created.length > 0;
}

/** Creates a shop, or replaces every detail of the one of that id. */
export async function saveShop(sql: Queryable, shop: Shop): Promise<void> {
  const { id, name, brand, locale, timeZone, country } = shop;
  await sql`
    insert into shop (id, name, brand, locale, time_zone, country)
    values (${id}, ${name}, ${brand}, ${locale}, ${timeZone}, ${country})
    on conflict (id) do update set
      name = excluded.name, brand = excluded.brand, locale = excluded.locale,
      time_zone = excluded.time_zone, country = excluded.country`;
}

export async function findShop(sql: Queryable, id: string): Promise<Shop | null> {
  const [shop] = await sql<Shop[]>`
    select id, name, brand, locale, time_zone, country from shop where id = ${id}`;
  return shop ?? null;
}

/** Makes an API key. Its text is returned here and nowhere else: only its hash is kept. */
export async function createApiKey(sql: Queryable, shopId: ShopId, name: string): Promise<string> {
  const key = `wismr_${randomBytes(32).toString('base64url')}`;
  await sql`insert into api_key (shop_id, name, hash) values (${shopId}, ${name}, ${hash(key)})`;
  return key;
}

/** An API key without the key and its hash. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Oldest first. */
export async function listApiKeys(sql: Queryable, shopId: ShopId): Promise<readonly ApiKeyRow[]> {
  return sql<ApiKeyRow[]>`
    select id, name, created_at, revoked_at from api_key
    where shop_id = ${shopId} order by created_at, id`;
}

/** From now on the API refuses this key. */
export async function revokeApiKeyRow(
  sql: Queryable,
  { shopId, id }: { readonly shopId: ShopId; readonly id: string },
): Promise<void> {
  await sql`
    update api_key set revoked_at = now()
    where shop_id = ${shopId} and id = ${id} and revoked_at is null`;
}

/** The shop whose key this is, or null for a key that is unknown or revoked. */
export async function findShopByKey(sql: Queryable, key: string): Promise<Shop | null> {
  const [shop] = await sql<Shop[]>`
    select s.id, s.name, s.brand, s.locale, s.time_zone, s.country
    from api_key k join shop s on s.id = k.shop_id
    where k.hash = ${hash(key)} and k.revoked_at is null`;
  return shop ?? null;
}

// A key has 256 random bits: there is nothing to guess, so a plain hash is enough.
function hash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Sets the webhook secrets of a shop's account with a carrier; several are live at once. */
export async function saveCarrierAccount(
  sql: Queryable,
  account: {
    readonly shopId: ShopId;
    readonly carrier: string;
    readonly secrets: readonly string[];
  },
): Promise<void> {
  const { shopId, carrier, secrets } = account;
  await sql`
    insert into carrier_account (shop_id, carrier, secrets)
    values (${shopId}, ${carrier}, ${[...secrets]})
    on conflict (shop_id, carrier) do update set secrets = excluded.secrets`;
}

export async function findCarrierSecrets(
  sql: Queryable,
  shopId: ShopId,
  carrier: string,
): Promise<readonly string[]> {
  const [account] = await sql<{ secrets: string[] }[]>`
    select secrets from carrier_account where shop_id = ${shopId} and carrier = ${carrier}`;
  return account?.secrets ?? [];
}

export interface WebhookTally {
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly verified: number;
  readonly refused: number;
  readonly unmapped: number;
  /** Why, where it was refused. */
  readonly refusal: string | null;
}

/** Counts what became of a carrier's webhook. */
export async function countWebhook(sql: Queryable, tally: WebhookTally): Promise<void> {
  const { shopId, carrier, verified, refused, unmapped, refusal } = tally;
  await sql`
    insert into webhook_count as c
      (shop_id, carrier, day, verified, refused, unmapped, last_refusal)
    values (${shopId}, ${carrier}, current_date, ${verified}, ${refused}, ${unmapped}, ${refusal})
    on conflict (shop_id, carrier, day) do update set
      verified = c.verified + excluded.verified,
      refused = c.refused + excluded.refused,
      unmapped = c.unmapped + excluded.unmapped,
      last_refusal = coalesce(excluded.last_refusal, c.last_refusal)`;
}
