/** Answers do not reveal which shops, orders and pages exist. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { findAdapter, listAdapters } from '../../carriers/index.ts';
import { createEncryption } from '../../db/encryption.ts';
import { createDatabase } from '../database.ts';
import { ENCRYPTION } from '../keys.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
const other = await createApi(database, findAdapter, 'other');
await api.call('PUT', '/v1/orders/1001', anOrder());

/**
 * Status, body and headers, without the id of the request, of which each has its own, and without what
 * is left of the caller's quota.
 */
async function answerOf(path: string, init: RequestInit = {}, app = api.app) {
  const answer = await app.request(path, init);
  const { ratelimit: _, 'x-request-id': id = '', ...headers } = Object.fromEntries(answer.headers);
  expect(id).toMatch(/^[\da-f-]{36}$/);
  const body = (await answer.text()).replace(`"requestId":"${id}"`, '"requestId":"…"');
  return { status: answer.status, body, headers };
}

// Each carrier takes its signature from one of these places.
const forged = (): RequestInit => ({
  method: 'POST',
  body: '{"description":"tracker.updated"}',
  headers: {
    'x-hmac-signature': 'hmac-sha256-hex=00',
    authorization: 'Bearer 00',
    'content-type': 'application/json',
  },
});

test.each(listAdapters().map(({ id }) => id))(
  'a forged webhook of %s gets one answer, whether the shop exists or not',
  async (carrier) => {
    const to = (shop: string) =>
      answerOf(`/webhooks/carriers/${carrier}/${shop}?token=guessed`, forged());
    const unknown = await to('nobody');
    expect([401, 404]).toContain(unknown.status);
    expect(await to('acme')).toEqual(unknown);
    expect(await to('other')).toEqual(unknown);
  },
);

test.each([
  ['has no key', null],
  ['has only another key', createEncryption([Buffer.alloc(32, 8)])],
])(
  'while the API %s, a forged webhook gets one 503, whether the shop exists or not',
  async (_, encryption) => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => lines.push(line) });
    const app = createApp({ ...api.deps, encryption, log });
    const to = (carrier: string, shop: string) =>
      answerOf(`/webhooks/carriers/${carrier}/${shop}`, forged(), app);
    const unknown = await to('easypost', 'nobody');
    expect([unknown.status, unknown.headers['retry-after']]).toEqual([503, '5']);
    expect(unknown.body).not.toMatch(/KEY|acme|easypost/);
    for (const shop of ['acme', 'other']) expect(await to('easypost', shop)).toEqual(unknown);
    // A shop without a secret of the carrier.
    expect(await to('shipengine', 'acme')).toEqual(unknown);
    // Whose key it is, for the operator.
    expect(lines.join('')).toContain(encryption ? 'webhook secret of acme/easypost' : 'openssl');
  },
);

test.each([
  ['', ENCRYPTION],
  [', also without the key', null],
])(
  'a webhook takes as many reads for an unknown shop as for a known one%s',
  async (_, encryption) => {
    const reads: string[] = [];
    const sql = new Proxy(database.sql, {
      apply: (target, self, args) => {
        const [text] = args;
        if (Array.isArray(text)) reads.push(text.join('?').replaceAll(/\s+/g, ' ').slice(0, 80));
        return Reflect.apply(target, self, args);
      },
    });
    const app = createApp({ ...api.deps, sql, encryption });
    const readsOf = async (shop: string) => {
      reads.length = 0;
      await app.request(`/webhooks/carriers/easypost/${shop}`, forged());
      return [...reads];
    };
    await readsOf('acme');
    const [known, unknown] = [await readsOf('acme'), await readsOf('nobody')];
    expect(known.length).toBeGreaterThan(0);
    expect(unknown).toHaveLength(known.length);
  },
);

test('another shop’s order answers as one that does not exist', async () => {
  const headers = { authorization: other.authorization };
  const theirs = await answerOf('/v1/orders/1001', { headers });
  const none = await answerOf('/v1/orders/1002', { headers });
  expect(theirs.status).toBe(404);
  expect({ ...theirs, body: theirs.body.replaceAll('1001', '1002') }).toEqual(none);
});

test('a key that is wrong answers as one that is missing', async () => {
  const headers = { authorization: 'Bearer guessed' };
  const wrong = await answerOf('/v1/orders/1001', { headers });
  expect(wrong.status).toBe(401);
  expect(await answerOf('/v1/orders/1001')).toEqual(wrong);
});

test('a page that is guessed answers the same, whatever is wrong with it', async () => {
  const { body } = await api.call('GET', '/v1/orders/1001');
  const path = new URL(String(body['trackingPageUrl'])).pathname;
  const none = await answerOf('/t/none');
  expect(none.status).toBe(404);
  // The row exists, and the signature is wrong.
  expect(await answerOf(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)).toEqual(none);
});
