/** The users that the service `database-roles` of Compose creates, with Compose's own statements. */

import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { migrate } from '../../db/migrate.ts';

const PASSWORD = 'of-this-test';
const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const [script = ''] = parse(compose, { merge: true }).services['database-roles'].command;
// Users and databases belong to the whole server, so those of this test have other names.
const statements = (/<<'SQL'\n(.*?)\nSQL/s.exec(script)?.[1] ?? '')
  .replaceAll(/\b(wismr|temporal)/g, 'composed_$1')
  .replaceAll(/:'\w+'/g, `'${PASSWORD}'`)
  .split(/;$| (?=\\gexec)/m)
  .flatMap((each) => each.split(/(?<=^\\gexec)\n/))
  .map((each) => each.trim());

const admin = postgres(inject('databaseUrl'), { max: 1, onnotice: () => undefined });

/** As psql: `\\gexec` runs each cell of the answer before it. */
async function runAll(): Promise<void> {
  let cells: readonly string[] = [];
  for (const statement of statements) {
    if (statement === '\\gexec') for (const cell of cells) await admin.unsafe(cell);
    else {
      const rows = await admin.unsafe(statement);
      cells = rows.flatMap((row) => Object.values(row as Record<string, string>));
    }
  }
}

const DATABASES = ['composed_wismr', 'composed_temporal', 'composed_temporal_visibility'];
const USERS = [
  'composed_wismr',
  'composed_wismr_api',
  'composed_wismr_worker',
  'composed_temporal',
];

await runAll();
// With new passwords, say.
await runAll();
afterAll(async () => {
  for (const name of DATABASES) await admin.unsafe(`drop database ${name} with (force)`);
  for (const name of USERS) await admin.unsafe(`drop role ${name}`);
  await admin.end();
});

function urlOf(user: string, database: string): string {
  const url = new URL(inject('databaseUrl'));
  Object.assign(url, { username: user, password: PASSWORD, pathname: `/${database}` });
  return url.href;
}

test('no user is a superuser, or makes users or databases', async () => {
  const rows = await admin<{ name: string; rights: boolean[] }[]>`
    select rolname as name, array[rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls]
      as rights
    from pg_roles where rolname like ${'composed%'} order by rolname`;
  const none = Array(5).fill(false);
  expect([...rows]).toEqual([...USERS].sort().map((name) => ({ name, rights: none })));
});

test('the owner makes and changes wismr’s tables, and reads no passwords', async () => {
  const url = urlOf('composed_wismr', 'composed_wismr');
  await migrate(url);
  const sql = postgres(url, { max: 1 });
  expect(await sql`select id from shop`).toEqual([]);
  await expect(sql`select 1 from pg_authid`).rejects.toMatchObject({ code: '42501' });
  await expect(sql`create role another`).rejects.toMatchObject({ code: '42501' });
  await sql.end();
});

test.each([
  ['composed_temporal', 'composed_wismr'],
  ['composed_wismr', 'composed_temporal'],
  ['composed_wismr_api', 'composed_temporal_visibility'],
])('%s does not reach the database %s', async (user, database) => {
  const sql = postgres(urlOf(user, database), { max: 1 });
  await expect(sql`select 1`).rejects.toMatchObject({ code: '42501' });
  await sql.end();
});
