/** The shops of an installation and their API keys, as operators see them. */

import { type ApiKeyRow, listApiKeys } from '../db/api-keys.ts';
import type { Queryable } from '../db/connect.ts';
import { listShops, type Shop } from '../db/shops.ts';
import type { ShopId } from '../domain/ids.ts';

/** By id. */
export async function readShops(sql: Queryable): Promise<readonly Shop[]> {
  return listShops(sql);
}

/** Oldest first, the revoked ones included. Never the keys themselves, nor their hashes. */
export async function readApiKeys(sql: Queryable, shopId: ShopId): Promise<readonly ApiKeyRow[]> {
  return listApiKeys(sql, shopId);
}
