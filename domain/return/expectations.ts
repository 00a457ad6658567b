/** What still has to happen to a return, computed from its facts. */

import { addDuration } from '../duration.ts';
import { type FactTimes, isBackfill } from '../fact-times.ts';
import {
  createExpectation,
  type Expectation,
  type ImportInput,
  isAbroad,
  isImported,
  parcelScope,
  timeAsFact,
} from '../journey/expectation.ts';
import { ruleFor } from '../policy/apply-policy.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import type { ReturnEventBody } from './event.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { deliveredAt, isReturnOver, isUnderWay, parcelReceivedAt, returnStatus } from './status.ts';

/** All open expectations, due or not. */
export function returnExpectations(state: ReturnState): readonly Expectation[] {
  if (state.contact === null || isReturnOver(state)) return [];
  return openExpectations(state);
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
  const { steps, parcels } = state;
  switch (returnStatus(state)) {
    case 'requested':
      return stepExpectations(state, 'decided', recent(state, [steps.requested]));
    case 'approved':
    case 'label_issued': {
      // Each label restarts the time to post it.
      const labels = Object.values(parcels).map(({ awaitedSince, observed }) => ({
        occurredAt: awaitedSince,
        loggedAt: observed.addedAt,
      }));
      return stepExpectations(state, 'posted', recent(state, [steps.approved, ...labels]));
    }
    case 'in_transit':
      return Object.entries(parcels).flatMap(([id, parcel]) =>
        parcelExpectations(state, id, parcel),
      );
    case 'received':
      return isReceiptOld(state) || !steps.received
        ? []
        : stepExpectations(state, 'inspected', [steps.received]);
    case 'inspected':
      return refundExpectations(state);
    default:
      return [];
  }
}

/** The facts, or none where all of them were old when the log had them. */
function recent(
  { policy }: ReturnState,
  given: readonly (FactTimes | undefined)[],
): readonly FactTimes[] {
  const facts = given.filter((fact) => fact !== undefined);
  return facts.every((fact) => isBackfill(fact, policy)) ? [] : facts;
}

/** The return's next step as a whole, counted from the latest of the facts. */
function stepExpectations(
  state: ReturnState,
  kind: ExpectationKind,
  facts: readonly FactTimes[],
): readonly Expectation[] {
  if (facts.length === 0) return [];
  const since = Math.max(...facts.map(({ occurredAt }) => occurredAt));
  const occurrence = timeAsFact(Math.max(...facts.map(({ loggedAt }) => loggedAt)));
  return [createExpectation({ ...subjectOf(state, kind), ...WHOLE_RETURN, occurrence, since })];
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
  const isOld = isImported(scanSummary.lastScanAt, beginningOf(state));
  if (!isUnderWay(parcel) || isOld) return [];
  const arrivedAt = parcelReceivedAt(state, parcel);
  if (arrivedAt !== null && isMoreOnTheWay(state)) return [];
  const abroad = isAbroad(country, calendar);
  const scope = parcelScope({ carrier, service, country });
  const since = arrivedAt === null ? (observed.scanAt ?? observed.addedAt) : latestChange(state);
  // Delivered but not confirmed by the shop: the warehouse must confirm it, as urgently as it must
  // inspect. The same applies if another parcel was never posted, because it may never come.
  const hasArrived = arrivedAt !== null || deliveredAt(parcel) !== null;
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

/** When the journey began, by the log. */
function beginningOf({ steps, policy, now }: ReturnState): ImportInput {
  return { observedAt: steps.requested?.loggedAt ?? now, policy };
}

/**
 * Whether it arrived long before the log had that. A carrier's scan is old only if it is older than
 * the journey: on a known parcel, a late report is no import.
 */
function isReceiptOld(state: ReturnState): boolean {
  const { received } = state.steps;
  if (!received) return false;
  const confirmed = [state, ...Object.values(state.parcels)];
  const isByShop = confirmed.some(({ receivedAt }) => receivedAt !== null);
  return isByShop
    ? isBackfill(received, state.policy)
    : isImported(received.occurredAt, beginningOf(state));
}

/** Counts from the receipt, not the inspection: the customer has waited since the receipt. */
function refundExpectations(state: ReturnState): readonly Expectation[] {
  const { steps, refundBy, now, policy, calendar } = state;
  const { scope } = subjectOf(state, 'refunded');
  const inspected = steps.inspected ?? { occurredAt: now, loggedAt: now };
  const received = steps.received && !isReceiptOld(state) ? [steps.received.occurredAt] : [];
  const isOld = isBackfill(inspected, policy) && received.length === 0;
  const isPromiseOld =
    refundBy !== null && isBackfill({ occurredAt: refundBy, loggedAt: inspected.loggedAt }, policy);
  if (refundBy === null ? isOld : isPromiseOld) return [];
  const since = Math.min(inspected.occurredAt, ...received);
  const { within, ladder } = ruleFor(policy, 'refunded', scope);
  const due = refundBy ?? addDuration(since, within, calendar);
  const id = `-/refunded/${timeAsFact(inspected.loggedAt)}`;
  return [{ id, kind: 'refunded', shipmentId: null, carrier: null, since, due, ladder }];
}
