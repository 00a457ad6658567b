/** Each fault of docs/when-things-fail.md names the test that shows it, or says that there is none. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PAGE = new URL('../../docs/when-things-fail.md', import.meta.url);

/** The rows of the tables of faults: those with five columns. */
const ROWS = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line) => line.split('|').slice(1, -1))
  .filter((cells) => cells.length === 5);

test('every fault names its test', () => {
  expect(ROWS.length).toBeGreaterThan(20);
  // links.test.ts checks that the files exist.
  const isShown = (cell: string) => /\.stack\.test\.ts\)|chaos|not tested/.test(cell);
  expect(ROWS.filter((cells) => !isShown(cells[4] ?? '')).map(([fault]) => fault)).toEqual([]);
});
