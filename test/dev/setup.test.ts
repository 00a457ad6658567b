import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isNewEnough, mustInstall, stampOf } from '../../dev/setup.mjs';

const linux = { platform: 'linux', arch: 'x64' };
const lock = JSON.stringify({
  packages: {
    '': { name: 'wismr', version: '0.1.0' },
    'node_modules/hono': { version: '4.13.19' },
    'node_modules/@esbuild/darwin-arm64': { version: '0.27.0', optional: true },
  },
});
const installed = JSON.stringify({ packages: { 'node_modules/hono': { version: '4.13.19' } } });
const older = JSON.stringify({ packages: { 'node_modules/hono': { version: '4.13.18' } } });
const wanted = stampOf({ lock, ...linux });
const ofAnotherLock = stampOf({ lock: '{}', ...linux });
const ofAnotherMachine = stampOf({ lock, platform: 'darwin', arch: 'arm64' });

test.each([
  ['in a fresh clone, npm runs', { stamp: null, installed: null }, true],
  ['after an earlier run, npm does not run', { stamp: wanted, installed }, false],
  ['after an install by hand, npm does not run', { stamp: null, installed }, false],
  ['packages for other machines may be missing', { stamp: ofAnotherLock, installed }, false],
  ['a package of an older version is replaced', { stamp: ofAnotherLock, installed: older }, true],
  ['a new package is added', { stamp: null, installed: '{"packages":{}}' }, true],
  ['a folder from another machine is replaced', { stamp: ofAnotherMachine, installed }, true],
  ['an emptied folder is filled again', { stamp: wanted, installed: null }, true],
])('%s', (_, given, expected) => {
  expect(mustInstall({ wanted, lock, ...given })).toBe(expected);
});

test.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.0.0', true],
  ['24.21.0', true],
])('Node.js %s is new enough to install with: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test('npm scripts use the Node.js that setup.mjs has just installed', () => {
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { scripts: Readonly<Record<string, string>> };
  const after = Object.values(scripts).flatMap((line) => line.split('setup.mjs && ').slice(1));
  expect(after.length).toBeGreaterThan(1);
  // A shell remembers where it found `node` before; `env` looks again.
  for (const command of after) expect(command).toMatch(/^(env [\w=]+|npm|vitest) /);
});
