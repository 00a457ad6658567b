/** docs/operate.md names each limit with the default that the program has. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RATE_LIMITS } from '../../api/rate-limits.ts';

const page = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` \| [^|]* \| ([\d,]+ a (?:minute|second)[^|]*) \|/gm)];

test('every limit is documented with its default', () => {
  const inWords = Object.entries(RATE_LIMITS).map(([name, { quota, windowSeconds }]) => {
    const isMinute = windowSeconds === 60;
    const count = isMinute ? quota : quota / windowSeconds;
    const words = count.toLocaleString('en');
    return [name, isMinute ? `${words} a minute` : `${words} a second, over ten seconds`];
  });
  expect(rows.map(([, name, words]) => [name, words])).toEqual(inWords);
});
