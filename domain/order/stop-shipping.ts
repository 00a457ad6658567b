/** The shop must not ship what the customer has withdrawn from. */

import { createExpectation, type Expectation } from '../journey/expectation.ts';
import { countryScope } from '../policy/apply-policy.ts';
import type { OrderState } from './state.ts';

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
