/** Connections that are slow, large or too many do not hold the server up. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { CONNECTION_LIMITS, type ConnectionLimits, listen } from '../../api/listen.ts';

const app = new Hono()
  .get('/', (c) => c.text('here'))
  .post('/', async (c) => c.text(await c.req.text()))
  .onError((_, c) => c.text('aborted', 400));

async function start(limits: Partial<ConnectionLimits>): Promise<number> {
  const server = await listen({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, limits });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const SHORT = { headersMs: 200, requestMs: 400, checkMs: 50, keepAliveMs: 100 };

/** A connection, what it has answered, and how long it lasted. */
async function open(port: number) {
  const socket = connect(port, '127.0.0.1');
  const since = performance.now();
  const state = { answer: '', lastedMs: 0 };
  socket.on('data', (data) => {
    state.answer += String(data);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<typeof state>((resolve) => {
    socket.once('close', () => resolve({ ...state, lastedMs: performance.now() - since }));
  });
  await once(socket, 'connect');
  return { socket, closed };
}

/** Writes a byte now and then, until the connection ends. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(text[at % text.length] ?? '');
    at += 1;
  }, 20);
}

test('a request whose headers never end is answered with 408 and cut off', async () => {
  const { socket, closed } = await open(await start(SHORT));
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ');
  drip(socket, 'a');
  const { answer, lastedMs } = await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(lastedMs).toBeLessThan(2_000);
});

test('a request whose body never ends is cut off', async () => {
  const { socket, closed } = await open(await start(SHORT));
  socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n');
  drip(socket, 'a');
  const { lastedMs } = await closed;
  expect(lastedMs).toBeGreaterThan(300);
  expect(lastedMs).toBeLessThan(2_000);
});

test('a connection that sends nothing is closed', async () => {
  const { closed } = await open(await start(SHORT));
  expect((await closed).lastedMs).toBeLessThan(2_000);
});

test('slow connections do not keep others from an answer', async () => {
  const port = await start(SHORT);
  const slow = await Promise.all(Array.from({ length: 200 }, () => open(port)));
  for (const { socket } of slow) socket.write('GET / HTTP/1.1\r\nx-slow: ');
  const since = performance.now();
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  expect(performance.now() - since).toBeLessThan(1_000);
  await Promise.all(slow.map(({ closed }) => closed));
});

test('headers that are too large get 431', async () => {
  const { socket, closed } = await open(await start({ ...SHORT, headerBytes: 2_000 }));
  socket.write(`GET / HTTP/1.1\r\nhost: localhost\r\nx-large: ${'a'.repeat(3_000)}\r\n\r\n`);
  expect((await closed).answer).toMatch(/^HTTP\/1\.1 431 /);
});

test('more connections than allowed are closed at once, and those that are open go on', async () => {
  const port = await start({ ...SHORT, headersMs: 5_000, requestMs: 5_000, connections: 2 });
  const first = await open(port);
  const second = await open(port);
  const third = await open(port);
  expect((await third.closed).lastedMs).toBeLessThan(1_000);
  first.socket.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
  expect((await first.closed).answer).toContain('here');
  second.socket.destroy();
});

test('a client that reads nothing of its answer is cut off', async () => {
  const large = new Hono().get('/', (c) => c.text('x'.repeat(50_000_000)));
  const limits = { silenceMs: 300 };
  const server = await listen({ fetch: large.fetch, hostname: '127.0.0.1', port: 0, limits });
  afterAll(() => void server.close());
  const cut = new Promise((resolve) => {
    server.on('connection', (connection) => connection.once('close', resolve));
  });
  const { socket, closed } = await open((server.address() as AddressInfo).port);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await cut;
  socket.resume();
  const { answer, lastedMs } = await closed;
  expect(answer.length).toBeLessThan(50_000_000);
  expect(lastedMs).toBeLessThan(5_000);
});

test('a port that is taken is an error', async () => {
  const port = await start({});
  await expect(listen({ fetch: app.fetch, hostname: '127.0.0.1', port })).rejects.toThrow(
    'EADDRINUSE',
  );
});

test('idle connections outlast those of load balancers, and no request may last long', () => {
  expect(CONNECTION_LIMITS.keepAliveMs).toBeGreaterThan(60_000);
  expect(CONNECTION_LIMITS.headersMs).toBeLessThan(CONNECTION_LIMITS.requestMs);
});
