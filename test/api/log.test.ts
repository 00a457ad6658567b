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

test('the log contains neither the address of a page nor what identifies a customer', async () => {
  const lines: string[] = [];
  const sql = () => {
    throw new Error('Postgres is away\n{"level":60,"msg":"forged"}');
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
  const headers = { authorization: 'Bearer wismr_live_x' };
  for (const id of [
    'email:ada.byrne%40shop.example',
    'email:ada.byrne@shop.example',
    'ada.byrne',
  ]) {
    const answer = await app.request(`/v1/customers/${id}`, { headers });
    expect(answer.status).toBe(500);
    // The log has the error, and the answer its request.
    expect(await answer.text()).not.toMatch(/Postgres|\bat \S+:\d/);
  }
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    ['/t/:token', '/r/:token', ...Array(3).fill('/v1/customers/:id')].map((path) => ({
      route: `GET ${path}`,
      msg: 'a request failed',
      err: { message: expect.stringMatching(/^Postgres is away\n/) },
    })),
  );
  // A line break in what is logged begins no line.
  for (const line of lines) expect(line).toMatch(/^[^\n]+\n$/);
  expect(lines.join('')).not.toMatch(/s3cret|byrne/);
});
