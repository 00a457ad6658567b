import { type AccountRef, findStoredSecrets, listSecretsByKey } from '../db/carrier-accounts.ts';
import type { Queryable } from '../db/connect.ts';
import { assertEncryption, type Encryption, webhookSecretContext } from '../db/encryption.ts';

export { assertEncryption } from '../db/encryption.ts';

/**
 * The secrets that verify a carrier's webhooks to a shop. Throws `unavailable` if it cannot decrypt
 * them.
 */
export async function readWebhookSecrets(
  sql: Queryable,
  ref: AccountRef,
  encryption: Encryption | null,
): Promise<readonly string[]> {
  const stored = await findStoredSecrets(sql, ref);
  if (stored.length === 0) return [];
  const { decrypt } = assertEncryption(encryption);
  return stored.map((each) => decrypt(each, webhookSecretContext(ref)));
}

/** Whether the keys decrypt the webhook secrets of all shops. */
export async function canReadAllSecrets(
  sql: Queryable,
  encryption: Encryption | null,
): Promise<boolean> {
  const stored = await listSecretsByKey(sql);
  return stored.every((each) => encryption?.canDecrypt(each) ?? false);
}
