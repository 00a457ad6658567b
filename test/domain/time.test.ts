import { expect, test } from 'vitest';
import { earliest, largest, latest } from '../../domain/time.ts';

test('the earliest and the latest of any number of times are found', () => {
  const many = Array.from({ length: 300_000 }, (_, index) => index);
  expect(earliest([null, ...many])).toBe(0);
  expect(latest([null, ...many])).toBe(299_999);
  expect(largest(many)).toBe(299_999);
  expect([earliest([null]), latest([]), largest([])]).toEqual([
    null,
    null,
    Number.NEGATIVE_INFINITY,
  ]);
});
