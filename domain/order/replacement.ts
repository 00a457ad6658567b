/** The parcel that a person announced by resolving another one as reshipped. */

import { createExpectation, type Expectation, timeAsFact } from '../journey/expectation.ts';
import { countryScope } from '../policy/apply-policy.ts';
import { latest } from '../time.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { areOthersEnough, liveShipments, sentShipments, turnedUpAt } from './status.ts';

/** The new parcel, counted from the latest decision that none has followed. */
export function replacementExpectations(state: OrderState): readonly Expectation[] {
  const { policy, calendar, country, cancelledAt, refundedAt } = state;
  if (cancelledAt !== null || refundedAt !== null || areOthersEnough(state)) return [];
  const since = latest(
    liveShipments(state).map(([id, shipment]) => awaitedSince(state, id, shipment)),
  );
  const isPaidBack = state.refunds.some(
    ({ final, refundedAt: at, loggedAt = at }) => final && loggedAt >= (since ?? 0),
  );
  if (since === null || isPaidBack) return [];
  const about = { shipmentId: null, carrier: null, abroad: false, scope: countryScope(country) };
  const occurrence = timeAsFact(since);
  const kind = 'replacement_shipped';
  return [createExpectation({ ...about, policy, calendar, kind, occurrence, since })];
}

/** Null: nobody resolved it as reshipped, it has turned up, or another parcel goes in its place. */
function awaitedSince(state: OrderState, id: string, shipment: ShipmentState): number | null {
  const { lastResolution, observed } = shipment;
  if (lastResolution?.resolution !== 'reshipped' || turnedUpAt(shipment) !== null) return null;
  // Where no pieces are known, a parcel added during the trouble may be the new one.
  const isKnown = state.pieces !== null && shipment.pieces !== null;
  const from = isKnown ? lastResolution.at : (observed.scanAt ?? observed.addedAt);
  const isReplaced = sentShipments(state).some(
    ([other, { loggedAt }]) => other !== id && loggedAt >= Math.min(from, lastResolution.at),
  );
  return isReplaced ? null : lastResolution.at;
}
