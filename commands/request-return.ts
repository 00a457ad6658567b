/** Takes in a request for a return. */

import type { Queryable, Sql } from '../db/connect.ts';
import { factsOf, readContact } from '../db/contacts.ts';
import { appendEvents, createJourney } from '../db/journey-events.ts';
import { findOrder } from '../db/orders.ts';
import {
  insertReturn,
  insertReturnItems,
  lockReturn,
  type ReturnItem,
  type ReturnRow,
  readReturnItems,
  updateReturn,
} from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import { type OrderId, type ReturnId, returnJourney, type ShopId } from '../domain/ids.ts';
import { approve, assertOpen } from './change-return.ts';

export interface ReturnInput {
  readonly orderId: OrderId;
  readonly requestedAt: Date;
  readonly items: readonly ReturnItem[];
  /** Why, in the customer's words or the shop's. */
  readonly reason: string | null;
  /** By when the shop promises the refund; null: by its policy. */
  readonly refundBy: Date | null;
  /** True: there is nothing to decide. */
  readonly approved: boolean;
}

export interface ReturnRef {
  readonly shopId: ShopId;
  readonly returnId: ReturnId;
}

/**
 * Makes a return. The same one again changes nothing but its reason, and approves it where it now
 * says so. Throws `not_found` where its order is unknown, `conflict` where the id is taken by a return
 * of another order, with other items or with another promise.
 */
export async function requestReturn(
  sql: Sql,
  ref: ReturnRef,
  input: ReturnInput,
): Promise<'created' | 'changed' | 'unchanged'> {
  const journeyId = returnJourney(ref.shopId, ref.returnId);
  return sql.begin(async (tx) => {
    const order = await findOrder(tx, ref.shopId, input.orderId);
    if (!order) throw new WismrError('not_found', `there is no order ${input.orderId}`);
    // Of two that come at once, the second waits here and then finds the return.
    if (!(await createJourney(tx, journeyId))) {
      return again(tx, ref, input);
    }
    const { contactId, country } = order;
    const { orderId, requestedAt, items, reason, refundBy } = input;
    const row = { ...ref, journeyId, orderId, contactId, requestedAt, reason, country, refundBy };
    await insertReturn(tx, row);
    await insertReturnItems(tx, ref, items);
    const contact = factsOf(await readContact(tx, contactId));
    const body = {
      kind: 'return_requested',
      requestedAt: requestedAt.getTime(),
      refundBy: refundBy?.getTime() ?? null,
      pieces: items.reduce((sum, { quantity }) => sum + quantity, 0),
      orderId,
      contact,
      country,
      // Said at once, so that the customer is told of the decision alone.
      ...(input.approved ? { approvedAt: requestedAt.getTime() } : {}),
    } as const;
    await appendEvents(tx, journeyId, [{ body, wakes: true, dedupe: 'return_requested' }]);
    if (input.approved) await updateReturn(tx, row, { approvedAt: requestedAt });
    return 'created';
  });
}

async function again(
  tx: Queryable,
  ref: ReturnRef,
  input: ReturnInput,
): Promise<'changed' | 'unchanged'> {
  const known = await lockReturn(tx, ref.shopId, ref.returnId);
  if (!known) throw new Error(`return ${ref.returnId} has a journey and no row`);
  await checkSame(tx, known, input);
  const rewords = input.reason !== null && input.reason !== known.reason;
  const approves = input.approved && known.approvedAt === null;
  if (approves) {
    assertOpen(known);
    await approve(tx, known, new Date());
  }
  if (rewords) await updateReturn(tx, known, { reason: input.reason });
  return rewords || approves ? 'changed' : 'unchanged';
}

async function checkSame(tx: Queryable, known: ReturnRow, input: ReturnInput): Promise<void> {
  if (known.orderId !== input.orderId) throw taken(known, `is of order ${known.orderId}`);
  const items = (await readReturnItems(tx, known)).map(({ line: _, ...item }) => item);
  const fields = ({ sku, name, quantity }: ReturnItem) => [sku, name, quantity];
  const [was, is] = [items, input.items].map((each) => JSON.stringify(each.map(fields)));
  if (was !== is) throw taken(known, 'has other items');
  const { refundBy } = input;
  if (refundBy && refundBy.getTime() !== known.refundBy?.getTime()) {
    throw taken(known, 'has another promise of its refund, or none');
  }
}

function taken({ returnId }: ReturnRow, why: string): WismrError {
  return new WismrError('conflict', `return ${returnId} is there already, and ${why}`);
}
