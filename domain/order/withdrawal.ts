/** Until when a customer can withdraw from the contract of an order. */

import { addDays, endOfDay, isBusinessDay, localDate } from '../calendar.ts';
import { isAtRest } from '../parcel/at-rest.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { presetFor } from '../policy/apply-policy.ts';
import { DEFAULT_CALENDAR } from '../policy/default-policy.ts';
import { latest } from '../time.ts';
import type { OrderState } from './state.ts';
import { countedShipments, isParcelMissing } from './status.ts';

export interface WithdrawalPeriod {
  /** When the customer had the last parcel, by its scans; epoch milliseconds. */
  readonly startsAt: number;
  readonly days: number;
}

/**
 * Null before everything has arrived, and where the order's preset has no such right. `without`: the
 * parcels that hold only what the customer cannot withdraw from.
 */
export function withdrawalPeriod(
  state: OrderState,
  without: ReadonlySet<string> = new Set(),
): WithdrawalPeriod | null {
  const days = presetFor(state.policy, state.country)?.withdrawalDays ?? null;
  const parcels = countedShipments(state)
    .filter(([id]) => !without.has(id))
    .map(([, shipment]) => shipment);
  if (days === null || isParcelMissing(state) || !parcels.every(isAtRest)) return null;
  const deliveries = parcels.map(({ scanSummary }) => {
    const { status, since } = currentStatus(scanSummary);
    return status === 'delivered' ? since : null;
  });
  const startsAt = latest(deliveries);
  return startsAt === null ? null : { startsAt, days };
}

/**
 * The end of the period's last day in the customer's time zone; epoch milliseconds. A period that
 * would end on a Saturday, a Sunday or a holiday (`YYYY-MM-DD`) ends on the next working day.
 */
export function withdrawalEnd(
  { startsAt, days }: WithdrawalPeriod,
  { timeZone, holidays }: { readonly timeZone: string; readonly holidays: readonly string[] },
): number {
  const calendar = { ...DEFAULT_CALENDAR, timeZone, holidays };
  let day = addDays(localDate(startsAt, timeZone), days);
  while (!isBusinessDay(day, calendar)) day = addDays(day, 1);
  return endOfDay(day, timeZone);
}
