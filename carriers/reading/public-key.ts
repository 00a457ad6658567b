/** Recognizes public keys. One verifies a signature, but as a token or as a MAC key it is no secret. */

import { createPublicKey, X509Certificate } from 'node:crypto';
import { isRecord } from './document.ts';

/**
 * Whether a shop's secret is a public key: PEM (also of a certificate), a JWK, a set of JWKs, or the
 * base64 of a key or certificate without the lines of PEM. Never throws.
 */
export function isPublicKey(secret: string): boolean {
  const written = secret.trim();
  return written.includes('-----BEGIN') || isJwk(written) || isBareKey(written);
}

function isJwk(written: string): boolean {
  if (!/^[{[]/.test(written)) return false;
  try {
    const value: unknown = JSON.parse(written);
    const parts = Array.isArray(value) ? value : [value];
    return parts.some((part) => isRecord(part) && ('kty' in part || Array.isArray(part['keys'])));
  } catch {
    return false;
  }
}

/** The DER of a key or a certificate is a SEQUENCE (0x30): its base64 begins with M. */
function isBareKey(written: string): boolean {
  if (!/^M[A-Za-z0-9+/_\s-]{60,}={0,2}\s*$/.test(written)) return false;
  const der = Buffer.from(written, 'base64');
  return READERS.some((read) => isRead(() => read(der)));
}

const READERS: readonly ((der: Buffer) => unknown)[] = [
  (key) => createPublicKey({ key, format: 'der', type: 'spki' }),
  (key) => createPublicKey({ key, format: 'der', type: 'pkcs1' }),
  (der) => new X509Certificate(der),
];

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
