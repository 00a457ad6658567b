/** No route reads more of a body than it may. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, describe, expect, test } from 'vitest';
import { type CarrierAdapter, webhookBytesMax } from '../../carriers/adapter.ts';
import { ADAPTERS, findAdapter } from '../../carriers/index.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const api = await createApi(await createDatabase(), findAdapter);
const server = serve({ fetch: api.app.fetch, hostname: '127.0.0.1', port: 0 });
await once(server, 'listening');
afterAll(() => void server.close());
const address = server.address();
const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

const KIB = 1024;

/** Sends a part of a request over a socket. Returns the answer's first line, and what was sent. */
async function sendRaw(head: readonly string[], chunk = '', times = 0) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  let isOver = false;
  socket.on('data', (data) => {
    answer += String(data);
  });
  // The server may drop a connection while it is written to.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isOver = true;
  });
  await once(socket, 'connect');
  socket.write(`${head.join('\r\n')}\r\nhost: localhost\r\n\r\n`);
  let sent = 0;
  while (sent < times && !isOver && answer === '') {
    if (!socket.write(chunk)) await new Promise((resolve) => setTimeout(resolve, 5));
    sent += 1;
  }
  while (!isOver && answer === '') await new Promise((resolve) => setTimeout(resolve, 10));
  socket.destroy();
  return { line: answer.split('\r\n')[0], answer, sent };
}

test('a webhook that says it is larger than its carrier’s is refused before it arrives', async () => {
  const { line, answer } = await sendRaw([
    'POST /webhooks/carriers/easypost/acme HTTP/1.1',
    'content-type: application/json',
    `content-length: ${1024 * 1024 * 1024}`,
  ]);
  expect(line).toBe('HTTP/1.1 413 Payload Too Large');
  expect(answer).toContain('the body is larger than 512 KiB');
});

test('a webhook that does not say its size is refused as soon as it is too large', async () => {
  const chunk = `${(64 * KIB).toString(16)}\r\n${'x'.repeat(64 * KIB)}\r\n`;
  const { line, sent } = await sendRaw(
    [
      'POST /webhooks/carriers/easypost/acme HTTP/1.1',
      'content-type: application/json',
      'transfer-encoding: chunked',
    ],
    chunk,
    10_000,
  );
  expect(line).toBe('HTTP/1.1 413 Payload Too Large');
  // 512 KiB are eight chunks. The rest was in the buffers of the two sockets.
  expect(sent).toBeLessThan(500);
});

test.each(['/v1/orders/1/cancel', '/v1/carriers/easypost/test', '/v1/returns/1/approve'])(
  'of a request to %s without a key, no body is waited for',
  async (path) => {
    const { line } = await sendRaw([
      `POST ${path} HTTP/1.1`,
      'content-type: application/json',
      'transfer-encoding: chunked',
    ]);
    expect(line).toBe('HTTP/1.1 401 Unauthorized');
  },
);

describe('every route that takes a body has a limit', async () => {
  interface Document {
    readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  }
  const document = (await api.call('GET', '/openapi.json')).body as unknown as Document;
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => [method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, '$1')] as const),
  );
  const pages = [
    ['POST', '/t/token/delay'],
    ['POST', '/t/token/preferences'],
    ['POST', '/r/token/unsubscribe/optional'],
    ['POST', '/nothing-here'],
  ] as const;

  test.each([...routes, ...pages])('%s %s', async (method, path) => {
    const body = 'x'.repeat(2 * KIB * KIB + 1);
    const { authorization } = api;
    const length = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const headers = { authorization, ...length };
    const answer = await api.app.request(path, { method, headers, body });
    expect(answer.status).toBe(413);
  });
});

test('an order with 500 items fits; a larger body does not, and without a key none is looked at', async () => {
  const items = Array.from({ length: 500 }, (_, index) => ({
    name: `Boots in size ${index} `.padEnd(200, 'x'),
    quantity: 1,
  }));
  const order = anOrder({ items });
  expect((await api.call('PUT', '/v1/orders/large', order)).status).toBe(201);
  const body = JSON.stringify({ ...order, note: 'x'.repeat(KIB * KIB) });
  for (const [authorization, status] of [
    [api.authorization, 413],
    ['Bearer none', 401],
  ] as const) {
    const headers = {
      authorization,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    };
    const init = { method: 'PUT', headers, body };
    expect((await api.app.request('/v1/orders/large', init)).status).toBe(status);
  }
});

const adapters: readonly CarrierAdapter[] = ADAPTERS;
test.each(adapters.filter(({ delivery }) => delivery.includes('webhook')))(
  '$name’s webhooks may be as large as its adapter says, and no larger',
  async (adapter) => {
    const bytes = webhookBytesMax(adapter);
    const path = `/webhooks/carriers/${adapter.id}/acme`;
    const post = async (size: number) => {
      const headers = { 'content-length': String(size) };
      return (await api.app.request(path, { method: 'POST', headers, body: ' '.repeat(size) }))
        .status;
    };
    expect([await post(bytes), await post(bytes + 1)]).toEqual([401, 413]);
  },
);
