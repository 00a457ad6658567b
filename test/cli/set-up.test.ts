/** Runs the npm scripts in a folder without a `.env`, and with one. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type Environment, readEnvironment } from '../../config.ts';
import { runToEnd } from '../../dev/stack/process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'wismr-set-up-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An address where no Postgres listens. */
const NOBODY = 'postgres://wismr:secret-word@127.0.0.1:1/shops';

/** Runs the command of an npm script from package.json in another working folder. */
async function runScript(name: string, args: readonly string[], env: Environment = {}) {
  const [, ...words] = String(scripts[name]).split(' ');
  const { DATABASE_URL: _, ...inherited } = readEnvironment();
  const { code, output } = await runToEnd({
    command: process.execPath,
    args: [...words.map(fromRoot), ...args],
    cwd: folder,
    env: { ...inherited, ...env },
    timeoutMs: 50_000,
  });
  const lines = output.split('\n').filter((line) => !line.includes('.env not found'));
  return { code, lines };
}

function fromRoot(word: string): string {
  if (word === 'tsx') return import.meta.resolve('tsx');
  return word.endsWith('.ts') ? join(ROOT, word) : word;
}

const programs: readonly [string, readonly string[]][] = [
  ['api', []],
  ['worker', []],
  ['wismr', ['shop', 'list']],
];

test.each(programs)('%s without settings says in one line what to do', async (name, args) => {
  rmSync(join(folder, '.env'), { force: true });
  expect(await runScript(name, args)).toEqual({
    code: name === 'wismr' ? 2 : 1,
    lines: [
      'DATABASE_URL is not set: copy .env.example to .env and fill it in, or paste the line that the demo prints',
    ],
  });
});

test.each(programs)('%s reads .env, and says that Postgres does not answer', async (name, args) => {
  writeFileSync(join(folder, '.env'), `DATABASE_URL=${NOBODY}\n`);
  const { code, lines } = await runScript(name, args);
  expect([code, lines]).toEqual([
    1,
    [
      'Postgres does not answer at 127.0.0.1:1/shops (ECONNREFUSED): start it, or correct DATABASE_URL',
    ],
  ]);
});

test('an environment variable takes precedence over .env', async () => {
  writeFileSync(join(folder, '.env'), `DATABASE_URL=${NOBODY}\n`);
  const env = { DATABASE_URL: NOBODY.replace('/shops', '/others') };
  expect((await runScript('wismr', ['shop', 'list'], env)).lines[0]).toContain('/others');
});

test('an error names a wrong setting in one line', async () => {
  writeFileSync(join(folder, '.env'), 'DATABASE_URL=mysql://localhost/x\n');
  const { lines } = await runScript('api', []);
  expect(lines).toEqual([
    'DATABASE_URL must be a URL such as postgres://user:password@host:5432/database',
  ]);
});
