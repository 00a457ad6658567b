/** Encrypts what is secret in `carrier_account`: AES-256-GCM, with keys from the configuration. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { WismrError } from '../domain/error.ts';

/** `context` binds a text to its place: decryption fails with another context. */
export interface Encryption {
  encrypt(text: string, context: string): string;
  /** Throws `unavailable` if the key that encrypted it is missing. */
  decrypt(encrypted: string, context: string): string;
  /** Whether the key that encrypted it is there. */
  canDecrypt(encrypted: string): boolean;
  /** Whether the first key encrypted it, so that the other keys are not needed for it. */
  isCurrent(encrypted: string): boolean;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first key encrypts, and every key decrypts: put a new key before those it replaces. */
export function createEncryption(keys: readonly Buffer[]): Encryption {
  const [first] = keys;
  if (!first) throw new Error('createEncryption needs at least one key');
  const findKey = (encrypted: string) => {
    const [name] = encrypted.split('.');
    return keys.find((key) => keyName(key) === name);
  };
  return {
    encrypt(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(Buffer.from(context));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64');
      return `${keyName(first)}.${bytes}`;
    },
    decrypt(encrypted, context) {
      const key = findKey(encrypted);
      if (!key) {
        throw new WismrError(
          'unavailable',
          `CREDENTIALS_KEY lacks the key that encrypted the ${context}; add it`,
        );
      }
      const [, encoded = ''] = encrypted.split('.');
      const bytes = Buffer.from(encoded, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
    canDecrypt: (encrypted) => findKey(encrypted) !== undefined,
    isCurrent: (encrypted) => encrypted.startsWith(`${keyName(first)}.`),
  };
}

/** Throws `unavailable`, with how to make a key, if there is none. */
export function assertEncryption(encryption: Encryption | null): Encryption {
  if (encryption) return encryption;
  throw new WismrError(
    'unavailable',
    'CREDENTIALS_KEY is not set, and wismr stores secrets and credentials only encrypted: set it, ' +
      'for the API, the worker and the command line, to what "openssl rand -base64 32" prints',
  );
}

/** Identifies a key without revealing it. */
function keyName(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

interface Owner {
  readonly shopId: string;
  readonly carrier: string;
}

export function credentialsContext({ shopId, carrier }: Owner): string {
  return `credentials of ${shopId}/${carrier}`;
}

export function webhookSecretContext({ shopId, carrier }: Owner): string {
  return `webhook secret of ${shopId}/${carrier}`;
}
