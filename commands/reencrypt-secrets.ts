/** Encrypts all secrets again after a new key was set, so that the old one can be removed. */

import { lockStoredAccounts, replaceStored, type StoredAccount } from '../db/carrier-accounts.ts';
import type { Sql } from '../db/connect.ts';
import { credentialsContext, type Encryption, webhookSecretContext } from '../db/encryption.ts';

export interface Reencrypted {
  readonly accounts: number;
  /** How many of them an older key had encrypted. */
  readonly changed: number;
}

/**
 * Encrypts with the first key what another key encrypted. Throws `unavailable`, and changes nothing,
 * if the key of any secret is missing.
 */
export async function reencryptSecrets(sql: Sql, encryption: Encryption): Promise<Reencrypted> {
  return sql.begin(async (tx) => {
    const accounts = await lockStoredAccounts(tx);
    const old = accounts.filter((account) => !isCurrent(account, encryption));
    for (const account of old) await replaceStored(tx, reencrypt(account, encryption));
    return { accounts: accounts.length, changed: old.length };
  });
}

function isCurrent({ secrets, credentials }: StoredAccount, encryption: Encryption): boolean {
  return [...secrets, ...(credentials === null ? [] : [credentials])].every(encryption.isCurrent);
}

function reencrypt(account: StoredAccount, { encrypt, decrypt }: Encryption): StoredAccount {
  const again = (stored: string, context: string) => encrypt(decrypt(stored, context), context);
  const { secrets, credentials } = account;
  return {
    ...account,
    secrets: secrets.map((secret) => again(secret, webhookSecretContext(account))),
    credentials: credentials && again(credentials, credentialsContext(account)),
  };
}
