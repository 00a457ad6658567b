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

/** A link to a file of tests, with the title of one of them. */
const LINK = /\]\((\.\.\/test\/[^)\s]+)(?: "([^"]*)")?\)/g;

const shownBy = (cells: readonly string[]) => [...(cells[4] ?? '').matchAll(LINK)];

test('every fault names the test that shows it', () => {
  expect(ROWS.length).toBeGreaterThan(20);
  const isShown = (cells: readonly string[]) =>
    shownBy(cells).length > 0 || /chaos|not tested/.test(cells[4] ?? '');
  expect(ROWS.filter((cells) => !isShown(cells)).map(([fault]) => fault)).toEqual([]);
});

test('each named test exists, by its title', () => {
  const missing = ROWS.flatMap((cells) =>
    shownBy(cells)
      .filter(([, file = '', title]) => {
        const source = readFileSync(new URL(file, PAGE), 'utf8');
        return title === undefined || !source.includes(`'${title}'`);
      })
      .map(([link]) => `${cells[0]}: ${link}`),
  );
  expect(missing).toEqual([]);
});
