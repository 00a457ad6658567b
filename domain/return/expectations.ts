/** What is awaited of a return, found in its facts alone. */

import { addDuration } from '../duration.ts';
import type { Expectation, ExpectationKind } from '../journey/expectation.ts';
import { expect, isImported, timeAsFact, wasOver } from '../order/expectations.ts';
import { ruleFor, type Scope } from '../policy/policy.ts';
import { isBrought, isReturnOver, isUnderWay, parcelReceivedAt, returnStatus } from './facts.ts';
import type { ReturnParcel, ReturnState } from './state.ts';

export function returnExpectations(state: ReturnState): readonly Expectation[] {
  if (state.contact === null || isReturnOver(state)) return [];
  const { backfillLimitMs } = state.policy;
  return awaitedOf(state).filter((expectation) => !wasOver(expectation, backfillLimitMs));
}

function awaitedOf(state: ReturnState): readonly Expectation[] {
  const { observedAt, parcels, now } = state;
  switch (returnStatus(state)) {
    case 'requested':
      return [plain(state, 'decided', observedAt.requested ?? now)];
    case 'approved':
    case 'label_issued': {
      // With a new label begins a new time to post it.
      const labels = Object.values(parcels).map((parcel) => parcel.observed.addedAt);
      return [plain(state, 'posted', Math.max(observedAt.approved ?? 0, ...labels))];
    }
    case 'in_transit':
      return Object.entries(parcels).flatMap(([id, parcel]) => ofParcel(state, id, parcel));
    case 'received':
      return [plain(state, 'inspected', observedAt.received ?? now)];
    case 'inspected':
      return [refundOf(state)];
    default:
      return [];
  }
}

function plain(state: ReturnState, kind: ExpectationKind, since: number): Expectation {
  const occurrence = timeAsFact(since);
  return expect({ ...subjectOf(state, kind), ...ABOUT_ALL, occurrence, since });
}

const ABOUT_ALL = { shipmentId: null, carrier: null, abroad: false } as const;

function subjectOf({ policy, calendar, country }: ReturnState, kind: ExpectationKind) {
  const scope: Scope = country === null ? {} : { country };
  return { policy, calendar, kind, scope };
}

/** The warehouse's word is counted from the carrier's, where the shop's own has not come. */
function ofParcel(state: ReturnState, id: string, parcel: ReturnParcel): readonly Expectation[] {
  const { calendar, country } = state;
  const { carrier, service, observed, scanSummary } = parcel;
  const observedAt = state.observedAt.requested ?? state.now;
  const isOld = isImported(scanSummary.lastScanAt, { observedAt, policy: state.policy });
  if (!isUnderWay(parcel) || isOld) return [];
  const thereSince = parcelReceivedAt(state, parcel);
  if (thereSince !== null && isMoreOnTheWay(state)) return [];
  const abroad = country !== null && calendar.country !== null && country !== calendar.country;
  const scope: Scope = {
    carrier,
    ...(service === null ? {} : { service }),
    ...(country === null ? {} : { country }),
  };
  const since = thereSince === null ? (observed.scanAt ?? observed.addedAt) : latestNews(state);
  // Brought, and nobody at the warehouse has said so: that is theirs to say, and as urgent. So it
  // is where another parcel of the return was never posted: perhaps it is not to come at all.
  const isThere = thereSince !== null || isBrought(parcel);
  const kind = isThere ? 'inspected' : 'return_movement';
  const about = { shipmentId: id, carrier, abroad, occurrence: timeAsFact(since), since };
  return [expect({ ...subjectOf(state, kind), scope, ...about })];
}

/** When a parcel of it last came to another place. */
function latestNews({ parcels }: ReturnState): number {
  const times = Object.values(parcels).map(({ observed }) => observed.statusAt ?? observed.addedAt);
  return Math.max(...times);
}

function isMoreOnTheWay(state: ReturnState): boolean {
  return Object.values(state.parcels).some(
    (parcel) => isUnderWay(parcel) && parcelReceivedAt(state, parcel) === null,
  );
}

/** Counted from the receipt, whenever the inspection was: the customer waits since then. */
function refundOf(state: ReturnState): Expectation {
  const { observedAt, refundBy } = state;
  const inspectedAt = observedAt.inspected ?? state.now;
  const { policy, calendar, scope } = subjectOf(state, 'refunded');
  const since = Math.min(observedAt.received ?? inspectedAt, inspectedAt);
  const { within, ladder } = ruleFor(policy, 'refunded', scope);
  const due = refundBy ?? addDuration(since, within, calendar);
  return {
    id: `-/refunded/${timeAsFact(inspectedAt)}`,
    kind: 'refunded',
    shipmentId: null,
    carrier: null,
    since,
    due,
    ladder,
  };
}
