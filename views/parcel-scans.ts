/** The scans that count for a parcel: not those that another carrier's webhook sent for its number. */

import { speaksFor } from '../carriers/speaks-for.ts';
import type { Queryable } from '../db/connect.ts';
import { readTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import type { ScanWindow } from '../domain/parcel/scan-window.ts';

export interface NumberedParcel {
  readonly shopId: ShopId;
  readonly trackingNumber: TrackingNumber;
  /** The carrier, as the shop or the number says. */
  readonly carrier: string;
}

/** The parcel's scans within a window, oldest first. */
export async function readParcelScans(
  sql: Queryable,
  parcel: NumberedParcel,
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
