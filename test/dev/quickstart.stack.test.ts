import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { type Environment, readEnvironment } from '../../config.ts';
import { type Exit, runToEnd, startChild } from '../../dev/stack/process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `npm run demo -- --once` with its own data, because another demo may be running. */
async function runDemo(more: Environment = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'wismr-demo-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  // Under root, PostgreSQL runs as another account, which must be able to enter.
  await chmod(dataDir, 0o755);
  const lines: string[] = [];
  let shops: Promise<Exit> | null = null;
  const { exited } = startChild({
    command: 'npm',
    args: ['run', 'demo', '--', '--once'],
    cwd: ROOT,
    env: { ...readEnvironment(), WISMR_DATA_DIR: dataDir, ...more },
    onLine: (line) => {
      lines.push(line);
      const [, databaseUrl] = line.match(/^ +export DATABASE_URL='(.+)'$/) ?? [];
      if (databaseUrl) shops = listShops(databaseUrl);
    },
  });
  const { code } = await exited;
  return { code, lines, shops: await (shops as Promise<Exit> | null) };
}

/** Runs a command as in another terminal, with the `export` line that the demo prints. */
function listShops(databaseUrl: string): Promise<Exit> {
  return runToEnd({
    command: 'npm',
    args: ['run', '--silent', 'wismr', '--', 'shop', 'list'],
    cwd: ROOT,
    env: { ...readEnvironment(), DATABASE_URL: databaseUrl },
    timeoutMs: 60_000,
  });
}

test('one command sets everything up and sends every message once', async () => {
  const { code, lines, shops } = await runDemo();
  expect([code, lines.join('\n')]).toEqual([0, expect.stringContaining('✓ every journey ended')]);
  expect(lines).toContain('✓ a simulation of their logs comes to the same decisions');
  expect(shops?.output).toMatch(/^demo-\w+ +Alder & Finch +alder-and-finch/m);
  const sent = lines.filter((line) => /^1003 .* email .* accepted$/.test(line));
  expect(sent.map((line) => line.match(/\w+(?= +(…\d+)? +email)/)?.[0])).toEqual([
    'order_confirmed',
    'shipped',
    'out_for_delivery',
    'delivered',
  ]);
}, 180_000);

test('without Temporal, the demo ends with the reason', async () => {
  const { code, lines } = await runDemo({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain('TEMPORAL_ADDRESS=127.0.0.1:1 does not answer');
}, 120_000);
