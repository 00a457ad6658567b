/** What a shop says of a return once it is there. All may be repeated: a second time changes nothing. */

import { WismrError } from '../domain/error.ts';
import type { TrackingNumber } from '../domain/ids.ts';
import type { Disposition, ReturnFact } from '../domain/return-event.ts';
import { NOTHING_SEEN } from '../domain/sightings.ts';
import type { Queryable, Sql } from './connect.ts';
import { appendEvents } from './journey-events.ts';
import { spanOf, takeInScans } from './record-scans.ts';
import type { ReturnRef } from './request-return.ts';
import {
  insertParcel,
  markParcelReceived,
  type ReturnParcelRow,
  readParcels,
  saveLabel,
  saveParcelSightings,
} from './return-parcels.ts';
import {
  type InspectedItem,
  insertRefund,
  lockReturn,
  type RefundRow,
  type ReturnRow,
  readReturnItems,
  updateReturn,
} from './returns.ts';
import { lockNumber } from './shipments.ts';
import { readTrackingEvents } from './tracking-events.ts';

export type Changed = 'changed' | 'unchanged';

/** Throws `not_found` where there is none; what `change` throws leaves everything as it was. */
async function changing(
  sql: Sql,
  { shopId, returnId }: ReturnRef,
  change: (tx: Queryable, row: ReturnRow) => Promise<Changed>,
): Promise<Changed> {
  return sql.begin(async (tx) => {
    const row = await lockReturn(tx, shopId, returnId);
    if (!row) throw new WismrError('not_found', `there is no return ${returnId}`);
    return change(tx, row);
  });
}

async function tell(tx: Queryable, row: ReturnRow, body: ReturnFact, dedupe: string) {
  await appendEvents(tx, row.journeyId, [{ body, wakes: true, dedupe }]);
}

function refuseWhereOver(row: ReturnRow): void {
  if (row.cancelledAt) throw new WismrError('conflict', `return ${row.returnId} is cancelled`);
  if (row.rejectedAt) throw new WismrError('conflict', `return ${row.returnId} is rejected`);
}

export function approveReturn(sql: Sql, ref: ReturnRef, at: Date): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    refuseWhereOver(row);
    if (row.approvedAt) return 'unchanged';
    await approve(tx, row, at);
    return 'changed';
  });
}

async function approve(tx: Queryable, row: ReturnRow, at: Date): Promise<void> {
  await updateReturn(tx, row, { approvedAt: at });
  const body = { kind: 'return_approved', approvedAt: at.getTime() } as const;
  await tell(tx, row, body, 'return_approved');
}

export function rejectReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, reason }: { readonly at: Date; readonly reason: string | null },
): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    if (row.rejectedAt) return 'unchanged';
    refuseWhereOver(row);
    if (row.approvedAt) {
      const detail = `return ${row.returnId} is approved: reject its items when they are inspected`;
      throw new WismrError('conflict', detail);
    }
    await updateReturn(tx, row, { rejectedAt: at, rejectionReason: reason });
    const body = { kind: 'return_rejected', rejectedAt: at.getTime() } as const;
    await tell(tx, row, body, 'return_rejected');
    return 'changed';
  });
}

export interface LabelInput {
  readonly parcelId: string;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly service: string | null;
  readonly labelUrl: string | null;
  readonly qrUrl: string | null;
  readonly labelledAt: Date;
}

/** A label approves the return, where nobody had. Scans that came before it are applied. */
export async function labelReturn(sql: Sql, ref: ReturnRef, label: LabelInput): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    await lockNumber(tx, ref.shopId, label.trackingNumber);
    refuseWhereOver(row);
    const known = (await readParcels(tx, ref.shopId, ref.returnId)).find(
      ({ parcelId }) => parcelId === label.parcelId,
    );
    if (known) return relabel(tx, known, label);
    if (!row.approvedAt) await approve(tx, row, label.labelledAt);
    const { parcelId, carrier, trackingNumber, service, labelledAt } = label;
    await insertParcel(tx, { ...ref, ...label });
    const facts = { parcelId, carrier, trackingNumber, service, labelledAt: labelledAt.getTime() };
    await tell(tx, row, { kind: 'return_labelled', ...facts }, `return_labelled/${parcelId}`);
    const span = spanOf({ shippedAt: labelledAt });
    const scans = await readTrackingEvents(tx, { ...ref, trackingNumber }, span);
    const taken = takeInScans(parcelId, NOTHING_SEEN, scans);
    if (scans.length > 0) await saveParcelSightings(tx, { ...ref, parcelId }, taken.sightings);
    await appendEvents(tx, row.journeyId, taken.events);
    return 'changed';
  });
}

async function relabel(tx: Queryable, known: ReturnParcelRow, label: LabelInput): Promise<Changed> {
  const { carrier, trackingNumber } = known;
  if (carrier !== label.carrier || trackingNumber !== label.trackingNumber) {
    const detail = `parcel ${known.parcelId} is there already, as ${carrier} ${trackingNumber}`;
    throw new WismrError('conflict', detail);
  }
  if (known.labelUrl === label.labelUrl && known.qrUrl === label.qrUrl) return 'unchanged';
  await saveLabel(tx, { ...known, labelUrl: label.labelUrl, qrUrl: label.qrUrl });
  return 'changed';
}

export function receiveReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, parcelId }: { readonly at: Date; readonly parcelId: string | null },
): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    refuseWhereOver(row);
    if (parcelId === null) {
      if (row.receivedAt) return 'unchanged';
      await updateReturn(tx, row, { receivedAt: at });
    } else {
      const parcels = await readParcels(tx, ref.shopId, ref.returnId);
      const parcel = parcels.find((each) => each.parcelId === parcelId);
      if (!parcel) throw new WismrError('not_found', `the return has no parcel ${parcelId}`);
      if (parcel.receivedAt) return 'unchanged';
      await markParcelReceived(tx, parcel, at);
    }
    const body = { kind: 'return_received', receivedAt: at.getTime(), parcelId } as const;
    await tell(tx, row, body, `return_received/${parcelId ?? '-'}`);
    return 'changed';
  });
}

/** Throws `invalid` where more pieces are decided about than the return has. */
export function inspectReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, items }: { readonly at: Date; readonly items: readonly InspectedItem[] },
): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    refuseWhereOver(row);
    const facts = JSON.stringify(items.map(fieldsOf));
    if (facts === JSON.stringify(row.inspection?.map(fieldsOf))) return 'unchanged';
    checkPieces(await readReturnItems(tx, row), items);
    await updateReturn(tx, row, { inspectedAt: at, inspection: items });
    const dispositions: Partial<Record<Disposition, number>> = {};
    for (const { disposition, quantity } of items) {
      dispositions[disposition] = (dispositions[disposition] ?? 0) + quantity;
    }
    const body = { kind: 'return_inspected', inspectedAt: at.getTime(), dispositions } as const;
    await tell(tx, row, body, `return_inspected/${facts}`);
    return 'changed';
  });
}

function fieldsOf({ line, quantity, disposition, note }: InspectedItem) {
  return [line, quantity, disposition, note];
}

function checkPieces(
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
      most === 0 ? `the return has no line ${line}` : `line ${line} has ${most} pieces`;
    return [{ pointer: `/items/${index}`, detail }];
  });
  if (faults.length === 0) return;
  throw new WismrError('invalid', 'more is inspected than was to be returned', faults);
}

export function refundReturn(sql: Sql, ref: ReturnRef, refund: RefundRow): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    refuseWhereOver(row);
    if (!(await insertRefund(tx, row, refund))) return 'unchanged';
    const { reference, refundedAt, amount, method, final } = refund;
    const facts = { reference, refundedAt: refundedAt.getTime(), amount, method, final };
    await tell(tx, row, { kind: 'return_refunded', ...facts }, `return_refunded/${reference}`);
    return 'changed';
  });
}

export function cancelReturn(sql: Sql, ref: ReturnRef, at: Date): Promise<Changed> {
  return changing(sql, ref, async (tx, row) => {
    if (row.cancelledAt) return 'unchanged';
    refuseWhereOver(row);
    await updateReturn(tx, row, { cancelledAt: at });
    const body = { kind: 'return_cancelled', cancelledAt: at.getTime() } as const;
    await tell(tx, row, body, 'return_cancelled');
    return 'changed';
  });
}
