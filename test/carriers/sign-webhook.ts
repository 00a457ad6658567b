/** Webhooks that carry or are signed with a secret, in every way that an adapter knows. */

import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../carriers/adapter.ts';

const BODY = '{}';
const NOW = Date.parse('2026-11-24T10:00:00Z');
const SECONDS = String(NOW / 1000);

/** The webhooks by the way in which they use the secret. */
export function listSignedWebhooks(secret: string): Readonly<Record<string, WebhookRequest>> {
  return { ...listTokens(secret), ...listSignatures(secret) };
}

/** The secret itself is in the request. */
export function listTokens(secret: string): Readonly<Record<string, WebhookRequest>> {
  const basic = Buffer.from(`user:${secret}`).toString('base64');
  return {
    token: { ...withHeaders({}), query: { token: secret } },
    'x-api-key': withHeaders({ 'x-api-key': secret }),
    credential: withHeaders({ credential: secret }),
    bearer: withHeaders({ authorization: `Bearer ${secret}` }),
    basic: withHeaders({ authorization: `Basic ${basic}` }),
    password: withHeaders({ password: secret }),
    'x-event-id': withHeaders({ 'x-event-id': secret }),
    'x-webhook-token': withHeaders({ 'x-webhook-token': secret }),
  };
}

/** The secret is the key of a signature. */
export function listSignatures(secret: string): Readonly<Record<string, WebhookRequest>> {
  const mac = (signed: string) => createHmac('sha256', secret).update(signed);
  const hex = (signed = BODY) => mac(signed).digest('hex');
  const base64 = (signed = BODY) => mac(signed).digest('base64');
  const claims = [{ alg: 'HS256' }, { iat: NOW / 1000 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const plain = createHash('sha256').update(`${BODY}/${secret}`).digest('hex');
  const each: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    '17track': { sign: plain },
    aftership: { 'aftership-hmac-sha256': base64() },
    easypost: { 'x-hmac-signature': `hmac-sha256-hex=${hex()}` },
    easyship: { 'x-easyship-signature': `${claims}.${mac(claims).digest('base64url')}` },
    fedex: { 'fdx-signature': base64() },
    inpost: { 'x-inpost-signature': base64() },
    'inpost with a time': {
      'x-inpost-signature': base64(`${SECONDS}.${BODY}`),
      'x-inpost-timestamp': SECONDS,
    },
    karrio: { 'x-karrio-signature': `sha256=${hex()}` },
    shippo: { 'shippo-auth-signature': `t=${SECONDS},v1=${hex(`${SECONDS}.${BODY}`)}` },
    shopify: { 'x-shopify-hmac-sha256': base64() },
    teleship: { 'x-teleship-signature': hex() },
    usps: {
      'x-hmac': base64(`${new Date(NOW).toISOString()}${BODY}`),
      'x-timestamp': new Date(NOW).toISOString(),
    },
  };
  return Object.fromEntries(Object.entries(each).map(([way, all]) => [way, withHeaders(all)]));
}

function withHeaders(headers: Readonly<Record<string, string>>): WebhookRequest {
  return { headers, body: new TextEncoder().encode(BODY), query: {}, receivedAt: NOW };
}
