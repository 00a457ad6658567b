/** docs/operate.md names each limit with the default that the program has. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RATE_LIMITS } from '../../api/rate-limits.ts';

const page = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8');
const rows = [
  ...page.matchAll(
    /^\| `(\w+)` \| [^|]* \| ([\d,]+ (?:an? (?:minute|second|hour|day)|in \d)[^|]*) \|/gm,
  ),
];

test('every limit is documented with its default', () => {
  const inWords = Object.entries(RATE_LIMITS).map(([name, { quota, windowSeconds }]) => {
    const words = (count: number) => count.toLocaleString('en');
    const inWindow: Readonly<Record<number, string>> = {
      10: `${words(quota / 10)} a second, over ten seconds`,
      60: `${words(quota)} a minute`,
      900: `${words(quota)} in 15 minutes`,
      3600: `${words(quota)} an hour`,
      86400: `${words(quota)} a day`,
    };
    return [name, inWindow[windowSeconds]];
  });
  expect(rows.map(([, name, words]) => [name, words])).toEqual(inWords);
});
