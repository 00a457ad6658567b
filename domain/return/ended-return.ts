/** Goods of a return that was rejected or cancelled: a person decides what to do with them. */

import { addDuration } from '../duration.ts';
import {
  createExpectation,
  type Expectation,
  isAbroad,
  isImported,
  parcelScope,
  timeAsFact,
} from '../journey/expectation.ts';
import { idOfFacts } from '../journey/reopened.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import { beginningOf } from './imported.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { deliveredAt, isProcessed, isReportedLost, isTurnedBack, isUnderWay } from './status.ts';

const KIND = 'returned_anyway';

/** Of goods that came back, and of each parcel that is lost, silent or on its way to the customer. */
export function endedReturnExpectations(state: ReturnState): readonly Expectation[] {
  const { cancelledAt, rejectedAt, parcels } = state;
  const endedAt = cancelledAt ?? rejectedAt;
  if (endedAt === null || isProcessed(state)) return [];
  return [
    ...arrivalExpectations(state, endedAt),
    ...Object.entries(parcels).flatMap(([id, parcel]) => wayExpectations(state, id, parcel)),
  ];
}

/** Whether a parcel of an ended return is on its way, and no person has decided about it. */
export function isWayWatched(state: ReturnState): boolean {
  return endedReturnExpectations(state).some(
    ({ id, shipmentId }) =>
      shipmentId !== null &&
      state.overdue.raised.every((each) => idOfFacts(each.id) !== id || each.resolution === null),
  );
}

function arrivalExpectations(state: ReturnState, endedAt: number): readonly Expectation[] {
  const { policy, calendar, country, parcels, cleared } = state;
  const arrivals = [
    state.receivedAt,
    ...Object.values(parcels).map((parcel) => parcel.receivedAt ?? deliveredAt(parcel)),
  ].filter((at) => at !== null);
  if (arrivals.length === 0) return [];
  const since = Math.max(endedAt, Math.min(...arrivals));
  const about = { shipmentId: null, carrier: null, abroad: false, scope: countryScope(country) };
  const occurrence = String(1 + cleared);
  return [createExpectation({ ...about, policy, calendar, kind: KIND, occurrence, since })];
}

/** Staff learn at once of a report, and of silence when an open return would count as lost. */
function wayExpectations(
  state: ReturnState,
  id: string,
  parcel: ReturnParcel,
): readonly Expectation[] {
  const { policy, calendar, country } = state;
  const { carrier, service, observed, scanSummary, receivedAt } = parcel;
  const hasArrived = state.receivedAt !== null || receivedAt !== null;
  if (hasArrived || deliveredAt(parcel) !== null || !isUnderWay(parcel)) return [];
  if (isImported(scanSummary.lastScanAt, beginningOf(state))) return [];
  // The customer has it again.
  if (currentStatus(scanSummary).reason === 'returned') return [];
  const isReported = isReportedLost(parcel) || isTurnedBack(parcel);
  const since = (isReported ? observed.statusAt : observed.scanAt) ?? observed.addedAt;
  const scope = parcelScope({ carrier, service, country });
  const about = { policy, calendar, scope, shipmentId: id, carrier, since };
  const abroad = isAbroad(country, calendar);
  const occurrence = timeAsFact(since);
  const reported = createExpectation({ ...about, kind: KIND, abroad, occurrence });
  if (isReported) return [reported];
  const { due } = createExpectation({ ...about, kind: 'return_movement', abroad, occurrence });
  const { ladder } = ruleFor(policy, 'return_movement', scope);
  const last = ladder.findLast((step) => step.do === 'escalate');
  return [{ ...reported, due: last ? addDuration(due, last.after, calendar) : due }];
}
