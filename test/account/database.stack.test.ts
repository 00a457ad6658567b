/** better-auth on our pool: its schema, its transactions, and a restart of PostgreSQL. */

import pino from 'pino';
import { expect, test } from 'vitest';
import { createAuth } from '../../commands/sign-in/create-auth.ts';
import { createAuthDatabase } from '../../db/auth-database.ts';
import { connect } from '../../db/connect.ts';
import { AUTH_TABLES } from '../../db/roles.ts';
import { createDatabase } from '../database.ts';
import { createSite, SECRET } from './site.ts';

const database = await createDatabase();
const { sql } = database;

function auth() {
  return createAuth({
    sql,
    secret: SECRET,
    publicUrl: 'https://wismr.example',
    oidc: null,
    sendEmail: () => undefined,
    log: pino({ level: 'silent' }),
  });
}

test('the migration has all that better-auth needs, and it notices what is missing', async () => {
  const { checkSchema } = await auth().$context;
  expect(await checkSchema?.()).toBeFalsy();
  await sql.begin(async (tx) => {
    await tx`alter table auth.passkey rename column credential_id to other`;
  });
  const call = () => auth().api.getSession({ headers: new Headers({ cookie: 'a=b' }) });
  await expect(call()).rejects.toThrow(/passkey/);
  await sql`alter table auth.passkey rename column other to credential_id`;
  expect(await call()).toBeNull();
});

test('the schema auth has these tables and no others', async () => {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'auth' order by 1`;
  expect(tables.map(({ name }) => name)).toEqual([...AUTH_TABLES].sort());
});

test('a transaction is one, rolled back as a whole', async () => {
  const db = createAuthDatabase(sql).withSchema('auth') as never as ReturnType<
    typeof createAuthDatabase
  > & { selectFrom(table: string): { selectAll(): { execute(): Promise<unknown[]> } } };
  const add = (target: typeof db, email: string) =>
    target
      .insertInto('user' as never)
      .values({ name: 'x', email } as never)
      .returningAll()
      .execute();
  const failing = db.transaction().execute(async (tx) => {
    await add(tx.withSchema('auth') as typeof db, 'a@acme.example');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await db.selectFrom('user').selectAll().execute()).toEqual([]);
  const [made] = await db
    .transaction()
    .execute((tx) => add(tx.withSchema('auth') as typeof db, 'b@acme.example'));
  expect(made).toMatchObject({ email: 'b@acme.example', emailVerified: false, image: null });
  expect((made as { createdAt: unknown }).createdAt).toBeInstanceOf(Date);
});

test('after PostgreSQL has closed all connections, people sign in', async () => {
  const site = await createSite(database);
  await site.person('ada@acme.example', 'viewer');
  const browser = await site.signedIn('ada@acme.example');
  const other = connect(database.url, { max: 1 });
  await other`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await other.end();
  // One request may meet a connection that has just closed.
  await browser.get('/account');
  expect((await browser.get('/account')).status).toBe(200);
  expect((await (await site.signedIn('ada@acme.example')).get('/account')).status).toBe(200);
});
