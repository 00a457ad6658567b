/** Lengths of time as people write them: `72h`, `3bd` (business days), `28d`. */

import { addBusinessDays, addLocalDays, type BusinessCalendar } from './calendar.ts';
import { HOUR, MINUTE, SECOND } from './time.ts';

/** A number and a unit: `s`, `m`, `h`, `d` (calendar days) or `bd` (business days). */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd' | 'bd'}`;

export const DURATION_PATTERN = /^(\d{1,5})(s|m|h|d|bd)$/;

const CLOCK_MS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR };

/** Adds a duration. `d` and `bd` keep the local time of day; `bd` skips the shop's days off. */
export function addDuration(at: number, duration: Duration, calendar: BusinessCalendar): number {
  const [, digits = '0', unit = 's'] = DURATION_PATTERN.exec(duration) ?? [];
  const amount = Number(digits);
  if (unit === 'bd') return addBusinessDays(at, amount, calendar);
  if (unit === 'd') return addLocalDays(at, amount, calendar.timeZone);
  return at + amount * (CLOCK_MS[unit] ?? SECOND);
}

/** Whether it ends on a named day, and not at a time of day. */
export function isInDays(duration: Duration): boolean {
  return duration.endsWith('d');
}

/** `3 business days`, `72 hours`. */
export function durationInWords(duration: Duration): string {
  const [, digits = '0', unit = 's'] = DURATION_PATTERN.exec(duration) ?? [];
  const names: Readonly<Record<string, string>> = {
    s: 'second',
    m: 'minute',
    h: 'hour',
    d: 'day',
    bd: 'business day',
  };
  return `${digits} ${names[unit]}${digits === '1' ? '' : 's'}`;
}
