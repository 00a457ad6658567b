/** Records what a shop says about an order that is due to ship: in time, or later. */

import { readNow } from '../db/clock.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { lockOrder, type OrderRow, saveDelayReason } from '../db/orders.ts';
import { localDate } from '../domain/calendar.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderState } from '../domain/order/index.ts';
import {
  deemedCancelledAt,
  fullyShippedAt,
  type ShipStanding,
  shipStanding,
} from '../domain/order/ship-dates.ts';
import { readOrderState } from '../views/order-state.ts';
import { appendEvents } from './append-events.ts';
import type { OrderRef } from './place-order.ts';

export interface ShippingWord {
  readonly shipsInTime: boolean;
  /** If it does not: the day by which it ships, `YYYY-MM-DD`; null: unknown. */
  readonly revisedShipBy: string | null;
  /** Why, for the customer. */
  readonly reason: string | null;
}

/**
 * Records the shop's word. The same word again changes nothing. Throws `not_found` if there is no
 * such order, `conflict` if nothing can be promised about it, and `invalid` for a day that is over
 * or no later than the one that holds.
 */
export function changeShippingPromise(
  sql: Sql,
  { shopId, orderId }: OrderRef,
  word: ShippingWord,
): Promise<'changed' | 'unchanged'> {
  return sql.begin(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    const state = await foldOrder(tx, order);
    const standing = assertCanPromise(state, order);
    if (isKnown(state, standing, word)) return 'unchanged';
    const { shipsInTime, revisedShipBy, reason } = word;
    if (revisedShipBy !== null) assertLater(state, standing, revisedShipBy);
    if (!shipsInTime) await saveDelayReason(tx, order, reason);
    const body = { kind: 'shipping_promise_changed', shipsInTime, revisedShipBy } as const;
    await appendEvents(tx, order.journeyId, [{ body, wakes: true }]);
    return 'changed';
  });
}

/** The state of an order by its log, at this moment. */
export async function foldOrder(
  sql: Queryable,
  { journeyId }: Pick<OrderRow, 'journeyId'>,
): Promise<OrderState> {
  const state = await readOrderState(sql, journeyId);
  return { ...state, now: Math.max(state.now, await readNow(sql)) };
}

function assertCanPromise(state: OrderState, { orderId }: OrderRow): ShipStanding {
  const conflict = (detail: string) => new WismrError('conflict', `order ${orderId} ${detail}`);
  if (state.cancelledAt !== null) throw conflict('is cancelled');
  if (state.refundedAt !== null) throw conflict('is refunded');
  if (state.withdrawals.some(({ isWhole }) => isWhole)) {
    throw conflict('has a customer who withdrew from it: cancel it');
  }
  if (fullyShippedAt(state) !== null) throw conflict('has shipped: its carrier has scanned it');
  const standing = shipStanding(state);
  if (!standing) {
    throw conflict(
      'has no time to ship by law: the preset "us" does not apply to it; to announce a ' +
        'later delivery, change its `edd`',
    );
  }
  const deemedAt = deemedCancelledAt(state);
  if (deemedAt !== null) {
    const at = new Date(deemedAt).toISOString();
    throw conflict(`counts as cancelled since ${at}: cancel it, and refund what was paid`);
  }
  if (state.shipPromise.cancelRequested) {
    throw conflict('has a customer who asked to cancel it: cancel it, or add the shipment');
  }
  return standing;
}

function isKnown(
  { shipPromise: { confirmedAt, delays } }: OrderState,
  { deadline }: ShipStanding,
  { shipsInTime, revisedShipBy }: ShippingWord,
): boolean {
  if (shipsInTime) return confirmedAt !== null;
  // The customer waits for any time.
  if (revisedShipBy === null && deadline === null) return true;
  const last = delays.at(-1);
  if (confirmedAt !== null || !last?.byShop) return false;
  return last.revisedDay === revisedShipBy;
}

function assertLater(state: OrderState, { promisedBy }: ShipStanding, day: string): void {
  const { timeZone } = state.calendar;
  const today = localDate(state.now, timeZone);
  const held = promisedBy === null ? null : localDate(promisedBy, timeZone);
  const fault =
    day < today
      ? `is over: today is ${today}`
      : held !== null && day <= held
        ? `must be after ${held}, the day that holds; if it ships by then, send "shipsInTime": true`
        : null;
  if (fault === null) return;
  const pointer = '/revisedShipBy';
  throw new WismrError('invalid', `${pointer}: ${fault}`, [{ pointer, detail: fault }]);
}
