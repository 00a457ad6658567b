import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { buildPrograms, ROOT } from '../../dev/build/build.ts';
import { runToEnd } from '../../dev/stack/process.ts';
import { startProcesses } from '../processes.ts';

const built = join(ROOT, '.wismr', `test-build-${process.pid}`);
afterAll(() => rm(built, { recursive: true, force: true }));
await buildPrograms(built);
const { apiUrl, sandbox, begin } = await startProcesses(inject('temporalAddress'), { built });

test('the built API and worker start, serve their pages, and send messages', async () => {
  await begin();
  await expect.poll(() => sandbox.ledger.size, { timeout: 150_000 }).toBeGreaterThan(0);
  // Files of packages, and those next to the sources.
  const reference = await fetch(`${apiUrl}/reference`);
  expect(reference.status).toBe(200);
  expect(await reference.text()).toContain('swagger');
}, 180_000);

test('the built command line knows its version and its commands', async () => {
  const run = (...args: readonly string[]) =>
    runToEnd({
      command: process.execPath,
      args: [join(built, 'wismr.js'), ...args],
      env: readEnvironment(),
      timeoutMs: 150_000,
    });
  expect(await run('--version')).toEqual({ code: 0, output: '0.1.0' });
  expect((await run('parse', '--help')).output).toContain('parse <carrier> <file>');
}, 180_000);
