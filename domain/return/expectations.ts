/** What still has to happen to a return, computed from its facts. */

import { type FactTimes, isBackfill } from '../fact-times.ts';
import {
  createExpectation,
  type Expectation,
  isAbroad,
  isImported,
  parcelScope,
  timeAsFact,
} from '../journey/expectation.ts';
import { countryScope } from '../policy/apply-policy.ts';
import type { ExpectationKind } from '../policy/rule.ts';
import { DAY, earliest } from '../time.ts';
import { areLabelsCancelled, labelExpectations } from './dead-label.ts';
import { endedReturnExpectations } from './ended-return.ts';
import type { ReturnEventBody } from './event.ts';
import { goodsBackExpectations } from './goods-back.ts';
import { beginningOf, isReceiptOld } from './imported.ts';
import { returnRefundExpectations } from './refund-due.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import {
  deliveredAt,
  isLost,
  isMoreOnTheWay,
  isReportedLost,
  isReturnOver,
  isTurnedBack,
  isUnderWay,
  parcelReceivedAt,
  returnStatus,
  returnTerms,
} from './status.ts';
import { acknowledgementExpectations, hasNothingToPost, sendBackRule } from './withdrawal.ts';

/** All open expectations, due or not. */
export function returnExpectations(state: ReturnState): readonly Expectation[] {
  if (state.contact === null) return [];
  const open = isReturnOver(state)
    ? [...endedReturnExpectations(state), ...goodsBackExpectations(state)]
    : openExpectations(state);
  return [...acknowledgementExpectations(state), ...open];
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
    case 'notification_settled':
      return kind === 'withdrawal_acknowledged';
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
      if (areLabelsCancelled(state)) return labelExpectations(state);
      // Each label restarts the time to post it.
      const labels = Object.values(parcels).map(({ awaitedSince, observed }) => ({
        occurredAt: awaitedSince,
        loggedAt: observed.addedAt,
      }));
      return postedExpectations(state, recent(state, [steps.approved, ...labels]));
    }
    case 'in_transit':
      return [
        ...onceInspected(
          Object.entries(parcels).flatMap(([id, parcel]) => parcelExpectations(state, id, parcel)),
        ),
        ...returnRefundExpectations(state),
      ];
    case 'received':
      return [
        ...(isReceiptOld(state) || !steps.received
          ? []
          : stepExpectations(state, 'inspected', [steps.received])),
        ...returnRefundExpectations(state),
      ];
    case 'inspected':
      return [...missingParcelExpectations(state), ...returnRefundExpectations(state)];
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
  return { policy, calendar, kind, scope: countryScope(country) };
}

function parcelExpectations(
  state: ReturnState,
  id: string,
  parcel: ReturnParcel,
): readonly Expectation[] {
  const { calendar, country } = state;
  const { carrier, service, observed, scanSummary } = parcel;
  const isOld = isImported(scanSummary.lastScanAt, beginningOf(state));
  if (!isUnderWay(parcel) || isOld || isLost(parcel)) return [];
  const arrivedAt = parcelReceivedAt(state, parcel);
  if (arrivedAt !== null && isMoreOnTheWay(state)) return [];
  const abroad = isAbroad(country, calendar);
  const scope = parcelScope({ carrier, service, country });
  const own = isTurnedBack(parcel) || isReportedLost(parcel) ? observed.statusAt : observed.scanAt;
  const since = arrivedAt === null ? (own ?? observed.addedAt) : latestChange(state);
  // Delivered but not confirmed by the shop: the warehouse must confirm it, as urgently as it must
  // inspect. The same applies if another parcel was never posted, because it may never come.
  const hasArrived = arrivedAt !== null || deliveredAt(parcel) !== null;
  const onTheWay = isReportedLost(parcel) ? 'loss_resolved' : 'return_movement';
  const kind = hasArrived ? 'inspected' : onTheWay;
  const expect = (kind: ExpectationKind, since: number) => {
    const about = { shipmentId: id, carrier, abroad, occurrence: timeAsFact(since), since };
    return createExpectation({ ...subjectOf(state, kind), scope, ...about });
  };
  const statusAt = observed.statusAt ?? observed.addedAt;
  // Scans that change nothing: it may go in circles. Without a later scan, the other is enough.
  const isCircling = kind === 'return_movement' && since > statusAt;
  if (!isCircling) return [expect(kind, since)];
  // Its messages are about a parcel to the customer.
  const progress = expect('progress', statusAt);
  const ladder = progress.ladder.filter((step) => step.do !== 'notify_customer');
  return [expect(kind, since), { ...progress, ladder }];
}

/** Another parcel that is on its way, if the inspection found fewer pieces than the customer returns. */
function missingParcelExpectations(state: ReturnState): readonly Expectation[] {
  const { inspection, parcels, pieces, receivedAt } = state;
  const found = Object.values(inspection?.dispositions ?? {}).reduce((sum, each) => sum + each, 0);
  const entries = Object.entries(parcels);
  const isOneThere = entries.some(([, each]) => each.receivedAt !== null || deliveredAt(each));
  if (receivedAt !== null || found >= pieces || !isOneThere) return [];
  return entries
    .flatMap(([id, parcel]) => parcelExpectations(state, id, parcel))
    .filter(({ kind }) => kind !== 'inspected');
}

/** The warehouse looks at the whole return: one escalation, about the parcel that came first. */
function onceInspected(all: readonly Expectation[]): readonly Expectation[] {
  const since = earliest(all.map((each) => (each.kind === 'inspected' ? each.since : null)));
  const first = all.find((each) => each.kind === 'inspected' && each.since === since);
  return all.filter((each) => each.kind !== 'inspected' || each === first);
}

/** When the status of a parcel last changed. */
function latestChange({ parcels }: ReturnState): number {
  const times = Object.values(parcels).map(({ observed }) => observed.statusAt ?? observed.addedAt);
  return Math.max(...times);
}

/** Carriers may report a parcel of the last day a day later. */
const LATE_SCAN_MS = DAY;

/**
 * Ends with the day that the messages to the customer name, by their own clock. A withdrawal never
 * ends like that: the law only limits the time to send the goods back.
 */
function postedExpectations(
  state: ReturnState,
  facts: readonly FactTimes[],
): readonly Expectation[] {
  const { policy, calendar, country, contact, isWithdrawal = false } = state;
  if (hasNothingToPost(state)) return [];
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  const { postBy } = returnTerms(policy, calendar, { country, timeZone, withdrawal: isWithdrawal });
  const byLaw = sendBackRule(state);
  if (byLaw) {
    return stepExpectations(state, 'posted', facts).map((expectation) => ({
      ...expectation,
      due: postBy(expectation.since),
      ladder: byLaw.ladder,
    }));
  }
  return stepExpectations(state, 'posted', facts).map((expectation) => ({
    ...expectation,
    expiresAt: postBy(expectation.since) + LATE_SCAN_MS,
  }));
}
