/** Shops and their API keys. A key's text and its hash are never part of a view. */

import { createHash } from 'node:crypto';
import { findShopByKeyHash } from '../db/api-keys.ts';
import type { Queryable } from '../db/connect.ts';
import type { Shop } from '../db/shops.ts';

export { type ApiKeyRow, listApiKeys } from '../db/api-keys.ts';
export { findShop, listShops, type Shop } from '../db/shops.ts';

/** The shop that owns the key, or null if the key is unknown or revoked. */
export async function findShopByKey(sql: Queryable, key: string): Promise<Shop | null> {
  return findShopByKeyHash(sql, hashApiKey(key));
}

/** A key has 256 random bits, which nobody can guess: a plain hash is enough. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
