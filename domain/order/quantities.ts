/** How many pieces of an order are left to ship, or to return. */

/** What identifies an item: its SKU, or its name where one of the two has none. */
export interface ItemIdentity {
  readonly sku: string | null;
  readonly name: string;
}

export interface OrderedItem extends ItemIdentity {
  /** From 1. */
  readonly line: number;
  readonly quantity: number;
}

/** Pieces that are in a parcel or a return already. */
export interface TakenItem extends ItemIdentity {
  /** The line of the order when it was taken; null where the item was given by its name. */
  readonly line: number | null;
  readonly quantity: number;
}

/** The pieces of one item: how many were ordered, and how many are left. */
export interface Remaining {
  readonly ordered: number;
  readonly left: number;
}

/**
 * How many pieces of an item are left; null where the order has no such item. An edit of the order
 * moves its lines, so pieces that were taken count for a line only while it is the same item.
 */
export function remainingOf(
  wanted: Omit<TakenItem, 'quantity'>,
  ordered: readonly OrderedItem[],
  taken: readonly TakenItem[],
): Remaining | null {
  const alike = ordered.filter((item) => isSameItem(item, wanted));
  if (alike.length === 0) return null;
  const ofAll = subtract(
    alike,
    taken.filter((item) => isSameItem(item, wanted)),
  );
  const own = alike.filter(({ line }) => line === wanted.line);
  if (own.length === 0) return ofAll;
  const ofLine = subtract(
    own,
    taken.filter((item) => item.line === wanted.line && isSameItem(item, wanted)),
  );
  return { ...ofLine, left: Math.min(ofLine.left, ofAll.left) };
}

export function isSameItem(a: ItemIdentity, b: ItemIdentity): boolean {
  return a.sku !== null && b.sku !== null ? a.sku === b.sku : a.name === b.name;
}

function subtract(ordered: readonly OrderedItem[], taken: readonly TakenItem[]): Remaining {
  const all = sum(ordered);
  return { ordered: all, left: Math.max(0, all - sum(taken)) };
}

function sum(items: readonly { readonly quantity: number }[]): number {
  return items.reduce((total, { quantity }) => total + quantity, 0);
}
