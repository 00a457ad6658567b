import Holidays from 'date-holidays';

const DAY_MS = 86_400_000;
const DAYS_MAX = 14;

/** Days on which a country (`DE`) or a part of it (`DE-BY`) does not work, `YYYY-MM-DD`, sorted. */
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

/** Whether there are known holidays of a region. */
export function knowsRegion(region: string): boolean {
  const [country = '', state] = region.split('-');
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) return false;
  return !state || Object.hasOwn(known.getStates(country) ?? {}, state);
}

/** `date` begins with the first day by clocks there; some holidays last for several. */
function daysOf({ date, start, end }: { date: string; start: Date; end: Date }): readonly string[] {
  const count = Math.round((end.getTime() - start.getTime()) / DAY_MS);
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: Math.min(DAYS_MAX, Math.max(1, count)) }, (_, index) =>
    new Date(first + index * DAY_MS).toISOString().slice(0, 10),
  );
}
