import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Command } from '../../cli/command.ts';
import { policySet, policyShow } from '../../cli/policy.ts';
import { saveShop } from '../../commands/save-shop.ts';
import type { ShopId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';

const { sql } = await createDatabase();
const folder = await mkdtemp(join(tmpdir(), 'wismr-policy-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const facts = { name: 'Acme', brand: 'default', locale: 'en', timeZone: 'UTC', country: 'DE' };
await saveShop(sql, { id: 'acme' as ShopId, ...facts });

async function run(command: Command, args: readonly string[], options: object = {}) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const shared = {
    database: async () => sql,
    temporal: () => Promise.reject(new Error('no Temporal is needed')),
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  };
  const code = await command.run({ args, options: { ...options }, ...shared });
  return { code, text: lines.join('\n') };
}

async function aFile(policy: object): Promise<string> {
  const path = join(folder, 'policy.json');
  await writeFile(path, JSON.stringify(policy));
  return path;
}

test('policy set stores a file as a new version, and the same file only once', async () => {
  const policy = { expectations: { shipped: { within: '48h' } } };
  const file = await aFile(policy);
  expect(await run(policySet, ['acme', file])).toEqual({ code: 0, text: 'version 1 now applies' });
  expect((await run(policySet, ['acme', file])).text).toBe('unchanged: version 1 is the same');
  expect(JSON.parse((await run(policyShow, ['acme'])).text)).toEqual(policy);
  const whole = JSON.parse((await run(policyShow, ['acme'], { effective: true })).text);
  expect(whole).toMatchObject({ ...policy, calendar: { holidays: 'DE' }, grace: '3d' });
});

test('policy set refuses a wrong file and names every mistake in it', async () => {
  const file = await aFile({ together: 'soon', staff: { boss: [] } });
  const refused = run(policySet, ['acme', file]);
  await expect(refused).rejects.toThrow(
    /\/together: must be a duration.*\n\/staff\/boss: is not known/,
  );
  expect((await run(policyShow, ['nobody'])).code).toBe(2);
});
