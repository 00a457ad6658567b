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

/** All shops, sorted by id. */
export async function listShops(sql: Queryable): Promise<readonly Shop[]> {
  return sql<Shop[]>`
    select id, name, brand, locale, time_zone, country from shop order by id`;
}

/** Like `findShop`, and locks the shop until the transaction ends. */
export async function lockShop(sql: Queryable, id: ShopId): Promise<Shop | null> {
  const [shop] = await sql<Shop[]>`
    select id, name, brand, locale, time_zone, country from shop where id = ${id} for update`;
  return shop ?? null;
}

/** Inserts a shop. Returns false, and changes nothing, if its id exists. */
export async function insertShop(sql: Queryable, shop: Shop): Promise<boolean> {
  const { id, name, brand, locale, timeZone, country } = shop;
  const created = await sql`
    insert into shop (id, name, brand, locale, time_zone, country)
    values (${id}, ${name}, ${brand}, ${locale}, ${timeZone}, ${country})
    on conflict (id) do nothing returning 1`;
  return created.length > 0;
}

/** Inserts a shop, or replaces all details of an existing one. */
export async function upsertShop(sql: Queryable, shop: Shop): Promise<void> {
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

/** What a shop's calendar and rules depend on. */
export interface PolicyShop extends Pick<Shop, 'id' | 'timeZone' | 'country'> {
  /** 0 if the shop never set a policy. */
  readonly policyVersion: number;
}

/** `readAt`: the time then, by PostgreSQL's clock. */
export async function findPolicyShop(
  sql: Queryable,
  id: ShopId,
): Promise<(PolicyShop & { readonly readAt: Date }) | null> {
  const [shop] = await sql<(PolicyShop & { readAt: Date })[]>`
    select id, time_zone, country, policy_version, now() as read_at from shop where id = ${id}`;
  return shop ?? null;
}
