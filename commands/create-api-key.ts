import { randomBytes } from 'node:crypto';
import { insertApiKey } from '../db/api-keys.ts';
import type { Queryable } from '../db/connect.ts';
import type { ShopId } from '../domain/ids.ts';
import { hashApiKey } from '../views/shop.ts';

/** Creates an API key and returns it. Only its hash is stored, so it cannot be shown again. */
export async function createApiKey(sql: Queryable, shopId: ShopId, name: string): Promise<string> {
  const key = `wismr_${randomBytes(32).toString('base64url')}`;
  await insertApiKey(sql, { shopId, name, hash: hashApiKey(key) });
  return key;
}
