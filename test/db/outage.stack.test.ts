/** Connections to a Postgres that restarts, stalls, or goes away for a moment. */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { readEnvironment } from '../../config.ts';
import { connect } from '../../db/connect.ts';
import { isUnavailable } from '../../db/connection-error.ts';
import { type RunningPostgres, startPostgres } from '../../dev/stack/postgres.ts';
import { createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';

let postgres: RunningPostgres;
const dataDir = await mkdtemp(join(tmpdir(), 'wismr-outage-'));
beforeAll(async () => {
  const { DATABASE_URL: _, ...env } = readEnvironment();
  postgres = await startPostgres({ env, dataDir, log: () => undefined, fast: true });
});
afterAll(async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const RESTARTS = 50;

test('while Postgres restarts many times under load, transactions stay whole and answers right', async () => {
  const sql = connect(postgres.url, { max: 10, answerMs: 5_000 });
  await sql`create table pair (id integer, half integer)`;
  let isOver = false;
  let done = 0;
  const faults: unknown[] = [];
  const unavailable = (error: unknown) => {
    if (!isUnavailable(error)) faults.push(error);
  };
  const client = async (first: number): Promise<void> => {
    for (let id = first; !isOver; id += 100) {
      await sql
        .begin(async (tx) => {
          await tx`insert into pair values (${id}, 1)`;
          await sleep(id % 3);
          await tx`insert into pair values (${id}, 2)`;
        })
        .then(() => {
          done += 1;
        }, unavailable);
      const [row] = await sql<{ id: number }[]>`select ${id}::int as id`.catch((error) => {
        unavailable(error);
        return [{ id }];
      });
      if (row?.id !== id) faults.push(`${row?.id} is the answer of another query than ${id}`);
    }
  };
  const clients = Array.from({ length: 30 }, (_, first) => client(first));
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    await sleep(400);
    const before = done;
    // Postgres ends all connections and starts again when one of its processes is killed.
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    process.kill(row?.pid ?? 0, 'SIGKILL');
    const since = Date.now();
    while (done < before + 30 && Date.now() - since < 10_000) await sleep(20);
    expect(Date.now() - since).toBeLessThan(10_000);
  }
  isOver = true;
  await Promise.all(clients);
  expect(faults).toEqual([]);
  const halves = await sql`select id from pair group by id having count(*) <> 2`;
  expect([...halves]).toEqual([]);
  await sql.end({ timeout: 5 });
}, 300_000);

/** A way to Postgres that can be cut or stalled. */
async function startLink(target: URL) {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const server = createServer((near) => {
    const far = dial(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => isStalled || to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
  };
  afterAll(cut);
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    cut,
    restore: () => listen(port),
    stall: (stalled: boolean) => {
      isStalled = stalled;
    },
  };
}

async function startLinkedApi(answerMs: number) {
  const database = await createDatabase();
  const api = await createApi(database, () => null);
  const link = await startLink(new URL(database.url));
  const sql = connect(link.url, { answerMs });
  afterAll(() => sql.end({ timeout: 1 }));
  const app = createApp({ ...api.deps, sql });
  const get = () =>
    app.request('/v1/orders/none', { headers: { authorization: api.authorization } });
  return { link, sql, get };
}

test('requests wait for a Postgres that is away for half a second', async () => {
  const { link, get } = await startLinkedApi(5_000);
  expect((await get()).status).toBe(404);
  link.cut();
  const requests = Array.from({ length: 30 }, get);
  await sleep(500);
  const since = Date.now();
  await link.restore();
  const statuses = (await Promise.all(requests)).map(({ status }) => status);
  expect(Date.now() - since).toBeLessThan(3_000);
  // A statement that was under way when the connection was cut may have run: wismr does not repeat it.
  expect(statuses.filter((status) => status !== 404 && status !== 503)).toEqual([]);
  expect(statuses.filter((status) => status === 404).length).toBeGreaterThan(15);
  expect((await get()).status).toBe(404);
});

test('a request without a connection or an answer is 503 with Retry-After within seconds', async () => {
  const { link, sql, get } = await startLinkedApi(1_000);
  expect((await get()).status).toBe(404);
  link.stall(true);
  const late = await get();
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await late.json()).toMatchObject({ title: 'Unavailable', status: 503 });
  link.stall(false);
  expect((await get()).status).toBe(404);
  await expect(sql`select pg_sleep(3)`).rejects.toMatchObject({ code: '57014' });
  link.cut();
  // Its statement was perhaps under way.
  expect((await get()).status).toBe(503);
  const since = Date.now();
  const refused = await get();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(Date.now() - since).toBeLessThan(7_000);
});

test('a transaction whose connection closes rejects, and runs nothing more', async () => {
  const { sql } = await createDatabase();
  await sql`create table seen (word text)`;
  const lost = sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await sql`select pg_terminate_backend(${row?.pid ?? 0})`;
    await sleep(100);
    await tx`insert into seen values ('outside of the transaction')`;
  });
  await expect(lost).rejects.toSatisfy(isUnavailable);
  expect(await sql`select word from seen`).toHaveLength(0);
});
