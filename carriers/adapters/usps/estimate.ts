/** USPS's expectations, which have been called many names: dates, stamps, and times of day. */

import type { EstimatedDelivery, Place } from '../../../domain/tracking.ts';
import { eddOfDate, eddOfWindow } from '../../reading/build-result.ts';
import { type Fields, firstText } from '../../reading/document.ts';
import { dateOf, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';
import { HOME } from './place.ts';

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
  /** What USPS guaranteed, for what it costs. */
  readonly originalEdd: EstimatedDelivery | null;
}

/** `holders`: where the fields may stand, as they do in v3 and v3.2; the door tells the zone. */
export function estimatesIn(holders: readonly Fields[], door: Place | null): Estimates {
  const dayOf = (keys: readonly string[]) => dayIn(firstIn(holders, keys));
  const guaranteed = dayOf(GUARANTEED);
  const date = dayOf(EXPECTED) ?? dayOf(PREDICTED) ?? guaranteed;
  if (date === null) return { edd: null, originalEdd: null };
  const at = (keys: readonly string[]) => clockOn(date, firstIn(holders, keys), door);
  const from = at(['predictedDeliveryWindowStartTime', 'PredictedDeliveryWindowStartTime']);
  const until =
    at(['predictedDeliveryWindowEndTime', 'PredictedDeliveryWindowEndTime']) ??
    at(['expectedDeliveryTime', 'ExpectedDeliveryTime', 'expectedDeliveryTimeStamp']) ??
    at(['predictedDeliveryTime', 'PredictedDeliveryTime', 'endOfDay', 'EndOfDay']);
  return {
    edd: (until && eddOfWindow(from, until)) ?? eddOfDate(date),
    originalEdd: eddOfDate(guaranteed),
  };
}

function firstIn(holders: readonly Fields[], keys: readonly string[]): string | null {
  for (const holder of holders) {
    const found = firstText(holder, ...keys);
    if (found !== null) return found;
  }
  return null;
}

/** Stamps are local whatever letter they end in. */
function dayIn(written: string | null): string | null {
  return dateOf(written, DAYS);
}

/** A time of day, or that of a stamp; midnight is not a time. */
function clockOn(date: string, written: string | null, place: Place | null): Timestamp | null {
  if (written === null) return null;
  const stamp = /T(\d{2}:\d{2}:\d{2})/.exec(written)?.[1] ?? written;
  const clock = clockOf(stamp);
  if (clock === null || clock === '00:00:00') return null;
  return parseTimestamp(`${date}T${clock}`, { place, home: HOME });
}

/** `9:00 pm`, `21:00`, `21:00:00` as `21:00:00`. */
function clockOf(written: string): string | null {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?/i.exec(written.trim());
  if (!parts) return null;
  const [, hour, minute, second = '00', half] = parts;
  const shift = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  return shift > 23 ? null : `${String(shift).padStart(2, '0')}:${minute}:${second}`;
}
