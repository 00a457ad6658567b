import { expect, test } from 'vitest';
import { attemptNumber, countAttempts } from '../../domain/parcel/attempts.ts';

const about = { status: 'attempted', reason: null } as const;
const days = [
  { ...about, day: '2026-11-23', first: 100, last: 110 },
  { ...about, day: '2026-11-24', first: 200, last: 200 },
];

test('the carrier’s count wins only if it is higher', () => {
  expect(countAttempts({ days }, null)).toBe(2);
  expect(countAttempts({ days }, 1)).toBe(2);
  expect(countAttempts({ days }, 3)).toBe(3);
  expect(countAttempts({ days: [] }, null)).toBe(0);
});

test('the carrier’s count is about the latest attempt', () => {
  expect(attemptNumber({ days }, 100, 3)).toBe(1);
  expect(attemptNumber({ days }, 200, 3)).toBe(3);
  expect(attemptNumber({ days }, 200, null)).toBe(2);
  expect(attemptNumber({ days: [] }, 100, null)).toBe(1);
});
