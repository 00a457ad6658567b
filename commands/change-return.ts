/**
 * What a shop does with an existing return. Repeating a command changes nothing. All throw
 * `not_found` if the return does not exist, and `conflict` if its state does not allow the change.
 */

import type { Queryable, Sql } from '../db/connect.ts';
import { lockOrder, type OrderRow } from '../db/orders.ts';
import { markParcelReceived, readParcels } from '../db/return-parcels.ts';
import {
  findReturn,
  type InspectedItem,
  lockReturn,
  type ReturnRow,
  readRefunds,
  readReturnItems,
  updateReturn,
} from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import type { ReturnId, ShopId } from '../domain/ids.ts';
import type { Disposition, ReturnFact } from '../domain/return/event.ts';
import { appendEvents } from './append-events.ts';
import { assertContinuable } from './check-quantities.ts';

export interface ReturnRef {
  readonly shopId: ShopId;
  readonly returnId: ReturnId;
}

export type ChangeResult = 'changed' | 'unchanged';

/** An error in `change` rolls everything back. */
export async function withLockedReturn(
  sql: Sql,
  ref: ReturnRef,
  change: (tx: Queryable, row: ReturnRow, order: OrderRow) => Promise<ChangeResult>,
): Promise<ChangeResult> {
  return sql.begin(async (tx) => {
    const { row, order } = await lockReturnWithOrder(tx, ref);
    return change(tx, row, order);
  });
}

/**
 * Locks a return and, before it, its order. Every transaction locks in this sequence: numbers,
 * orders, returns, journeys. Throws `not_found` if the return does not exist.
 */
export async function lockReturnWithOrder(
  tx: Queryable,
  { shopId, returnId }: ReturnRef,
): Promise<{ readonly row: ReturnRow; readonly order: OrderRow }> {
  const found = await findReturn(tx, shopId, returnId);
  if (!found) throw new WismrError('not_found', `return ${returnId} does not exist`);
  const order = await lockOrder(tx, shopId, found.orderId);
  const row = await lockReturn(tx, shopId, returnId);
  if (!order || !row) throw new Error(`return ${returnId} has no order ${found.orderId}`);
  return { row, order };
}

export async function appendFact(
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
  return withLockedReturn(sql, ref, async (tx, row, order) => {
    assertReturnOpen(row);
    if (row.approvedAt) return 'unchanged';
    await assertNotProcessed(tx, row);
    await assertContinuable(tx, order, row);
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

/** Confirms that a parcel has arrived or, if `parcelId` is null, the whole return. */
export function receiveReturn(
  sql: Sql,
  ref: ReturnRef,
  { at, parcelId }: { readonly at: Date; readonly parcelId: string | null },
): Promise<ChangeResult> {
  return withLockedReturn(sql, ref, async (tx, row, order) => {
    assertReturnOpen(row);
    if (parcelId === null) {
      if (row.receivedAt) return 'unchanged';
      await assertContinuable(tx, order, row);
      await updateReturn(tx, row, { receivedAt: at });
    } else {
      const parcels = await readParcels(tx, ref.shopId, ref.returnId);
      const parcel = parcels.find((each) => each.parcelId === parcelId);
      if (!parcel)
        throw new WismrError('not_found', `return ${ref.returnId} has no parcel ${parcelId}`);
      if (parcel.receivedAt) return 'unchanged';
      await assertContinuable(tx, order, row);
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
  return withLockedReturn(sql, ref, async (tx, row, order) => {
    assertReturnOpen(row);
    const facts = JSON.stringify(items.map(fieldsOf));
    if (facts === JSON.stringify(row.inspection?.map(fieldsOf))) return 'unchanged';
    await assertContinuable(tx, order, row);
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
export async function assertNotProcessed(tx: Queryable, row: ReturnRow): Promise<void> {
  if (row.inspection) throw new WismrError('conflict', `return ${row.returnId} has been inspected`);
  const [refund] = await readRefunds(tx, row);
  if (refund) throw new WismrError('conflict', `return ${row.returnId} has been refunded`);
}
