/** Records that a customer withdraws from the contract of an order. */

import type { Queryable, Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { createJourney } from '../db/journeys.ts';
import { lockOrder, type OrderRow } from '../db/orders.ts';
import {
  findReturn,
  type ReturnRow,
  readReturnItems,
  readReturnsOf,
  type WithdrawalNotice,
} from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import { type ReturnId, returnJourneyId } from '../domain/ids.ts';
import { appendEvents } from './append-events.ts';
import {
  assertReturnable,
  type RequestedItem,
  type ResolvedItem,
  resolveReturned,
} from './check-quantities.ts';
import { assertWithdrawable, assertWithinPeriod } from './check-withdrawal.ts';
import type { OrderRef } from './place-order.ts';
import { createReturn } from './request-return.ts';
import { isSameContent, listRemaining, readUnshipped } from './withdrawn-items.ts';

export interface WithdrawalInput extends Pick<WithdrawalNotice, 'name' | 'statement' | 'email'> {
  /** Null: everything that the customer can withdraw from and has not returned. */
  readonly items: readonly RequestedItem[] | null;
  /** When the notice reached the shop; null: now. */
  readonly receivedAt: Date | null;
  /** Why the shop accepts it although the law does not ask for it; null: only if the law does. */
  readonly acceptedBecause: string | null;
}

export interface WithdrawalResult {
  readonly returnId: ReturnId;
  readonly result: 'created' | 'unchanged';
}

/**
 * Creates an approved return for the withdrawal, which no shop has to approve. The same notice again
 * returns the same return. Throws `not_found` if there is no such order; `conflict` if it is
 * cancelled, the period is over, an item is excluded, or more is withdrawn than is left; `invalid`
 * for items that the order does not have.
 */
export async function withdrawOrder(
  sql: Sql,
  ref: OrderRef,
  input: WithdrawalInput,
): Promise<WithdrawalResult> {
  return sql.begin(async (tx) => {
    // Locked, so that of two equal notices the second finds the return of the first.
    const order = await lockOrder(tx, ref.shopId, ref.orderId);
    if (!order) throw new WismrError('not_found', `order ${ref.orderId} does not exist`);
    const { erasedAt } = await readContact(tx, order.contactId);
    // An erased customer may withdraw. The notice is kept without personal data.
    const written = erasedAt ? { ...input, name: null, statement: null, email: null } : input;
    const given = input.items && (await resolveReturned(tx, order, input.items));
    const known = await findSame(tx, order, { ...written, given });
    if (known) return { returnId: known.returnId, result: 'unchanged' };
    if (order.cancelledAt) {
      throw new WismrError('conflict', `order ${ref.orderId} is cancelled`);
    }
    const receivedAt = input.receivedAt ?? new Date();
    const isForced = input.acceptedBecause !== null;
    if (!isForced) await assertWithinPeriod(tx, order, receivedAt);
    const items = given ?? (await listRemaining(tx, order, { isForced }));
    if (!isForced) await assertWithdrawable(tx, order, items);
    await assertReturnable(tx, order, items);
    const returnId = await openJourney(tx, order);
    await record(tx, { order, returnId, items, receivedAt }, written);
    return { returnId, result: 'created' };
  });
}

interface Recorded {
  readonly order: OrderRow;
  readonly returnId: ReturnId;
  readonly items: readonly ResolvedItem[];
  readonly receivedAt: Date;
}

async function record(
  tx: Queryable,
  { order, returnId, items, receivedAt }: Recorded,
  { name, statement, email, acceptedBecause, items: given }: WithdrawalInput,
): Promise<void> {
  const { shopId, orderId } = order;
  // Before the return exists: its pieces are still left.
  const unshipped = await readUnshipped(tx, order, items);
  if (unshipped.isAny) {
    const body = {
      kind: 'order_withdrawn',
      returnId,
      withdrawnAt: receivedAt.getTime(),
      isWhole: unshipped.isWhole,
      awaitsRefund: unshipped.isAll,
    } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
  }
  const input = {
    orderId,
    requestedAt: receivedAt,
    items,
    reason: null,
    refundBy: null,
    withdrawal: true,
    approved: true,
    notice: { name, statement, email, isWhole: given === null, acceptedBecause },
    isUnshipped: unshipped.isAll,
  };
  await createReturn(tx, { ref: { shopId, returnId }, order }, input);
}

interface Notice extends WithdrawalInput {
  readonly given: readonly ResolvedItem[] | null;
}

/** The return of an equal notice, unless it was cancelled. Without a time, the time does not matter. */
async function findSame(
  tx: Queryable,
  order: OrderRow,
  { name, statement, email, given, receivedAt }: Notice,
): Promise<ReturnRow | null> {
  for (const row of await readReturnsOf(tx, order.shopId, order.orderId)) {
    const { notice, cancelledAt, requestedAt } = row;
    if (!notice || cancelledAt) continue;
    if (notice.name !== name || notice.statement !== statement || notice.email !== email) continue;
    if (receivedAt && receivedAt.getTime() !== requestedAt.getTime()) continue;
    const isSame =
      given === null
        ? notice.isWhole
        : !notice.isWhole && isSameContent(await readReturnItems(tx, row), given);
    if (isSame) return row;
  }
  return null;
}

const ID_MAX = 90;

/** Takes the first id that is free: `W-1001`, `W-1001-2` … Ids have 100 characters at most. */
async function openJourney(tx: Queryable, { shopId, orderId }: OrderRow): Promise<ReturnId> {
  const base = `W-${orderId}`.slice(0, ID_MAX).trimEnd();
  for (let number = 1; ; number += 1) {
    const returnId = (number === 1 ? base : `${base}-${number}`) as ReturnId;
    if (await findReturn(tx, shopId, returnId)) continue;
    if (await createJourney(tx, returnJourneyId(shopId, returnId))) return returnId;
  }
}
