/** A database for each test file, created from a migrated template on a real Postgres. */

import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, inject } from 'vitest';
import { connect, type Sql } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';

const TEMPLATE = 'wismr_template';
const LOCK = 7_719_210_418;

export interface TestDatabase {
  readonly url: string;
  readonly sql: Sql;
}

/** Dropped after the tests of the file. */
export async function createDatabase(): Promise<TestDatabase> {
  const server = inject('databaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin`select pg_advisory_lock(${LOCK})`;
  const [template] = await admin`select 1 from pg_database where datname = ${TEMPLATE}`;
  if (!template) {
    await admin.unsafe(`create database ${TEMPLATE}_new`);
    await migrate(databaseAt(server, `${TEMPLATE}_new`));
    await admin.unsafe(`alter database ${TEMPLATE}_new rename to ${TEMPLATE}`);
  }
  await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
  await admin`select pg_advisory_unlock(${LOCK})`;
  const url = databaseAt(server, name);
  const sql = connect(url);
  afterAll(async () => {
    await sql.end({ timeout: 5 });
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  });
  return { url, sql };
}

/** The tables with a row that has one of the texts in any column. Without regard to case. */
export async function tablesNaming(sql: Sql, texts: readonly string[]): Promise<readonly string[]> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`;
  const patterns = texts.map((text) => `%${text.replaceAll(/[%_\\]/g, '\\$&')}%`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql`
      select 1 from ${sql(name)} as each where each::text ilike any(${patterns}) limit 1`;
    if (rows.length > 0) found.push(name);
  }
  return found;
}

function databaseAt(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
