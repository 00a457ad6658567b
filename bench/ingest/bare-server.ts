/**
 * The baselines of `npm run bench -- ingest`: Hono, and one insert of the body. By the driver's own
 * pool or, under `/pool`, by the project's.
 */

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import postgres from 'postgres';
import { readConfig } from '../../config.ts';
import { connect, type Sql } from '../../db/connect.ts';

const { DATABASE_URL, HOST, PORT } = readConfig();
const CONNECTIONS = { max: 20, onnotice: () => undefined };
const driver = postgres(DATABASE_URL, CONNECTIONS);
const pool = connect(DATABASE_URL, { max: CONNECTIONS.max, answerMs: 5_000 });
await driver`
  create table if not exists bare_body (id bigint generated always as identity, body jsonb)`;

const app = new Hono();
app.get('/readyz', (c) => c.json({ ok: true }));
app.post('/pool/*', async (c) => c.json({ id: await insert(pool, await c.req.text()) }));
app.post('/*', async (c) => c.json({ id: await insert(driver, await c.req.text()) }));
serve({ fetch: app.fetch, hostname: HOST, port: PORT });

async function insert(sql: Sql, body: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into bare_body (body) values (${body}::text::jsonb) returning id`;
  return row?.id ?? '';
}
