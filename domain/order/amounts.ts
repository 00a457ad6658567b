/** What an order costs. The price of an item is the price of one piece. */

import { type Money, multiplyMoney, sumMoney } from '../money.ts';

export interface PricedItem {
  readonly quantity: number;
  /** Of one piece; null: the shop does not say. */
  readonly price: Money | null;
}

export interface PricedOrder {
  readonly total: Money | null;
  readonly items: readonly PricedItem[];
}

/** The price of all pieces of an item. */
export function lineTotal({ price, quantity }: PricedItem): Money | null {
  return price && multiplyMoney(price, quantity);
}

/** The sum of all lines; null where a price is missing, or the currencies differ. */
export function itemsTotal(items: readonly PricedItem[]): Money | null {
  const totals = items.flatMap((item) => lineTotal(item) ?? []);
  return totals.length === items.length ? sumMoney(totals) : null;
}

/** What was paid: the order's total or, if the shop gives none, the sum of its items; null: unknown. */
export function paidAmount({ total, items }: PricedOrder): Money | null {
  return total ?? itemsTotal(items);
}

/** The currency of the total or else of all prices; null where there is none, or several. */
export function orderCurrency({ total, items }: PricedOrder): string | null {
  if (total) return total.currency;
  return sumMoney(items.flatMap(({ price }) => price ?? []))?.currency ?? null;
}
