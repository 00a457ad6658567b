/** The style as a test: imports point one way, files stay small, and nothing is left lying about. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LINES_MAX = 300;

/** Who may import whom; a folder may always import itself. `types` are `import type` only. */
const ARROWS: Readonly<Record<string, { values: readonly string[]; types: readonly string[] }>> = {
  domain: { values: [], types: [] },
  carriers: { values: ['domain'], types: [] },
  channels: { values: ['domain'], types: [] },
  templates: { values: ['domain'], types: [] },
  db: { values: ['domain'], types: [] },
  workflows: { values: ['domain'], types: ['activities'] },
  activities: {
    values: ['domain', 'carriers', 'channels', 'templates', 'db'],
    types: ['workflows'],
  },
  worker: {
    values: [
      'domain',
      'carriers',
      'channels',
      'templates',
      'db',
      'workflows',
      'activities',
      'config',
    ],
    types: [],
  },
  api: {
    values: ['domain', 'carriers', 'templates', 'db', 'config'],
    types: ['workflows'],
  },
};

/** Where wiring is done, and so where configuration may be read. */
const WIRING = ['worker/main.ts', 'worker/connect-temporal.ts', 'api/main.ts'];
const BANNED = /(^|[-./])(util|utils|helper|helpers|common|manager|service)s?([-./]|$)/;
const BANNED_CLASS = /class \w*(Util|Helper|Common|Manager|Service)\b/;

const files = listFiles(ROOT);
const sources = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path));

test.each(Object.keys(ARROWS))('%s imports only what it may', (folder) => {
  const { values = [], types = [] } = ARROWS[folder] ?? {};
  const wrong: string[] = [];
  for (const path of sources.filter((each) => each.startsWith(`${folder}/`))) {
    for (const { target, isType } of importsOf(path)) {
      const allowed = [folder, ...values, ...(isType ? types : [])];
      const wires = target !== 'config' || isType || WIRING.includes(path);
      if (!allowed.includes(target) || !wires) wrong.push(`${path} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('nothing imports dev, bench, cli or test but themselves', () => {
  const outer = ['dev', 'bench', 'cli', 'test'];
  const wrong = sources
    .filter((path) => !outer.some((folder) => path.startsWith(`${folder}/`)))
    .flatMap((path) => importsOf(path).filter(({ target }) => outer.includes(target)));
  expect(wrong).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = sources.filter((path) => read(path).split('\n').length - 1 > LINES_MAX);
  expect(long).toEqual([]);
});

test('the environment is read in config.ts alone', () => {
  const wrong = sources.filter(
    (path) => path !== 'config.ts' && !path.startsWith('test/') && /process\.env/.test(read(path)),
  );
  expect(wrong.filter((path) => path !== 'dev/setup.mjs')).toEqual([]);
});

test('the domain has no clock, no chance and no I/O', () => {
  const impure =
    /Date\.now|new Date\(\)|Math\.random|performance\.|from 'node:|from 'zod|@temporalio|TZDate|extends Date/;
  const wrong = sources.filter((path) => path.startsWith('domain/') && impure.test(read(path)));
  expect(wrong).toEqual([]);
});

test('no file and no class is named after nothing', () => {
  const wrong = sources.filter((path) => BANNED.test(path) || BANNED_CLASS.test(read(path)));
  expect(wrong).toEqual([]);
});

test('nothing is left for later, switched off or loosened', () => {
  const marks = new RegExp(
    ['TO' + 'DO', 'FIX' + 'ME', 'biome-' + 'ignore', '@ts-' + 'ignore'].join('|'),
  );
  const wrong = sources.filter((path) => marks.test(read(path)));
  expect(wrong).toEqual([]);
});

test('every relative link in the documentation leads somewhere', () => {
  const wrong: string[] = [];
  for (const path of files.filter((each) => each.endsWith('.md'))) {
    for (const [, link] of read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!link || /^[a-z]+:/.test(link)) continue;
      const target = relative(ROOT, join(ROOT, path, '..', link)).replace(/\/$/, '');
      const there = files.some((each) => each === target || each.startsWith(`${target}/`));
      if (!there) wrong.push(`${path} → ${link}`);
    }
  }
  expect(wrong).toEqual([]);
});

function listFiles(root: string): readonly string[] {
  const skipped = new Set(['node_modules', '.git', '.wismr', 'dist', 'coverage']);
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (skipped.has(entry.name)) return [];
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? walk(path) : [path];
    });
  return walk('');
}

function importsOf(path: string): readonly { target: string; isType: boolean }[] {
  const found = read(path).matchAll(
    /^(import|export)( type)?[^;']*?from '(\.[^']+)'|^import '(\.[^']+)'/gm,
  );
  return [...found].flatMap(([, , type, from, bare]) => {
    const target = relative(ROOT, join(ROOT, path, '..', from ?? bare ?? ''));
    const folder = target.includes('/') ? target.split('/')[0] : target.replace(/\.\w+$/, '');
    return folder === undefined ? [] : [{ target: folder, isType: type !== undefined }];
  });
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
