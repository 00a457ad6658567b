/**
 * Local time: a thin layer over the offsets of @date-fns/tz, so that zones and clock changes are not
 * ours to get wrong. No subclass of `Date`: Temporal's sandbox has a `Date` that makes none.
 */

import { tzOffset } from '@date-fns/tz';
import { DAY, MINUTE, type QuietHours } from './policy.ts';

/** `YYYY-MM-DD` of an instant in a zone. */
export function localDate(at: number, timeZone: string): string {
  return isoDate(wallClock(at, timeZone));
}

/**
 * When the quiet hours that `at` falls into are over, or null where it falls into none. The bounds
 * are wall-clock times in the zone; on a day on which the clock jumps, the night is an hour shorter
 * or longer.
 */
export function quietUntil(at: number, timeZone: string, quiet: QuietHours | null): number | null {
  if (!quiet || quiet.from === quiet.until) return null;
  const today = isoDate(wallClock(at, timeZone));
  const from = instantAt(today, quiet.from, timeZone);
  const until = instantAt(today, quiet.until, timeZone);
  const passesMidnight = until <= from;
  if (!passesMidnight) return at >= from && at < until ? until : null;
  if (at < until) return until;
  return at >= from ? instantAt(addDays(today, 1), quiet.until, timeZone) : null;
}

/** The instant at which clocks in the zone show `HH:mm` on a day `YYYY-MM-DD`. */
export function instantAt(date: string, hhmm: string, timeZone: string): number {
  const wall = Date.parse(`${date}T${hhmm}:00Z`);
  const guess = wall - offsetMs(wall, timeZone);
  // Near a clock change the offset of the guess is the one that counts.
  return wall - offsetMs(guess, timeZone);
}

/** The calendar day so many days later. */
export function addDays(date: string, days: number): string {
  return isoDate(Date.parse(`${date}T00:00:00Z`) + days * DAY);
}

/** What clocks in the zone show, as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  return at + offsetMs(at, timeZone);
}

function offsetMs(at: number, timeZone: string): number {
  return tzOffset(timeZone, new Date(at)) * MINUTE;
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** True for a name that the runtime's time zone data knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
