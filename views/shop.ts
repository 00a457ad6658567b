/** Shops and their API keys. A key's text and its hash are never part of a view. */

import { createHash } from 'node:crypto';

export { type ApiKeyRow, listApiKeys } from '../db/api-keys.ts';
export { findShop, listShops, type Shop } from '../db/shops.ts';

/** A key has 256 random bits, which nobody can guess: a plain hash is enough. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
