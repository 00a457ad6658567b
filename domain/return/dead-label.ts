/** A return whose labels the carrier has cancelled: the customer cannot post it. */

import {
  createExpectation,
  type Expectation,
  isImported,
  timeAsFact,
} from '../journey/expectation.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { countryScope } from '../policy/apply-policy.ts';
import { beginningOf } from './imported.ts';
import type { ReturnState } from './state.ts';

/** Whether it has labels, and the carrier has cancelled them all. */
export function areLabelsCancelled({ parcels }: ReturnState): boolean {
  const all = Object.values(parcels);
  return (
    all.length > 0 &&
    all.every(({ scanSummary }) => currentStatus(scanSummary).status === 'cancelled')
  );
}

/** The shop's new label, counted from the report about the last one. */
export function labelExpectations(state: ReturnState): readonly Expectation[] {
  const { policy, calendar, country } = state;
  const parcels = Object.values(state.parcels);
  const beginning = beginningOf(state);
  if (parcels.every(({ scanSummary }) => isImported(scanSummary.lastScanAt, beginning))) return [];
  const times = parcels.map(({ observed }) => observed.statusAt ?? observed.addedAt);
  const since = Math.max(...times);
  const about = { shipmentId: null, carrier: null, abroad: false, occurrence: timeAsFact(since) };
  const scope = countryScope(country);
  return [createExpectation({ ...about, policy, calendar, kind: 'label_replaced', scope, since })];
}
