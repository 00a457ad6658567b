/** Goods that the customer still has to send, because the shop refunded them in advance. */

import { isBackfill } from '../fact-times.ts';
import { createExpectation, type Expectation, timeAsFact } from '../journey/expectation.ts';
import { idOfFacts } from '../journey/reopened.ts';
import type { MessageFacts } from '../journey/send-hold-drop.ts';
import { sumMoney } from '../money.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { countryScope } from '../policy/apply-policy.ts';
import type { Refund } from '../refund.ts';
import { DAY, latest } from '../time.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { deliveredAt, isLost, isReportedLost, isUnderWay, returnStatus } from './status.ts';

const KIND = 'goods_back';

/** Some are posted a little after the return expired. */
const LATE_POST_MS = DAY;

/**
 * Counts from the latest of the final refund, the labels and the scans; where only a part was paid,
 * from the end of the time to post it. Without a label, the shop
 * may not want the goods; with one parcel there, the others may not be needed.
 */
export function goodsBackExpectations(state: ReturnState): readonly Expectation[] {
  const { policy, calendar, country, observedAt, inspection, cancelledAt, rejectedAt } = state;
  const paid = paidBeforehand(state);
  const isEnded = inspection !== null || cancelledAt !== null || rejectedAt !== null;
  if (!paid || isEnded || hasAnyArrived(state)) return [];
  if (isBackfill({ occurredAt: paid.refundedAt, loggedAt: observedAt }, policy)) return [];
  const paidSince = latest([paid.refundedAt, ...awaitedParcels(state).map(lastNewsOf)]);
  if (paidSince === null || awaitedParcels(state).length === 0) return [];
  const since = paid.final ? paidSince : Math.max(paidSince, state.expiredAt ?? 0);
  const about = { shipmentId: null, carrier: null, abroad: false, occurrence: timeAsFact(since) };
  const subject = { policy, calendar, kind: KIND, scope: countryScope(country), since } as const;
  const expectation = createExpectation({ ...subject, ...about });
  if (paid.final) return [expectation];
  // The time to post it is over: it does not begin again.
  return [{ ...expectation, due: since + LATE_POST_MS }];
}

/** The final refund; or the last part of it, once nobody has posted the goods in time. */
function paidBeforehand(state: ReturnState): Refund | undefined {
  const final = state.refunds.find((refund) => refund.final);
  return final ?? (returnStatus(state) === 'expired' ? state.refunds.at(-1) : undefined);
}

/** Whether nobody has decided that the goods need not come. */
export function isAwaitingGoods(state: ReturnState): boolean {
  return goodsBackExpectations(state).some(({ id }) =>
    state.overdue.raised.every((each) => idOfFacts(each.id) !== id || each.resolution === null),
  );
}

function hasAnyArrived({ receivedAt, parcels }: ReturnState): boolean {
  return (
    receivedAt !== null ||
    Object.values(parcels).some((each) => each.receivedAt !== null || deliveredAt(each) !== null)
  );
}

function awaitedParcels({ parcels }: ReturnState): readonly ReturnParcel[] {
  return Object.values(parcels).filter(
    (parcel) =>
      currentStatus(parcel.scanSummary).status !== 'cancelled' &&
      !isLost(parcel) &&
      !isReportedLost(parcel),
  );
}

function lastNewsOf(parcel: ReturnParcel): number {
  const { awaitedSince, observed } = parcel;
  return isUnderWay(parcel) ? (observed.scanAt ?? awaitedSince) : awaitedSince;
}

/** What the shop has paid, for the email to staff. */
export function paidInAdvance({ refunds }: ReturnState): MessageFacts {
  const sum = sumMoney(refunds.map(({ amount }) => amount));
  return sum ? { amount: sum.amount, currency: sum.currency } : {};
}
