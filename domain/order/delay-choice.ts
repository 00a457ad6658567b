/** What a customer can still choose about a late shipment: to wait, or to cancel. */

import { deemedCancelledAt, fullyShippedAt, shipStanding } from './ship-dates.ts';
import type { OrderState } from './state.ts';

/**
 * - `none`: no notice has left, so there is nothing to choose.
 * - `open`: the customer has not answered.
 * - `consented`, `cancel_requested`: the latest answer. The customer can change it.
 * - `over`: the order counts as cancelled, or the shop refunds it.
 * - `shipped`: the carrier has all of it.
 * - `cancelled`: by the shop.
 */
export type DelayChoice =
  | 'none'
  | 'open'
  | 'consented'
  | 'cancel_requested'
  | 'over'
  | 'shipped'
  | 'cancelled';

export function delayChoice(state: OrderState): DelayChoice {
  if (state.cancelledAt !== null) return 'cancelled';
  if (fullyShippedAt(state) !== null) return 'shipped';
  const current = shipStanding(state)?.current;
  if (!current) return 'none';
  if (deemedCancelledAt(state) !== null || state.refundedAt !== null) return 'over';
  if (state.shipPromise.cancelRequested) return 'cancel_requested';
  return current.consentedAt === null ? 'open' : 'consented';
}

/** Whether the customer can answer, for the first time or again. */
export function isChoiceOpen(
  choice: DelayChoice,
): choice is 'open' | 'consented' | 'cancel_requested' {
  return choice === 'open' || choice === 'consented' || choice === 'cancel_requested';
}
