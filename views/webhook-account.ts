/** What the API reads of a shop before it records a webhook, kept for a few seconds. */

import type { AccountRef } from '../db/carrier-accounts.ts';
import type { Queryable } from '../db/connect.ts';
import type { Encryption } from '../db/encryption.ts';
import { findShop } from '../db/shops.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import { canReadAllSecrets, readWebhookSecrets } from './webhook-secrets.ts';

export interface WebhookAccount {
  readonly shopId: ShopId;
  /** Secrets that sign the carrier's webhooks to the shop. */
  readonly secrets: readonly string[];
  /** Why they cannot be decrypted: then `secrets` is empty. */
  readonly fault: WismrError | null;
}

export interface WebhookAccounts {
  /** At most a few seconds old; null: there is no such shop. */
  find(shop: string, carrier: string): Promise<WebhookAccount | null>;
  /** Whether `find` answers from memory. */
  isKept(shop: string, carrier: string): boolean;
  /** As it is now. */
  read(shop: string, carrier: string): Promise<WebhookAccount | null>;
  /** Whether the secrets of all shops can be decrypted. */
  areReadable(): Promise<boolean>;
}

const KEPT_MS = 5_000;
const KEPT_MAX = 1_000;

export function createWebhookAccounts(
  sql: Queryable,
  encryption: Encryption | null,
  keptMs = KEPT_MS,
): WebhookAccounts {
  const kept = new Map<string, { readonly account: WebhookAccount; readonly until: number }>();
  const read = async (shop: string, carrier: string): Promise<WebhookAccount | null> => {
    const name = `${shop}/${carrier}`;
    const found = await findShop(sql, shop);
    if (!found) return null;
    const ref = { shopId: found.id, carrier };
    const account = { shopId: found.id, ...(await decryptSecrets(sql, ref, encryption)) };
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(name, { account, until: performance.now() + keptMs });
    return account;
  };
  const findKept = (shop: string, carrier: string): WebhookAccount | null => {
    const known = kept.get(`${shop}/${carrier}`);
    return known && known.until > performance.now() ? known.account : null;
  };
  return {
    find: async (shop, carrier) => findKept(shop, carrier) ?? read(shop, carrier),
    isKept: (shop, carrier) => findKept(shop, carrier) !== null,
    read,
    areReadable: () => canReadAllSecrets(sql, encryption),
  };
}

type Decrypted = Pick<WebhookAccount, 'secrets' | 'fault'>;

async function decryptSecrets(
  sql: Queryable,
  ref: AccountRef,
  encryption: Encryption | null,
): Promise<Decrypted> {
  try {
    return { secrets: await readWebhookSecrets(sql, ref, encryption), fault: null };
  } catch (error) {
    if (!(error instanceof WismrError) || error.code !== 'unavailable') throw error;
    return { secrets: [], fault: error };
  }
}
