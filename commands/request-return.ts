/** Requests a return. */

import type { Queryable, Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { createJourney } from '../db/journeys.ts';
import { lockOrder, type OrderRow } from '../db/orders.ts';
import {
  insertReturn,
  insertReturnItems,
  lockReturn,
  type ReturnRow,
  readReturnItems,
  updateReturn,
  type WithdrawalNotice,
} from '../db/returns.ts';
import { contactFacts } from '../domain/contact.ts';
import { WismrError } from '../domain/error.ts';
import { type OrderId, returnJourneyId } from '../domain/ids.ts';
import { appendEvents } from './append-events.ts';
import { assertReturnOpen, markApproved, type ReturnRef } from './change-return.ts';
import {
  assertContinuable,
  assertReturnable,
  type RequestedItem,
  type ResolvedItem,
  resolveReturned,
} from './check-quantities.ts';
import { isSameContent } from './withdrawn-items.ts';

export interface ReturnInput {
  readonly orderId: OrderId;
  readonly requestedAt: Date;
  readonly items: readonly RequestedItem[];
  /** Why the customer returns it, as the customer or the shop wrote it. */
  readonly reason: string | null;
  /** When the shop promises the refund; null: as its policy says. */
  readonly refundBy: Date | null;
  /** Whether the customer withdraws from the contract, as the law allows; null: not said. */
  readonly withdrawal: boolean | null;
  /** True: the request is approved at once. */
  readonly approved: boolean;
}

/**
 * Creates a return. A repeated request may only change the reason and approve the return. Throws
 * `not_found` if the order does not exist, `invalid` if it lacks a line, `conflict` if more is
 * returned than was ordered, or the return exists with another order, items, `refundBy` or
 * `withdrawal`.
 */
export async function requestReturn(
  sql: Sql,
  ref: ReturnRef,
  input: ReturnInput,
): Promise<'created' | 'changed' | 'unchanged'> {
  return sql.begin(async (tx) => {
    // Locked, so that two returns cannot both take the last piece.
    const order = await lockOrder(tx, ref.shopId, input.orderId);
    if (!order) throw new WismrError('not_found', `order ${input.orderId} does not exist`);
    const items = await resolveReturned(tx, order, input.items);
    // Of two concurrent calls, the second waits here and then finds the return.
    if (!(await createJourney(tx, returnJourneyId(ref.shopId, ref.returnId)))) {
      return repeatRequest(tx, { ref, order }, { ...input, items });
    }
    await assertReturnable(tx, order, items);
    await createReturn(tx, { ref, order }, { ...input, items });
    return 'created';
  });
}

type ResolvedInput = Omit<ReturnInput, 'items'> & { readonly items: readonly ResolvedItem[] };

export interface NewReturnInput extends ResolvedInput {
  /** What the customer wrote when they withdrew. */
  readonly notice?: WithdrawalNotice;
  /** True: none of its pieces had been shipped. */
  readonly isUnshipped?: boolean;
}

/** Writes the rows of a new return and the first event of its journey, which exists already. */
export async function createReturn(
  tx: Queryable,
  { ref, order }: { readonly ref: ReturnRef; readonly order: OrderRow },
  input: NewReturnInput,
): Promise<void> {
  const { contactId, country } = order;
  const { orderId, requestedAt, items, reason, refundBy } = input;
  const withdrawal = input.withdrawal ?? false;
  const journeyId = returnJourneyId(ref.shopId, ref.returnId);
  const row = { ...ref, journeyId, orderId, contactId, requestedAt, reason, country, refundBy };
  const { notice = null, isUnshipped = false } = input;
  await insertReturn(tx, { ...row, withdrawal, notice });
  await insertReturnItems(tx, ref, items);
  const body = {
    kind: 'return_requested',
    requestedAt: requestedAt.getTime(),
    refundBy: refundBy?.getTime() ?? null,
    pieces: items.reduce((sum, { quantity }) => sum + quantity, 0),
    orderId,
    contact: contactFacts(await readContact(tx, contactId)),
    country,
    ...(withdrawal ? { withdrawal } : {}),
    ...(notice ? { notice: { hasOwnAddress: notice.email !== null, isUnshipped } } : {}),
    // One event for both, so that the customer gets only the message about the approval.
    ...(input.approved ? { approvedAt: requestedAt.getTime() } : {}),
  } as const;
  await appendEvents(tx, journeyId, [{ body, wakes: true, dedupe: 'return_requested' }]);
  if (input.approved) await updateReturn(tx, row, { approvedAt: requestedAt });
}

async function repeatRequest(
  tx: Queryable,
  { ref, order }: { readonly ref: ReturnRef; readonly order: OrderRow },
  input: ResolvedInput,
): Promise<'changed' | 'unchanged'> {
  const known = await lockReturn(tx, ref.shopId, ref.returnId);
  if (!known) throw new Error(`return ${ref.returnId} has a journey but no row`);
  await assertSameRequest(tx, known, input);
  const changesReason = input.reason !== null && input.reason !== known.reason;
  const approves = input.approved && known.approvedAt === null;
  if (approves) {
    assertReturnOpen(known);
    await assertContinuable(tx, order, known);
    await markApproved(tx, known, new Date());
  }
  if (changesReason) await updateReturn(tx, known, { reason: input.reason });
  return changesReason || approves ? 'changed' : 'unchanged';
}

async function assertSameRequest(
  tx: Queryable,
  known: ReturnRow,
  input: ResolvedInput,
): Promise<void> {
  if (known.orderId !== input.orderId) throw existsWith(known, `order ${known.orderId}`);
  const isSame = isSameContent(await readReturnItems(tx, known), input.items);
  if (!isSame) throw existsWith(known, 'different items');
  const { refundBy } = input;
  if (refundBy && refundBy.getTime() !== known.refundBy?.getTime()) {
    throw existsWith(known, known.refundBy ? 'a different refundBy' : 'no refundBy');
  }
  if (input.withdrawal !== null && input.withdrawal !== known.withdrawal) {
    throw existsWith(known, `withdrawal: ${known.withdrawal}`);
  }
}

function existsWith({ returnId }: ReturnRow, what: string): WismrError {
  const detail = `return ${returnId} already exists with ${what}; use another returnId`;
  return new WismrError('conflict', detail);
}
