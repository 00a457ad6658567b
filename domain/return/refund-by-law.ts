/** When the law wants the money of a withdrawal back. */

import { endOfDayAt } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { isImported } from '../journey/expectation.ts';
import { handedOverAt } from '../parcel/scan-summary.ts';
import { presetFor } from '../policy/apply-policy.ts';
import { earliest, latest } from '../time.ts';
import { beginningOf } from './imported.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { deliveredAt } from './status.ts';

/**
 * The end of the day in the customer's time zone; epoch milliseconds. Null for other returns, where
 * no preset applies, and as long as the goods were not sent back. If the shop learns only after the
 * law's day that they were sent, it gets some days from then: until then, it could wait for them.
 */
export function refundDueByLaw(state: ReturnState): number | null {
  const { isWithdrawal, requestedAt, policy, country, calendar, contact, steps } = state;
  const terms = isWithdrawal ? presetFor(policy, country)?.refund : null;
  const sentAt = sentBackAt(state);
  if (!terms || requestedAt === null || sentAt === null) return null;
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  const from = terms.from === 'notice' ? requestedAt : sentAt;
  const lastDay = endOfDayAt(addDuration(from, terms.within, calendar), timeZone);
  const isOld = isImported(sentAt, beginningOf(state));
  const knownAt = isOld ? sentAt : Math.max(sentAt, steps.sent?.loggedAt ?? sentAt);
  if (knownAt <= lastDay) return lastDay;
  return endOfDayAt(addDuration(knownAt, terms.onceSent, calendar), timeZone);
}

/** The carrier's first scan is the customer's proof of sending. Null until all parcels have one. */
export function sentBackAt({ receivedAt, parcels }: ReturnState): number | null {
  const each = Object.values(parcels).map(parcelSentAt);
  const sentAt = each.includes(null) ? null : latest(each);
  return earliest([receivedAt, sentAt]);
}

export function parcelSentAt(parcel: ReturnParcel): number | null {
  return earliest([parcel.receivedAt, deliveredAt(parcel), handedOverAt(parcel.scanSummary)]);
}
