/** What still has to happen to a return, computed from its facts. */

import { addDuration } from '../duration.ts';
import {
  createExpectation,
  type Expectation,
  isAbroad,
  isImported,
  parcelScope,
  timeAsFact,
  wasOverdueOnArrival,
} from '../journey/expectation.ts';
import { ruleFor } from '../policy/apply-policy.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import type { ReturnEventBody } from './event.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { isDelivered, isReturnOver, isUnderWay, parcelReceivedAt, returnStatus } from './status.ts';

/** All open expectations, due or not. */
export function returnExpectations(state: ReturnState): readonly Expectation[] {
  if (state.contact === null || isReturnOver(state)) return [];
  return openExpectations(state).filter(
    (expectation) => !wasOverdueOnArrival(expectation, state.policy),
  );
}

/** Whether an event that ends an expectation meets it. If not, it withdraws it. */
export function isReturnMetBy(kind: ExpectationKind, body: ReturnEventBody): boolean {
  switch (body.kind) {
    case 'scanned':
    case 'return_approved':
    case 'return_labelled':
    case 'return_received':
    case 'return_inspected':
    case 'return_refunded':
      return true;
    case 'return_rejected':
      return kind === 'decided';
    default:
      return false;
  }
}

function openExpectations(state: ReturnState): readonly Expectation[] {
  const { observedAt, parcels, now } = state;
  switch (returnStatus(state)) {
    case 'requested':
      return [stepExpectation(state, 'decided', observedAt.requested ?? now)];
    case 'approved':
    case 'label_issued': {
      // Each label restarts the time to post it.
      const labels = Object.values(parcels).map((parcel) => parcel.observed.addedAt);
      return [stepExpectation(state, 'posted', Math.max(observedAt.approved ?? 0, ...labels))];
    }
    case 'in_transit':
      return Object.entries(parcels).flatMap(([id, parcel]) =>
        parcelExpectations(state, id, parcel),
      );
    case 'received':
      return [stepExpectation(state, 'inspected', observedAt.received ?? now)];
    case 'inspected':
      return [refundExpectation(state)];
    default:
      return [];
  }
}

/** The return's next step as a whole, whatever the number of its parcels. */
function stepExpectation(state: ReturnState, kind: ExpectationKind, since: number): Expectation {
  const occurrence = timeAsFact(since);
  return createExpectation({ ...subjectOf(state, kind), ...WHOLE_RETURN, occurrence, since });
}

const WHOLE_RETURN = { shipmentId: null, carrier: null, abroad: false } as const;

function subjectOf({ policy, calendar, country }: ReturnState, kind: ExpectationKind) {
  return { policy, calendar, kind, scope: country === null ? {} : { country } };
}

function parcelExpectations(
  state: ReturnState,
  id: string,
  parcel: ReturnParcel,
): readonly Expectation[] {
  const { calendar, country } = state;
  const { carrier, service, observed, scanSummary } = parcel;
  const observedAt = state.observedAt.requested ?? state.now;
  const isOld = isImported(scanSummary.lastScanAt, { observedAt, policy: state.policy });
  if (!isUnderWay(parcel) || isOld) return [];
  const arrivedAt = parcelReceivedAt(state, parcel);
  if (arrivedAt !== null && isMoreOnTheWay(state)) return [];
  const abroad = isAbroad(country, calendar);
  const scope = parcelScope({ carrier, service, country });
  const since = arrivedAt === null ? (observed.scanAt ?? observed.addedAt) : latestChange(state);
  // Delivered but not confirmed by the shop: the warehouse must confirm it, as urgently as it must
  // inspect. The same applies if another parcel was never posted, because it may never come.
  const hasArrived = arrivedAt !== null || isDelivered(parcel);
  const kind = hasArrived ? 'inspected' : 'return_movement';
  const about = { shipmentId: id, carrier, abroad, occurrence: timeAsFact(since), since };
  return [createExpectation({ ...subjectOf(state, kind), scope, ...about })];
}

/** When the status of a parcel last changed. */
function latestChange({ parcels }: ReturnState): number {
  const times = Object.values(parcels).map(({ observed }) => observed.statusAt ?? observed.addedAt);
  return Math.max(...times);
}

function isMoreOnTheWay(state: ReturnState): boolean {
  return Object.values(state.parcels).some(
    (parcel) => isUnderWay(parcel) && parcelReceivedAt(state, parcel) === null,
  );
}

/** Counts from the receipt, not the inspection: the customer has waited since the receipt. */
function refundExpectation(state: ReturnState): Expectation {
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
