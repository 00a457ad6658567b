/** The structure as a test: imports point one way, files stay small, nothing is left over. */

import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { files, importsOf, ROOT, read, sources } from './source-files.ts';

const LINES_MAX = 300;

/**
 * What each folder may import, besides itself. `types`: by `import type` only. A folder that is not
 * named here may not exist, but for those of OUTER. docs/architecture.md draws the same arrows.
 */
const ARROWS: Readonly<Record<string, { values: readonly string[]; types?: readonly string[] }>> = {
  domain: { values: [] },
  carriers: { values: ['domain'] },
  channels: { values: ['domain'] },
  templates: { values: ['domain'] },
  db: { values: ['domain'] },
  views: { values: ['domain', 'db', 'carriers', 'channels', 'templates'] },
  commands: { values: ['domain', 'db', 'carriers', 'channels', 'templates', 'views'] },
  workflows: { values: ['domain'] },
  activities: {
    values: ['domain', 'db', 'carriers', 'channels', 'templates', 'commands', 'views'],
    types: ['workflows'],
  },
  worker: {
    values: ['domain', 'db', 'commands', 'views', 'activities', 'workflows'],
  },
  // Of db, the edges know the type of the connection that they pass on.
  api: { values: ['domain', 'commands', 'views', 'carriers', 'templates'], types: ['db'] },
  web: { values: ['domain', 'commands', 'views', 'carriers', 'templates'], types: ['db'] },
  cli: { values: ['domain', 'commands', 'views', 'carriers', 'templates'], types: ['db'] },
};

/** May import anything; nothing imports them. */
const OUTER = ['dev', 'bench', 'test'];

/**
 * The only places that wire: they may import everything, and they alone read the configuration.
 * `api/app.ts` mounts the routes of api/ and web/.
 */
const WIRING = [
  'api/main.ts',
  'api/app.ts',
  'worker/main.ts',
  'worker/connect-temporal.ts',
  'cli/wismr.ts',
];

/** Look at each: what a caller sends must not become a pattern. */
const PATTERNS_OF_CONSTANTS = [
  'activities/links-in-text.ts',
  'carriers/adapters/usps/prose.ts',
  'carriers/number-formats/usps.ts',
  'domain/clean-text.ts',
  'domain/opt-out.ts',
];

/** The rooms of the domain, each above those that follow. The files at its root come first. */
const DOMAIN = ['', 'policy', 'parcel', 'journey', 'order', 'return', 'journeys.ts'] as const;
/** Siblings: neither knows the other. */
const APART: readonly (readonly [string, string])[] = [
  ['order', 'return'],
  ['return', 'order'],
];

const BANNED = /(^|[-./])(util|utils|helper|helpers|common|manager|service)s?([-./]|$)/;
const BANNED_CLASS = /class \w*(Util|Helper|Common|Manager|Service)\b/;

describe('imports', () => {
  test.each(Object.entries(ARROWS))('%s imports only what it may', (folder, arrows) => {
    const { values, types = [] } = arrows;
    const wrong = filesOf(folder)
      .filter((path) => !WIRING.includes(path))
      .flatMap((path) =>
        importsOf(path)
          .filter(({ target, isType }) => {
            const to = folderOf(target);
            if (to === 'config.ts') return !isType;
            return ![folder, ...values, ...(isType ? types : [])].includes(to);
          })
          .map(({ target }) => `${path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('every folder with source files has its arrows', () => {
    const folders = new Set(sources.filter((path) => path.includes('/')).map(folderOf));
    const known = [...Object.keys(ARROWS), ...OUTER];
    expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
  });

  test('nothing imports dev, bench or test, nor a file that wires', () => {
    const wrong = sources
      .filter((path) => !OUTER.includes(folderOf(path)))
      .flatMap((path) =>
        importsOf(path)
          .filter(({ target }) => OUTER.includes(folderOf(target)) || /\/main\.ts$/.test(target))
          .map(({ target }) => `${path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('inside the domain, imports point upwards', () => {
    const wrong = filesOf('domain').flatMap((path) =>
      importsOf(path)
        .filter(({ target }) => {
          const [from, to] = [roomOf(path), roomOf(target)];
          const isApart = APART.some(([a, b]) => a === from && b === to);
          return isApart || DOMAIN.indexOf(to) > DOMAIN.indexOf(from);
        })
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
    expect(filesOf('domain').filter((path) => DOMAIN.indexOf(roomOf(path)) < 0)).toEqual([]);
  });

  test('no file imports itself by way of others, by types alone included', () => {
    expect(cyclesAmong(sources)).toEqual([]);
  });

  test('the picture in docs/architecture.md has these arrows and no others', () => {
    const drawn = [...read('docs/architecture.md').matchAll(/^\| `(\w+)\/` +\| ([^|]*)\|/gm)].map(
      ([, folder = '', list = '']) => {
        const names = [...list.matchAll(/`(\w+)\/`( \(types\))?/g)];
        return [folder, names.map(([, name, types]) => `${name}${types ?? ''}`).sort()];
      },
    );
    const enforced = Object.entries(ARROWS).map(([folder, { values, types = [] }]) => [
      folder,
      [...values, ...types.map((name) => `${name} (types)`)].sort(),
    ]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(enforced));
  });
});

describe('files', () => {
  test(`no file is longer than ${LINES_MAX} lines`, () => {
    const long = sources.filter((path) => read(path).split('\n').length - 1 > LINES_MAX);
    expect(long).toEqual([]);
  });

  test('the environment is read in config.ts alone', () => {
    const readsIt = (path: string) => /process\.env/.test(read(path));
    const wrong = sources.filter((path) => folderOf(path) !== 'test' && readsIt(path));
    expect(wrong.filter((path) => !['config.ts', 'dev/setup.mjs'].includes(path))).toEqual([]);
  });

  test('the domain has no clock, no randomness and no I/O', () => {
    const impure =
      /Date\.now|new Date\(\)|Math\.random|performance\.|from 'node:|from 'zod|@temporalio|TZDate|extends Date/;
    expect(filesOf('domain').filter((path) => impure.test(read(path)))).toEqual([]);
  });

  test('workflows import neither Node.js nor zod', () => {
    expect(filesOf('workflows').filter((path) => /from '(node:|zod)/.test(read(path)))).toEqual([]);
  });

  test('no file and no class has a name that says nothing', () => {
    const wrong = sources.filter((path) => BANNED.test(path) || BANNED_CLASS.test(read(path)));
    expect(wrong).toEqual([]);
  });

  test('only constants become regular expressions', () => {
    const inner = new Set(['test', 'dev', 'bench']);
    const made = sources.filter(
      (path) => !inner.has(folderOf(path)) && /\bRegExp\(/.test(read(path)),
    );
    expect(made.sort()).toEqual(PATTERNS_OF_CONSTANTS);
  });

  test('nothing is left for later, switched off or loosened', () => {
    const marks = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'biome-' + 'ignore', '@ts-' + 'ignore'].join('|'),
    );
    expect(sources.filter((path) => marks.test(read(path)))).toEqual([]);
  });

  test('no literal is spread into a literal', () => {
    const wrong = sources.filter((path) => /\.\.\.(\{ \w|\[['"][^\]]*\](?!\.))/.test(read(path)));
    expect(wrong.filter((path) => path !== 'test/tidy.test.ts')).toEqual([]);
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
});

function filesOf(folder: string): readonly string[] {
  return sources.filter((path) => path.startsWith(`${folder}/`));
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** The room of the domain that a file is in: a folder, `journeys.ts`, or the root. */
function roomOf(path: string): (typeof DOMAIN)[number] {
  const [, name = '', inside] = path.split('/');
  const room = inside === undefined ? (name === 'journeys.ts' ? name : '') : name;
  return room as (typeof DOMAIN)[number];
}

/** Every cycle once, from its first file on. */
function cyclesAmong(paths: readonly string[]): readonly string[] {
  const done = new Set<string>();
  const found = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.add([...trail.slice(start), path].join(' → '));
      return;
    }
    if (done.has(path) || !paths.includes(path)) return;
    for (const { target } of importsOf(path)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of paths) visit(path, []);
  return [...found];
}
