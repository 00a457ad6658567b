import { DEFAULT_CALENDAR } from '../domain/policy/default-policy.ts';
import type { ShopCalendar } from '../domain/policy/policy.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';
import { holidaysOf, knowsRegion } from './holidays.ts';

/**
 * When a shop works in the given years: its policy's calendar, with the holidays of the region that the
 * policy names, by default the shop's country. A region without known holidays has none.
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
