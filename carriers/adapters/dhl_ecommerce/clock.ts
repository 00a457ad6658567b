/**
 * Times of DHL eCommerce: local time, with the zone's name in another field or at the end. `ET`,
 * `CT`, `MT` and `PT` follow daylight saving; `EST` and `PDT` do not; `LT` is the place's own time.
 */

import type { Place } from '../../../domain/tracking.ts';
import {
  parseOffset,
  parseTimestamp,
  parseTimestampByFormat,
  type Timestamp,
} from '../../reading/timestamp.ts';

const SEASONAL: ReadonlyMap<string, string> = new Map([
  ['ET', 'America/New_York'],
  ['CT', 'America/Chicago'],
  ['MT', 'America/Denver'],
  ['PT', 'America/Los_Angeles'],
  ['AKT', 'America/Anchorage'],
  ['HT', 'Pacific/Honolulu'],
]);

const FIXED_HOURS: ReadonlyMap<string, number> = new Map([
  ['UTC', 0] as const,
  ['GMT', 0] as const,
  ['AST', -4] as const,
  ['HST', -10] as const,
  ['EST', -5] as const,
  ['EDT', -4] as const,
  ['CST', -6] as const,
  ['CDT', -5] as const,
  ['MST', -7] as const,
  ['MDT', -6] as const,
  ['PST', -8] as const,
  ['PDT', -7] as const,
  ['AKST', -9] as const,
  ['AKDT', -8] as const,
]);

/** DHL eCommerce Americas sorts in the United States; its head office is in Eastern time. */
const HOME = 'America/New_York';

const FORMATS = ['M/d/yyyy h:mm a', 'M/d/yyyy h:mm:ss a', 'M/d/yyyy HH:mm:ss', 'M/d/yyyy HH:mm'];

export interface ClockFields {
  readonly date: string | null;
  /** `09:49:13`, or `7:42 PM EST`. */
  readonly time: string | null;
  readonly zone: string | null;
  readonly place: Place | null;
}

export function parseClock({ date, time, zone, place }: ClockFields): Timestamp | null {
  if (date === null) return null;
  const parts = /^(.*?)\s*\b([A-Z]{2,4})?$/i.exec(time ?? '');
  const suffix = parts?.[2]?.toUpperCase() ?? null;
  const isHalf = suffix === 'AM' || suffix === 'PM';
  const wall = isHalf || parts === null ? time : parts[1] || null;
  const label = (zone ?? (isHalf ? null : suffix))?.toUpperCase() ?? null;
  const read = (hints: Parameters<typeof parseTimestamp>[1]) => {
    const written = wall === null ? date : `${date} ${wall}`;
    return (
      parseTimestamp(written, hints) ??
      parseTimestampByFormat(written, [...FORMATS, 'M/d/yyyy'], hints)
    );
  };
  const seasonal = findZone(label, place);
  if (seasonal === null) {
    const hours = label === null ? undefined : FIXED_HOURS.get(label);
    const offsetMinutes = hours === undefined ? parseOffset(label) : hours * 60;
    return read({ offsetMinutes, place, homeZone: HOME });
  }
  // The carrier gave the zone, so its offset counts as the carrier's too.
  return read({
    offsetMinutes: read({ homeZone: seasonal })?.offsetMinutes ?? null,
    homeZone: seasonal,
  });
}

/** Arizona has Mountain time without daylight saving. */
function findZone(label: string | null, place: Place | null): string | null {
  if (label === 'MT' && place?.region === 'AZ') return 'America/Phoenix';
  return label === null ? null : (SEASONAL.get(label) ?? null);
}
