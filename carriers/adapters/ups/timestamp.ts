/** UPS's dates and times: `20240318`, `183623`, `17:36:23`, `74700`; local beside GMT. */

import type { Place } from '../../../domain/tracking.ts';
import { type Fields, firstText } from '../../reading/document.ts';
import { offsetOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';

/** Where UPS has its home, and its computers. */
const HOME = 'America/New_York';
const MINUTE_MS = 60_000;
/** GMT that lies further from the place's own offset than this was reckoned with a wrong sign. */
const TRUSTED_MINUTES = 3 * 60;
const QUARTER = 15;

/** Which fields of an activity hold what: the Track API and Track Alert name them differently. */
export interface TimeFields {
  readonly date: string;
  readonly time: string;
  readonly gmtDate: string;
  readonly gmtTime: string;
}

/**
 * The local time of an activity. `gmtOffset` is its offset, where there is one; GMT is GMT already,
 * and only tells the offset where nothing else does.
 */
export function momentIn(
  activity: Fields,
  fields: TimeFields,
  place: Place | null,
): Timestamp | null {
  const local = stamp(firstText(activity, fields.date), firstText(activity, fields.time));
  if (local === null) return null;
  const byPlace = parseTimestamp(local, { place, home: HOME });
  const said = offsetOf(firstText(activity, 'gmtOffset'));
  if (said !== null) return parseTimestamp(local, { offsetMinutes: said });
  const gmt = stamp(firstText(activity, fields.gmtDate), firstText(activity, fields.gmtTime));
  const offsetMinutes = offsetBetween(local, gmt);
  if (offsetMinutes === null || !byPlace || byPlace.dateOnly) return byPlace;
  const known = byPlace.offsetSource === 'place' ? byPlace.offsetMinutes : null;
  const isTrusted = known === null || Math.abs(offsetMinutes - known) <= TRUSTED_MINUTES;
  return isTrusted ? parseTimestamp(local, { offsetMinutes }) : byPlace;
}

/** A day and a time of day at a place, as for windows of delivery. */
export function momentAt(
  date: string | null,
  time: string | null,
  place: Place | null,
): Timestamp | null {
  return parseTimestamp(stamp(date, time), { place, home: HOME });
}

/** `20240318` and `74700` as `20240318T074700`; the date alone where there is not a time. */
function stamp(date: string | null, time: string | null): string | null {
  if (date === null || !/^\d{8}$|^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const digits = (time ?? '').replaceAll(':', '');
  return /^\d{3,6}$/.test(digits) ? `${date.replaceAll('-', '')}T${pad(digits)}` : date;
}

/** Leading zeros get lost: five digits are `H MM SS`, three are `H MM`. */
function pad(digits: string): string {
  const length = digits.length > 4 ? 6 : 4;
  return digits.padStart(length, '0');
}

function offsetBetween(local: string, gmt: string | null): number | null {
  const there = parseTimestamp(local, { offsetMinutes: 0 });
  const here = parseTimestamp(gmt, { offsetMinutes: 0 });
  if (!there || !here || there.dateOnly || here.dateOnly) return null;
  const minutes = Math.round((there.occurredAt - here.occurredAt) / MINUTE_MS / QUARTER) * QUARTER;
  return Math.abs(minutes) <= 14 * 60 ? minutes : null;
}
