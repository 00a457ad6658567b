/** Who sends a request. A key's text and its hash are never part of a view. */

import { findApiKey, saveApiKeyUse } from '../db/api-keys.ts';
import type { Queryable } from '../db/connect.ts';
import type { ApiScope } from '../domain/api-scope.ts';
import { hashApiKey, type Shop } from './shop.ts';

export const KEY_REFUSALS = ['missing', 'unknown', 'revoked', 'expired'] as const;
export type KeyRefusal = (typeof KEY_REFUSALS)[number];

export interface ApiKey {
  readonly id: string;
  readonly scopes: readonly ApiScope[];
  /** Orders made with it send messages to the shop's test recipients only. */
  readonly isTest: boolean;
}

export type KeyVerdict =
  | { readonly ok: true; readonly shop: Shop; readonly key: ApiKey }
  | { readonly ok: false; readonly reason: KeyRefusal };

/** Finds the shop that owns the key, and saves, at most once a minute, that the key was used. */
export async function checkApiKey(sql: Queryable, text: string | null): Promise<KeyVerdict> {
  if (text === null) return { ok: false, reason: 'missing' };
  const found = await findApiKey(sql, hashApiKey(text));
  if (!found) return { ok: false, reason: 'unknown' };
  if (found.isRevoked) return { ok: false, reason: 'revoked' };
  if (found.isExpired) return { ok: false, reason: 'expired' };
  const { id, scopes, isTest, isUseUnsaved, shop } = found;
  // A database that takes no writes still answers reads.
  if (isUseUnsaved) await saveApiKeyUse(sql, id).catch(() => undefined);
  return { ok: true, shop, key: { id, scopes, isTest } };
}
