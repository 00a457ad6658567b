/** When the law wants the money of a withdrawal back. */

import { endOfDayAt } from '../calendar.ts';
import { addDuration } from '../duration.ts';
import { handedOverAt } from '../parcel/scan-summary.ts';
import { presetFor } from '../policy/apply-policy.ts';
import { earliest, latest } from '../time.ts';
import type { ReturnParcel, ReturnState } from './state.ts';
import { deliveredAt } from './status.ts';

/**
 * The end of the day in the customer's time zone; epoch milliseconds. Null for other returns, where
 * no preset applies, and as long as the goods were not sent back.
 */
export function refundDueByLaw(state: ReturnState): number | null {
  const { isWithdrawal, requestedAt, policy, country, calendar, contact } = state;
  const terms = isWithdrawal ? presetFor(policy, country)?.refund : null;
  const sentAt = sentBackAt(state);
  if (!terms || requestedAt === null || sentAt === null) return null;
  const due =
    terms.from === 'notice'
      ? Math.max(addDuration(requestedAt, terms.within, calendar), sentAt)
      : addDuration(sentAt, terms.within, calendar);
  const timeZone = contact?.timeZone ?? calendar.timeZone;
  return endOfDayAt(due, timeZone);
}

/** The carrier's first scan is the customer's proof of sending. Null until all parcels have one. */
function sentBackAt({ receivedAt, parcels }: ReturnState): number | null {
  const each = Object.values(parcels).map(parcelSentAt);
  const sentAt = each.includes(null) ? null : latest(each);
  return earliest([receivedAt, sentAt]);
}

function parcelSentAt(parcel: ReturnParcel): number | null {
  return earliest([parcel.receivedAt, deliveredAt(parcel), handedOverAt(parcel.scanSummary)]);
}
