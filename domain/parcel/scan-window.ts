/** Which scans of a tracking number belong to a parcel: carriers reuse numbers. */

import { DAY } from '../time.ts';

/** Earlier scans belong to an earlier use of the number. */
const BEFORE_SHIPPED_MS = 30 * DAY;
const AFTER_SHIPPED_MS = 180 * DAY;

/** Epoch milliseconds; both ends belong to it. */
export interface ScanWindow {
  readonly from: number;
  readonly until: number;
}

/** When the scans of a parcel can have happened. `shippedAt` is in epoch milliseconds. */
export function scanWindow(shippedAt: number): ScanWindow {
  return { from: shippedAt - BEFORE_SHIPPED_MS, until: shippedAt + AFTER_SHIPPED_MS };
}

export function isWithinWindow({ from, until }: ScanWindow, at: number): boolean {
  return at >= from && at <= until;
}
