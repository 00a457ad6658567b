/** UPS's dates and times: `20240318`, `183623`, `17:36:23`, `74700`; local time beside GMT. */

import type { Place } from '../../../domain/tracking.ts';
import { type Fields, getFirstText } from '../../reading/document.ts';
import { parseOffset, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';

/** UPS's home time zone, which its computers also use. */
const HOME = 'America/New_York';
const MINUTE_MS = 60_000;
/** If GMT differs from the place's offset by more than this, UPS computed GMT with a wrong sign. */
const TRUSTED_MINUTES = 3 * 60;
const QUARTER = 15;

/** The names of an activity's time fields, which differ between the Track API and Track Alert. */
export interface TimeFields {
  readonly date: string;
  readonly time: string;
  readonly gmtDate: string;
  readonly gmtTime: string;
}

/**
 * The local time of an activity. `gmtOffset` is its offset if present; otherwise, the GMT time
 * gives the offset, unless it is too far from the place's.
 */
export function readTimestamp(
  activity: Fields,
  fields: TimeFields,
  place: Place | null,
): Timestamp | null {
  const local = joinDateTime(
    getFirstText(activity, fields.date),
    getFirstText(activity, fields.time),
  );
  if (local === null) return null;
  const byPlace = parseTimestamp(local, { place, homeZone: HOME });
  const ownOffset = parseOffset(getFirstText(activity, 'gmtOffset'));
  if (ownOffset !== null) return parseTimestamp(local, { offsetMinutes: ownOffset });
  const gmt = joinDateTime(
    getFirstText(activity, fields.gmtDate),
    getFirstText(activity, fields.gmtTime),
  );
  const offsetMinutes = computeOffset(local, gmt);
  if (offsetMinutes === null || !byPlace || byPlace.dateOnly) return byPlace;
  const known = byPlace.offsetSource === 'place' ? byPlace.offsetMinutes : null;
  const isTrusted = known === null || Math.abs(offsetMinutes - known) <= TRUSTED_MINUTES;
  return isTrusted ? parseTimestamp(local, { offsetMinutes }) : byPlace;
}

/** A day and a time of day at a place, for delivery windows. */
export function resolveTimestamp(
  date: string | null,
  time: string | null,
  place: Place | null,
): Timestamp | null {
  return parseTimestamp(joinDateTime(date, time), { place, homeZone: HOME });
}

/** `20240318` and `74700` become `20240318T074700`; without a time, only the date. */
function joinDateTime(date: string | null, time: string | null): string | null {
  if (date === null || !/^\d{8}$|^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const digits = (time ?? '').replaceAll(':', '');
  return /^\d{3,6}$/.test(digits) ? `${date.replaceAll('-', '')}T${padTime(digits)}` : date;
}

/** Leading zeros may be missing: five digits are `H MM SS`, three are `H MM`. */
function padTime(digits: string): string {
  const length = digits.length > 4 ? 6 : 4;
  return digits.padStart(length, '0');
}

function computeOffset(local: string, gmt: string | null): number | null {
  const there = parseTimestamp(local, { offsetMinutes: 0 });
  const here = parseTimestamp(gmt, { offsetMinutes: 0 });
  if (!there || !here || there.dateOnly || here.dateOnly) return null;
  const minutes = Math.round((there.occurredAt - here.occurredAt) / MINUTE_MS / QUARTER) * QUARTER;
  return Math.abs(minutes) <= 14 * 60 ? minutes : null;
}
