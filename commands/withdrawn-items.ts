/** The items of a withdrawal: which are left, and which have not been shipped. */

import type { Queryable } from '../db/connect.ts';
import { type OrderRow, readItems } from '../db/orders.ts';
import type { ReturnItem } from '../db/returns.ts';
import { WismrError } from '../domain/error.ts';
import { isSameItem, remainingOf, type TakenItem } from '../domain/order/quantities.ts';
import { type ResolvedItem, readHeldShipments, readTaken, toTaken } from './check-quantities.ts';

/**
 * All pieces of the order that are in no return. Without `isForced`, those that are excluded from the
 * withdrawal stay out. Throws `invalid` if the order lists no items, `conflict` if none are left.
 */
export async function listRemaining(
  tx: Queryable,
  order: OrderRow,
  { isForced }: { readonly isForced: boolean },
): Promise<readonly ResolvedItem[]> {
  const ordered = await readItems(tx, order);
  const { orderId } = order;
  if (ordered.length === 0) {
    const detail = `must be present, because order ${orderId} lists no items`;
    throw new WismrError('invalid', `/items: ${detail}`, [{ pointer: '/items', detail }]);
  }
  const taken = (await readTaken(tx, order)).map(toTaken);
  const left: ResolvedItem[] = [];
  for (const { line, sku, name, withdrawable } of ordered) {
    const remaining = remainingOf({ line, sku, name }, ordered, [...taken, ...left.map(toTaken)]);
    const quantity = remaining?.left ?? 0;
    if (quantity > 0 && (withdrawable || isForced)) {
      left.push({ sku, name, quantity, orderLine: line });
    }
  }
  if (left.length > 0) return left;
  const detail = `order ${orderId} has no items left that the customer can withdraw from`;
  throw new WismrError('conflict', detail);
}

/** What the shop had not shipped of a new withdrawal. */
export interface Unshipped {
  readonly isAny: boolean;
  readonly isAll: boolean;
  /** Whether nothing of the order is left to ship after it. */
  readonly isWhole: boolean;
}

const ALL_SHIPPED: Unshipped = { isAny: false, isAll: false, isWhole: false };

/** A parcel of unknown contents holds everything, so that nobody looks for a parcel that has left. */
export async function readUnshipped(
  tx: Queryable,
  order: OrderRow,
  items: readonly ResolvedItem[],
): Promise<Unshipped> {
  const held = await readHeldShipments(tx, order);
  const contents = held.map(({ items: packed, itemsAssumed }) => (itemsAssumed ? null : packed));
  if (contents.includes(null)) return ALL_SHIPPED;
  const shipped = contents.flatMap((packed) => packed ?? []);
  const ordered = await readItems(tx, order);
  const earlier = (await readTaken(tx, order)).map(toTaken);
  const missing = missingOf([...earlier, ...items.map(toTaken)], shipped);
  const own = countPieces(missing.slice(earlier.length));
  const rest = ordered.filter(
    (item) => (remainingOf(item, ordered, [...shipped, ...missing])?.left ?? 0) > 0,
  );
  const isWhole = ordered.length > 0 && rest.length === 0;
  return { isAny: own > 0, isAll: own > 0 && own === countPieces(items), isWhole };
}

/** For each item, the pieces that are not among the shipped ones. Those count for the first items. */
function missingOf(
  items: readonly TakenItem[],
  shipped: readonly TakenItem[],
): readonly TakenItem[] {
  return items.map((item, index) => {
    const isAlike = (each: TakenItem) => isSameItem(each, item);
    const left =
      countPieces(shipped.filter(isAlike)) - countPieces(items.slice(0, index).filter(isAlike));
    return { ...item, quantity: Math.max(0, item.quantity - Math.max(0, left)) };
  });
}

function countPieces(items: readonly { readonly quantity: number }[]): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Whether two lists have the same items in the same order. */
export function isSameContent(a: readonly ReturnItem[], b: readonly ReturnItem[]): boolean {
  const fields = ({ sku, name, quantity }: ReturnItem) => [sku, name, quantity];
  return JSON.stringify(a.map(fields)) === JSON.stringify(b.map(fields));
}
