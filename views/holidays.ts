/** Public holidays by region, from the data of date-holidays. */

import Holidays from 'date-holidays';
import { DAY } from '../domain/time.ts';

const DAYS_MAX = 14;

/** The public holidays of a country (`DE`) or a part of it (`DE-BY`), `YYYY-MM-DD`, sorted. */
export function holidaysOf(region: string, years: readonly number[]): readonly string[] {
  const [country = '', state] = region.split('-');
  const calendar = state ? new Holidays(country, state) : new Holidays(country);
  const days = years.flatMap((year) =>
    calendar
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .flatMap(daysOf),
  );
  return [...new Set(days)].sort();
}

/** Whether the data has holidays of a region. */
export function knowsRegion(region: string): boolean {
  const [country = '', state] = region.split('-');
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) return false;
  return !state || Object.hasOwn(known.getStates(country) ?? {}, state);
}

/** All days of a holiday; some last several. `date` starts with the first day in local time. */
function daysOf({ date, start, end }: { date: string; start: Date; end: Date }): readonly string[] {
  const count = Math.round((end.getTime() - start.getTime()) / DAY);
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: Math.min(DAYS_MAX, Math.max(1, count)) }, (_, index) =>
    new Date(first + index * DAY).toISOString().slice(0, 10),
  );
}
