/** Texts of 100 KB in any field of any body: what is read of them stays small. */

import { describe, expect, test } from 'vitest';
import { listAdapters } from '../../carriers/index.ts';
import { readSafely } from '../../carriers/parse.ts';
import { type Document, readDocument } from '../../carriers/reading/document.ts';
import { bodiesIn } from '../../cli/carriers.ts';
import { CORPUS, readPayload } from './corpus.ts';
import { SEEDS } from './seeds.ts';

const LONG = 'x'.repeat(100_000);
const FIELDS_MAX = 80;
/** Of all that one field can become: a description, a place and a code in each of several scans. */
const BYTES_MAX = 15_000;

const documents = (CORPUS ? bodiesIn(CORPUS).filter((file) => file.includes('/')) : [])
  .map((file) => readPayload(CORPUS ?? '', file))
  .concat(SEEDS)
  .map(readDocument)
  .filter((each): each is Document => 'root' in each);

/** Paths to the texts of a tree. */
function listTexts(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => listTexts(each, [...path, key]));
}

function lengthen(root: unknown, path: readonly string[]): unknown {
  const copy: unknown = structuredClone(root);
  let parent = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  parent[last] = `${String(parent[last])}${LONG}`;
  return copy;
}

describe.each(listAdapters())('$id', (adapter) => {
  const own = documents.filter((each) => adapter.recognises(each)).slice(0, 3);

  test('what is read of a long text is short', () => {
    for (const document of own) {
      const before = JSON.stringify(readSafely(adapter, document, null)).length;
      for (const path of listTexts(document.root).slice(0, FIELDS_MAX)) {
        const changed = { ...document, root: lengthen(document.root, path) };
        const { length } = JSON.stringify(readSafely(adapter, changed, null));
        expect(length, path.join('.')).toBeLessThan(before + BYTES_MAX);
      }
    }
  });
});
