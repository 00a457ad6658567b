/** AfterShip's delivery estimates, whose names and shapes differ between versions. */

import type { EstimatedDelivery, Place } from '../../../domain/tracking.ts';
import { type Fields, get, getFirstText, getText } from '../../reading/document.ts';
import { parseDate, parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';

/**
 * In order of precedence: the estimate shown to the customer, the carrier's, AfterShip's, the
 * shop's.
 */
export function readEdd(tracking: Fields, place: Place | null): EstimatedDelivery | null {
  for (const field of [
    'latest_estimated_delivery',
    'courier_estimated_delivery_date',
    'expected_delivery',
    'aftership_estimated_delivery_date',
    'custom_estimated_delivery_date',
  ]) {
    const estimate = readEstimate(get(tracking, field), place);
    if (estimate) return estimate;
  }
  return null;
}

/** A date or time, or an object with a date or time and the two ends of a range. */
export function readEstimate(value: unknown, place: Place | null): EstimatedDelivery | null {
  const at = getText(value) ?? getFirstText(value, 'datetime', 'estimated_delivery_date');
  const from = parseTimestamp(getFirstText(value, 'datetime_min', 'estimated_delivery_date_min'), {
    place,
  });
  const until = parseTimestamp(getFirstText(value, 'datetime_max', 'estimated_delivery_date_max'), {
    place,
  });
  const date = parseDate(at) ?? getDay(until) ?? getDay(from);
  return date === null ? null : { date, from: getInstant(from), until: getInstant(until) };
}

function getDay(timestamp: Timestamp | null): string | null {
  return timestamp?.localTime?.slice(0, 10) ?? null;
}

function getInstant(timestamp: Timestamp | null): number | null {
  return timestamp === null || timestamp.dateOnly ? null : timestamp.occurredAt;
}
