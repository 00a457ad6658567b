import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { findCarrierSecrets, findShopByKey } from '../../db/shops.ts';
import { runToEnd } from '../../dev/process.ts';
import type { ShopId } from '../../domain/ids.ts';
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
