/**
 * When something happened, from the many ways in which carriers write it. A stored time needs the
 * wall clock, the offset where one is known, and where that offset came from.
 */

import { tz, tzOffset } from '@date-fns/tz';
import { isValid, parse } from 'date-fns';
import type { OffsetSource, Place, TrackingEvent } from '../../domain/tracking.ts';
import { findTimeZone } from './time-zones.ts';

export type Timestamp = Pick<
  TrackingEvent,
  'occurredAt' | 'localTime' | 'offsetMinutes' | 'offsetSource' | 'dateOnly'
>;

/** What helps to resolve a time that has no offset of its own, best first. */
export interface TimeZoneHints {
  /** Minutes east of UTC, from another field of the carrier's. */
  readonly offsetMinutes?: number | null;
  /** The scan's place: its zone counts where the place has one. */
  readonly place?: Place | null;
  /** The carrier's home zone (IANA); UTC where it has none. */
  readonly homeZone?: string;
}

interface WallClock {
  /** `YYYY-MM-DDTHH:mm:ss`, or `YYYY-MM-DD` where there is no time of day. */
  readonly local: string;
  readonly offset: { readonly minutes: number; readonly source: 'carrier' | 'utc' } | null;
}

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\s*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?$/i;
const MINUTE_MS = 60_000;
const OFFSET_MINUTES_MAX = 14 * 60;
const YEAR_MIN = 1990;
const YEAR_MAX = 2100;

/**
 * Reads ISO 8601 and its neighbours (`2026-11-24 10:05`, `20261124T1005`, `…+0200`); epoch seconds
 * or milliseconds are not among them, see `momentOfEpoch`. Null for anything else.
 */
export function parseTimestamp(
  written: string | null,
  hints: TimeZoneHints = {},
): Timestamp | null {
  const wall = written === null ? null : readIso(written);
  return wall && resolveLocalTime(wall, hints);
}

/**
 * Reads a wall clock by formats of date-fns, the first that fits: `dd-MM-yyyy HH:mm:ss`, `M/d/yyyy
 * h:mm:ss a`. A format without hours gives a date.
 */
export function parseTimestampByFormat(
  written: string | null,
  formats: readonly string[],
  hints: TimeZoneHints = {},
): Timestamp | null {
  if (written === null) return null;
  for (const format of formats) {
    const date = parse(written, format, new Date(0), { in: tz('UTC') });
    if (!isValid(date)) continue;
    const iso = new Date(date.getTime()).toISOString();
    const local = /[Hhk]/.test(format.replaceAll(/'[^']*'/g, ''))
      ? iso.slice(0, 19)
      : iso.slice(0, 10);
    const timestamp = resolveLocalTime({ local, offset: null }, hints);
    if (timestamp) return timestamp;
  }
  return null;
}

/** An instant that the carrier gives as such, in epoch milliseconds. */
export function timestampFromEpoch(ms: number | null): Timestamp | null {
  if (ms === null || !Number.isFinite(ms)) return null;
  const date = new Date(ms);
  if (!isYearPlausible(date.getUTCFullYear())) return null;
  return { ...timestampAtOffset(date.toISOString().slice(0, 19), 0, 'utc'), occurredAt: ms };
}

/** `YYYY-MM-DD` of what is written, by ISO or by the formats given; null where it is no date. */
export function parseDate(written: string | null, formats: readonly string[] = []): string | null {
  const timestamp = parseTimestamp(written) ?? parseTimestampByFormat(written, formats);
  return timestamp?.localTime?.slice(0, 10) ?? null;
}

/** Minutes of an offset as carriers write it: `+02:00`, `-0500`, `-04.00`, `+1`, `Z`. */
export function parseOffset(written: string | null): number | null {
  if (written === null) return null;
  if (/^(z|utc|gmt)$/i.test(written)) return 0;
  const parts = /^([+-]?)(\d{1,2})(?:[:.]?(\d{2}))?(?::00)?$/.exec(written);
  if (!parts) return null;
  const [, sign, hours, minutes] = parts;
  const size = Number(hours) * 60 + Number(minutes ?? 0);
  if (size > OFFSET_MINUTES_MAX) return null;
  return sign === '-' ? -size : size;
}

function readIso(written: string): WallClock | null {
  const parts = ISO.exec(written.trim());
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, zone] = parts;
  const date = `${year}-${month}-${day}`;
  const local = hour === undefined ? date : `${date}T${hour}:${minute}:${second ?? '00'}`;
  if (zone === undefined) return { local, offset: null };
  const minutes = parseOffset(zone);
  if (minutes === null) return null;
  const source = /^[zug]/i.test(zone) ? 'utc' : 'carrier';
  return { local, offset: { minutes, source } };
}

function resolveLocalTime({ local, offset }: WallClock, hints: TimeZoneHints): Timestamp | null {
  const asUtc = Date.parse(`${local.length === 10 ? `${local}T00:00:00` : local}Z`);
  if (!isRealTime(local, asUtc)) return null;
  if (offset) return timestampAtOffset(local, offset.minutes, offset.source);
  const { offsetMinutes, place, homeZone = 'UTC' } = hints;
  if (typeof offsetMinutes === 'number') return timestampAtOffset(local, offsetMinutes, 'carrier');
  const zone = place ? findTimeZone(place) : null;
  return timestampAtOffset(local, findOffset(zone ?? homeZone, asUtc), zone ? 'place' : 'assumed');
}

/** The runtime reads 31 February as 3 March: only what comes back as it went in is a date. */
function isRealTime(local: string, asUtc: number): boolean {
  if (Number.isNaN(asUtc)) return false;
  const date = new Date(asUtc);
  return isYearPlausible(date.getUTCFullYear()) && date.toISOString().startsWith(local);
}

function isYearPlausible(year: number): boolean {
  return year >= YEAR_MIN && year <= YEAR_MAX;
}

/** The offset at the instant at which clocks there show this wall clock. */
function findOffset(zone: string, wall: number): number {
  const guess = tzOffset(zone, new Date(wall));
  return tzOffset(zone, new Date(wall - guess * MINUTE_MS));
}

function timestampAtOffset(local: string, minutes: number, offsetSource: OffsetSource): Timestamp {
  const dateOnly = local.length === 10;
  const localTime = dateOnly ? `${local}T00:00:00` : local;
  const occurredAt = Date.parse(`${localTime}Z`) - minutes * MINUTE_MS;
  return {
    occurredAt,
    localTime,
    offsetMinutes: dateOnly ? null : minutes,
    offsetSource,
    dateOnly,
  };
}
