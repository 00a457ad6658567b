/** Takes in a request for a return. */

import { WismrError } from '../domain/error.ts';
import { type OrderId, type ReturnId, returnJourney, type ShopId } from '../domain/ids.ts';
import type { Queryable, Sql } from './connect.ts';
import { factsOf, readContact } from './contacts.ts';
import { appendEvents, createJourney } from './journey-events.ts';
import { findOrder } from './orders.ts';
import {
  findReturn,
  insertReturn,
  insertReturnItems,
  type ReturnItem,
  type ReturnRow,
  readReturnItems,
} from './returns.ts';

export interface ReturnInput {
  readonly orderId: OrderId;
  readonly requestedAt: Date;
  readonly items: readonly ReturnItem[];
  /** Why, in the customer's words or the shop's. */
  readonly reason: string | null;
  /** By when the shop promises the refund; null: by its policy. */
  readonly refundBy: Date | null;
}

export interface ReturnRef {
  readonly shopId: ShopId;
  readonly returnId: ReturnId;
}

/**
 * Makes a return. The same one again changes nothing. Throws `not_found` where its order is unknown,
 * `conflict` where the id is taken by a return of another order or with other items.
 */
export async function requestReturn(
  sql: Sql,
  ref: ReturnRef,
  input: ReturnInput,
): Promise<'created' | 'unchanged'> {
  const journeyId = returnJourney(ref.shopId, ref.returnId);
  return sql.begin(async (tx) => {
    const order = await findOrder(tx, ref.shopId, input.orderId);
    if (!order) throw new WismrError('not_found', `there is no order ${input.orderId}`);
    // Of two that come at once, the second waits here and then finds the return.
    if (!(await createJourney(tx, journeyId))) {
      await checkSame(tx, ref, input);
      return 'unchanged';
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
      ...{ orderId, contact, country },
    } as const;
    await appendEvents(tx, journeyId, [{ body, wakes: true, dedupe: 'return_requested' }]);
    return 'created';
  });
}

async function checkSame(tx: Queryable, ref: ReturnRef, input: ReturnInput): Promise<void> {
  const known = await findReturn(tx, ref.shopId, ref.returnId);
  if (!known) throw new Error(`return ${ref.returnId} has a journey and no row`);
  if (known.orderId !== input.orderId) throw taken(known, `is of order ${known.orderId}`);
  const items = (await readReturnItems(tx, ref)).map(({ line: _, ...item }) => item);
  const fields = ({ sku, name, quantity }: ReturnItem) => [sku, name, quantity];
  const [was, is] = [items, input.items].map((each) => JSON.stringify(each.map(fields)));
  if (was !== is) throw taken(known, 'has other items');
}

function taken({ returnId }: ReturnRow, why: string): WismrError {
  return new WismrError('conflict', `return ${returnId} is there already, and ${why}`);
}
