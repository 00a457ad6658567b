/** The hours of an estimated delivery, as a customer reads them. */

import { localDate } from './calendar.ts';
import { formatTime, type LocaleSettings } from './format.ts';
import { HOUR } from './time.ts';
import type { EstimatedDelivery } from './tracking.ts';

/** Times of day in the reader's zone; one of them may be missing. */
export interface TimeWindow {
  readonly from: string | null;
  readonly until: string | null;
}

/** A wider window says nothing more than the day. */
const WIDEST_MS = 12 * HOUR;

/**
 * The hours on the estimated day; null if they are not known, are over at `now`, or are hours of
 * another day in the reader's zone.
 */
export function describeWindow(
  { date, from, until }: EstimatedDelivery,
  now: number,
  settings: LocaleSettings,
): TimeWindow | null {
  const isOnDay = (at: number) => localDate(at, settings.timeZone) === date;
  if (until !== null && (until <= now || !isOnDay(until))) return null;
  const isKnown = (at: number | null) => at !== null && isOnDay(at) && !isDayEdge(at, settings);
  const start = isKnown(from) ? from : null;
  const end = isKnown(until) ? until : null;
  if (start !== null && end !== null && (start > end || end - start > WIDEST_MS)) return null;
  if (start === null && end === null) return null;
  return {
    // Where both are the same, the carrier gives a time and no window.
    from: start === null || start === end ? null : formatTime(start, settings),
    until: end === null ? null : formatTime(end, settings),
  };
}

/** Midnight and 23:59 are what carriers write for a day without hours. */
function isDayEdge(at: number, { timeZone }: LocaleSettings): boolean {
  const time = formatTime(at, { locale: 'en-GB', timeZone });
  return time === '00:00' || time === '23:59';
}
