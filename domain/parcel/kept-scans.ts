/**
 * Which scans of a number are kept. Nobody needs ten thousand: the newest are kept to show, and beside
 * them all that the summary depends on. So the summary of those kept is that of all, and which are
 * kept does not depend on the order in which they arrive.
 */

import type { Reason, Status } from '../tracking.ts';
import { compareDays, DAYS_KEPT, rankOfReason } from './status-days.ts';

/** How many of the newest scans are kept of each sender. A parcel has about twenty in all. */
export const NEWEST_KEPT = 100;
/** Scans dated ahead, the earliest of each sender. */
const AHEAD_KEPT = 20;
/** The newest scans with a code that is in no table, so that people still see it. */
const UNMAPPED_KEPT = 20;

export interface StoredScan {
  readonly status: Status | null;
  readonly reason: Reason | null;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** `YYYY-MM-DD` at the scan's place. */
  readonly localDate: string;
  /** False: the code is in no table. */
  readonly mapped: boolean;
  /** Dated ahead of its receipt: it decides nothing yet. */
  readonly isAhead: boolean;
  /** Scans of one sender do not push out those of another, which may count for other parcels. */
  readonly sender: string;
  /** Differs for different scans, and stays the same: it decides between scans of one time. */
  readonly fingerprint: string;
}

/** The scans to keep, in the order in which they are given. */
export function selectKept<Scan extends StoredScan>(scans: readonly Scan[]): readonly Scan[] {
  const kept = new Set<StoredScan>();
  for (const own of Map.groupBy(scans, ({ sender }) => sender).values()) {
    const sorted = own.toSorted(compare);
    const past = sorted.filter(({ isAhead }) => !isAhead);
    const ahead = sorted.filter(({ isAhead }) => isAhead);
    const chosen = [
      past.slice(-NEWEST_KEPT),
      decisive(past),
      past.filter(({ mapped }) => !mapped).slice(-UNMAPPED_KEPT),
      ahead.slice(0, AHEAD_KEPT),
    ];
    for (const scan of chosen.flat()) kept.add(scan);
  }
  return scans.filter((scan) => kept.has(scan));
}

/**
 * Of each status the first and the last scan, the same of each reason on each of the days that the
 * summary has, the first delivery in part, and the latest that takes a delivery back. `scans`: oldest
 * first.
 */
function decisive(scans: readonly StoredScan[]): readonly StoredScan[] {
  const placed = scans.flatMap((scan) => {
    const { status, reason, localDate: day } = scan;
    return status === null || status === 'unknown' ? [] : [{ scan, status, reason, day }];
  });
  const days = Map.groupBy(placed, ({ day, status, reason }) => `${day}/${status}/${reason}`);
  const latestDays = [...days.values()].sort(([a], [b]) => (a && b ? compareDays(a, b) : 0));
  const groups = [
    ...Map.groupBy(placed, ({ status }) => status).values(),
    ...latestDays.slice(-DAYS_KEPT),
  ];
  const partial = placed.find(({ reason }) => reason === 'partial')?.scan;
  const withdrawn = scans.findLast(
    ({ status, reason }) => status !== 'delivered' && reason === 'delivery_withdrawn',
  );
  return [
    ...groups.flatMap((group) =>
      [...group.slice(0, 1), ...group.slice(-1)].map(({ scan }) => scan),
    ),
    ...[partial, withdrawn].filter((scan) => scan !== undefined),
  ];
}

function compare(a: StoredScan, b: StoredScan): number {
  const byTime = a.occurredAt - b.occurredAt || rankOfReason(a.reason) - rankOfReason(b.reason);
  return byTime || (a.fingerprint < b.fingerprint ? -1 : 1);
}
