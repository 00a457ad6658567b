/** What the law promises the customer of an order, computed from the order's facts. */

import { endOfDay } from '../calendar.ts';
import { addDuration, isBefore } from '../duration.ts';
import { isBackfill } from '../fact-times.ts';
import { type Expectation, isImported } from '../journey/expectation.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { presetFor, ruleFor } from '../policy/apply-policy.ts';
import { LAW_KINDS, type LawKind } from '../policy/presets.ts';
import type { Rule } from '../policy/rule.ts';
import { unreachable } from '../unreachable.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments, isParcelMissing, isUnscanned } from './status.ts';

/** The open promises of the preset that applies to the order. */
export function lawExpectations(state: OrderState): readonly Expectation[] {
  return LAW_KINDS.flatMap((kind) => promiseOf(state, kind) ?? []);
}

/** Null while it is not open. */
function promiseOf(state: OrderState, kind: LawKind): Expectation | null {
  const { policy, country, contact, cancelledAt, refundedAt, observedAt } = state;
  if (contact === null || cancelledAt !== null || refundedAt !== null) return null;
  const isExpected = presetFor(policy, country)?.expects.includes(kind) ?? false;
  if (!isExpected || !isOpen(state, kind)) return null;
  const promise = createPromise(state, kind);
  const isOld = isBackfill({ occurredAt: promise.due, loggedAt: observedAt }, policy);
  return isOld ? null : promise;
}

function isOpen(state: OrderState, kind: LawKind): boolean {
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

function createPromise(state: OrderState, kind: LawKind): Expectation {
  const { placedAt, observedAt, policy, country } = state;
  const rule = ruleFor(policy, kind, country === null ? {} : { country });
  const since = placedAt ?? observedAt;
  const about = { kind, shipmentId: null, carrier: null, since } as const;
  const isShipping = kind === 'ships_by_law';
  return {
    ...about,
    id: `-/${kind}/1`,
    ...(isShipping ? shipTerms : deliveryTerms)(state, rule, since),
  };
}

type Terms = Pick<Expectation, 'due' | 'ladder'>;

function shipTerms(state: OrderState, { within, ladder }: Rule, since: number): Terms {
  const { shipBy, isOnCredit, policy, country, calendar } = state;
  const onCredit = isOnCredit ? presetFor(policy, country)?.shipOnCredit : null;
  return { ladder, due: shipBy ?? addDuration(since, onCredit ?? within, calendar) };
}

/**
 * By the end of the day that the shop promised first: a later promise needs the customer's consent.
 * The ladders of the parcel watch a short promise, so its early steps are left out.
 */
function deliveryTerms(state: OrderState, { within, ladder }: Rule, since: number): Terms {
  const { edd, contact, calendar } = state;
  const agreed = [edd.original, edd.latest].find((each) => each?.source === 'shop');
  if (!agreed) return { ladder, due: addDuration(since, within, calendar) };
  const due = endOfDay(agreed.date, contact?.timeZone ?? calendar.timeZone);
  const earliest = since + (due - since) / 3;
  const isInTime = ({ after }: Rule['ladder'][number]) =>
    !isBefore(after) || addDuration(due, after, calendar) >= earliest;
  return { due, ladder: ladder.filter(isInTime) };
}
