import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { loadServerKeys } from '../../db/server-keys.ts';
import { insertSuppression } from '../../db/suppressions.ts';
import { buildPrograms, ROOT } from '../../dev/build/build.ts';
import { runToEnd } from '../../dev/stack/process.ts';
import type { ShopId } from '../../domain/ids.ts';
import { findCarrierSecrets } from '../../views/carrier.ts';
import { readPollAccount } from '../../views/poll-account.ts';
import { findShop, findShopByKey, listApiKeys } from '../../views/shop.ts';
import { createDatabase } from '../database.ts';

// Each command is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 300_000 });

// The built program starts twice as fast as its sources.
const built = join(ROOT, '.wismr', `cli-${process.pid}`);
await buildPrograms(built);
afterAll(() => rm(built, { recursive: true, force: true }));

const { sql, url } = await createDatabase();
const keys = await loadServerKeys(sql, []);

/** `npm run wismr -- …`. */
function wismr(...args: readonly string[]) {
  return runToEnd({
    command: process.execPath,
    args: ['--enable-source-maps', join(built, 'wismr.js'), ...args],
    cwd: ROOT,
    env: { ...readEnvironment(), DATABASE_URL: url },
    timeoutMs: 30_000,
  });
}

test('an operator creates a shop, its key and its secrets with three commands', async () => {
  const made = await wismr('shop', 'create', 'acme', '--name', 'Acme', '--country', 'DE');
  expect([made.code, made.output]).toEqual([0, expect.stringContaining('created shop acme')]);
  const key = await wismr('key', 'create', 'acme');
  expect(await findShopByKey(sql, key.output)).toMatchObject({ id: 'acme', name: 'Acme' });
  const secret = await wismr('carrier', 'secret', 'acme', 'easypost', 'new', 'old');
  expect(secret).toEqual({ code: 0, output: 'webhook address: /webhooks/carriers/easypost/acme' });
  expect(await findCarrierSecrets(sql, 'acme' as ShopId, 'easypost')).toEqual(['new', 'old']);
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
  await wismr('key', 'create', 'cove', '--name', 'spare');
  const revoked = await wismr('key', 'revoke', 'cove', 'platform');
  expect(revoked.output).toMatch(/^revoked key platform \([0-9a-f-]{36}\) of cove$/);
  expect(await findShopByKey(sql, key)).toBeNull();
  const { output } = await wismr('key', 'list', 'cove');
  expect(output).toMatch(/^platform +[0-9a-f-]{36} +\S+Z +\S+Z$/m);
  expect(output).toMatch(/^spare +[0-9a-f-]{36} +\S+Z +-$/m);
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
  const on = await wismr('carrier', 'account', 'asks', 'ups', '--credentials', credentials);
  expect(on.output).toContain('polling of ups is on, for parcels of ups');
  expect(on.output).toContain('CREDENTIALS_KEY is not set');
  const off = await wismr('carrier', 'account', 'asks', 'ups', '--poll', 'off', '--test');
  expect(off).toEqual({ code: 0, output: 'polling of ups is off' });
  const account = await readPollAccount(sql, { shopId: 'asks' as ShopId, carrier: 'ups' }, null);
  expect(account).toMatchObject({
    enabled: false,
    credentials: { clientId: 'an-id', clientSecret: 'a-secret' },
    settings: { baseUrl: 'https://wwwcie.ups.com' },
  });
});

test.each([
  [['fedex'], 'the credentials of fedex lack clientId, clientSecret'],
  [['ups', '--credentials', '{"key":"x"}'], 'ups has no credential "key"'],
  [['easypost', '--credentials', '{"apiKey":"x"}'], 'give --carriers'],
  [['gls'], '"gls" cannot be polled; these can: easypost, fedex'],
  [
    ['easypost', '--carriers', 'upz'],
    '--carriers: the carrier directory has no "upz"; did you mean "',
  ],
  [['ups', '--requests-per-minute', 'many'], '--requests-per-minute'],
])('carrier account %j is refused with a reason', async (args, reason) => {
  const [carrier = '', ...options] = args;
  const { code, output } = await wismr('carrier', 'account', 'asks', carrier, ...options);
  expect([code, output]).toEqual([2, expect.stringContaining(reason)]);
});

test.each([
  [['shop', 'create', 'Not An Id'], 'is not a shop id'],
  [['shop', 'create', 'acme', '--time-zone', 'Mars'], 'is not a time zone'],
  [['key', 'create', 'nobody'], 'there is no shop "nobody"'],
  [['carrier', 'secret', 'nobody', 'easypost', 'x'], 'there is no shop "nobody"'],
  [['dance'], 'there is no command "dance"'],
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
