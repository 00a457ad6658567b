/** What everybody may know, or may have read, proves no body. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CarrierAdapter, WebhookRequest } from '../../carriers/adapter.ts';
import { listAdapters } from '../../carriers/index.ts';
import { secretProblem } from '../../carriers/webhook-secret.ts';
import { listSignatures, listSignedWebhooks, listTokens } from './sign-webhook.ts';

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
  const accepted = await listVerdicts(adapter, secret, listSignedWebhooks(secret));
  return accepted.map(({ way }) => way);
}

type Webhooks = Readonly<Record<string, WebhookRequest>>;

/** The verdicts about those that are accepted. */
async function listVerdicts(adapter: CarrierAdapter, secret: string, webhooks: Webhooks) {
  const accepted: { way: string; signs: 'nothing' | undefined }[] = [];
  for (const [way, request] of Object.entries(webhooks)) {
    const verdict = await adapter.verify(request, [secret]);
    if (verdict.ok) accepted.push({ way, signs: verdict.signs });
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

  test('a secret that any of its webhooks contains proves no body, even as the key of a MAC', async () => {
    const tokens = await listVerdicts(adapter, SECRET, listTokens(SECRET));
    const signatures = await listVerdicts(adapter, SECRET, listSignatures(SECRET));
    const accepted = [...tokens, ...signatures];
    const isToken = adapter.webhookSecret?.kind === 'token';
    expect(tokens.length > 0).toBe(isToken);
    if (isToken) expect(accepted.filter(({ signs }) => signs !== 'nothing')).toEqual([]);
  });

  test.each(Object.entries(PUBLIC_KEYS))('takes no %s for a secret', async (_form, key) => {
    expect(await listAccepted(adapter, key)).toEqual([]);
    expect(await listAccepted(adapter, `\n${key}\n`)).toEqual([]);
    const problem = secretProblem(adapter, key);
    if (adapter.webhookSecret?.publicKey) expect(problem).toBeNull();
    else expect(problem).toContain('public key');
  });
});
