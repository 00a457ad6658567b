/**
 * Public keys that verify webhooks of ShipEngine and ShipStation. Adapters make no requests, so the
 * shop's secret is the key itself: the whole text of https://api.shipengine.com/jwks, one key of it
 * (JWK), or PEM. After a rotation, the shop adds the new text as a second secret.
 */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Fields, getRecords, getText, isRecord } from '../../reading/document.ts';

/** The keys in one secret that match this key id. Never throws. */
export function listKeys(secret: string, keyId: string): readonly KeyObject[] {
  const written = secret.trim();
  if (written.startsWith('-----BEGIN')) return dropNulls([parsePem(written)]);
  return parseJwks(written)
    .filter((jwk) => (getText(jwk, 'kid') ?? keyId) === keyId)
    .flatMap((jwk) => dropNulls([parseJwk(jwk)]));
}

function parseJwks(written: string): readonly Fields[] {
  try {
    const value: unknown = JSON.parse(written);
    if (!isRecord(value)) return [];
    return Array.isArray(value['keys']) ? getRecords(value, 'keys') : [value];
  } catch {
    return [];
  }
}

function parsePem(pem: string): KeyObject | null {
  try {
    return keepRsa(createPublicKey(pem));
  } catch {
    return null;
  }
}

function parseJwk({ kty, n, e }: Fields): KeyObject | null {
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') return null;
  try {
    return keepRsa(createPublicKey({ key: { kty, n, e }, format: 'jwk' }));
  } catch {
    return null;
  }
}

function keepRsa(key: KeyObject): KeyObject | null {
  return key.asymmetricKeyType === 'rsa' ? key : null;
}

function dropNulls<Value>(values: readonly (Value | null)[]): readonly Value[] {
  return values.filter((value) => value !== null);
}
