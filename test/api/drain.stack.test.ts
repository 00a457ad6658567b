import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { drain } from '../../api/drain.ts';
import { connect } from '../../db/connect.ts';
import { createDatabase } from '../database.ts';
import { eventually } from '../eventually.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

async function startServer() {
  const sql = connect(database.url, { applicationName: 'draining' });
  const app = createApp({ ...api.deps, sql });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const put = (id: string) =>
    fetch(`${url}/v1/orders/${id}`, {
      method: 'PUT',
      headers: { authorization: api.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(anOrder()),
    });
  return { server, sql, url, put };
}

async function countWaiting(): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'draining'
      and wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}

test('a stopping API finishes thirty requests under way and takes no new ones', async () => {
  const { server, sql, url, put } = await startServer();
  expect((await put('before')).status).toBe(201);
  const answers: Promise<Response>[] = [];
  let drained: Promise<void> | null = null;
  await database.sql.begin(async (tx) => {
    await tx`lock table customer_order in exclusive mode`;
    for (let order = 0; order < 30; order += 1) answers.push(put(`during-${order}`));
    // The others wait for a connection.
    await eventually(countWaiting, (count) => count >= 5);
    drained = drain(server, { ...api.deps, sql });
    await sleep(200);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses).toEqual(answers.map(() => 201));
  const since = Date.now();
  await drained;
  expect(Date.now() - since).toBeLessThan(2_000);
  await expect(sql`select 1`).rejects.toThrow('closed');
});

test('a request that does not end is cut within ten seconds', async () => {
  const { server, sql, put } = await startServer();
  await database.sql.begin(async (tx) => {
    await tx`lock table customer_order in exclusive mode`;
    const answer = put('stuck').catch(() => 'cut');
    await eventually(countWaiting, (count) => count > 0);
    const since = Date.now();
    await drain(server, { ...api.deps, sql });
    expect(Date.now() - since).toBeLessThan(10_000);
    expect(await answer).toBe('cut');
  });
});
