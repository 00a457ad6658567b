/** Checks that no more of an order is shipped, or returned, than was ordered. */

import type { Queryable } from '../db/connect.ts';
import { type OrderItem, type OrderRow, readItems } from '../db/orders.ts';
import {
  type ReturnItem,
  type ReturnRow,
  readReturnedItems,
  readReturnsOf,
} from '../db/returns.ts';
import {
  readReplacedShipments,
  readShipments,
  type ShipmentItem,
  type ShipmentRow,
} from '../db/shipments.ts';
import { type Fault, WismrError } from '../domain/error.ts';
import {
  isSameItem,
  type OrderedItem,
  remainingOf,
  type TakenItem,
} from '../domain/order/quantities.ts';
import { readReturnState, readReturnStatus } from '../views/return.ts';

/** An item by its line in the order. */
export interface LineQuantity {
  readonly line: number;
  readonly quantity: number;
}

/** An item of a return by its line in the order, or by its own name and SKU. */
export type RequestedItem = ReturnItem | LineQuantity;

/** An item of a return, with its line in the order if the request named it. */
export type ResolvedItem = ReturnItem & { readonly orderLine: number | null };

type OrderLine = OrderItem & { readonly line: number };

/**
 * Returns the items of a new shipment as the order has them now. Throws `invalid` for a line that the
 * order does not have, and `conflict` for more pieces than are left to ship. Parcels that were voided,
 * went back or were resolved as lost leave their pieces to ship again.
 */
export async function resolveShipped(
  tx: Queryable,
  order: OrderRow,
  items: readonly LineQuantity[],
): Promise<readonly ShipmentItem[]> {
  const ordered = await readItems(tx, order);
  const resolved = items.map((item) => {
    const { line, quantity } = item;
    return { ...findLine(ordered, item), line, quantity };
  });
  assertLines(order, items, ordered);
  // Assumed contents take nothing: the shop may list the contents of later parcels only.
  const taken = (await readHeldShipments(tx, order)).flatMap(({ items: held, itemsAssumed }) =>
    itemsAssumed ? [] : (held ?? []),
  );
  assertLeft(resolved, { ordered, taken, verb: 'ship' });
  return resolved;
}

/**
 * The contents of a new shipment that does not list them: the whole order if no other parcel holds
 * anything of it. Null, for unknown, if there is such a parcel, or the order has no items.
 */
export async function assumeShipped(
  tx: Queryable,
  order: OrderRow,
): Promise<readonly ShipmentItem[] | null> {
  if ((await readHeldShipments(tx, order)).length > 0) return null;
  const ordered = await readItems(tx, order);
  return ordered.length > 0 ? ordered : null;
}

/** The order's parcels whose goods are with the customer, or on the way there. */
export async function readHeldShipments(
  tx: Queryable,
  order: OrderRow,
): Promise<readonly ShipmentRow[]> {
  const replaced = new Set(await readReplacedShipments(tx, order));
  const shipments = await readShipments(tx, order.shopId, order.orderId);
  return shipments.filter(
    ({ shipmentId, status, voidedAt }) =>
      !voidedAt && !replaced.has(shipmentId) && !LEFT_OVER.has(status),
  );
}

/** The goods of such a parcel are, or soon will be, with the shop again. */
const LEFT_OVER: ReadonlySet<string> = new Set(['return_to_sender', 'cancelled']);

/** Gives items that name a line of the order its name and SKU. Throws `invalid` for unknown lines. */
export async function resolveReturned(
  tx: Queryable,
  order: OrderRow,
  items: readonly RequestedItem[],
): Promise<readonly ResolvedItem[]> {
  const ordered = await readItems(tx, order);
  assertLines(order, items, ordered);
  return items.map((item): ResolvedItem => {
    if (!('line' in item)) return { ...item, orderLine: null };
    const { sku, name } = findLine(ordered, item);
    return { sku, name, quantity: item.quantity, orderLine: item.line };
  });
}

/**
 * Throws `conflict` for more pieces than can still be returned. Returns that were rejected, cancelled
 * or expired do not count.
 */
export async function assertReturnable(
  tx: Queryable,
  order: OrderRow,
  items: readonly ResolvedItem[],
): Promise<void> {
  const taken = (await readTaken(tx, order)).map(toTaken);
  const ordered = await readItems(tx, order);
  assertLeft(items.map(toTaken), { ordered, taken, verb: 'return' });
}

/**
 * Throws `conflict` if a return expired, and another return has its pieces since: both together would
 * return more than was ordered.
 */
export async function assertContinuable(
  tx: Queryable,
  order: OrderRow,
  { returnId, journeyId }: ReturnRow,
): Promise<void> {
  const { expiredAt } = await readReturnState(tx, journeyId);
  if (expiredAt === null) return;
  const ordered = await readItems(tx, order);
  const own = (await readReturnedItems(tx, order)).filter((item) => item.returnId === returnId);
  const others = (await readTaken(tx, order)).filter((item) => item.returnId !== returnId);
  const taken = others.map(toTaken);
  const missing = own.filter((item) => {
    const remaining = remainingOf(toTaken(item), ordered, taken);
    return remaining !== null && remaining.left < item.quantity;
  });
  if (missing.length === 0) return;
  const holders = others.filter((other) => missing.some((item) => isSameItem(item, other)));
  const ids = [...new Set(holders.map((item) => item.returnId))].slice(0, RETURNS_MAX).join(', ');
  throw new WismrError(
    'conflict',
    `return ${returnId} expired, and its pieces are in return ${ids}; cancel or reject one of them`,
  );
}

const RETURNS_MAX = 20;

/** The items of the order's returns, without those that were rejected, cancelled or expired. */
export async function readTaken(
  tx: Queryable,
  order: OrderRow,
): Promise<Awaited<ReturnType<typeof readReturnedItems>>> {
  const returns = await readReturnsOf(tx, order.shopId, order.orderId);
  const ended = new Set<string>();
  for (const row of returns) if (await isWithoutGoods(tx, row)) ended.add(row.returnId);
  return (await readReturnedItems(tx, order)).filter(({ returnId }) => !ended.has(returnId));
}

async function isWithoutGoods(tx: Queryable, row: ReturnRow): Promise<boolean> {
  if (row.rejectedAt || row.cancelledAt) return true;
  return (await readReturnStatus(tx, row.journeyId)) === 'expired';
}

export function toTaken({ orderLine, sku, name, quantity }: ResolvedItem): TakenItem {
  return { line: orderLine, sku, name, quantity };
}

const NO_ITEM = {
  sku: null,
  name: '',
  price: null,
  url: null,
  imageUrl: null,
  withdrawable: true,
} as const;

function findLine(
  ordered: readonly OrderLine[],
  { line }: LineQuantity,
): Omit<OrderItem, 'quantity'> {
  return ordered.find((each) => each.line === line) ?? NO_ITEM;
}

function assertLines(
  { orderId }: OrderRow,
  items: readonly RequestedItem[],
  ordered: readonly OrderLine[],
): void {
  const faults = items.flatMap((item, index): readonly Fault[] => {
    if (!('line' in item) || ordered.some(({ line }) => line === item.line)) return [];
    return [
      { pointer: `/items/${index}/line`, detail: `order ${orderId} has no line ${item.line}` },
    ];
  });
  if (faults.length > 0) throw new WismrError('invalid', inWords(faults), faults);
}

interface Stock {
  readonly ordered: readonly OrderedItem[];
  readonly taken: readonly TakenItem[];
  readonly verb: 'ship' | 'return';
}

function assertLeft(wanted: readonly TakenItem[], { ordered, taken, verb }: Stock): void {
  const faults: Fault[] = [];
  for (const [index, item] of wanted.entries()) {
    const remaining = remainingOf(item, ordered, [...taken, ...wanted.slice(0, index)]);
    if (!remaining || item.quantity <= remaining.left) continue;
    const { left, ordered: all } = remaining;
    const detail = `must be at most ${left}: of ${all} ordered, ${left} are left to ${verb}`;
    faults.push({ pointer: `/items/${index}/quantity`, detail });
  }
  if (faults.length > 0) throw new WismrError('conflict', inWords(faults), faults);
}

function inWords(faults: readonly Fault[]): string {
  return faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
}
