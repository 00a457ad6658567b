/**
 * Final statuses that senders report who sign no body: the carrier's answer to a poll confirms or
 * contradicts them. Without an answer, they count after some minutes.
 */

import type { Queryable, Sql } from '../db/connect.ts';
import { findParcelsByNumber, saveParcelScanSummary } from '../db/return-parcels.ts';
import { findShipmentsByNumber, lockNumber, saveScanSummary } from '../db/shipments.ts';
import { readUnconfirmedNumbers } from '../db/tracking-events.ts';
import {
  type JourneyId,
  orderJourneyId,
  returnJourneyId,
  type ShopId,
  type TrackingNumber,
} from '../domain/ids.ts';
import {
  foldScan,
  type ScanFact,
  type ScanSummary,
  settleUnconfirmed,
  unconfirmedUntil,
} from '../domain/parcel/scan-summary.ts';
import { appendEvents } from './append-events.ts';

/** Counts or drops what is due in a journey's rows, as its workflow does in its state. */
export async function settleJourneyRows(
  tx: Queryable,
  journeyId: JourneyId,
  now: number,
): Promise<void> {
  for (const { shopId, trackingNumber } of await readUnconfirmedNumbers(tx, journeyId)) {
    await changeSummaries(tx, { shopId, trackingNumber }, (summary) =>
      settleUnconfirmed(summary, now),
    );
  }
}

/** Records that the carrier's answer about a number does not show an unconfirmed final status. */
export async function contradictUnconfirmed(
  sql: Sql,
  parcel: NumberRef,
  now: number,
): Promise<void> {
  const scan: ScanFact = {
    status: null,
    reason: null,
    occurredAt: now,
    localDate: new Date(now).toISOString().slice(0, 10),
    contradicts: true,
  };
  await sql.begin(async (tx) => {
    const changed = await changeSummaries(tx, parcel, (summary) =>
      unconfirmedUntil(summary) === null || summary.unconfirmed?.contradicted
        ? summary
        : foldScan(summary, scan),
    );
    for (const { journeyId, shipmentId } of changed) {
      const body = { kind: 'scanned', shipmentId, scan } as const;
      await appendEvents(tx, journeyId, [{ body, wakes: true }]);
    }
  });
}

interface NumberRef {
  readonly shopId: ShopId;
  readonly trackingNumber: TrackingNumber;
}

/** Changes the summaries of the number's parcels. Returns those that have changed. */
async function changeSummaries(
  tx: Queryable,
  { shopId, trackingNumber }: NumberRef,
  change: (summary: ScanSummary) => ScanSummary,
): Promise<readonly { readonly journeyId: JourneyId; readonly shipmentId: string }[]> {
  await lockNumber(tx, shopId, trackingNumber);
  const changed: { journeyId: JourneyId; shipmentId: string }[] = [];
  for (const shipment of await findShipmentsByNumber(tx, shopId, trackingNumber)) {
    const after = change(shipment.scanSummary);
    if (after === shipment.scanSummary) continue;
    await saveScanSummary(tx, shipment, after);
    const { orderId, shipmentId } = shipment;
    changed.push({ journeyId: orderJourneyId(shopId, orderId), shipmentId });
  }
  for (const parcel of await findParcelsByNumber(tx, shopId, trackingNumber)) {
    const after = change(parcel.scanSummary);
    if (after === parcel.scanSummary) continue;
    await saveParcelScanSummary(tx, parcel, after);
    const { returnId, parcelId: shipmentId } = parcel;
    changed.push({ journeyId: returnJourneyId(shopId, returnId), shipmentId });
  }
  return changed;
}
