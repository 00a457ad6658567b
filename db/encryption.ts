/** Encrypts the credentials in `carrier_account`: AES-256-GCM, with keys from the configuration. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { WismrError } from '../domain/error.ts';

/** `context` binds a text to its owner: decryption fails with another context. */
export interface Encryption {
  encrypt(text: string, context: string): string;
  decrypt(encrypted: string, context: string): string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first key encrypts, and every key decrypts: put a new key before those it replaces. */
export function createEncryption(keys: readonly Buffer[]): Encryption {
  const [first] = keys;
  if (!first) throw new Error('createEncryption needs at least one key');
  return {
    encrypt(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(Buffer.from(context));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64');
      return `${keyName(first)}.${bytes}`;
    },
    decrypt(encrypted, context) {
      const [name, encoded = ''] = encrypted.split('.');
      const key = keys.find((each) => keyName(each) === name);
      if (!key) {
        throw new WismrError(
          'unavailable',
          `CREDENTIALS_KEY lacks the key that encrypted the credentials of ${context}; add it`,
        );
      }
      const bytes = Buffer.from(encoded, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}

/** Identifies a key without revealing it. */
function keyName(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

export type Credentials = Readonly<Record<string, string>>;
/** Credentials as the column holds them. */
export type StoredCredentials = { readonly encrypted: string } | { readonly plain: Credentials };

/** Encrypts credentials for the column; if `encryption` is null, stores them unencrypted. */
export function storeCredentials(
  credentials: Credentials,
  context: string,
  encryption: Encryption | null,
): StoredCredentials {
  if (!encryption) return { plain: credentials };
  return { encrypted: encryption.encrypt(JSON.stringify(credentials), context) };
}

/**
 * Reads credentials from the column. Throws `unavailable` if the key to decrypt them is missing.
 */
export function openCredentials(
  stored: StoredCredentials,
  context: string,
  encryption: Encryption | null,
): Credentials {
  if ('plain' in stored) return stored.plain;
  if (!encryption) {
    throw new WismrError(
      'unavailable',
      `the credentials of ${context} are encrypted and CREDENTIALS_KEY is not set; set it`,
    );
  }
  return JSON.parse(encryption.decrypt(stored.encrypted, context)) as Credentials;
}
