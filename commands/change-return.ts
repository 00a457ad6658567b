/**
 * What a shop does with an existing return. Repeating a command changes nothing. All throw
 * `not_found` if the return does not exist, and `conflict` if its state does not allow the change.
 */

import type { Queryable, Sql } from '../db/connect.ts';
import {
  insertParcel,
  markParcelReceived,
  type NewReturnParcel,
  type ReturnParcelRow,
  readParcels,
  saveLabel,
  saveParcelScanSummary,
} from '../db/return-parcels.ts';
import {
  type InspectedItem,
  insertRefund,
  lockReturn,
  type RefundRow,
  type ReturnRow,
  readRefunds,
  readReturnItems,
  updateReturn,
} from '../db/returns.ts';
import { lockNumber } from '../db/shipments.ts';
import { readTrackingEvents } from '../db/tracking-events.ts';
import { WismrError } from '../domain/error.ts';
import type { ReturnId, ShopId } from '../domain/ids.ts';
import { NO_SCANS } from '../domain/parcel/scan-summary.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { Disposition, ReturnFact } from '../domain/return/event.ts';
import { appendEvents } from './append-events.ts';
import { foldScans } from './fold-scans.ts';

export interface ReturnRef {
  readonly shopId: ShopId;
  readonly returnId: ReturnId;
}

export type ChangeResult = 'changed' | 'unchanged';

/** Throws `not_found` if the return does not exist. An error in `change` rolls everything back. */
async function withLockedReturn(
  sql: Sql,
  { shopId, returnId }: ReturnRef,
  change: (tx: Queryable, row: ReturnRow) => Promise<ChangeResult>,
): Promise<ChangeResult> {
  return sql.begin(async (tx) => {
    const row = await lockReturn(tx, shopId, returnId);
    if (!row) throw new WismrError('not_found', `return ${returnId} does not exist`);
    return change(tx, row);
  });
}

async function appendFact(
  tx: Queryable,
  { journeyId }: Pick<ReturnRow, 'journeyId'>,
  body: ReturnFact,
) {
  await appendEvents(tx, journeyId, [{ body, wakes: true }]);
}

/** Throws `conflict` if the return is cancelled or rejected. */
export function assertReturnOpen(row: ReturnRow): void {
  if (row.cancelledAt) throw new WismrError('conflict', `return ${row.returnId} is cancelled`);
  if (row.rejectedAt) throw new WismrError('conflict', `return ${row.returnId} is rejected`);
}

/** Approves a return that has been requested. */
export function approveReturn(sql: Sql, ref: ReturnRef, at: Date): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    assertReturnOpen(row);
    if (row.approvedAt) return 'unchanged';
    await assertNotProcessed(tx, row);
    await markApproved(tx, row, at);
    return 'changed';
  });
}

/** Saves the approval and appends it to the log, in the caller's transaction. */
export async function markApproved(
  tx: Queryable,
  row: Pick<ReturnRow, 'shopId' | 'returnId' | 'journeyId'>,
  at: Date,
): Promise<void> {
  await updateReturn(tx, row, { approvedAt: at });
  await appendFact(tx, row, { kind: 'return_approved', approvedAt: at.getTime() });
}

/**
 * Rejects a request. `reason` is for the customer. An approved return is rejected by inspection.
 */
export function rejectReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, reason }: { readonly at: Date; readonly reason: string | null },
): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    if (row.rejectedAt) return 'unchanged';
    assertReturnOpen(row);
    if (row.approvedAt) {
      const detail = `return ${row.returnId} is approved; reject its items at the inspection`;
      throw new WismrError('conflict', detail);
    }
    await assertNotProcessed(tx, row);
    await updateReturn(tx, row, { rejectedAt: at, rejectionReason: reason });
    await appendFact(tx, row, { kind: 'return_rejected', rejectedAt: at.getTime() });
    return 'changed';
  });
}

export type LabelInput = Omit<NewReturnParcel, 'shopId' | 'returnId'>;

/** Adds a parcel with its label, and the scans that arrived before it. Approves the return. */
export async function labelReturn(
  sql: Sql,
  ref: ReturnRef,
  label: LabelInput,
): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    await lockNumber(tx, ref.shopId, label.trackingNumber);
    assertReturnOpen(row);
    const known = (await readParcels(tx, ref.shopId, ref.returnId)).find(
      ({ parcelId }) => parcelId === label.parcelId,
    );
    if (known) return replaceLabel(tx, known, label);
    await assertNotProcessed(tx, row);
    const { parcelId, carrier, trackingNumber, service, labelledAt } = label;
    await insertParcel(tx, { ...ref, ...label });
    const facts = { parcelId, carrier, trackingNumber, service, labelledAt: labelledAt.getTime() };
    await appendFact(tx, row, { kind: 'return_labelled', ...facts });
    // After the label, so that one message announces both.
    if (!row.approvedAt) await markApproved(tx, row, labelledAt);
    const window = scanWindow(labelledAt.getTime());
    const scans = await readTrackingEvents(tx, { ...ref, trackingNumber }, window);
    const folded = foldScans(parcelId, NO_SCANS, { scans });
    if (scans.length > 0) await saveParcelScanSummary(tx, { ...ref, parcelId }, folded.scanSummary);
    await appendEvents(tx, row.journeyId, folded.events);
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

/** Confirms that a parcel has arrived or, if `parcelId` is null, the whole return. */
export function receiveReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, parcelId }: { readonly at: Date; readonly parcelId: string | null },
): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    assertReturnOpen(row);
    if (parcelId === null) {
      if (row.receivedAt) return 'unchanged';
      await updateReturn(tx, row, { receivedAt: at });
    } else {
      const parcels = await readParcels(tx, ref.shopId, ref.returnId);
      const parcel = parcels.find((each) => each.parcelId === parcelId);
      if (!parcel)
        throw new WismrError('not_found', `return ${ref.returnId} has no parcel ${parcelId}`);
      if (parcel.receivedAt) return 'unchanged';
      await markParcelReceived(tx, parcel, at);
    }
    await appendFact(tx, row, { kind: 'return_received', receivedAt: at.getTime(), parcelId });
    return 'changed';
  });
}

/** Saves the dispositions. Throws `invalid` if they cover more pieces than the return has. */
export function inspectReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, items }: { readonly at: Date; readonly items: readonly InspectedItem[] },
): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    assertReturnOpen(row);
    const facts = JSON.stringify(items.map(fieldsOf));
    if (facts === JSON.stringify(row.inspection?.map(fieldsOf))) return 'unchanged';
    assertPieces(await readReturnItems(tx, row), items);
    await updateReturn(tx, row, { inspectedAt: at, inspection: items });
    const dispositions: Partial<Record<Disposition, number>> = {};
    for (const { disposition, quantity } of items) {
      dispositions[disposition] = (dispositions[disposition] ?? 0) + quantity;
    }
    await appendFact(tx, row, {
      kind: 'return_inspected',
      inspectedAt: at.getTime(),
      dispositions,
    });
    return 'changed';
  });
}

function fieldsOf({ line, quantity, disposition, note }: InspectedItem) {
  return [line, quantity, disposition, note];
}

function assertPieces(
  known: readonly { readonly line: number; readonly quantity: number }[],
  items: readonly InspectedItem[],
): void {
  const faults = items.flatMap(({ line }, index) => {
    const most = known.find((each) => each.line === line)?.quantity ?? 0;
    const sum = items
      .filter((each) => each.line === line)
      .reduce((n, { quantity }) => n + quantity, 0);
    if (sum <= most) return [];
    const detail =
      most === 0 ? `the return has no line ${line}` : `line ${line} has only ${most} pieces`;
    return [{ pointer: `/items/${index}`, detail }];
  });
  if (faults.length === 0) return;
  throw new WismrError('invalid', 'the inspection covers more pieces than the return has', faults);
}

/** Records a refund. Throws `conflict` if its reference exists with another amount or `final`. */
export function refundReturn(sql: Sql, ref: ReturnRef, refund: RefundRow): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    assertReturnOpen(row);
    if (!(await insertRefund(tx, row, refund))) {
      await assertSameRefund(tx, row, refund);
      return 'unchanged';
    }
    const { reference, refundedAt, amount, method, final } = refund;
    const facts = { reference, refundedAt: refundedAt.getTime(), amount, method, final };
    await appendFact(tx, row, { kind: 'return_refunded', ...facts });
    return 'changed';
  });
}

async function assertSameRefund(tx: Queryable, row: ReturnRow, refund: RefundRow): Promise<void> {
  const known = (await readRefunds(tx, row)).find(
    ({ reference }) => reference === refund.reference,
  );
  if (!known) throw new Error(`refund ${refund.reference} exists but cannot be read`);
  const { amount, currency } = known.amount;
  const same = Number(amount) === Number(refund.amount.amount);
  if (same && currency === refund.amount.currency && known.final === refund.final) return;
  const was = `${amount} ${currency}${known.final ? '' : ', not final'}`;
  throw new WismrError('conflict', `refund ${refund.reference} already exists with ${was}`);
}

/** Cancels a return that is neither inspected nor refunded. */
export function cancelReturn(sql: Sql, ref: ReturnRef, at: Date): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row) => {
    if (row.cancelledAt) return 'unchanged';
    assertReturnOpen(row);
    await assertNotProcessed(tx, row);
    await updateReturn(tx, row, { cancelledAt: at });
    await appendFact(tx, row, { kind: 'return_cancelled', cancelledAt: at.getTime() });
    return 'changed';
  });
}

/** An inspection or a refund cannot be undone. */
async function assertNotProcessed(tx: Queryable, row: ReturnRow): Promise<void> {
  if (row.inspection) throw new WismrError('conflict', `return ${row.returnId} has been inspected`);
  const [refund] = await readRefunds(tx, row);
  if (refund) throw new WismrError('conflict', `return ${row.returnId} has been refunded`);
}
