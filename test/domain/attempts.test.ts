import { expect, test } from 'vitest';
import { attemptNumber, countAttempts } from '../../domain/parcel/attempts.ts';

const attemptDays = [
  { day: '2026-11-23', first: 100 },
  { day: '2026-11-24', first: 200 },
];

test('the carrier’s count wins only if it is higher', () => {
  expect(countAttempts({ attemptDays }, null)).toBe(2);
  expect(countAttempts({ attemptDays }, 1)).toBe(2);
  expect(countAttempts({ attemptDays }, 3)).toBe(3);
  expect(countAttempts({ attemptDays: [] }, null)).toBe(0);
});

test('the carrier’s count is about the latest attempt', () => {
  expect(attemptNumber({ attemptDays }, 100, 3)).toBe(1);
  expect(attemptNumber({ attemptDays }, 200, 3)).toBe(3);
  expect(attemptNumber({ attemptDays }, 200, null)).toBe(2);
  expect(attemptNumber({ attemptDays: [] }, 100, null)).toBe(1);
});
