import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { runToEnd } from '../../dev/stack/process.ts';
import type { ShopId } from '../../domain/ids.ts';
import { findCarrierSecrets } from '../../views/carrier.ts';
import { readPollAccount } from '../../views/poll-account.ts';
import { findShopByKey } from '../../views/shop.ts';
import { createDatabase } from '../database.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { sql, url } = await createDatabase();

/** `npm run wismr -- …`. */
function wismr(...args: readonly string[]) {
  return runToEnd({
    command: process.execPath,
    args: ['--import', 'tsx', 'cli/wismr.ts', ...args],
    cwd: ROOT,
    env: { ...readEnvironment(), DATABASE_URL: url },
    timeoutMs: 30_000,
  });
}

test('an operator makes a shop, its key and its secrets by three commands', async () => {
  const made = await wismr('shop', 'create', 'acme', '--name', 'Acme', '--country', 'DE');
  expect([made.code, made.output]).toEqual([0, expect.stringContaining('shop acme is there')]);
  const key = await wismr('key', 'create', 'acme');
  expect(await findShopByKey(sql, key.output)).toMatchObject({ id: 'acme', name: 'Acme' });
  const secret = await wismr('carrier', 'secret', 'acme', 'easypost', 'new', 'old');
  expect(secret).toEqual({ code: 0, output: 'webhooks go to /webhooks/carriers/easypost/acme' });
  expect(await findCarrierSecrets(sql, 'acme' as ShopId, 'easypost')).toEqual(['new', 'old']);
});

test('an operator lets a carrier be asked, and stops it without losing the credentials', async () => {
  await wismr('shop', 'create', 'asks');
  const credentials = JSON.stringify({ clientId: 'an-id', clientSecret: 'a-secret' });
  const on = await wismr('carrier', 'account', 'asks', 'ups', '--credentials', credentials);
  expect(on.output).toContain('ups is asked about parcels of ups');
  expect(on.output).toContain('CREDENTIALS_KEY is not set');
  const off = await wismr('carrier', 'account', 'asks', 'ups', '--poll', 'off', '--test');
  expect(off).toEqual({ code: 0, output: 'ups is not asked' });
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
  [['gls'], '"gls" cannot be asked; these can: ups, fedex'],
  [['ups', '--requests-per-minute', 'many'], '--requests-per-minute'],
])('asking by %j is refused with a reason', async (args, reason) => {
  const [carrier = '', ...options] = args;
  const { code, output } = await wismr('carrier', 'account', 'asks', carrier, ...options);
  expect([code, output]).toEqual([2, expect.stringContaining(reason)]);
});

test.each([
  [['shop', 'create', 'Not An Id'], 'is no shop id'],
  [['shop', 'create', 'acme', '--time-zone', 'Mars'], 'is no time zone'],
  [['key', 'create', 'nobody'], 'there is no shop "nobody"'],
  [['carrier', 'secret', 'nobody', 'easypost', 'x'], 'there is no shop "nobody"'],
  [['dance'], 'usage: npm run wismr'],
])('%s is refused with a reason', async (args, reason) => {
  const { code, output } = await wismr(...args);
  expect([code, output]).toEqual([2, expect.stringContaining(reason)]);
});
