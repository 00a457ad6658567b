/** Parts of messages that several kinds share. */

import { localDate } from '../domain/calendar.ts';
import { formatDate, formatLongDay, type LocaleSettings } from '../domain/format.ts';
import type { Place } from '../domain/tracking.ts';

/** A day in words, as the templates take it; null for none. */
export function dayData(date: string | null | undefined, voice: LocaleSettings) {
  return date ? { text: formatLongDay(date, voice) } : null;
}

/** The same of a day that is not over at the time: a day gone by is not told as one to come. */
export function dayAhead(date: string | null | undefined, at: number, voice: LocaleSettings) {
  return date && date >= localDate(at, voice.timeZone) ? dayData(date, voice) : null;
}

/** The calendar day of an instant in the reader's zone, in words. */
export function dayInWords(at: number, voice: LocaleSettings): string {
  return formatLongDay(localDate(at, voice.timeZone), voice);
}

export function placedOn(at: Date, voice: LocaleSettings): string {
  return formatDate(at.getTime(), voice);
}

/** `Dublin, Ireland`, as far as it is known. */
export function placeInWords(place: Place | null, { locale }: LocaleSettings): string | null {
  const parts = [place?.city ?? null, countryName(place?.country ?? null, locale) ?? place?.region];
  const known = parts.filter((part) => part !== null && part !== undefined);
  return known.length === 0 ? null : known.join(', ');
}

function countryName(code: string | null, locale: string): string | null {
  if (code === null || !/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
}
