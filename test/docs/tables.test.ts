/** GitHub shows a table only if a blank line is before it and a row of dashes below its heading. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const PAGES = [
  ...readdirSync(ROOT),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true }).map((name) => join('docs', String(name))),
].filter((path) => path.endsWith('.md'));

const isRow = (line = '') => line.startsWith('|');
const isDashes = (line = '') => /^\|(?: ?:?-+:? ?\|)+$/.test(line);

/** Rows that GitHub shows as text, with their numbers. */
function brokenRows(text: string): readonly string[] {
  const lines = text
    .replaceAll(/```[\s\S]*?```/g, (code) => code.replaceAll(/[^\n]/g, ''))
    .split('\n');
  return lines.flatMap((line, index) => {
    const isFirst = isRow(line) && !isRow(lines[index - 1]);
    if (!isFirst) return [];
    const isShown = (lines[index - 1] ?? '') === '' && isDashes(lines[index + 1]);
    return isShown ? [] : [`${index + 1}: ${line.slice(0, 60)}`];
  });
}

test('a table that a blank line splits, or that follows a list, is found', () => {
  const table = '| a | b |\n| --- | --- |\n| 1 | 2 |';
  expect(brokenRows(`words\n\n${table}\n`)).toEqual([]);
  expect(brokenRows(`${table}\n\n| 3 | 4 |`)).toEqual(['5: | 3 | 4 |']);
  expect(brokenRows(`- words\n${table}`)).toEqual(['2: | a | b |']);
});

test.each(PAGES)('GitHub shows each table of %s', (page) => {
  expect(brokenRows(readFileSync(join(ROOT, page), 'utf8'))).toEqual([]);
});
