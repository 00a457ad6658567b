/** What everybody may know, or may have read, proves no body. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CarrierAdapter } from '../../carriers/adapter.ts';
import { listAdapters } from '../../carriers/index.ts';
import { secretProblem } from '../../carriers/webhook-secret.ts';
import { listSignedWebhooks } from './sign-webhook.ts';

const SECRET = 'a-secret-of-thirty-two-characters';
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString().trim();
const JWK = createPublicKey(PEM).export({ format: 'jwk' });

const PUBLIC_KEYS: Readonly<Record<string, string>> = {
  PEM,
  'PEM of PKCS #1': publicKey.export({ type: 'pkcs1', format: 'pem' }).toString().trim(),
  'base64 without the lines of PEM': publicKey
    .export({ type: 'spki', format: 'der' })
    .toString('base64'),
  'base64 of PKCS #1': publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  JWK: JSON.stringify(JWK),
  'a set of JWKs': JSON.stringify({ keys: [{ ...JWK, kid: 'one' }] }),
};

const PUSHED = listAdapters().filter(({ webhookSecret }) => webhookSecret !== undefined);

async function listAccepted(adapter: CarrierAdapter, secret: string) {
  const accepted: string[] = [];
  for (const [way, request] of Object.entries(listSignedWebhooks(secret))) {
    if ((await adapter.verify(request, [secret])).ok) accepted.push(way);
  }
  return accepted;
}

describe.each(PUSHED)('$id', (adapter) => {
  test('accepts a webhook that uses the shop’s secret in the way of the carrier', async () => {
    const accepted = await listAccepted(adapter, SECRET);
    // ShipEngine knows public keys only.
    if (adapter.id === 'shipengine') expect(accepted).toEqual([]);
    else expect(accepted).not.toEqual([]);
  });

  test.each(Object.entries(PUBLIC_KEYS))('takes no %s for a secret', async (_form, key) => {
    expect(await listAccepted(adapter, key)).toEqual([]);
    expect(await listAccepted(adapter, `\n${key}\n`)).toEqual([]);
    const problem = secretProblem(adapter, key);
    if (adapter.webhookSecret?.publicKey) expect(problem).toBeNull();
    else expect(problem).toContain('public key');
  });
});
