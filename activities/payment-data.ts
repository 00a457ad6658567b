/** What a carrier asks the customer to pay before it delivers. */

import { formatMoney } from '../domain/format.ts';
import { encodeWebUrl } from '../domain/web-url.ts';
import { toUpcomingDay } from './format-parts.ts';
import type { OrderMessageInput } from './order-sources.ts';
import { leavesAt, type parcelsData } from './parcel-data.ts';

/**
 * The amount, the link and the last day, from the message's facts `amount`, `currency`, `payUrl`
 * and `payBy`. Without a link, the carrier's own page about the parcel. All null for several
 * parcels, because each has its own payment.
 */
export function paymentData(input: OrderMessageInput, parcels: ReturnType<typeof parcelsData>) {
  const { planned, localeSettings } = input;
  const { amount, currency, payUrl, payBy } = planned.facts ?? {};
  const [parcel] = parcels;
  if (!parcel || parcels.length > 1) return { amount: null, url: null, until: null };
  const isMoney = typeof amount === 'string' && typeof currency === 'string';
  const own = typeof payUrl === 'string' ? encodeWebUrl(payUrl) : null;
  const last = typeof payBy === 'string' ? payBy : null;
  return {
    amount: isMoney ? formatMoney({ amount, currency }, localeSettings) : null,
    url: own ?? parcel.carrierUrl,
    until: toUpcomingDay(last, leavesAt(input), localeSettings)?.text ?? null,
  };
}
