/** The scans that count for a parcel: not those that another carrier's webhook sent for its number. */

import { speaksFor } from '../carriers/speaks-for.ts';
import type { Queryable } from '../db/connect.ts';
import { countDroppedScans } from '../db/dropped-scans.ts';
import { readTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import type { ScanSummary } from '../domain/parcel/scan-summary.ts';
import type { ScanWindow } from '../domain/parcel/scan-window.ts';

export interface NumberedParcel {
  readonly shopId: ShopId;
  readonly trackingNumber: TrackingNumber;
  /** The carrier, as the shop or the number says. */
  readonly carrier: string;
  readonly scanSummary: ScanSummary;
}

/**
 * The parcel's scans within a window, oldest first, without a final status that waits for its
 * confirmation or was contradicted.
 */
export async function readParcelScans(
  sql: Queryable,
  parcel: NumberedParcel,
  window: ScanWindow,
): Promise<ParcelScans> {
  const [scans, dropped] = await Promise.all([
    readTrackingEvents(sql, parcel, window),
    countDroppedScans(sql, parcel),
  ]);
  return { scans: scans.filter((scan) => countsFor(scan, parcel)), dropped };
}

export interface ParcelScans {
  readonly scans: readonly TrackingEventRow[];
  /** How many more its carrier has reported, at least. They are not kept. */
  readonly dropped: number;
}

/** Whether people may read the scan beside the parcel. */
export function countsFor(
  scan: Pick<TrackingEventRow, 'source' | 'pushed' | 'unconfirmed'>,
  { carrier, scanSummary }: Pick<NumberedParcel, 'carrier' | 'scanSummary'>,
): boolean {
  const isWithheld = scan.unconfirmed && scanSummary.unconfirmed?.accepted !== true;
  return !isWithheld && mayReport(scan, { carrier });
}

/** The same with all final statuses, to fold them. */
export async function readReportedScans(
  sql: Queryable,
  parcel: Pick<NumberedParcel, 'shopId' | 'trackingNumber' | 'carrier'>,
  window: ScanWindow,
): Promise<readonly TrackingEventRow[]> {
  const scans = await readTrackingEvents(sql, parcel, window);
  return scans.filter((scan) => mayReport(scan, parcel));
}

/** Whether a report may change the parcel. wismr itself chooses whom to poll about it. */
export function mayReport(
  { source, pushed }: { readonly source: string; readonly pushed: boolean },
  { carrier }: Pick<NumberedParcel, 'carrier'>,
): boolean {
  return !pushed || speaksFor(source, carrier);
}
