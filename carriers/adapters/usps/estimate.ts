/** USPS's delivery estimates, in fields of many names: dates, timestamps and times of day. */

import type { EstimatedDelivery, Place } from '../../../domain/tracking.ts';
import { eddFromDate, eddFromWindow } from '../../reading/build-result.ts';
import { type Fields, getFirstText } from '../../reading/document.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { DEFAULT_ZONE } from './place.ts';

const DAYS = ['MMMM d, yyyy'];

const EXPECTED = [
  'expectedDeliveryTimeStamp',
  'expectedDeliveryTimestamp',
  'expectedDeliveryDate',
  'ExpectedDeliveryDate',
] as const;
const PREDICTED = [
  'predictedDeliveryTimeStamp',
  'predictedDeliveryTimestamp',
  'predictedDeliveryDate',
  'PredictedDeliveryDate',
] as const;
const GUARANTEED = [
  'guaranteedDeliveryTimeStamp',
  'guaranteedDeliveryTimestamp',
  'guaranteedDeliveryDate',
  'GuaranteedDeliveryDate',
] as const;

export interface Estimates {
  readonly edd: EstimatedDelivery | null;
  /** Guaranteed by the paid service. */
  readonly originalEdd: EstimatedDelivery | null;
}

/**
 * `holders` are the records that may have the fields (v3 and v3.2 differ). The delivery address
 * determines the zone.
 */
export function readEstimates(holders: readonly Fields[], door: Place | null): Estimates {
  const dayOf = (keys: readonly string[]) => parseDay(findFirstText(holders, keys));
  const guaranteed = dayOf(GUARANTEED);
  const date = dayOf(EXPECTED) ?? dayOf(PREDICTED) ?? guaranteed;
  if (date === null) return { edd: null, originalEdd: null };
  const at = (keys: readonly string[]) => resolveClock(date, findFirstText(holders, keys), door);
  const from = at(['predictedDeliveryWindowStartTime', 'PredictedDeliveryWindowStartTime']);
  const until =
    at(['predictedDeliveryWindowEndTime', 'PredictedDeliveryWindowEndTime']) ??
    at(['expectedDeliveryTime', 'ExpectedDeliveryTime', 'expectedDeliveryTimeStamp']) ??
    at(['predictedDeliveryTime', 'PredictedDeliveryTime', 'endOfDay', 'EndOfDay']);
  return {
    edd: (until && eddFromWindow(from, until)) ?? eddFromDate(date),
    originalEdd: eddFromDate(guaranteed),
  };
}

function findFirstText(holders: readonly Fields[], keys: readonly string[]): string | null {
  for (const holder of holders) {
    const found = getFirstText(holder, ...keys);
    if (found !== null) return found;
  }
  return null;
}

/** Timestamps are local, whatever letter they end with. */
function parseDay(written: string | null): string | null {
  return parseDate(written, DAYS);
}

/** A time of day, or the one in a timestamp; midnight does not count as a time of day. */
function resolveClock(date: string, written: string | null, place: Place | null): Timestamp | null {
  if (written === null) return null;
  const stamp = /T(\d{2}:\d{2}:\d{2})/.exec(written)?.[1] ?? written;
  const clock = normalizeClock(stamp);
  if (clock === null || clock === '00:00:00') return null;
  return parseTimestamp(`${date}T${clock}`, { place, homeZone: DEFAULT_ZONE });
}

/** `9:00 pm`, `21:00` and `21:00:00` become `21:00:00`. */
function normalizeClock(written: string): string | null {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?/i.exec(written.trim());
  if (!parts) return null;
  const [, hour, minute, second = '00', half] = parts;
  const shift = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  return shift > 23 ? null : `${String(shift).padStart(2, '0')}:${minute}:${second}`;
}
