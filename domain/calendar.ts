/**
 * Local time, quiet hours and business days. Uses only the zone offsets of @date-fns/tz, and not
 * its subclass of `Date`, which does not work in Temporal's sandbox.
 */

import { tzOffset } from '@date-fns/tz';
import { DAY, MINUTE } from './time.ts';

/** A time range by the customer's clock, `HH:mm`; it may pass midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** The days on which a shop works. */
export interface BusinessCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** 1 (Monday) to 7 (Sunday). */
  readonly weekdays: readonly number[];
  /** `HH:mm`, local time. Anything later counts from the next business day. */
  readonly cutOff: string;
  /** Days on which the shop is closed, `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
}

/** `YYYY-MM-DD` of an instant in a zone. */
export function localDate(at: number, timeZone: string): string {
  return isoDate(wallClock(at, timeZone));
}

/**
 * The end of the quiet hours that `at` falls into, or null outside of them. Both are epoch
 * milliseconds. The bounds are local times: when the clock changes, the night is an hour shorter or
 * longer.
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

/** A time range of a shop's business days, `HH:mm`. */
export interface WorkingHours {
  readonly from: string;
  readonly until: string;
}

/**
 * When the next working hours begin, or null if `at` is within some or `hours` is null: then every
 * hour is one. Both are epoch milliseconds.
 */
export function workUntil(
  at: number,
  calendar: BusinessCalendar,
  hours: WorkingHours | null,
): number | null {
  if (!hours) return null;
  const { timeZone } = calendar;
  const today = isoDate(wallClock(at, timeZone));
  if (isBusinessDay(today, calendar)) {
    const from = instantAt(today, hours.from, timeZone);
    if (at < from) return from;
    if (at < instantAt(today, hours.until, timeZone)) return null;
  }
  return instantAt(nextBusinessDay(today, calendar), hours.from, timeZone);
}

/** The instant at which clocks in the zone show `HH:mm` on a day `YYYY-MM-DD`. */
export function instantAt(date: string, hhmm: string, timeZone: string): number {
  return instantOf(Date.parse(`${date}T${hhmm}:00Z`), timeZone);
}

/** The calendar day `days` later. */
export function addDays(date: string, days: number): string {
  return isoDate(midnightOf(date) + days * DAY);
}

/** The same time of day `days` calendar days later, by clocks in the zone. */
export function addLocalDays(at: number, days: number, timeZone: string): number {
  const wall = wallClock(at, timeZone);
  return instantOf(wall + days * DAY, timeZone);
}

/** The end of the day that `at` falls on, by clocks in the zone. */
export function endOfDayAt(at: number, timeZone: string): number {
  return endOfDay(localDate(at, timeZone), timeZone);
}

/** The end of a calendar day `YYYY-MM-DD` by clocks in the zone: its last millisecond. */
export function endOfDay(date: string, timeZone: string): number {
  return instantAt(addDays(date, 1), '00:00', timeZone) - 1;
}

/**
 * The same time of day `days` business days later. Counts from the next business day if `at` is on
 * a day off or after the cut-off. With zero days, returns `at`. Below zero, counts back from `at`,
 * whatever the cut-off: the last business day before a Sunday is Friday.
 */
export function addBusinessDays(at: number, days: number, calendar: BusinessCalendar): number {
  if (days === 0) return at;
  const wall = wallClock(at, calendar.timeZone);
  const today = dayOf(wall);
  const timeOfDay = wall - today * DAY;
  // The end of a day that was named stands for the day, not for its evening.
  const isEndOfDay = timeOfDay === DAY - 1;
  const isLate = !isEndOfDay && timeOfDay > timeOfDayOf(calendar.cutOff);
  const startsLater = days > 0 && (isLate || !isWorking(today, calendar));
  const step = days > 0 ? 1 : -1;
  let day = startsLater ? businessDayFrom(today, 1, calendar) : today;
  for (let left = Math.abs(days); left > 0; left -= 1) day = businessDayFrom(day, step, calendar);
  return instantOf(day * DAY + timeOfDay, calendar.timeZone);
}

export function isBusinessDay(date: string, calendar: BusinessCalendar): boolean {
  return isWorking(dayOf(midnightOf(date)), calendar);
}

/** The first business day after a day, `YYYY-MM-DD`. */
function nextBusinessDay(date: string, calendar: BusinessCalendar): string {
  return isoDate(businessDayFrom(dayOf(midnightOf(date)), 1, calendar) * DAY);
}

/** Days are counted from 1970-01-01, a Thursday. */
const FIRST_WEEKDAY = 4;

function isWorking(day: number, { weekdays, holidays }: BusinessCalendar): boolean {
  const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7 || 7;
  if (!weekdays.includes(weekday)) return false;
  return holidays.length === 0 || !holidays.includes(isoDate(day * DAY));
}

/** If a calendar has no business day at all, every day counts as one. */
function businessDayFrom(from: number, step: 1 | -1, calendar: BusinessCalendar): number {
  for (let days = 1; days <= 366; days += 1) {
    const day = from + days * step;
    if (isWorking(day, calendar)) return day;
  }
  return from + step;
}

/** The instant at which clocks in the zone show the local time `wall`. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - offsetMs(wall, timeZone);
  // Near a clock change, the offset at the guess is the correct one.
  return wall - offsetMs(guess, timeZone);
}

/** The local time in the zone, in epoch milliseconds as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  return at + offsetMs(at, timeZone);
}

/** Zones change their offset only at whole quarters of an hour. */
const OFFSET_SPAN = 15 * MINUTE;
const OFFSETS_KEPT = 2_000;
/** Zone → quarter of an hour → offset. Pure, so workflows may share it. */
const offsets = new Map<string, Map<number, number>>();

/** What to add to an instant to get the local time, milliseconds. */
function offsetMs(at: number, timeZone: string): number {
  const span = Math.floor(at / OFFSET_SPAN);
  const known = offsets.get(timeZone) ?? new Map<number, number>();
  const cached = known.get(span);
  if (cached !== undefined) return cached;
  const offset = tzOffset(timeZone, new Date(span * OFFSET_SPAN)) * MINUTE;
  if (known.size >= OFFSETS_KEPT) known.clear();
  offsets.set(timeZone, known.set(span, offset));
  return offset;
}

/** The day of a local time, counted from 1970-01-01. */
function dayOf(wall: number): number {
  return Math.floor(wall / DAY);
}

/** The start of a day `YYYY-MM-DD`, as a local time. */
function midnightOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** `17:00` in milliseconds. */
function timeOfDayOf(hhmm: string): number {
  return Date.parse(`1970-01-01T${hhmm}:00Z`);
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether the runtime's time zone data has this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
