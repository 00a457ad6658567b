/** When things were heard of a parcel, by the log: what is awaited counts from then. */

import type { Status } from '../tracking.ts';
import { newsOf, positionOf, type ScanFact, type Sightings, see } from './scan-summary.ts';

/** Epoch milliseconds. */
export interface Heard {
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

export const NOTHING_HEARD = { scanAt: null, statusAt: null, movingAt: null, eddAt: null } as const;

/** A scan, and when what it changed was heard. */
export function hearScan<P extends { readonly sightings: Sightings; readonly heard: Heard }>(
  parcel: P,
  scan: ScanFact,
  now: number,
): P {
  const before = parcel.sightings;
  const sightings = see(before, scan);
  const isNewest = before.lastScanAt === null || scan.occurredAt > before.lastScanAt;
  const was = positionOf(before);
  const is = positionOf(sightings);
  const changed =
    was.status !== is.status || was.reason !== is.reason || isNewDay(before, sightings);
  const { scanAt, statusAt, movingAt } = parcel.heard;
  const heard: Heard = {
    ...parcel.heard,
    scanAt: isNewest || changed ? now : scanAt,
    statusAt: changed ? now : statusAt,
    movingAt: isMoving(is.status) && !isMoving(was.status) ? now : movingAt,
  };
  return { ...parcel, sightings, heard };
}

function isMoving(status: Status): boolean {
  return status === 'pre_transit' || status === 'in_transit' || status === 'out_for_delivery';
}

/** Another attempt, or another tour, is news although the status is the same. */
function isNewDay(before: Sightings, after: Sightings): boolean {
  return newsOf(before).split('|').at(-1) !== newsOf(after).split('|').at(-1);
}
