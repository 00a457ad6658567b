/** The table of ASVS in docs/security.md: what is met names the test that shows it. */

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const PAGE = new URL('../../docs/security.md', import.meta.url);

/** Id, requirement, state, and what shows it. */
const ROWS = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+\.\d/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));

/** A link to a file of tests, with the title of one of them. */
const LINK = /\]\((\.\.\/test\/[^)\s]+)(?: "([^"]*)")?\)/g;
/** Requirements of a text are met by one, and the one of an SBOM by a step of CI. */
const OF_DOCUMENTS = /^(6\.1\.3|7\.1\.1–2|13\.1\.1|14\.1\.1–2|15\.1\.2)$/;

test('every row has one of four states', () => {
  expect(ROWS.length).toBeGreaterThan(80);
  for (const [id, , state] of ROWS) {
    expect([id, state]).toEqual([id, expect.stringMatching(/^(yes|part|no|outside)$/)]);
  }
  const ids = ROWS.map(([id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('a requirement that is met names its test', () => {
  const unshown = ROWS.filter(([id = '', , state, shown = '']) => {
    return state === 'yes' && !OF_DOCUMENTS.test(id) && [...shown.matchAll(LINK)].length === 0;
  });
  expect(unshown.map(([id]) => id)).toEqual([]);
});

test('a requirement that is not met says why', () => {
  const bare = ROWS.filter(([, , state, shown = '']) => {
    return state !== 'yes' && shown.replaceAll(/\[[^\]]*\]\([^)]*\)/g, '').length < 8;
  });
  expect(bare.map(([id]) => id)).toEqual([]);
});

test('each named test exists, by its title', () => {
  const missing = ROWS.flatMap(([id, , , shown = '']) =>
    [...shown.matchAll(LINK)].flatMap(([, file = '', title]) => {
      const url = new URL(file, PAGE);
      if (!existsSync(url)) return `${id}: ${file}`;
      const isThere = title === undefined || readFileSync(url, 'utf8').includes(`'${title}'`);
      return isThere ? [] : `${id}: ${title}`;
    }),
  );
  expect(missing).toEqual([]);
});
