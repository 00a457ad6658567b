/**
 * Parses the many ways in which carriers write times. A timestamp holds the local time, the offset
 * if it is known, and where the offset came from.
 */

import { tz, tzOffset } from '@date-fns/tz';
import { isValid, parse } from 'date-fns';
import type { OffsetSource, Place, TrackingEvent } from '../../domain/tracking.ts';
import { findMainZone, findTimeZone, isZoneOf } from './time-zones.ts';

export type Timestamp = Pick<
  TrackingEvent,
  'occurredAt' | 'localTime' | 'offsetMinutes' | 'offsetSource' | 'dateOnly'
>;

/**
 * Hints for a time without an offset. `offsetSource` is `assumed` unless one of the first two
 * applies.
 */
export interface TimeZoneHints {
  /** Minutes east of UTC, from another field of the body. */
  readonly offsetMinutes?: number | null;
  /** The scan's place: its zone applies if it has exactly one. */
  readonly place?: Place | null;
  /** The carrier's home zone (IANA), if it has one. */
  readonly homeZone?: string | null;
  /** The destination. Applies if neither the scan's place nor the carrier has a zone. */
  readonly destination?: Place | null;
}

interface WallClock {
  /** `YYYY-MM-DDTHH:mm:ss`, or `YYYY-MM-DD` without a time of day. */
  readonly local: string;
  readonly offset: { readonly minutes: number; readonly source: 'carrier' | 'utc' } | null;
}

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\s*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?$/i;
const MINUTE_MS = 60_000;
const OFFSET_MINUTES_MAX = 14 * 60;
/** Other years are mistakes, or the start of a clock that nobody has set. */
const YEAR_MIN = 2000;
const YEAR_MAX = 2099;

/**
 * Parses ISO 8601 and similar spellings (`2026-11-24 10:05`, `20261124T1005`, `…+0200`); null for
 * other text. For epoch times, use `timestampFromEpoch`.
 */
export function parseTimestamp(
  written: string | null,
  hints: TimeZoneHints = {},
): Timestamp | null {
  const wall = written === null ? null : readIso(written);
  return wall && resolveLocalTime(wall, hints);
}

/**
 * Parses a local time with the first date-fns format that matches: `dd-MM-yyyy HH:mm:ss`,
 * `M/d/yyyy h:mm:ss a`. A format without hours gives a date.
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

/** Builds a timestamp in UTC from epoch milliseconds. */
export function timestampFromEpoch(ms: number | null): Timestamp | null {
  if (ms === null || !Number.isFinite(ms)) return null;
  const date = new Date(ms);
  if (!isYearPlausible(date.getUTCFullYear())) return null;
  return { ...timestampAtOffset(date.toISOString().slice(0, 19), 0, 'utc'), occurredAt: ms };
}

/** Parses a date to `YYYY-MM-DD`, as ISO 8601 or with the formats; null if none matches. */
export function parseDate(written: string | null, formats: readonly string[] = []): string | null {
  const timestamp = parseTimestamp(written) ?? parseTimestampByFormat(written, formats);
  return timestamp?.localTime?.slice(0, 10) ?? null;
}

/** Parses an offset to minutes: `+02:00`, `-0500`, `-04.00`, `+1`, `Z`. */
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
  const { offsetMinutes, place } = hints;
  if (typeof offsetMinutes === 'number') return timestampAtOffset(local, offsetMinutes, 'carrier');
  const zone = place ? findTimeZone(place) : null;
  if (zone) return timestampAtOffset(local, findOffset(zone, asUtc), 'place');
  return timestampAtOffset(local, findOffset(assumeTimeZone(hints), asUtc), 'assumed');
}

/** A better guess than UTC, which would be ten hours off in Sydney. */
function assumeTimeZone({ place, homeZone, destination }: TimeZoneHints): string {
  const country = place?.country ?? null;
  const isAtHome = homeZone && (country === null || isZoneOf(homeZone, country));
  if (isAtHome) return homeZone;
  return (
    (country === null ? null : findMainZone(country)) ??
    homeZone ??
    (destination ? findTimeZone(destination) : null) ??
    (destination?.country ? findMainZone(destination.country) : null) ??
    'UTC'
  );
}

/** The runtime reads 31 February as 3 March. Only a real date survives the round trip. */
function isRealTime(local: string, asUtc: number): boolean {
  if (Number.isNaN(asUtc)) return false;
  const date = new Date(asUtc);
  return isYearPlausible(date.getUTCFullYear()) && date.toISOString().startsWith(local);
}

function isYearPlausible(year: number): boolean {
  return year >= YEAR_MIN && year <= YEAR_MAX;
}

/** The offset of a zone at a local time. */
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
