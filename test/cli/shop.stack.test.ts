import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { createEncryption } from '../../db/encryption.ts';
import { loadServerKeys } from '../../db/server-keys.ts';
import { insertSuppression } from '../../db/suppressions.ts';
import { buildPrograms, ROOT } from '../../dev/build/build.ts';
import { runToEnd } from '../../dev/stack/process.ts';
import type { ShopId } from '../../domain/ids.ts';
import { checkApiKey } from '../../views/api-key.ts';
import { readPollAccount } from '../../views/poll-account.ts';
import { findShop, listApiKeys } from '../../views/shop.ts';
import { readWebhookSecrets } from '../../views/webhook-secrets.ts';
import { createDatabase } from '../database.ts';

// Each command is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 300_000 });

// The built program starts twice as fast as its sources.
const built = join(ROOT, '.wismr', `cli-${process.pid}`);
await buildPrograms(built);
afterAll(() => rm(built, { recursive: true, force: true }));

const { sql, url } = await createDatabase();
const keys = await loadServerKeys(sql, []);

const KEY = Buffer.alloc(32, 5);
const SITE = 'https://wismr.example';
const PROGRAM = join(built, 'wismr.js');
const SETTINGS = {
  DATABASE_URL: url,
  PUBLIC_URL: SITE,
  CREDENTIALS_KEY: KEY.toString('base64'),
};

interface Run {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(args: readonly string[], { input = '', env = {} }: Run = {}) {
  return runToEnd({
    command: '/bin/sh',
    args: ['-c', 'printf %s "$INPUT" | "$0" "$@"', process.execPath, PROGRAM, ...args],
    cwd: ROOT,
    env: { ...readEnvironment(), ...SETTINGS, INPUT: input, ...env },
    timeoutMs: 30_000,
  });
}

/** `npm run wismr -- …`. */
function wismr(...args: readonly string[]) {
  return run(args);
}

/** `printf %s <input> | npm run wismr -- …`. */
function wismrWith(input: string, ...args: readonly string[]) {
  return run(args, { input });
}

function secretsOf(shop: string, carrier: string) {
  const ref = { shopId: shop as ShopId, carrier };
  return readWebhookSecrets(sql, ref, createEncryption([KEY]));
}

test('an operator creates a shop, its key and its secrets with three commands', async () => {
  const made = await wismr('shop', 'create', 'acme', '--name', 'Acme', '--country', 'DE');
  expect([made.code, made.output]).toEqual([0, expect.stringContaining('created shop acme')]);
  const key = await wismr('key', 'create', 'acme');
  expect(await checkApiKey(sql, key.output)).toMatchObject({
    ok: true,
    shop: { id: 'acme', name: 'Acme' },
    key: { scopes: ['read', 'write'], isTest: false },
  });
  const secret = await wismr('carrier', 'secret', 'acme', 'easypost', '--generate');
  const address = `webhook address: ${SITE}/webhooks/carriers/easypost/acme`;
  const [, generated] = secret.output.match(/^secret: (\S{43})$/m) ?? [];
  expect(secret).toEqual({ code: 0, output: `${address}\nsecret: ${generated}` });
  expect(await secretsOf('acme', 'easypost')).toEqual([generated]);
});

test('a secret from a file stays valid beside the next one during a rotation', async () => {
  await wismr('shop', 'create', 'turns');
  const file = join(built, 'secret.txt');
  await writeFile(file, 'the-first-secret-of-easypost\n');
  await wismr('carrier', 'secret', 'turns', 'easypost', '--file', file);
  expect(await secretsOf('turns', 'easypost')).toEqual(['the-first-secret-of-easypost']);
  await wismr('carrier', 'secret', 'turns', 'easypost', '--generate', '--keep-old');
  const [made, old] = await secretsOf('turns', 'easypost');
  expect([made?.length, old]).toEqual([43, 'the-first-secret-of-easypost']);
  const [row] = await sql`select secrets from carrier_account where shop_id = 'turns'`;
  expect(JSON.stringify(row)).not.toContain(made);
  await wismr('carrier', 'secret', 'turns', 'easypost', '--file', file);
  expect(await secretsOf('turns', 'easypost')).toEqual(['the-first-secret-of-easypost']);
});

test.each([
  [['easypost', 'a-secret-as-an-argument'], '', 'does not belong on the command line'],
  [['easypost'], '', 'the secret is empty'],
  [['easypost'], ' \n', 'the secret is empty'],
  [['easypost'], 'x'.repeat(15), 'has 15 visible characters, and signatures of easypost need'],
  [['sendle'], 'x'.repeat(31), 'has 31 visible characters, and webhooks of sendle need at lea'],
  [['easypost'], '\u200b'.repeat(16), 'the secret is empty'],
  [['easypost'], `${'x'.repeat(15)}${' \u2060\u3164'.repeat(9)}`, 'has 15 visible characters'],
  [['gls'], 'x'.repeat(40), 'GLS sends no webhooks'],
])(
  'carrier secret %j with the input %j is refused, and nothing is stored',
  async (args, ...rest) => {
    const [input, reason] = rest;
    const { code, output } = await wismrWith(input, 'carrier', 'secret', 'acme', ...args);
    expect([code, output]).toEqual([2, expect.stringContaining(reason)]);
    expect(output).not.toContain('a-secret-as');
    expect(await secretsOf('acme', args[0] ?? '')).not.toContain(input.trim());
  },
);

test('without CREDENTIALS_KEY, secrets and credentials are refused with how to make a key', async () => {
  await wismr('shop', 'create', 'keyless');
  const file = join(built, 'fedex.json');
  await writeFile(file, JSON.stringify({ clientId: 'an-id', clientSecret: 'a-secret' }));
  for (const args of [
    ['carrier', 'secret', 'keyless', 'easypost', '--generate'],
    ['carrier', 'account', 'keyless', 'fedex', '--credentials', `@${file}`],
    ['secrets', 'reencrypt'],
  ]) {
    const { code, output } = await run(args, { env: { CREDENTIALS_KEY: '' } });
    expect([code, output]).toEqual([1, expect.stringContaining('openssl rand -base64 32')]);
  }
  expect(await sql`select from carrier_account where shop_id = 'keyless'`).toHaveLength(0);
});

test('after secrets reencrypt, the new key alone reads every secret', async () => {
  await wismr('shop', 'create', 'rekeyed');
  await wismrWith('a-secret-of-easypost', 'carrier', 'secret', 'rekeyed', 'easypost');
  const credentials = '{"clientId":"an-id","clientSecret":"a-secret"}';
  await wismrWith(credentials, 'carrier', 'account', 'rekeyed', 'ups', '--credentials', '@-');
  const newer = Buffer.alloc(32, 9);
  const both = [newer, KEY].map((key) => key.toString('base64')).join(',');
  const { code, output } = await run(['secrets', 'reencrypt'], { env: { CREDENTIALS_KEY: both } });
  expect([code, output]).toEqual([0, expect.stringMatching(/^\d+ of \d+ carrier accounts had/)]);
  const encryption = createEncryption([newer]);
  const ref = { shopId: 'rekeyed' as ShopId };
  const secrets = await readWebhookSecrets(sql, { ...ref, carrier: 'easypost' }, encryption);
  expect(secrets).toEqual(['a-secret-of-easypost']);
  const account = await readPollAccount(sql, { ...ref, carrier: 'ups' }, encryption);
  expect(account?.credentials).toEqual(JSON.parse(credentials));
  // Back, for the other tests.
  const back = [KEY, newer].map((key) => key.toString('base64')).join(',');
  await run(['secrets', 'reencrypt'], { env: { CREDENTIALS_KEY: back } });
});

test('if a key is missing, secrets reencrypt changes nothing and names whose it is', async () => {
  await wismr('shop', 'create', 'lost');
  await wismr('carrier', 'secret', 'lost', 'easypost', '--generate');
  const stranger = Buffer.alloc(32, 8).toString('base64');
  const env = { CREDENTIALS_KEY: stranger };
  const { code, output } = await run(['secrets', 'reencrypt'], { env });
  expect([code, output]).toEqual([1, expect.stringMatching(/encrypted the (webhook|cred).* of /)]);
  expect(await secretsOf('lost', 'easypost')).toHaveLength(1);
});

test('the database takes no secret that is not encrypted, or empty', async () => {
  const encryption = createEncryption([KEY]);
  for (const secret of ['', 'a-plain-secret-of-32-characters', encryption.encrypt('', 'any')]) {
    const write = async () =>
      sql`update carrier_account set secrets = ${[secret]} where shop_id = 'acme'`;
    await expect(write()).rejects.toThrow('carrier_account_secrets_check');
  }
  const plain = async () => sql`update carrier_account set credentials = '{"plain":{}}'`;
  await expect(plain()).rejects.toThrow('carrier_account_credentials_check');
});

test('shop create changes the given details of an existing shop, and prints them', async () => {
  const details = ['--name', 'Bay', '--time-zone', 'Europe/Berlin', '--country', 'DE'];
  await wismr('shop', 'create', 'bay', ...details);
  const changed = await wismr('shop', 'create', 'bay', '--brand', 'alder-and-finch');
  expect(changed.output).toBe('changed shop bay\n  brand: default → alder-and-finch');
  const facts = { name: 'Bay', timeZone: 'Europe/Berlin', country: 'DE' };
  expect(await findShop(sql, 'bay')).toMatchObject({ ...facts, brand: 'alder-and-finch' });
  const again = await wismr('shop', 'create', 'bay', '--country', 'DE');
  expect(again.output).toBe('shop bay already has these details');
});

test('shop list and key list print shops and keys, and the API refuses a revoked key', async () => {
  await wismr('shop', 'create', 'cove', '--name', 'Cove', '--country', 'US');
  expect((await wismr('shop', 'list')).output).toMatch(/^cove +Cove +default +en +UTC +US$/m);
  const { output: key } = await wismr('key', 'create', 'cove', '--name', 'platform');
  const spare = ['--name', 'spare', '--scopes', 'read', '--expires', '90d', '--test'];
  await wismr('key', 'create', 'cove', ...spare);
  const revoked = await wismr('key', 'revoke', 'cove', 'platform');
  expect(revoked.output).toMatch(/^revoked key platform \([0-9a-f-]{36}\) of cove$/);
  expect(await checkApiKey(sql, key)).toEqual({ ok: false, reason: 'revoked' });
  const { output } = await wismr('key', 'list', 'cove');
  expect(output).toMatch(/^platform +[0-9a-f-]{36} +live +read,write +\S+Z +- +- +\S+Z$/m);
  expect(output).toMatch(/^spare +[0-9a-f-]{36} +test +read +\S+Z +\S+Z +- +-$/m);
  expect(output).not.toContain(key.slice('wismr_'.length));
  expect((await wismr('key', 'revoke', 'cove', 'platform')).code).toBe(2);
});

test('if two keys have one name, an operator can revoke each only by its id', async () => {
  await wismr('shop', 'create', 'dune');
  await wismr('key', 'create', 'dune');
  await wismr('key', 'create', 'dune');
  const [first] = await listApiKeys(sql, 'dune' as ShopId);
  const refused = await wismr('key', 'revoke', 'dune', 'cli');
  expect([refused.code, refused.output]).toEqual([2, expect.stringContaining(`${first?.id}`)]);
  expect((await wismr('key', 'revoke', 'dune', `${first?.id}`)).code).toBe(0);
});

test('an operator starts to poll a carrier, and stops without losing the credentials', async () => {
  await wismr('shop', 'create', 'asks');
  const credentials = JSON.stringify({ clientId: 'an-id', clientSecret: 'a-secret' });
  const args = ['carrier', 'account', 'asks', 'ups', '--credentials'];
  const shown = await wismr(...args, credentials);
  expect([shown.code, shown.output]).toEqual([2, expect.stringContaining('the command line')]);
  const on = await wismrWith(credentials, ...args, '@-');
  expect(on.output).toContain('polling of ups is on, for parcels of ups');
  const off = await wismr('carrier', 'account', 'asks', 'ups', '--poll', 'off', '--test');
  expect(off).toEqual({ code: 0, output: 'polling of ups is off' });
  const ref = { shopId: 'asks' as ShopId, carrier: 'ups' };
  const account = await readPollAccount(sql, ref, createEncryption([KEY]));
  expect(account).toMatchObject({
    enabled: false,
    credentials: { clientId: 'an-id', clientSecret: 'a-secret' },
    settings: { baseUrl: 'https://wwwcie.ups.com' },
  });
});

test.each([
  [['fedex'], 'the credentials of fedex lack clientId, clientSecret'],
  [['ups', '--credentials', '@-'], 'ups has no credential "apiKey"'],
  [['easypost', '--credentials', '@-'], 'give --carriers'],
  [['gls'], '"gls" cannot be polled; these can: easypost, fedex'],
  [
    ['easypost', '--carriers', 'upz'],
    '--carriers: the carrier directory has no "upz"; did you mean "',
  ],
  [['ups', '--requests-per-minute', 'many'], '--requests-per-minute'],
])('carrier account %j is refused with a reason', async (args, reason) => {
  const [carrier = '', ...options] = args;
  const given = ['carrier', 'account', 'asks', carrier, ...options];
  const { code, output } = await wismrWith('{"apiKey":"x"}', ...given);
  expect([code, output]).toEqual([2, expect.stringContaining(reason)]);
});

test.each([
  [['shop', 'create', 'Not An Id'], 'is not a shop id'],
  [['shop', 'create', 'acme', '--time-zone', 'Mars'], 'is not a time zone'],
  [['shop', 'create', 'acme', '--locale', 'german'], 'is not a language'],
  [['shop', 'create', 'acme', '--country', 'Germany'], 'is not a country'],
  [['shop', 'create', 'acme', '--name', '\u200b'], 'must have 1 to 200 characters'],
  [['key', 'create', 'nobody'], 'there is no shop "nobody"'],
  [['carrier', 'secret', 'nobody', 'easypost'], 'there is no shop "nobody"'],
  [['dance'], 'there is no command "dance"'],
  [['key', 'create', 'acme', '--scopes', 'write,all'], '"all" is no scope'],
  [['key', 'create', 'acme', '--expires', 'soon'], 'no number of days such as 90d'],
  [['key', 'create', 'acme', '--test', '--scopes', 'admin'], 'cannot have the scope admin'],
  [['key', 'create', 'acme', '--name', '\u202e'], 'the name of a key must have 1 to 200'],
  [['key', 'create', 'acme', '--name', '\u3164'], 'the name of a key must have 1 to 200'],
  [['key', 'create', 'acme', '--name', 'x'.repeat(201)], 'the name of a key must have 1 to 200'],
  [
    ['shop', 'test-recipients', 'acme', '--add', 'a\u202ea@acme.example'],
    'has characters that nobody can see',
  ],
  [['shop', 'test-recipients', 'acme', '--add', 'nobody'], 'neither an email address nor'],
])('%s is refused with a reason', async (args, reason) => {
  const { code, output } = await wismr(...args);
  expect([code, output]).toEqual([2, expect.stringContaining(reason)]);
});

test('suppression lift lets an address that bounced receive emails again', async () => {
  await wismr('shop', 'create', 'fixed', '--name', 'Fixed');
  const shopId = 'fixed' as ShopId;
  const bounced = { channel: 'email', address: 'ada@shop.example' } as const;
  await insertSuppression({ sql, keys }, shopId, { ...bounced, reason: 'bounced', source: 'test' });
  const stopped = { channel: 'sms', address: '+15005550101' } as const;
  await insertSuppression({ sql, keys }, shopId, {
    ...stopped,
    reason: 'opted_out',
    source: 'test',
  });
  const lift = (address: string) => wismr('suppression', 'lift', 'fixed', address);
  expect(await lift('Ada@Shop.example')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^lifted \(bounced\)/),
  });
  expect((await lift('ada@shop.example')).output).toBe('fixed does not suppress this address');
  expect(await lift('+15005550101')).toMatchObject({
    code: 1,
    output: expect.stringContaining('only a reply with START'),
  });
});
