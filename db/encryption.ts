/** Secrets of shops at rest: AES-256-GCM, with keys that only the configuration has. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { WismrError } from '../domain/error.ts';

/**
 * Opens and closes a text. `context` says whose it is: a text that was put in another's place does
 * not open.
 */
export interface Encryption {
  encrypt(text: string, context: string): string;
  decrypt(sealed: string, context: string): string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first key closes, any opens: a new one is put in front of those that it replaces. */
export function createEncryption(keys: readonly Buffer[]): Encryption {
  const [first] = keys;
  if (!first) throw new Error('a seal needs a key');
  return {
    encrypt(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const box = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
      return `${nameOf(first)}.${box}`;
    },
    decrypt(sealed, context) {
      const [name, box = ''] = sealed.split('.');
      const key = keys.find((each) => nameOf(each) === name);
      if (!key) {
        throw new WismrError('unavailable', 'CREDENTIALS_KEY has not the key that sealed this');
      }
      const bytes = Buffer.from(box, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    },
  };
}

/** Tells keys apart without telling them. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
