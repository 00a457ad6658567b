/** Whether the law lets a customer withdraw: the period, and the items that are excluded. */

import type { Queryable } from '../db/connect.ts';
import { type OrderRow, readItems } from '../db/orders.ts';
import { localDate } from '../domain/calendar.ts';
import { WismrError } from '../domain/error.ts';
import { isSameItem } from '../domain/order/quantities.ts';
import { presetFor } from '../domain/policy/apply-policy.ts';
import { readOrderState } from '../views/order-state.ts';
import { withdrawUntil } from '../views/withdraw-until.ts';
import type { ResolvedItem } from './check-quantities.ts';

const TO_ACCEPT = 'to accept it anyway, send "force": true and a reason';

/** Throws `conflict` where no law gives the right to withdraw, or its period was over by then. */
export async function assertWithinPeriod(
  tx: Queryable,
  order: OrderRow,
  receivedAt: Date,
): Promise<void> {
  const state = await readOrderState(tx, order.journeyId);
  const about = `order ${order.orderId}`;
  if ((presetFor(state.policy, state.country)?.withdrawalDays ?? null) === null) {
    const to = state.country === null ? 'without a country' : `to ${state.country}`;
    const detail = `the law gives no right to withdraw from ${about} ${to}; ${TO_ACCEPT}`;
    throw new WismrError('conflict', detail);
  }
  const until = await withdrawUntil(tx, order, state);
  if (until === null || receivedAt.getTime() <= until) return;
  const day = localDate(until, state.contact?.timeZone ?? state.calendar.timeZone);
  const detail = `the period to withdraw from ${about} ended on ${day}; ${TO_ACCEPT}`;
  throw new WismrError('conflict', detail);
}

/** Throws `conflict` for items that the order excludes from the withdrawal. */
export async function assertWithdrawable(
  tx: Queryable,
  order: OrderRow,
  items: readonly ResolvedItem[],
): Promise<void> {
  const ordered = await readItems(tx, order);
  const faults = items.flatMap((item, index) => {
    const own = ordered.filter(({ line }) => line === item.orderLine);
    const alike = own.length > 0 ? own : ordered.filter((each) => isSameItem(each, item));
    if (alike.length === 0 || alike.some(({ withdrawable }) => withdrawable)) return [];
    const detail = `the order says that the customer cannot withdraw from "${item.name}"`;
    return [{ pointer: `/items/${index}`, detail }];
  });
  if (faults.length === 0) return;
  const details = faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  throw new WismrError('conflict', `${details}; ${TO_ACCEPT}`, faults);
}
