/** Checks of where a webhook comes from: over the raw bytes, and in constant time. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Verdict, WebhookRequest } from '../adapter.ts';

export interface MacScheme {
  /** The header that carries the signature, as its sender writes it. */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  /** What stands before the signature in the header. */
  readonly prefix?: string;
  /** The bytes that are signed; the raw body where it is not said. */
  readonly signed?: (request: WebhookRequest, secret: string) => Uint8Array;
  /** Secrets are keys of HMAC-SHA256 as UTF-8; some senders normalise them first. */
  readonly keyOf?: (secret: string) => string;
  /** `sha256`: a plain hash of the signed bytes, which then hold the secret. */
  readonly algorithm?: 'hmac-sha256' | 'sha256';
}

/** Whether one of the secrets made the signature. */
export function verifyMac(
  request: WebhookRequest,
  secrets: readonly string[],
  scheme: MacScheme,
): Verdict {
  const { header, encoding, prefix = '', algorithm = 'hmac-sha256' } = scheme;
  const given = getHeader(request, header);
  if (given === null) return missingHeader(header);
  if (secrets.length === 0) return NO_SECRET;
  const { signed = ({ body }) => body, keyOf = (secret) => secret } = scheme;
  const found = given.startsWith(prefix)
    ? decodeSignature(given.slice(prefix.length), encoding)
    : null;
  for (const secret of secrets) {
    const bytes = signed(request, secret);
    const mac =
      algorithm === 'sha256'
        ? createHash('sha256').update(bytes).digest()
        : createHmac('sha256', keyOf(secret)).update(bytes).digest();
    if (found && isSame(found, mac)) return { ok: true };
  }
  return badSignature(header);
}

/** Whether a header, or a parameter of the URL, holds one of the secrets itself. */
export function verifySharedSecret(
  given: string | null,
  secrets: readonly string[],
  where: string,
): Verdict {
  if (given === null) return missingHeader(where);
  if (secrets.length === 0) return NO_SECRET;
  // Hashes of equal length, so that the comparison does not tell how long the secret is.
  const found = hash(given);
  const same = secrets.filter((secret) => timingSafeEqual(hash(secret), found));
  return same.length > 0 ? { ok: true } : badSignature(where);
}

/** For carriers that push nothing. */
export function notPushed(name: string): Verdict {
  return { ok: false, reason: 'not_pushed', detail: `${name} sends no webhooks: it is polled` };
}

/** Whether a signed time, in epoch milliseconds, is near enough to now. */
export function verifyFreshness(
  signedAt: number | null,
  { receivedAt }: WebhookRequest,
  toleranceMs: number,
): Verdict {
  if (signedAt !== null && Math.abs(receivedAt - signedAt) <= toleranceMs) return { ok: true };
  const seconds = Math.round(toleranceMs / 1000);
  const detail = `the time that was signed is more than ${seconds} s away, or no time`;
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
  return { ok: false, reason: 'bad_signature', detail: `${where} does not fit the body` };
}

export const NO_SECRET: Verdict = {
  ok: false,
  reason: 'no_secret',
  detail: 'the shop has no secret for this carrier: nothing can be verified',
};

/** What is signed, where it is more than the body. */
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
