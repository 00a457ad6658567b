/**
 * Verifies webhooks of InPost. Source: the InPost Group's page on webhook signature verification.
 * Depending on its agreement with the client, it signs with HMAC-SHA256 or with its own RSA key
 * (the body alone, or the timestamp, a dot and the body), or sends a key in a header. ShipX signs
 * nothing.
 */

import { createVerify } from 'node:crypto';
import type { Verdict, WebhookRequest } from '../../adapter.ts';
import { isPublicKey } from '../../reading/public-key.ts';
import {
  badSignature,
  concatBytes,
  getHeader,
  NO_SECRET,
  verifyMac,
  verifySharedSecret,
} from '../../reading/signature.ts';

const HEADER = 'x-inpost-signature';

/** Secrets are HMAC keys, InPost's public key or certificate (PEM), or shared keys. */
export function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  if (getHeader(request, HEADER) === null) {
    const given = getHeader(request, 'x-api-key') ?? request.query['token'] ?? null;
    return verifySharedSecret(given, secrets, `${HEADER}, x-api-key or ?token=`);
  }
  if (secrets.length === 0) return NO_SECRET;
  const scheme = { header: HEADER, encoding: 'base64', isToken: true } as const;
  for (const signed of [unwrapBody, withTimestamp]) {
    const verdict = verifyMac(request, secrets, { ...scheme, signed });
    if (verdict.ok) return verdict;
  }
  const signedBy = secrets.filter(isPublicKey).some((key) => isSignedBy(request, key));
  return signedBy ? { ok: true } : badSignature(HEADER);
}

function unwrapBody({ body }: WebhookRequest): Uint8Array {
  return body;
}

function withTimestamp(request: WebhookRequest): Uint8Array {
  return concatBytes(getHeader(request, 'x-inpost-timestamp') ?? '', '.', request.body);
}

function isSignedBy(request: WebhookRequest, key: string): boolean {
  const signature = Buffer.from(getHeader(request, HEADER) ?? '', 'base64');
  try {
    return [request.body, withTimestamp(request)].some((signed) =>
      createVerify('RSA-SHA256').update(signed).verify(key, signature),
    );
  } catch {
    // The secret is not a valid key, so it verifies nothing.
    return false;
  }
}
