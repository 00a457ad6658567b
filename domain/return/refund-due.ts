/** When the refund of a return is due, by the shop's own time or the law's. */

import { endOfDayAt } from '../calendar.ts';
import { isBackfill } from '../fact-times.ts';
import { type Expectation, timeAsFact } from '../journey/expectation.ts';
import { countryScope, ruleFor } from '../policy/apply-policy.ts';
import { earliest } from '../time.ts';
import { isReceiptOld } from './imported.ts';
import { parcelSentAt, refundDueByLaw } from './refund-by-law.ts';
import type { ReturnState } from './state.ts';
import { lostSince, returnTerms } from './status.ts';

/**
 * Due by the shop's own time or by the law's, whichever is earlier. The id of a withdrawal's
 * expectation has the time of its request, because the law's time may begin before the receipt.
 */
export function returnRefundExpectations(state: ReturnState): readonly Expectation[] {
  const { policy, country, observedAt, isWithdrawal } = state;
  const own = ownRefund(state);
  const byLaw = refundDueByLaw(state);
  const isLawOld =
    byLaw !== null && isBackfill({ occurredAt: byLaw, loggedAt: observedAt }, policy);
  const due = earliest([own?.due ?? null, isLawOld ? null : byLaw]);
  if (due === null) return [];
  const since = own?.since ?? observedAt;
  const { ladder } = ruleFor(policy, 'refunded', countryScope(country));
  const loggedAt = isWithdrawal || own === null ? observedAt : own.loggedAt;
  const id = `-/refunded/${timeAsFact(loggedAt)}${state.cleared === 0 ? '' : `-${state.cleared + 1}`}`;
  return [{ id, kind: 'refunded', shipmentId: null, carrier: null, since, due, ladder }];
}

/**
 * The day that the shop promised; epoch milliseconds. Null: there is none, or the customer sent the
 * goods only after it, so that nobody could keep the promise. Then the shop's usual time counts.
 */
export function promisedRefund(state: ReturnState): number | null {
  const { refundBy, calendar, contact, inspection, receivedAt, parcels } = state;
  if (refundBy === null) return null;
  const sentAt = earliest([
    ...Object.values(parcels).map(parcelSentAt),
    receivedAt,
    inspection?.inspectedAt ?? null,
  ]);
  const end = endOfDayAt(refundBy, contact?.timeZone ?? calendar.timeZone);
  return sentAt !== null && sentAt > end ? null : refundBy;
}

interface OwnRefund {
  readonly since: number;
  readonly due: number;
  readonly loggedAt: number;
}

/**
 * Counts from the receipt, whether or not somebody has inspected it: the customer has waited since
 * then. The shop's own promise counts from the moment that the parcel is on its way.
 */
function ownRefund(state: ReturnState): OwnRefund | null {
  const { steps, policy, calendar, country, contact, observedAt } = state;
  const { received, inspected, sent } = steps;
  const refundBy = promisedRefund(state);
  const isNew = received !== undefined && !isReceiptOld(state);
  const isRecent = inspected !== undefined && !isBackfill(inspected, policy);
  const arrivedAt = received?.loggedAt ?? inspected?.loggedAt ?? observedAt;
  // The arrival does not change a promise that counts since the goods are on their way.
  const loggedAt = refundBy === null ? arrivedAt : (sent?.loggedAt ?? arrivedAt);
  const lostAt = lostSince(state);
  if (refundBy === null && !isNew && !isRecent && lostAt === null) return null;
  if (refundBy !== null && isBackfill({ occurredAt: refundBy, loggedAt }, policy)) return null;
  const times = [
    ...(isNew ? [received.occurredAt] : []),
    ...(lostAt === null ? [] : [lostAt]),
    ...(isRecent || !(isNew || lostAt !== null) ? [inspected?.occurredAt ?? loggedAt] : []),
  ];
  const since = Math.min(...times);
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  const terms = returnTerms(policy, calendar, { country, timeZone });
  const due = refundBy === null ? terms.refundBy(since) : endOfDayAt(refundBy, timeZone);
  return { since, due, loggedAt };
}
