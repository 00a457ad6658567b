/** What the customer no longer wants: the shop must not ship it. */

import { createExpectation, type Expectation } from '../journey/expectation.ts';
import { countryScope } from '../policy/apply-policy.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { isUnscanned } from './status.ts';

/**
 * Open until the shop cancels the order or changes its pieces. A shipment does not end it: then the
 * shop has sent what nobody wants.
 */
export function stopExpectations(state: OrderState): readonly Expectation[] {
  const { withdrawals, cancelledAt, refundedAt, pieces, policy, calendar, country } = state;
  if (cancelledAt !== null || refundedAt !== null) return [];
  const subject = { policy, calendar, scope: countryScope(country) };
  return withdrawals
    .filter((each) => each.pieces === pieces)
    .map(({ returnId, loggedAt: since }) =>
      createExpectation({
        ...subject,
        kind: 'shipping_stopped',
        shipmentId: null,
        carrier: null,
        abroad: false,
        occurrence: returnId,
        since,
      }),
    );
}

/** Why the customer does not want a parcel that the shop ships all the same; null: they do. */
export function whyUnwanted(
  { withdrawals, pieces, shipPromise }: OrderState,
  shipment: ShipmentState,
): 'cancel_requested' | 'withdrawn' | null {
  const { cancelRequested } = shipPromise;
  const isLater = (loggedAt: number) => shipment.loggedAt > loggedAt;
  if (cancelRequested && (isLater(cancelRequested.loggedAt) || isUnscanned(shipment))) {
    return 'cancel_requested';
  }
  const isWithdrawn = withdrawals.some(
    (each) => each.isWhole && each.pieces === pieces && isLater(each.loggedAt),
  );
  return isWithdrawn ? 'withdrawn' : null;
}
