import { expect, test } from 'vitest';
import { requestedWaitMs } from '../../../carriers/polling/classify-response.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const unix = NOW / 1_000;

test.each([
  [{ 'retry-after': '120' }, 'rate_limited', 120_000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 10:05:00 GMT' }, 'rate_limited', 300_000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 09:05:00 GMT' }, 'rate_limited', 0],
  [{ 'retry-after': 'soon' }, 'rate_limited', null],
  [{ 'retry-after': '99999999' }, 'rate_limited', 7 * 24 * 3_600_000],
  [{ 'x-ratelimit-reset': `${unix + 60}` }, 'rate_limited', 60_000],
  [{ 'ratelimit-reset': '30' }, 'rate_limited', 30_000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 'read', 30_000],
  [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '30' }, 'read', null],
  [{}, 'rate_limited', null],
] as const)('%j (%s) asks to wait for %s ms', (headers, meaning, expected) => {
  expect(requestedWaitMs(new Headers(headers), NOW, meaning)).toBe(expected);
});
