/**
 * Final statuses from senders that sign no body wait for the carrier's answer to a poll, wherever stored
 * scans are folded into a parcel: in a report, and when a shipment or a label is added or corrected.
 */

import type { Queryable } from '../db/connect.ts';
import { hastenPolls, isCarrierPolled } from '../db/parcel-polls.ts';
import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import { type ScanSummary, unconfirmedUntil } from '../domain/parcel/scan-summary.ts';
import type { TrackedShipment } from '../domain/tracking.ts';
import { enrolNumber } from './enrol-parcels.ts';

/** Whether a poll can confirm any of the scans. `carrier`: the parcel's. */
export async function canConfirm(
  tx: Queryable,
  parcel: { readonly shopId: ShopId; readonly carrier: string },
  scans: readonly { readonly unconfirmed: boolean }[],
): Promise<boolean> {
  return scans.some(({ unconfirmed }) => unconfirmed) && (await isCarrierPolled(tx, parcel));
}

/**
 * The facts of a report to keep beside its scans; null: none. Those of a sender that signs no body wait
 * with its final status, and come again with the answer that confirms it. That answer brings the
 * proof of delivery too: it confirms the status, not a photo that somebody else has sent.
 */
export async function keepFacts(
  tx: Queryable,
  parcel: { readonly shopId: ShopId; readonly carrier: string; readonly scanSummary: ScanSummary },
  { tracked, isProven }: { readonly tracked: TrackedShipment; readonly isProven: boolean },
): Promise<TrackedShipment | null> {
  if (isProven) return tracked;
  if (unconfirmedUntil(parcel.scanSummary) !== null) return null;
  const isPolled = tracked.proofOfDelivery !== null && (await isCarrierPolled(tx, parcel));
  return isPolled ? { ...tracked, proofOfDelivery: null } : tracked;
}

/** Polls the carrier at once about a final status that waits. Call it once the summary is saved. */
export async function askToConfirm(
  tx: Queryable,
  parcel: { readonly shopId: ShopId; readonly trackingNumber: TrackingNumber },
  scanSummary: ScanSummary,
): Promise<void> {
  if (unconfirmedUntil(scanSummary) === null) return;
  await enrolNumber(tx, parcel);
  await hastenPolls(tx, parcel.shopId, parcel.trackingNumber);
}
