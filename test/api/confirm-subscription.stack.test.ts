/** A carrier that asks by webhook to confirm a subscription gets its secret back. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { savePollAccount, saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { createDatabase } from '../database.ts';
import { ENCRYPTION } from '../keys.ts';
import { createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const TOKEN = 'a-token-of-at-least-32-characters';
const calls: IncomingMessage[] = [];
const dhl = createServer((request, response) => {
  calls.push(request);
  response.writeHead(calls.length === 1 ? 200 : 403).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    dhl.listen(0, '127.0.0.1', resolve);
  });
  const ref = { shopId: api.shopId, carrier: 'dhl_unified' };
  await saveWebhookSecrets(database.sql, { ...ref, secrets: [TOKEN] }, ENCRYPTION);
  const { port } = dhl.address() as AddressInfo;
  await savePollAccount(
    database.sql,
    {
      ...ref,
      credentials: { apiKey: 'our-key' },
      enabled: false,
      settings: { baseUrl: `http://127.0.0.1:${port}` },
    },
    ENCRYPTION,
  );
});

afterAll(() => {
  dhl.close();
});

function push(body: object, token = TOKEN) {
  const path = `/webhooks/carriers/dhl_unified/${api.shopId}?token=${token}`;
  return api.post(path, JSON.stringify(body), { 'content-type': 'application/json' });
}

const VALIDATE = {
  scope: 'subscription.validate',
  self: 'https://attacker.example/tracking/push/v1/subscription/0b5c-11',
  secret: 'hook-secret',
};

test('the secret goes back to the API of the account, never to an address in the body', async () => {
  const answer = await push(VALIDATE);
  expect([answer.status, answer.body['refusal']]).toEqual([200, 'other']);
  expect(
    calls.map(({ method, url, headers }) => [
      method,
      url,
      headers['dhl-api-key'],
      headers['dhl-api-hook-secret'],
    ]),
  ).toEqual([['POST', '/tracking/push/v1/subscription/0b5c-11', 'our-key', 'hook-secret']]);
});

test('a refused confirmation is still an accepted webhook', async () => {
  const answer = await push({ ...VALIDATE, secret: 'another' });
  expect([answer.status, calls.length]).toEqual([200, 2]);
});

test.each([
  ['another notice', { ...VALIDATE, scope: 'subscription.ready' }],
  ['no secret', { scope: VALIDATE.scope, self: VALIDATE.self }],
  ['an odd id', { ...VALIDATE, self: 'https://api-eu.dhl.com/x/..%2F..%2Fkeys' }],
])('%s makes no call', async (_, body) => {
  const before = calls.length;
  expect((await push(body)).status).toBe(200);
  expect(calls.length).toBe(before);
});

test('an unverified body makes no call', async () => {
  const before = calls.length;
  expect((await push(VALIDATE, 'wrong')).status).toBe(401);
  expect(calls.length).toBe(before);
});
