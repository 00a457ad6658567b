/** What the law promises the customer of an order, computed from the order's facts. */

import { endOfDay } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import { type Expectation, isImported, timeAsFact } from '../journey/expectation.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { countryScope, presetFor, ruleFor } from '../policy/apply-policy.ts';
import { LAW_KINDS, type LawKind } from '../policy/presets.ts';
import type { ExpectationKind, Rule } from '../policy/rule.ts';
import { DAY, MINUTE } from '../time.ts';
import { unreachable } from '../unreachable.ts';
import { isConsentAwaited, shipStanding } from './ship-dates.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments, isParcelMissing, isUnscanned } from './status.ts';

/** The open promises of the preset that applies to the order. */
export function lawExpectations(state: OrderState): readonly Expectation[] {
  const promises = LAW_KINDS.flatMap((kind) => promiseOf(state, kind) ?? []);
  return [...promises, ...delayExpectations(state)];
}

/** What the law expects once an order ships too late: the customer's consent, or a cancellation. */
function delayExpectations(state: OrderState): readonly Expectation[] {
  const standing = shipStanding(state);
  if (!standing || !isAwaited(state, 'ships_by_law')) return [];
  const { cancelRequested } = state.shipPromise;
  const about = { shipmentId: null, carrier: null };
  if (cancelRequested) {
    const { occurredAt: since } = cancelRequested;
    const id = `-/cancel_decided/${timeAsFact(since)}`;
    const { within, ladder } = ruleOf(state, 'cancel_decided');
    const due = addDuration(since, within, state.calendar);
    return [{ ...about, id, kind: 'cancel_decided', since, due, ladder }];
  }
  if (!isConsentAwaited(standing)) return [];
  const { current, number } = standing;
  const id = `-/delay_consented/${number}`;
  const since = current.noticedAt ?? current.declaredAt;
  const { ladder } = ruleOf(state, 'delay_consented');
  return [{ ...about, id, kind: 'delay_consented', since, due: current.answerBy, ladder }];
}

/** Null while it is not open. */
function promiseOf(state: OrderState, kind: LawKind): Expectation | null {
  const { policy, country, observedAt } = state;
  const isExpected = presetFor(policy, country)?.expects.includes(kind) ?? false;
  if (!isExpected || !isAwaited(state, kind)) return null;
  const promise = kind === 'ships_by_law' ? shipsByLaw(state) : deliveredByLaw(state);
  if (!promise) return null;
  const isOld = isBackfill({ occurredAt: promise.due, loggedAt: observedAt }, policy);
  return isOld ? null : promise;
}

function isAwaited(state: OrderState, kind: LawKind): boolean {
  const { contact, cancelledAt, refundedAt } = state;
  if (contact === null || cancelledAt !== null || refundedAt !== null) return false;
  const underWay = countedShipments(state)
    .map(([, shipment]) => shipment)
    .filter((shipment) => !isAtRest(shipment) && !isOld(state, shipment));
  switch (kind) {
    case 'ships_by_law':
      // The label and the shop's word are no proof that a carrier has the parcel.
      return isParcelMissing(state) || underWay.some(isUnscanned);
    case 'delivered_by_law':
      // The ladder of `returned` follows a parcel on its way back.
      return isParcelMissing(state) || underWay.some((shipment) => !isOnWayBack(shipment));
    default:
      return unreachable(kind);
  }
}

function isOnWayBack({ scanSummary }: ShipmentState): boolean {
  return currentStatus(scanSummary).status === 'return_to_sender';
}

/** Whether it was imported: nobody expects anything of it before its next scan. */
function isOld(
  { observedAt, policy }: OrderState,
  { awaitedSince, observed, scanSummary }: ShipmentState,
): boolean {
  return isUnscanned({ scanSummary })
    ? isBackfill({ occurredAt: awaitedSince, loggedAt: observed.addedAt }, policy)
    : isImported(scanSummary.lastScanAt, { observedAt, policy });
}

/**
 * Each time that the shop names starts a new promise. Null while the customer decides about a delay,
 * and where they wait for any time.
 */
function shipsByLaw(state: OrderState): Expectation | null {
  const standing = shipStanding(state);
  if (!standing || standing.promisedBy === null || state.shipPromise.cancelRequested) return null;
  const { promisedBy: due, promises, current } = standing;
  if (isConsentAwaited(standing) && standing.current.answerBy <= due) return null;
  const placedAt = state.placedAt ?? state.observedAt;
  const since = promises === 1 ? placedAt : (current?.noticedAt ?? placedAt);
  // Most orders with a short time ship within it, so the notice waits until just before its end.
  const isShort = due - since < SHORT_TIME_MS;
  const short = isShort ? { customerFrom: due - NOTICE_LEAD_MS } : {};
  const { ladder } = ruleOf(state, 'ships_by_law');
  const about = { kind: 'ships_by_law', shipmentId: null, carrier: null } as const;
  const id = `-/ships_by_law/${promises}`;
  return { ...about, id, since, due, ladder, ...short };
}

const SHORT_TIME_MS = 3 * DAY;
/** A notice after the time does not count. */
const NOTICE_LEAD_MS = 15 * MINUTE;

function deliveredByLaw(state: OrderState): Expectation {
  const since = state.placedAt ?? state.observedAt;
  const about = { kind: 'delivered_by_law', shipmentId: null, carrier: null, since } as const;
  const terms = deliveryTerms(state, ruleOf(state, 'delivered_by_law'), since);
  return { ...about, id: '-/delivered_by_law/1', ...terms };
}

function ruleOf({ policy, country }: OrderState, kind: ExpectationKind): Rule {
  return ruleFor(policy, kind, countryScope(country));
}

/**
 * Where the shop promised a day: an additional period after the first one, since a later promise
 * needs the customer's consent. The ladders of the parcel watch the day itself.
 */
function deliveryTerms(
  state: OrderState,
  { within, ladder }: Rule,
  since: number,
): Pick<Expectation, 'due' | 'ladder'> {
  const { edd, contact, calendar, policy, country } = state;
  const agreed = [edd.original, edd.latest].find((each) => each?.source === 'shop');
  const additional = presetFor(policy, country)?.additionalPeriod ?? null;
  if (!agreed || additional === null) return { ladder, due: addDuration(since, within, calendar) };
  const day = endOfDay(agreed.date, contact?.timeZone ?? calendar.timeZone);
  return { ladder, due: addDuration(day, additional, calendar) };
}
