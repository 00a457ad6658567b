/** Finds the offset between ShipEngine's two times of an event. */

import { parseTimestamp, type Timestamp } from '../../reading/timestamp.ts';

const MINUTE_MS = 60_000;
const OFFSET_MINUTES_MAX = 14 * 60;

/** `occurred_at` is UTC, `carrier_occurred_at` is local: the difference is the offset. */
export function combineTimes(utc: string | null, local: string | null): Timestamp | null {
  const instant = parseTimestamp(utc);
  const wall = parseTimestamp(local);
  if (!instant || !wall || instant.dateOnly || wall.dateOnly) return null;
  if (wall.offsetSource !== 'assumed') return wall;
  const offsetMinutes = (wall.occurredAt - instant.occurredAt) / MINUTE_MS;
  const plausible = offsetMinutes % 15 === 0 && Math.abs(offsetMinutes) <= OFFSET_MINUTES_MAX;
  return plausible && offsetMinutes !== 0 ? parseTimestamp(local, { offsetMinutes }) : null;
}
