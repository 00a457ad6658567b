/** Adds a parcel with its label to a return, or changes the links of the label. */

import { readNow } from '../db/clock.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import {
  insertParcel,
  type NewReturnParcel,
  type ReturnParcelRow,
  readParcels,
  saveLabel,
  saveParcelScanSummary,
} from '../db/return-parcels.ts';
import { lockNumber } from '../db/shipments.ts';
import { WismrError } from '../domain/error.ts';
import { NO_SCANS } from '../domain/parcel/scan-summary.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import { readReportedScans } from '../views/parcel-scans.ts';
import { assertFewParcels } from './add-shipment.ts';
import { appendEvents } from './append-events.ts';
import {
  appendFact,
  assertNotProcessed,
  assertReturnOpen,
  type ChangeResult,
  lockReturnWithOrder,
  markApproved,
  type ReturnRef,
} from './change-return.ts';
import { assertNumberFree } from './check-number.ts';
import { assertContinuable } from './check-quantities.ts';
import { askToConfirm, canConfirm } from './confirm-finals.ts';
import { enrolNumber } from './enrol-parcels.ts';
import { foldScans } from './fold-scans.ts';

export interface LabelInput extends Omit<NewReturnParcel, 'shopId' | 'returnId'> {
  /** True: another return, or another order, may have the same parcel. */
  readonly sharedParcel?: boolean;
}

/**
 * Adds a parcel with its label, and the scans that arrived before it. Approves the return. Throws
 * `conflict` if another return, or another order, has the number under way.
 */
export async function labelReturn(
  sql: Sql,
  ref: ReturnRef,
  label: LabelInput,
): Promise<ChangeResult> {
  return sql.begin(async (tx) => {
    await lockNumber(tx, ref.shopId, label.trackingNumber);
    const { row, order } = await lockReturnWithOrder(tx, ref);
    assertReturnOpen(row);
    const parcels = await readParcels(tx, ref.shopId, ref.returnId);
    const known = parcels.find(({ parcelId }) => parcelId === label.parcelId);
    if (known) return replaceLabel(tx, known, label);
    assertFewParcels(`return ${ref.returnId}`, parcels.length);
    await assertNotProcessed(tx, row);
    await assertContinuable(tx, order, row);
    const { sharedParcel = false, ...parcel } = label;
    const { parcelId, carrier, trackingNumber, service, labelledAt } = parcel;
    const claim = { ...ref, orderId: row.orderId, carrier, trackingNumber, from: labelledAt };
    if (!sharedParcel) await assertNumberFree(tx, claim);
    await insertParcel(tx, { ...ref, ...parcel });
    const facts = { parcelId, carrier, trackingNumber, service, labelledAt: labelledAt.getTime() };
    await appendFact(tx, row, { kind: 'return_labelled', ...facts });
    // After the label, so that one message announces both.
    if (!row.approvedAt) await markApproved(tx, row, labelledAt);
    const window = scanWindow(labelledAt.getTime());
    const scans = await readReportedScans(tx, { ...ref, carrier, trackingNumber }, window);
    const isPolled = await canConfirm(tx, { ...ref, carrier }, scans);
    const folded = foldScans(parcelId, NO_SCANS, { scans, isPolled, now: await readNow(tx) });
    if (scans.length > 0) await saveParcelScanSummary(tx, { ...ref, parcelId }, folded.scanSummary);
    await appendEvents(tx, row.journeyId, folded.events);
    await enrolNumber(tx, { ...ref, trackingNumber });
    await askToConfirm(tx, { ...ref, trackingNumber }, folded.scanSummary);
    return 'changed';
  });
}

async function replaceLabel(
  tx: Queryable,
  known: ReturnParcelRow,
  label: LabelInput,
): Promise<ChangeResult> {
  const { carrier, trackingNumber } = known;
  if (carrier !== label.carrier || trackingNumber !== label.trackingNumber) {
    const detail = `parcel ${known.parcelId} already exists as ${carrier} ${trackingNumber}; use another parcelId`;
    throw new WismrError('conflict', detail);
  }
  const labelUrl = label.labelUrl ?? known.labelUrl;
  const qrUrl = label.qrUrl ?? known.qrUrl;
  if (known.labelUrl === labelUrl && known.qrUrl === qrUrl) return 'unchanged';
  await saveLabel(tx, { ...known, labelUrl, qrUrl });
  return 'changed';
}
