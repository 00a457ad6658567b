/** Formats days and places as the text that templates insert. */

import { localDate } from '../domain/calendar.ts';
import { describeWindow } from '../domain/delivery-window.ts';
import { formatCountry, formatLongDay, type LocaleSettings } from '../domain/format.ts';
import type { EstimatedDelivery, Place } from '../domain/tracking.ts';

/** The template's `day`: a calendar day in words; null for none, or one that no calendar has. */
export function toDay(date: string | null | undefined, localeSettings: LocaleSettings) {
  if (!date || Number.isNaN(Date.parse(`${date}T12:00:00Z`))) return null;
  return { text: formatLongDay(date, localeSettings) };
}

/** Like `toDay`, but null if the day is over at `at`: no message announces a past day. */
export function toUpcomingDay(
  date: string | null | undefined,
  at: number,
  localeSettings: LocaleSettings,
) {
  const isOver = !date || date < localDate(at, localeSettings.timeZone);
  return isOver ? null : toDay(date, localeSettings);
}

/**
 * The template's `day` of an estimate, with its hours; null if the day is over. `now`: the time at
 * which the message leaves, epoch milliseconds.
 */
export function toEddDay(
  edd: EstimatedDelivery | null,
  now: number,
  localeSettings: LocaleSettings,
) {
  const day = toUpcomingDay(edd?.date, now, localeSettings);
  return edd && day && { ...day, window: describeWindow(edd, now, localeSettings) };
}

/** The calendar day of an instant in the reader's time zone, in words. */
export function formatLocalDay(at: number, localeSettings: LocaleSettings): string {
  return formatLongDay(localDate(at, localeSettings.timeZone), localeSettings);
}

/** `Dublin, Ireland`: the parts that are known; null if none is. */
export function formatPlace(place: Place | null, { locale }: LocaleSettings): string | null {
  const parts = [place?.city ?? null, countryName(place?.country ?? null, locale) ?? place?.region];
  const known = parts.map((part) => part?.trim()).filter(Boolean);
  return known.length === 0 ? null : known.join(', ');
}

function countryName(code: string | null, locale: string): string | null {
  if (code === null || !/^[A-Z]{2}$/.test(code)) return code;
  return formatCountry(code, { locale });
}
