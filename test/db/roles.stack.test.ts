/** What the API's and the worker's database roles may do, and that it is enough. */

import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import postgres from 'postgres';
import { afterAll, expect, inject, test } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { AUTH_TABLES, GRANTS, grantRoles } from '../../db/roles.ts';
import { playRound, roundsOf } from '../../dev/demo/play.ts';
import { STORIES } from '../../dev/demo/story.ts';
import { createSite, PASSWORD as OF_PERSON } from '../account/site.ts';
import { createDatabase } from '../database.ts';
import { startProcesses } from '../processes.ts';

const ROLES = { api: 'wismr_api', worker: 'wismr_worker' } as const;
const PASSWORD = 'of-this-test';
const PROGRAMS = ['api', 'worker'] as const;

const admin = postgres(inject('databaseUrl'), { max: 1, onnotice: () => undefined });
for (const role of Object.values(ROLES)) {
  const [known] = await admin`select 1 from pg_roles where rolname = ${role}`;
  if (!known) await admin.unsafe(`create role ${role}`);
  await admin.unsafe(`alter role ${role} login password '${PASSWORD}'`);
}
afterAll(() => admin.end());

const urlAs = (program: 'api' | 'worker') => (url: string) => {
  const address = new URL(url);
  address.username = ROLES[program];
  address.password = PASSWORD;
  return address.href;
};

const database = await createDatabase();
await migrate(database.url);

function connectAs(program: 'api' | 'worker'): postgres.Sql {
  const sql = postgres(urlAs(program)(database.url), { max: 1 });
  afterAll(() => sql.end());
  return sql;
}

const DENIED = { code: '42501' };

test.each(PROGRAMS)(
  'the role of the %s owns nothing: it drops and alters no table',
  async (name) => {
    const sql = connectAs(name);
    await expect(sql`drop table journey_event`).rejects.toMatchObject(DENIED);
    await expect(sql`alter table contact add column x text`).rejects.toMatchObject(DENIED);
    await expect(sql`truncate notification`).rejects.toMatchObject(DENIED);
    await expect(sql`create table x (y int)`).rejects.toMatchObject(DENIED);
    await expect(sql`create role x`).rejects.toMatchObject(DENIED);
  },
);

test.each(PROGRAMS)('the role of the %s does not change what has happened', async (name) => {
  const sql = connectAs(name);
  await expect(sql`update journey_event set kind = 'x'`).rejects.toMatchObject(DENIED);
  await expect(sql`delete from journey_event`).rejects.toMatchObject(DENIED);
});

test('the API creates no key, changes none but for its last use, and no credentials', async () => {
  const sql = connectAs('api');
  await database.sql`
    insert into shop (id, name) values ('acme', 'Acme')`;
  await database.sql`
    insert into api_key (shop_id, name, hash, scopes, is_test) values
      ('acme', 'k', '\\x00', '{read}', true)`;
  expect(await sql`update api_key set last_used_at = now() returning name`).toEqual([
    { name: 'k' },
  ]);
  for (const change of [
    "hash = '\\x01'",
    "scopes = '{read,write,admin}'",
    'is_test = false',
    'expires_at = null',
    'revoked_at = null',
    "shop_id = 'other'",
    "name = 'x'",
    'last_used_at = now(), revoked_at = null',
  ]) {
    const changed = sql.unsafe(`update api_key set ${change}`);
    await expect(changed, change).rejects.toMatchObject(DENIED);
  }
  await expect(sql`
    insert into api_key (shop_id, name, hash, scopes, is_test)
    values ('acme', 'mine', '\\x02', '{admin}', false)`).rejects.toMatchObject(DENIED);
  await expect(sql`delete from api_key`).rejects.toMatchObject(DENIED);
  await expect(sql`delete from carrier_account`).rejects.toMatchObject(DENIED);
  await expect(sql`update carrier_account set secrets = '{}'`).rejects.toMatchObject(DENIED);
  await expect(sql`insert into test_recipient values ('acme', 'x')`).rejects.toMatchObject(DENIED);
});

test.each([
  ['a test order becomes no live one', 'customer_order', 'is_test = false'],
  ['an order keeps the address of its page', 'customer_order', "page_id = 'x'"],
  ['a return keeps the address of its page', 'customer_return', "page_id = 'x'"],
  ['an order keeps its journey', 'customer_order', "journey_id = 'x'"],
  ['a return keeps its contact', 'customer_return', 'contact_id = null'],
  ['a shop keeps its settings', 'shop', "time_zone = 'UTC'"],
  ['a server key is not replaced', 'server_key', "key = '\\x00'"],
  ['who said what stays in the history', 'consent_change', 'given = true'],
  ['who did what stays in the history', 'escalation_history', "by = 'x'"],
  ['a refund keeps its amount', 'order_refund', "amount = '{}'"],
  ['a message keeps its key', 'notification', "key = 'x'"],
])('with the role of the API, %s', async (_, table, change) => {
  const sql = connectAs('api');
  await expect(sql.unsafe(`update ${table} set ${change}`)).rejects.toMatchObject(DENIED);
});

test('the API adds to the audit log, and never changes it', async () => {
  const sql = connectAs('api');
  await sql`insert into audit_log (action) values ('sign_in.failed')`;
  await expect(sql`update audit_log set action = 'x'`).rejects.toMatchObject(DENIED);
  await expect(sql`delete from audit_log`).rejects.toMatchObject(DENIED);
  await expect(sql`delete from installation_admin`).rejects.toMatchObject(DENIED);
});

test('the API reads and writes the accounts of people, the worker does not', async () => {
  const api = connectAs('api');
  for (const table of AUTH_TABLES) {
    await api`delete from ${api(`auth.${table}`)} where false`;
  }
  const worker = connectAs('worker');
  await expect(worker`select 1 from auth.session`).rejects.toMatchObject(DENIED);
  await expect(worker`select 1 from audit_log`).rejects.toMatchObject(DENIED);
});

test('the worker reads neither the keys of the API nor the history of consents', async () => {
  const sql = connectAs('worker');
  await expect(sql`select 1 from api_key`).rejects.toMatchObject(DENIED);
  await expect(sql`select 1 from consent_change`).rejects.toMatchObject(DENIED);
  await expect(sql`update contact set name = 'x'`).rejects.toMatchObject(DENIED);
});

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const tables = readdirSync(new URL('../../db/migrations', import.meta.url)).flatMap((file) =>
  [...read(`db/migrations/${file}`).matchAll(/create (?:table|view) (\w+)(?![\w.])/g)].map(
    ([, name]) => String(name),
  ),
);

function rightsFor(statement: string, name: string): readonly string[] {
  const does = (pattern: string) => new RegExp(`\\b${pattern}\\s+${name}\\b`).test(statement);
  const reads = does('from') || does('join');
  const inserts = does('insert\\s+into');
  const locks = /for update skip locked|for (no key )?update$/.test(statement.trim()) && reads;
  const updates = does('update') || (inserts && statement.includes('do update'));
  return [
    ...(reads ? ['select'] : []),
    ...(inserts ? ['insert'] : []),
    ...(updates ? setBy(statement, name).map((column) => `update ${column}`) : []),
    ...(locks ? ['lock'] : []),
    ...(does('delete\\s+from') ? ['delete'] : []),
  ];
}

/** Columns that a statement sets by an object of JavaScript. */
const SET_BY_OBJECTS: Readonly<Record<string, string>> = {
  contact: `name email phone locale time_zone consent_email consent_sms optional_email optional_sms
    marketing_email marketing_sms`,
  customer_return: `reason approved_at rejected_at rejection_reason received_at inspected_at
    cancelled_at inspection updated_at`,
  escalation: 'state owner resolution snoozed_until ended_at updated_at',
};

const words = (text: string) => text.trim().split(/\s+/);

/** The columns that a statement sets, also after `on conflict`. */
function setBy(statement: string, name: string): readonly string[] {
  let text = statement;
  // What JavaScript puts in is no SQL: only its `$` is left.
  while (/\{[^{}]*\}/.test(text)) text = text.replaceAll(/\{[^{}]*\}/g, '');
  // The arguments of functions, and queries that set nothing.
  const parts = /\((?![^()]*\bset\s)[^()]*\)/;
  while (parts.test(text)) text = text.replace(parts, '');
  return [...text.matchAll(/\bset\s+([^)]*?)(?=\s(?:where|from|returning)\b|\)|$)/gs)].flatMap(
    ([, list = '']) =>
      list.split(',').flatMap((each) => {
        const column = /^\s*(\w+)\s*=/.exec(each)?.[1];
        if (column !== undefined) return [column];
        return /^\s*\$/.test(each) ? words(SET_BY_OBJECTS[name] ?? '?') : [];
      }),
  );
}

/** The rights that the SQL needs which a program contains, as `table: right`. */
async function neededBy(program: 'api' | 'worker'): Promise<ReadonlySet<string>> {
  const { outputFiles } = await build({
    entryPoints: [`${program}/main.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const needed = new Set<string>();
  for (const [, statement = ''] of outputFiles[0]?.text.matchAll(/\bsql`([^`]*)/g) ?? []) {
    for (const name of tables) {
      for (const right of rightsFor(statement, name)) needed.add(`${name}: ${right}`);
    }
  }
  return needed;
}

test.each(PROGRAMS)('the role of the %s has the rights that its program needs', async (program) => {
  const granted = Object.entries(GRANTS[ROLES[program]] ?? {}).flatMap(
    ([table, { inserts, deletes, updates, locks }]) =>
      [
        'select',
        ...(inserts ? ['insert'] : []),
        ...(deletes ? ['delete'] : []),
        ...(updates ? words(updates).map((column) => `update ${column}`) : []),
        // The right to change any column is enough.
        ...(updates || locks ? ['lock'] : []),
      ].map((right) => `${table}: ${right}`),
  );
  const needed = await neededBy(program);
  expect([...needed].filter((right) => !granted.includes(right))).toEqual([]);
  // Rights to write that no statement needs.
  const spare = granted.filter((right) => !needed.has(right) && !/: (select|lock)$/.test(right));
  expect(spare).toEqual([]);
});

test('people sign in and are invited with the rights of the API', async () => {
  const sql = connect(urlAs('api')(database.url));
  afterAll(() => sql.end({ timeout: 5 }));
  const site = await createSite(database, { sql });
  await site.person('ada@acme.example', 'admin');
  const ada = await site.signedIn('ada@acme.example');
  const invitations = `/account/shops/${site.shopId}/invitations`;
  await ada.post(invitations, { email: 'new@acme.example', role: 'agent' });
  const link = await site.linkIn('invitation', 'new@acme.example');
  const created = await site.browser().post(link, { name: 'New', password: OF_PERSON });
  expect(created.location).toBe('/account');
  const [row] = await sql<{ id: string }[]>`
    select id from auth."user" where email = 'new@acme.example'`;
  const member = `/account/shops/${site.shopId}/members/${row?.id}`;
  expect((await ada.post(`${member}/role`, { role: 'manager' })).status).toBe(303);
  expect((await ada.post(`${member}/remove`)).status).toBe(303);
  await ada.post('/account/name', { name: 'Ada' });
  const setUp = await ada.post('/account/second-factor/set-up', { password: OF_PERSON });
  expect(setUp.html).toContain('<svg');
  await ada.post('/account/sessions/revoke-others');
  await site.browser().post('/account/link', { email: 'ada@acme.example' });
  const path = await site.linkIn('sign_in_link', 'ada@acme.example');
  expect((await site.browser().post(path)).location).toBe('/account');
  for (const page of ['/account', '/account/security', `/account/shops/${site.shopId}/log`]) {
    expect([page, (await ada.get(page)).status]).toEqual([page, 200]);
  }
});

test('a role cannot migrate, and says who can', async () => {
  const old = await createDatabase();
  await grantRoles(postgres(old.url, { max: 1, onnotice: () => undefined }));
  expect(await migrate(urlAs('api')(old.url))).toEqual([]);
  await old.sql`delete from schema_version where version = (select max(version) from schema_version)`;
  await expect(migrate(urlAs('api')(old.url))).rejects.toThrow('npm run wismr -- migrate');
});

test('the stories of the demo run with both roles', async () => {
  const processes = await startProcesses(inject('temporalAddress'), {
    urlOf: { api: urlAs('api'), worker: urlAs('worker') },
    prepare: migrate,
  });
  const client = await processes.begin();
  for (let round = 0; round < roundsOf(STORIES); round += 1) {
    await playRound(client, STORIES, round);
  }
  await processes.end(client);
}, 240_000);
