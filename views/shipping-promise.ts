/** By when an order has to ship under the law's rule, and what was said about it. */

import type { OrderState } from '../domain/order/index.ts';
import { deemedCancelledAt, isConsentAwaited, shipStanding } from '../domain/order/ship-dates.ts';
import { isoTime } from './journey.ts';

export interface ShippingPromiseView {
  /** By when the carrier must have it, or the order counts as cancelled; null: at any time. */
  readonly dueBy: string | null;
  /** The day that the shop named, `YYYY-MM-DD`; null: none. */
  readonly revisedShipBy: string | null;
  /** When the shop said that it ships in time. */
  readonly confirmedAt: string | null;
  /** When the latest notice to the customer left. */
  readonly noticeSentAt: string | null;
  readonly answer: 'consented' | 'cancel_requested' | null;
  /** Until when the customer can consent, where silence cancels. */
  readonly answerBy: string | null;
  readonly deemedCancelledAt: string | null;
}

/** Null where the rule does not apply to the order. */
export function shippingPromiseView(state: OrderState): ShippingPromiseView | null {
  const standing = shipStanding(state);
  if (!standing) return null;
  const { current, deadline } = standing;
  const { confirmedAt, delays, cancelRequested } = state.shipPromise;
  const isConsented = current !== null && current.consentedAt !== null;
  return {
    dueBy: isoTime(deadline),
    revisedShipBy: delays.at(-1)?.revisedDay ?? null,
    confirmedAt: isoTime(confirmedAt),
    noticeSentAt: isoTime(current?.noticedAt ?? null),
    answer: cancelRequested ? 'cancel_requested' : isConsented ? 'consented' : null,
    answerBy: isConsentAwaited(standing) ? isoTime(standing.current.answerBy) : null,
    deemedCancelledAt: isoTime(deemedCancelledAt(state)),
  };
}
