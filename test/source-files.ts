/** The files of the repository, as the tests of its style read them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const SKIPPED = new Set(['node_modules', '.git', '.wismr', 'dist', 'coverage']);

/** Every file, relative to the root, with `/`. */
export const files: readonly string[] = listFiles('');
export const sources = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path));

function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

const texts = new Map<string, string>();

export function read(path: string): string {
  const known = texts.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(join(ROOT, path), 'utf8');
  texts.set(path, text);
  return text;
}

export interface Import {
  /** The imported file, relative to the root. */
  readonly target: string;
  /** True for `import type` and `export type`. */
  readonly isType: boolean;
}

/** The files of the repository that a source file imports; packages are left out. */
export function importsOf(path: string): readonly Import[] {
  const found = read(path).matchAll(
    /^(?:import|export)( type)?[^;']*?from '(\.[^']+)'|^import '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm,
  );
  return [...found].map(([, type, from, bare, dynamic]) => ({
    target: relative(ROOT, join(ROOT, path, '..', from ?? bare ?? dynamic ?? '')),
    isType: type !== undefined,
  }));
}
