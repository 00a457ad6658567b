import { DEFAULT_CALENDAR } from '../domain/policy/default-policy.ts';
import type { ShopCalendar } from '../domain/policy/policy.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';
import { holidaysOf, knowsRegion } from './holidays.ts';

/**
 * Builds a shop's calendar with the holidays of the given years. Holidays are those of the region
 * that the policy names or, by default, of the shop's country; none if they are not known.
 */
export function buildCalendar(
  { calendar = {} }: PolicyDocument,
  { timeZone, country }: Pick<ShopCalendar, 'timeZone' | 'country'>,
  years: readonly number[],
): ShopCalendar {
  const { weekdays, cutOff, extraHolidays = [], workingDays = [] } = calendar;
  const region = calendar.holidays === undefined ? country : calendar.holidays;
  const regional = region !== null && knowsRegion(region) ? holidaysOf(region, years) : [];
  const holidays = [...regional, ...extraHolidays].filter((day) => !workingDays.includes(day));
  return {
    timeZone,
    weekdays: weekdays ?? DEFAULT_CALENDAR.weekdays,
    cutOff: cutOff ?? DEFAULT_CALENDAR.cutOff,
    holidays: [...new Set(holidays)].sort(),
    country,
  };
}
