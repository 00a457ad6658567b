/** The baseline of `npm run bench -- ingest`: Hono, and one insert of the body. */

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import postgres from 'postgres';
import { readConfig } from '../../config.ts';

const { DATABASE_URL, HOST, PORT } = readConfig();
const sql = postgres(DATABASE_URL, { max: 20, onnotice: () => undefined });
await sql`create table if not exists bare_body (id bigint generated always as identity, body jsonb)`;

const app = new Hono();
app.get('/readyz', (c) => c.json({ ok: true }));
app.post('/*', async (c) => {
  await sql`insert into bare_body (body) values (${await c.req.text()}::text::jsonb)`;
  return c.json({ ok: true });
});
serve({ fetch: app.fetch, hostname: HOST, port: PORT });
