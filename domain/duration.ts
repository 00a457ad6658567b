/** Lengths of time as people write them: `72h`, `3bd` (business days), `28d`. */

import { addBusinessDays, addLocalDays, type BusinessCalendar } from './calendar.ts';
import { DAY, HOUR, MINUTE, SECOND } from './time.ts';

/**
 * A number and a unit: `s`, `m`, `h`, `d` (calendar days) or `bd` (business days). Below zero, it
 * goes back in time: `-2d`. Only the steps of a ladder do.
 */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd' | 'bd'}`;

export const DURATION_PATTERN = /^(-?\d{1,5})(s|m|h|d|bd)$/;

const CLOCK_MS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR };

/** Adds a duration. `d` and `bd` keep the local time of day; `bd` skips the shop's days off. */
export function addDuration(at: number, duration: Duration, calendar: BusinessCalendar): number {
  const { amount, unit } = partsOf(duration);
  if (unit === 'bd') return addBusinessDays(at, amount, calendar);
  if (unit === 'd') return addLocalDays(at, amount, calendar.timeZone);
  return at + amount * (CLOCK_MS[unit] ?? SECOND);
}

/** Whether a step with this `after` comes before the due time. */
export function isBefore(duration: Duration): boolean {
  return duration.startsWith('-');
}

/** Whether `next` is certainly earlier than `first`, counted from one time, in any calendar. */
export function goesBack(first: Duration, next: Duration): boolean {
  const [one, other] = [partsOf(first), partsOf(next)];
  if (one.unit === other.unit) return other.amount < one.amount;
  return latestMs(other) < earliestMs(one);
}

interface Parts {
  readonly amount: number;
  readonly unit: string;
}

/** Business days take at least as many days. */
function earliestMs({ amount, unit }: Parts): number {
  const ms = amount * (CLOCK_MS[unit] ?? DAY);
  return unit === 'bd' && amount < 0 ? Number.NEGATIVE_INFINITY : ms;
}

function latestMs({ amount, unit }: Parts): number {
  const ms = amount * (CLOCK_MS[unit] ?? DAY);
  return unit === 'bd' && amount > 0 ? Number.POSITIVE_INFINITY : ms;
}

function partsOf(duration: Duration): Parts {
  const [, digits = '0', unit = 's'] = DURATION_PATTERN.exec(duration) ?? [];
  return { amount: Number(digits), unit };
}

/** How many calendar days it has: `14d` has 14. Null for every other unit. */
export function countDays(duration: Duration): number | null {
  const { amount, unit } = partsOf(duration);
  return unit === 'd' ? amount : null;
}

/** Whether it ends on a named day, and not at a time of day. */
export function isInDays(duration: Duration): boolean {
  return duration.endsWith('d');
}

/** `3 business days`, `72 hours`. */
export function durationInWords(duration: Duration): string {
  const { amount, unit } = partsOf(duration);
  const names: Readonly<Record<string, string>> = {
    s: 'second',
    m: 'minute',
    h: 'hour',
    d: 'day',
    bd: 'business day',
  };
  return `${amount} ${names[unit]}${amount === 1 ? '' : 's'}`;
}
