/** When things were observed of a parcel, by the log: what is awaited counts from then. */

import type { Status } from '../tracking.ts';
import {
  changeKey,
  currentStatus,
  foldScan,
  type ScanFact,
  type ScanSummary,
} from './scan-summary.ts';

/** Epoch milliseconds. */
export interface ObservedTimes {
  /** The parcel was added, or its number corrected. */
  readonly addedAt: number;
  /** The latest scan so far, or one that changed the status. */
  readonly scanAt: number | null;
  /** The status that holds, and its reason. */
  readonly statusAt: number | null;
  /** It came on its way, or back on its way out of trouble. */
  readonly movingAt: number | null;
  /** The estimate that holds. */
  readonly eddAt: number | null;
}

export const NOT_OBSERVED = { scanAt: null, statusAt: null, movingAt: null, eddAt: null } as const;

/** A scan, and when what it changed was observed. */
export function applyScan<
  P extends { readonly scanSummary: ScanSummary; readonly observed: ObservedTimes },
>(parcel: P, scan: ScanFact, now: number): P {
  const before = parcel.scanSummary;
  const scanSummary = foldScan(before, scan);
  const isNewest = before.lastScanAt === null || scan.occurredAt > before.lastScanAt;
  const was = currentStatus(before);
  const is = currentStatus(scanSummary);
  const changed =
    was.status !== is.status || was.reason !== is.reason || isNewDay(before, scanSummary);
  const { scanAt, statusAt, movingAt } = parcel.observed;
  const observed: ObservedTimes = {
    ...parcel.observed,
    scanAt: isNewest || changed ? now : scanAt,
    statusAt: changed ? now : statusAt,
    movingAt: isMoving(is.status) && !isMoving(was.status) ? now : movingAt,
  };
  return { ...parcel, scanSummary, observed };
}

function isMoving(status: Status): boolean {
  return status === 'pre_transit' || status === 'in_transit' || status === 'out_for_delivery';
}

/** Another attempt, or another tour, is news although the status is the same. */
function isNewDay(before: ScanSummary, after: ScanSummary): boolean {
  return changeKey(before).split('|').at(-1) !== changeKey(after).split('|').at(-1);
}
