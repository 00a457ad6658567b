/** How often a carrier tried to deliver a parcel and could not. */

import type { ScanSummary } from './scan-summary.ts';
import { daysOf } from './status-days.ts';

/** No carrier tries more often. A greater number in a report is something else. */
export const ATTEMPTS_MAX = 20;

/** The carrier's own count, or the days with a failed attempt if they are more. */
export function countAttempts(
  { days }: Pick<ScanSummary, 'days'>,
  reported: number | null,
): number {
  return Math.max(daysOf(days, 'attempted').length, reported ?? 0);
}

/**
 * Which attempt the one at `occurredAt` was, from 1. The carrier's count is its newest, so it says
 * nothing about an earlier attempt.
 */
export function attemptNumber(
  { days }: Pick<ScanSummary, 'days'>,
  occurredAt: number,
  reported: number | null,
): number {
  const attemptDays = daysOf(days, 'attempted');
  const index = attemptDays.findIndex(({ first }) => first === occurredAt);
  if (index >= 0 && index < attemptDays.length - 1) return index + 1;
  return Math.max(1, countAttempts({ days }, reported));
}
