/** The API in this process, on its own database. */

import pino from 'pino';
import { expect } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createAddressOf } from '../../api/caller-address.ts';
import type { ApiDeps } from '../../api/env.ts';
import { createRateLimits } from '../../api/rate-limits.ts';
import type { CarrierAdapter } from '../../carriers/adapter.ts';
import { listAdapters } from '../../carriers/index.ts';
import { createRefusalCounter } from '../../commands/count-refusals.ts';
import { createWebhookCounter } from '../../commands/count-webhooks.ts';
import { createApiKey } from '../../commands/create-api-key.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { saveShop } from '../../commands/save-shop.ts';
import { SANDBOX_CREDENTIALS } from '../../dev/sandbox/sandbox.ts';
import { API_SCOPES } from '../../domain/api-scope.ts';
import type { ShopId } from '../../domain/ids.ts';
import type { TestDatabase } from '../database.ts';
import { ENCRYPTION, KEYS } from '../keys.ts';
import { undescribed } from './described.ts';

export interface Api {
  readonly shopId: ShopId;
  readonly deps: ApiDeps;
  readonly authorization: string;
  readonly app: ReturnType<typeof createApp>;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  post(path: string, body: string, headers: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Record<string, unknown>;
}

export const SECRET = 'a-webhook-secret';

/** Every answer is compared with the OpenAPI document. */
export async function createApi(
  { sql }: TestDatabase,
  findAdapter: (carrier: string) => CarrierAdapter | null,
  shop = 'acme',
): Promise<Api> {
  const shopId = shop as ShopId;
  await saveShop(sql, {
    id: shopId,
    name: 'Acme',
    brand: 'default',
    locale: 'en',
    timeZone: 'Europe/Berlin',
    country: 'DE',
  });
  await saveWebhookSecrets(sql, { shopId, carrier: 'easypost', secrets: [SECRET] }, ENCRYPTION);
  const key = await createApiKey(sql, shopId, { name: 'test', scopes: API_SCOPES });
  const log = pino({ level: 'silent' });
  const rateLimitCounter = createRefusalCounter(sql, 'rate_limit');
  const deps: ApiDeps = {
    sql,
    notifyRelay: () => undefined,
    webhookCounter: createWebhookCounter(sql),
    keyRefusals: createRefusalCounter(sql, 'api_key'),
    rateLimitCounter,
    rateLimits: createRateLimits({ counter: rateLimitCounter, log }),
    addressOf: createAddressOf(0),
    findAdapter,
    listAdapters,
    publicUrl: 'https://wismr.example',
    keys: KEYS,
    pageDays: 180,
    log,
    encryption: ENCRYPTION,
    operationsKey: null,
    isReferencePublic: false,
    notifiesOperators: true,
    providerSecrets: {
      resendWebhookSecret: SANDBOX_CREDENTIALS.resendWebhookSecret,
      twilioAuthToken: SANDBOX_CREDENTIALS.twilioAuthToken,
      sinchWebhookSecret: SANDBOX_CREDENTIALS.sinchWebhookSecret,
    },
    signIn: null,
  };
  const app = createApp(deps);
  const request = async (path: string, init: RequestInit & { method: string }): Promise<Answer> => {
    const response = await app.request(path, init);
    const { status } = response;
    const type = response.headers.get('content-type');
    const body = (await response.json()) as Record<string, unknown>;
    const { pathname } = new URL(path, 'https://wismr.example');
    expect(undescribed({ method: init.method, path: pathname, status, type, body })).toEqual([]);
    return { status, type, body };
  };
  return {
    shopId,
    deps,
    authorization: `Bearer ${key}`,
    app,
    call: (method, path, body) =>
      request(path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    post: (path, body, headers) => request(path, { method: 'POST', headers, body }),
  };
}

/** An order as a platform sends it. */
export function anOrder(overrides: object = {}): object {
  return {
    placedAt: '2026-11-24T08:00:00+01:00',
    contact: {
      name: 'Ada',
      email: 'ada@shop.example',
      phone: '+49 170 1234567',
      consent: { email: true, sms: true },
    },
    items: [{ name: 'Boots', quantity: 2, price: { amount: '149.00', currency: 'EUR' } }],
    country: 'DE',
    edd: { date: '2026-11-27' },
    ...overrides,
  };
}

/** A return as a platform requests it. */
export function aReturn(overrides: object = {}): object {
  return {
    orderId: '1001',
    items: [{ line: 1, quantity: 1 }],
    reason: 'Too small',
    requestedAt: '2026-11-24T09:00:00+01:00',
    ...overrides,
  };
}
