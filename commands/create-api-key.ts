import { randomBytes } from 'node:crypto';
import { insertApiKey } from '../db/api-keys.ts';
import type { Queryable } from '../db/connect.ts';
import type { ApiScope } from '../domain/api-scope.ts';
import { cleanLine } from '../domain/clean-text.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import { countVisible } from '../domain/secret-length.ts';
import { hashApiKey } from '../views/shop.ts';

export interface ApiKeyRequest {
  readonly name: string;
  readonly scopes?: readonly ApiScope[];
  /** The orders that it makes send messages to the shop's test recipients only. */
  readonly isTest?: boolean;
  readonly expiresAfterDays?: number | null;
}

const NAME_MAX = 200;

/**
 * Creates an API key and returns it. Only its hash is stored, so it cannot be shown again. Throws
 * `invalid` for a name without visible characters or with too many, and for a test key with the scope
 * `admin`, which has no test mode.
 */
export async function createApiKey(
  sql: Queryable,
  shopId: ShopId,
  {
    name: written,
    scopes = ['read', 'write'],
    isTest = false,
    expiresAfterDays = null,
  }: ApiKeyRequest,
): Promise<string> {
  if (isTest && scopes.includes('admin')) {
    throw new WismrError('invalid', 'a test key cannot have the scope admin: it changes the shop');
  }
  const name = cleanLine(written);
  if (countVisible(name) === 0 || name.length > NAME_MAX) {
    throw new WismrError('invalid', `the name of a key must have 1 to ${NAME_MAX} characters`);
  }
  const key = `wismr_${isTest ? 'test' : 'live'}_${randomBytes(32).toString('base64url')}`;
  await insertApiKey(sql, {
    shopId,
    name,
    hash: hashApiKey(key),
    scopes,
    isTest,
    expiresAfterDays,
  });
  return key;
}
