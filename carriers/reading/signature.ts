/** Verifies who sent a webhook: over the raw bytes, in constant time. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Verdict, WebhookRequest } from '../adapter.ts';
import { isPublicKey } from './public-key.ts';

export interface MacScheme {
  /** The header that holds the signature, in the sender's spelling. */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  /** Text before the signature in the header. */
  readonly prefix?: string;
  /** The signed bytes; the raw body by default. */
  readonly signed?: (request: WebhookRequest, secret: string) => Uint8Array;
  /** Secrets are HMAC-SHA256 keys in UTF-8; some senders normalize them first. */
  readonly keyOf?: (secret: string) => string;
  /** `sha256`: a plain hash of the signed bytes, which include the secret. */
  readonly algorithm?: 'hmac-sha256' | 'sha256';
  /** True: other webhooks contain the secret itself, so whoever has read one can sign a body. */
  readonly isToken?: true;
}

/** Checks that one of the secrets made the signature. */
export function verifyMac(
  request: WebhookRequest,
  secrets: readonly string[],
  scheme: MacScheme,
): Verdict {
  const { header, encoding, prefix = '', algorithm = 'hmac-sha256' } = scheme;
  const given = getHeader(request, header);
  if (given === null) return missingHeader(header);
  const usable = secrets.filter(isUsable);
  if (usable.length === 0) return NO_SECRET;
  const { signed = ({ body }) => body, keyOf = (secret) => secret } = scheme;
  const found = given.startsWith(prefix)
    ? decodeSignature(given.slice(prefix.length), encoding)
    : null;
  for (const secret of usable) {
    const bytes = signed(request, secret);
    const mac =
      algorithm === 'sha256'
        ? createHash('sha256').update(bytes).digest()
        : createHmac('sha256', keyOf(secret)).update(bytes).digest();
    if (found && isSame(found, mac)) {
      return scheme.isToken ? { ok: true, signs: 'nothing' } : { ok: true };
    }
  }
  return badSignature(header);
}

/** Checks that a header or a URL parameter equals one of the secrets. */
export function verifySharedSecret(
  given: string | null,
  secrets: readonly string[],
  where: string,
): Verdict {
  if (given === null) return missingHeader(where);
  const usable = secrets.filter(isUsable);
  if (usable.length === 0) return NO_SECRET;
  // Hashes have equal lengths, so the comparison does not reveal how long the secret is.
  const found = hash(given);
  const same = usable.filter((secret) => timingSafeEqual(hash(secret), found));
  return same.length > 0 ? { ok: true, signs: 'nothing' } : badSignature(where);
}

/** Everybody can sign with an empty secret, or with a key that the carrier publishes. */
function isUsable(secret: string): boolean {
  return secret.trim() !== '' && !isPublicKey(secret);
}

/** For carriers without webhooks. */
export function notPushed(name: string): Verdict {
  return { ok: false, reason: 'not_pushed', detail: `${name} sends no webhooks` };
}

/** Checks that a signed time, in epoch milliseconds, is recent. */
export function verifyFreshness(
  signedAt: number | null,
  { receivedAt }: WebhookRequest,
  toleranceMs: number,
): Verdict {
  if (signedAt !== null && Math.abs(receivedAt - signedAt) <= toleranceMs) return { ok: true };
  const seconds = Math.round(toleranceMs / 1000);
  const detail = `the signed time is more than ${seconds} s from now, or unreadable`;
  return { ok: false, reason: 'stale', detail };
}

export function getHeader({ headers }: WebhookRequest, name: string): string | null {
  const value = headers[name.toLowerCase()]?.trim();
  return value === undefined || value === '' ? null : value;
}

export function missingHeader(where: string): Verdict {
  return { ok: false, reason: 'missing_header', detail: `${where} is missing` };
}

export function badSignature(where: string): Verdict {
  return { ok: false, reason: 'bad_signature', detail: `${where} does not match the body` };
}

export const NO_SECRET: Verdict = {
  ok: false,
  reason: 'no_secret',
  detail: 'the shop has no secret for this carrier, so nothing can be verified',
};

/** Joins several parts into the signed bytes. */
export function concatBytes(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

function decodeSignature(written: string, encoding: 'hex' | 'base64'): Buffer {
  return Buffer.from(written, encoding);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
