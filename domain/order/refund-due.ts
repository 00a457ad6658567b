/** The money that a customer gets back because a paid order, or a parcel of it, does not reach them. */

import { endOfDay, localDate } from '../calendar.ts';
import { addDuration, type Duration } from '../duration.ts';
import { type FactTimes, isBackfill } from '../fact-times.ts';
import { type Expectation, isImported, timeAsFact } from '../journey/expectation.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { presetFor, ruleFor } from '../policy/apply-policy.ts';
import { deemedCancelledAt, fullyShippedAt, shipStanding } from './ship-dates.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { countedShipments, liveShipments, moreToCome } from './status.ts';

/** Due within the rule's time, at the end of that day in the customer's time zone. */
export function refundExpectations(state: OrderState): readonly Expectation[] {
  const fact = refundDueSince(state);
  if (!fact) return [];
  const { policy, calendar, country, contact } = state;
  const scope = country === null ? {} : { country };
  const { within, ladder } = ruleFor(policy, 'order_refunded', scope);
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  const since = fact.occurredAt;
  const own = addDuration(since, within, calendar);
  const byLaw = addDuration(since, lawfulTime(state) ?? within, calendar);
  const due = endOfDay(localDate(Math.min(own, byLaw), timeZone), timeZone);
  const about = { kind: 'order_refunded', shipmentId: null, carrier: null } as const;
  return [{ ...about, id: `-/order_refunded/${timeAsFact(fact.loggedAt)}`, since, due, ladder }];
}

/** In which time the law wants the money of an order back that did not ship; null: it does not say. */
function lawfulTime(state: OrderState): Duration | null {
  const delay = presetFor(state.policy, state.country)?.delay;
  if (!delay || shipStanding(state) === null || fullyShippedAt(state) !== null) return null;
  return state.isOnCredit ? delay.refundOnCredit : delay.refundWithin;
}

/**
 * The first open fact that makes the money due; null where the shop owes none. Nobody waits for the
 * money of an order that is not known to be paid, or after the final refund. A parcel that the shop
 * adds after the fact replaces the money.
 */
export function refundDueSince(state: OrderState): FactTimes | null {
  const { paidAt, refunds, policy } = state;
  if (paidAt === null || refunds.some(({ final }) => final)) return null;
  const open = dueFacts(state)
    .filter((fact) => !isSettled(state, fact))
    // A shop may report payments long after it cancelled the orders and refunded them.
    .map(({ occurredAt, loggedAt }) => ({ occurredAt, loggedAt: Math.max(loggedAt, paidAt) }))
    .filter((fact) => !isBackfill(fact, policy));
  const [first, ...others] = open;
  if (!first) return null;
  return others.reduce((a, b) => (b.loggedAt < a.loggedAt ? b : a), first);
}

/** Whether a person has decided about the money since, or another parcel is on its way. */
function isSettled(state: OrderState, { loggedAt }: FactTimes): boolean {
  if (state.refundSettledAt !== null && state.refundSettledAt >= loggedAt) return true;
  return liveShipments(state).some(([, shipment]) => shipment.loggedAt > loggedAt);
}

/**
 * The cancellation, by the law or at the customer's wish too, a decision not to ship, and each parcel
 * that is lost or came back.
 */
function dueFacts(state: OrderState): readonly FactTimes[] {
  const { cancelledAt, cancelLoggedAt, refundedAt } = state;
  const isCancelled = cancelledAt !== null && !wasDelivered(state, cancelledAt);
  return [
    ...(isCancelled ? [{ occurredAt: cancelledAt, loggedAt: cancelLoggedAt ?? cancelledAt }] : []),
    ...unshippedFacts(state),
    ...(refundedAt === null ? [] : [{ occurredAt: refundedAt, loggedAt: refundedAt }]),
    ...liveShipments(state).flatMap(([, shipment]) => factsOfParcel(state, shipment)),
  ];
}

/** The customer has a right to the money of an order that ships too late, until it ships. */
function unshippedFacts(state: OrderState): readonly FactTimes[] {
  const deemedAt = deemedCancelledAt(state);
  const { cancelRequested } = state.shipPromise;
  const facts = [
    ...(deemedAt === null ? [] : [{ occurredAt: deemedAt, loggedAt: deemedAt }]),
    ...(cancelRequested ? [cancelRequested] : []),
  ];
  return shipStanding(state) === null || fullyShippedAt(state) !== null ? [] : facts;
}

/** Whether the customer had all of the order at that time. */
function wasDelivered(state: OrderState, at: number): boolean {
  const parcels = countedShipments(state);
  if (parcels.length === 0 || moreToCome(state)) return false;
  return parcels.every(
    ([
      ,
      {
        scanSummary: { by },
      },
    ]) => {
      const wentBack = by.return_to_sender !== undefined && by.return_to_sender.first <= at;
      return by.delivered !== undefined && by.delivered.first <= at && !wentBack;
    },
  );
}

function factsOfParcel(state: OrderState, shipment: ShipmentState): readonly FactTimes[] {
  const { lastResolution, scanSummary, observed } = shipment;
  const { status, reason, since } = currentStatus(scanSummary);
  if (lastResolution) {
    const { resolution, at } = lastResolution;
    // The customer has the goods after all, or another parcel.
    const hasGoods = status === 'delivered' && (since ?? 0) > at;
    const isOwed = resolution !== 'reshipped' && !hasGoods;
    return isOwed ? [{ occurredAt: at, loggedAt: at }] : [];
  }
  const isBack = status === 'return_to_sender' && reason === 'returned';
  if (!isBack || isImported(scanSummary.lastScanAt, state)) return [];
  const at = observed.statusAt ?? observed.addedAt;
  return [{ occurredAt: at, loggedAt: at }];
}
