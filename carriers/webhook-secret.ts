/** How long the secret of a carrier's webhooks must be, and new ones. */

import { randomBytes } from 'node:crypto';
import { countVisible, KEY_CHARACTERS_MIN, TOKEN_CHARACTERS_MIN } from '../domain/secret-length.ts';
import type { CarrierAdapter } from './adapter.ts';
import { isPublicKey } from './reading/public-key.ts';

const CHARACTERS_MAX = 20_000;
const GENERATED_BYTES = 32;

/** A new secret of 43 characters that need no encoding in a URL. */
export function generateWebhookSecret(): string {
  return randomBytes(GENERATED_BYTES).toString('base64url');
}

/** What is wrong with a secret for the carrier's webhooks, without the secret itself; or null. */
export function secretProblem(adapter: CarrierAdapter, secret: string): string | null {
  const { id, name, webhookSecret } = adapter;
  if (!webhookSecret) return `${name} sends no webhooks, so it needs no secret`;
  const usual = webhookSecret.kind === 'token' ? TOKEN_CHARACTERS_MIN : KEY_CHARACTERS_MIN;
  const least = webhookSecret.issued?.charactersMin ?? usual;
  const length = countVisible(secret);
  if (length === 0) return 'the secret is empty: is a variable not set?';
  if (length < least) {
    const what = webhookSecret.kind === 'token' ? 'webhooks of' : 'signatures of';
    return `the secret has ${length} visible characters, and ${what} ${id} need at least ${least}`;
  }
  if (!webhookSecret.publicKey && isPublicKey(secret)) {
    return `the secret is a public key, which everybody may know; ${id} needs a secret text`;
  }
  if (secret.length > CHARACTERS_MAX)
    return `the secret has more than ${CHARACTERS_MAX} characters`;
  return null;
}
