/** Which scans of a tracking number belong to a parcel. Carriers reuse numbers. */

import { DAY } from '../time.ts';

/** Older scans belong to an earlier use of the number. */
const BEFORE_SHIPPED_MS = 30 * DAY;
const AFTER_SHIPPED_MS = 180 * DAY;

/** Epoch milliseconds, both ends included. */
export interface ScanWindow {
  readonly from: number;
  readonly until: number;
}

/** The time range in which a parcel's scans can have happened. `shippedAt`: epoch milliseconds. */
export function scanWindow(shippedAt: number): ScanWindow {
  return { from: shippedAt - BEFORE_SHIPPED_MS, until: shippedAt + AFTER_SHIPPED_MS };
}

export function isWithinWindow({ from, until }: ScanWindow, at: number): boolean {
  return at >= from && at <= until;
}
