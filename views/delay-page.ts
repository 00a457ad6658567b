/** The page on which a customer answers a notice about a late shipment. */

import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { findOrderByPage } from '../db/orders.ts';
import { findShop, type Shop } from '../db/shops.ts';
import { type DelayChoice, delayChoice } from '../domain/order/delay-choice.ts';
import { shipStanding } from '../domain/order/ship-dates.ts';
import type { DelayOffer } from '../domain/order/ship-promise.ts';
import { readOrderState } from './order-state.ts';

export interface DelayPageView {
  readonly shop: Shop;
  readonly orderId: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly choice: DelayChoice;
  /** Which delay it is, from 1; 0: none. */
  readonly delay: number;
  readonly offer: Pick<DelayOffer, 'revisedDay' | 'replacesDay' | 'answerDay' | 'silence'> | null;
  /** Why it is late, in the shop's words. */
  readonly reason: string | null;
}

/** Null if there is no such page. `now`: epoch milliseconds. */
export async function readDelayPage(
  sql: Sql,
  pageId: string,
  now: number,
): Promise<DelayPageView | null> {
  const order = await findOrderByPage(sql, pageId);
  const shop = order && (await findShop(sql, order.shopId));
  if (!order || !shop) return null;
  const { orderId, journeyId, delayReason: reason } = order;
  const { locale, timeZone } = await readContact(sql, order.contactId);
  const state = await readOrderState(sql, journeyId);
  const standing = shipStanding(state);
  return {
    shop,
    orderId,
    locale,
    timeZone,
    choice: delayChoice({ ...state, now: Math.max(now, state.now) }),
    delay: standing?.number ?? 0,
    offer: standing?.current ?? null,
    reason,
  };
}
