/** Checks that the registry, the adapters' folder, their tests and the directory agree. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findCarrier, isInDirectory } from '../../carriers/directory.ts';
import { CARRIERS, findAdapter, listAdapters } from '../../carriers/index.ts';

const ADAPTERS = fileURLToPath(new URL('../../carriers/adapters/', import.meta.url));
const TESTS = fileURLToPath(new URL('adapters/', import.meta.url));
const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

const entries = readdirSync(ADAPTERS).map((entry) => entry.replace(/\.ts$/, ''));

test('carriers/adapters/ has one entry for each id in carriers/index.ts, and nothing else', () => {
  expect(entries.sort()).toEqual([...CARRIERS].sort());
  expect(new Set(CARRIERS).size).toBe(CARRIERS.length);
});

test('test/carriers/adapters/ has one test for each entry, and nothing else', () => {
  const tests = readdirSync(TESTS).map((file) => file.replace(/\.test\.ts$/, ''));
  expect(tests.sort()).toEqual([...CARRIERS].sort());
});

describe.each(listAdapters())('$id', (adapter) => {
  const { id } = adapter;

  test('is exported under its id from the file with its id', async () => {
    const folder = `${ADAPTERS}${id}/${id}.ts`;
    const file = existsSync(folder) ? folder : `${ADAPTERS}${id}.ts`;
    const module: Readonly<Record<string, unknown>> = await import(file);
    expect(module[/^\d/.test(id) ? `_${id}` : id]).toBe(adapter);
    expect(findAdapter(id)).toBe(adapter);
  });

  test('has an id for URLs, and a row in carriers/directory.json if it is a carrier', () => {
    expect(id).toMatch(/^[a-z0-9_]+$/);
    if (adapter.kind === 'carrier') expect(isInDirectory(id)).toBe(true);
  });

  test('has a row in docs/carriers.md, and in docs/polling.md if it is polled', () => {
    expect(readFileSync(`${DOCS}carriers.md`, 'utf8')).toContain(`| \`${id}\` |`);
    if (adapter.poll) expect(readFileSync(`${DOCS}polling.md`, 'utf8')).toMatch(`| \`${id}\``);
  });

  test('shares its codes only with carriers of the directory that have no adapter', () => {
    for (const shared of adapter.sharedWith ?? []) {
      expect(findCarrier(shared).id).toBe(shared);
      expect(findAdapter(shared)).toBeNull();
    }
  });
});

test('an unknown name finds no adapter', () => {
  expect(findAdapter('constructor')).toBeNull();
  expect(findAdapter('')).toBeNull();
});
