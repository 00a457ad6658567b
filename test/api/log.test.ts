import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createAddressOf } from '../../api/caller-address.ts';
import { createRateLimits } from '../../api/rate-limits.ts';
import { createRefusalCounter } from '../../commands/count-refusals.ts';
import { createWebhookCounter } from '../../commands/count-webhooks.ts';
import type { Sql } from '../../db/connect.ts';
import { pageUrl } from '../../views/page-url.ts';
import { KEYS } from '../keys.ts';

test('the log never contains the address of a customer’s page', async () => {
  const lines: string[] = [];
  const sql = () => {
    throw new Error('Postgres is away');
  };
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const rateLimitCounter = createRefusalCounter(sql as unknown as Sql, 'rate_limit');
  const app = createApp({
    sql: sql as unknown as Sql,
    notifyRelay: () => undefined,
    webhookCounter: createWebhookCounter(sql as unknown as Sql),
    keyRefusals: createRefusalCounter(sql as unknown as Sql, 'api_key'),
    rateLimitCounter,
    rateLimits: createRateLimits({ counter: rateLimitCounter, log }),
    addressOf: createAddressOf(0),
    findAdapter: () => null,
    listAdapters: () => [],
    publicUrl: 'https://wismr.example',
    keys: KEYS,
    pageDays: 180,
    encryption: null,
    operationsKey: null,
    isReferencePublic: false,
    notifiesOperators: true,
    providerSecrets: { resendWebhookSecret: null, twilioAuthToken: null, sinchWebhookSecret: null },
    signIn: null,
    log,
  });
  const site = { publicUrl: '', keys: KEYS };
  for (const kind of ['order', 'return'] as const) {
    expect((await app.request(pageUrl(site, kind, 's3cret-t0ken'))).status).toBe(500);
  }
  expect(lines.join('')).toContain('Postgres is away');
  expect(lines.join('')).not.toContain('s3cret');
});
