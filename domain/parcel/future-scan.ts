/** Scans dated ahead of their receipt: a wrong clock or zone, or an event that is only planned. */

import { HOUR } from '../time.ts';

/** Covers clocks that run fast, and an hour of daylight saving time. */
export const AHEAD_LIMIT_MS = 2 * HOUR;

/**
 * Whether a scan is dated too far ahead of its receipt. wismr keeps such a scan, and decides nothing
 * by it: it would outlive every true scan that follows. Both times in epoch milliseconds.
 */
export function isAhead(occurredAt: number, receivedAt: number): boolean {
  return occurredAt - receivedAt > AHEAD_LIMIT_MS;
}

/** More than the offset of any time zone. */
export const MISREAD_LIMIT_MS = 14 * HOUR;
