/** The money that a customer gets back because a paid order, or a parcel of it, does not reach them. */

import { endOfDayAt } from '../calendar.ts';
import { addDuration, type Duration } from '../duration.ts';
import { type FactTimes, isBackfill } from '../fact-times.ts';
import { type Expectation, isImported, timeAsFact } from '../journey/expectation.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { countryScope, presetFor, ruleFor } from '../policy/apply-policy.ts';
import { earliest } from '../time.ts';
import { deemedCancelledAt, fullyShippedAt, shipStanding } from './ship-dates.ts';
import type { OrderState, ShipmentState } from './state.ts';
import { areOthersEnough, countedShipments, liveShipments, moreToCome } from './status.ts';

/**
 * Due within the rule's time, at the end of that day in the customer's time zone; for a withdrawal
 * within the law's time. The earlier of the two counts.
 */
export function refundExpectations(state: OrderState): readonly Expectation[] {
  const open = openFacts(state);
  const fact = firstOf(open);
  if (!fact) return [];
  const { policy, calendar, country, contact } = state;
  const rule = ruleFor(policy, 'order_refunded', countryScope(country));
  const byLaw = presetFor(policy, country)?.refund?.within ?? rule.within;
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  const dueOf = (first: DueFact | null, within: Duration) =>
    first && endOfDayAt(addDuration(first.occurredAt, within, calendar), timeZone);
  const others = open.filter(({ isWithdrawal }) => !isWithdrawal);
  const due = earliest([
    dueOf(firstOf(others), rule.within),
    dueOf(firstOf(others), lawfulTime(state) ?? rule.within),
    dueOf(firstOf(open.filter(({ isWithdrawal }) => isWithdrawal)), byLaw),
  ]);
  const about = { kind: 'order_refunded', shipmentId: null, carrier: null } as const;
  const id = `-/order_refunded/${timeAsFact(fact.loggedAt)}`;
  const { ladder } = rule;
  return [{ ...about, id, since: fact.occurredAt, due: due ?? fact.occurredAt, ladder }];
}

/** In which time the law wants the money of an order back that did not ship; null: it does not say. */
function lawfulTime(state: OrderState): Duration | null {
  const delay = presetFor(state.policy, state.country)?.delay;
  if (!delay || shipStanding(state) === null || fullyShippedAt(state) !== null) return null;
  return state.isOnCredit ? delay.refundOnCredit : delay.refundWithin;
}

/**
 * The first open fact that makes the money due; null where the shop owes none. Nobody waits for the
 * money of an order that is not known to be paid. A final refund ends the wait for what the shop
 * could know by then, and not for a loss that came later. A parcel that the shop adds after the fact
 * replaces the money.
 */
export function refundDueSince(state: OrderState): FactTimes | null {
  return firstOf(openFacts(state));
}

interface DueFact extends FactTimes {
  readonly isWithdrawal?: boolean;
  /** Whether a parcel that is added later replaces the money. */
  readonly isReplaceable?: boolean;
  /** A final refund that the log had earlier was for something else; epoch milliseconds. */
  readonly paidFrom?: number;
}

function openFacts(state: OrderState): readonly DueFact[] {
  const { paidAt, policy } = state;
  if (paidAt === null) return [];
  return (
    dueFacts(state)
      .filter((fact) => !isSettled(state, fact))
      // A shop may report payments long after it cancelled the orders and refunded them.
      .map((fact) => ({ ...fact, loggedAt: Math.max(fact.loggedAt, paidAt) }))
      // A shop that reports a withdrawal has just received it.
      .filter((fact) => fact.isWithdrawal || !isBackfill(fact, policy))
  );
}

function firstOf(facts: readonly DueFact[]): DueFact | null {
  const [first, ...others] = facts;
  return first ? others.reduce((a, b) => (b.loggedAt < a.loggedAt ? b : a), first) : null;
}

/** Whether the shop has paid, a person has decided about the money since, or another parcel is on its way. */
function isSettled(state: OrderState, fact: DueFact): boolean {
  const { loggedAt, isReplaceable = true, paidFrom = 0 } = fact;
  const finals = state.refunds.filter(({ final }) => final);
  if (finals.some((each) => (each.loggedAt ?? each.refundedAt) >= paidFrom)) return true;
  if (state.refundSettledAt !== null && state.refundSettledAt >= loggedAt) return true;
  if (!isReplaceable) return false;
  return liveShipments(state).some(([, shipment]) => shipment.loggedAt > loggedAt);
}

/**
 * The cancellation, by the law or at the customer's wish too, a decision not to ship, each withdrawal,
 * and each parcel that is lost or came back.
 */
function dueFacts(state: OrderState): readonly DueFact[] {
  const { refundedAt, withdrawals } = state;
  return [
    ...cancellationFacts(state),
    ...unshippedFacts(state),
    ...(refundedAt === null ? [] : [{ occurredAt: refundedAt, loggedAt: refundedAt }]),
    ...withdrawals.flatMap(({ occurredAt, loggedAt, isWhole, awaitsRefund }) =>
      // A parcel with the rest of the order replaces nothing of what the customer gave up.
      awaitsRefund
        ? [{ occurredAt, loggedAt, isWithdrawal: true, isReplaceable: isWhole, paidFrom: loggedAt }]
        : [],
    ),
    ...liveShipments(state).flatMap(([, shipment]) => factsOfParcel(state, shipment)),
  ];
}

/** A shop may refund before it cancels. What it paid before it took the order back is another matter. */
function cancellationFacts(state: OrderState): readonly DueFact[] {
  const { cancelledAt, cancelLoggedAt, reinstatedAt: paidFrom = 0 } = state;
  if (cancelledAt === null || wasDelivered(state, cancelledAt)) return [];
  return [{ occurredAt: cancelledAt, loggedAt: cancelLoggedAt ?? cancelledAt, paidFrom }];
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

/** The shop may refund as soon as the trouble begins: before a person decides, or it is back. */
function factsOfParcel(state: OrderState, shipment: ShipmentState): readonly DueFact[] {
  const { lastResolution, scanSummary, observed } = shipment;
  const paidFrom = troubleSince(shipment);
  const { status, reason, since } = currentStatus(scanSummary);
  if (lastResolution) {
    const { resolution, at } = lastResolution;
    // The customer has the goods after all, or another parcel.
    const hasGoods = status === 'delivered' && (since ?? 0) > at;
    const isReplaced = resolution === 'lost' && areOthersEnough(state);
    const isOwed = resolution !== 'reshipped' && !hasGoods && !isReplaced;
    return isOwed ? [{ occurredAt: at, loggedAt: at, paidFrom }] : [];
  }
  const isBack = status === 'return_to_sender' && reason === 'returned';
  if (!isBack || areOthersEnough(state) || isImported(scanSummary.lastScanAt, state)) return [];
  const at = observed.statusAt ?? observed.addedAt;
  return [{ occurredAt: at, loggedAt: at, paidFrom }];
}

/** When the first trouble with the parcel was or, without one, its last sign of life. */
function troubleSince({ scanSummary, awaitedSince }: ShipmentState): number {
  const { by, lastScanAt } = scanSummary;
  const troubles = [by.exception, by.attempted, by.available_for_pickup, by.return_to_sender];
  return earliest(troubles.map((times) => times?.first ?? null)) ?? lastScanAt ?? awaitedSince;
}
