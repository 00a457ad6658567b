/** Deliveries that later scans show to be none. */

import { earliest, HOUR } from '../time.ts';
import type { Status } from '../tracking.ts';
import type { StatusDay } from './status-days.ts';

/** What contradicts a delivery before it. Tours do not: carriers upload them late and misdated. */
const CONTRADICTS: readonly Status[] = ['attempted', 'available_for_pickup'];

/** Drivers scan a card and the neighbour who took the parcel within minutes. */
const DISTANCE_MS = 3 * HOUR;

/** What is asked of a `ScanSummary`. Times are epoch milliseconds. */
interface Scans {
  readonly by: Readonly<Partial<Record<Status, { readonly first: number; readonly last: number }>>>;
  readonly days: readonly StatusDay[];
  readonly withdrawnAt: number | null;
}

/**
 * When the carrier showed that the latest wrong delivery was none; epoch milliseconds. It says so
 * (`delivery_withdrawn`), or it still has the parcel: another attempt, or a wait at a pick-up point.
 * Null: no delivery, or nothing against it.
 */
export function deliveryTakenBackAt(scans: Scans): number | null {
  const reported = reportedMistakeAt(scans);
  const again = broughtAgainAt(scans);
  return reported === null || again === null ? (reported ?? again) : Math.max(reported, again);
}

/** When the carrier last said that a delivery before was a mistake; epoch milliseconds, or null. */
export function reportedMistakeAt({ by: { delivered }, withdrawnAt }: Scans): number | null {
  const isOfDelivery = delivered && withdrawnAt !== null && delivered.first <= withdrawnAt;
  return isOfDelivery ? withdrawnAt : null;
}

/** Whether the carrier's only or latest delivery was none. */
export function isDeliveryTakenBack(scans: Scans): boolean {
  const takenBackAt = deliveryTakenBackAt(scans);
  const { delivered } = scans.by;
  return delivered !== undefined && takenBackAt !== null && delivered.last <= takenBackAt;
}

/** The first scan of the delivery that counts, epoch milliseconds; null: none counts. */
export function countedDeliveryAt(scans: Scans): number | null {
  const { delivered } = scans.by;
  if (!delivered || isDeliveryTakenBack(scans)) return null;
  const takenBackAt = deliveryTakenBackAt(scans);
  if (takenBackAt === null) return delivered.first;
  const later = timesOf(scans, 'delivered').filter((time) => time > takenBackAt);
  return earliest([delivered.last, ...later]);
}

/** The first scan that contradicts the latest contradicted delivery. */
function broughtAgainAt(scans: Scans): number | null {
  const contradictions = CONTRADICTS.flatMap((status) => timesOf(scans, status)).filter(
    (time) => !isAfterReturn(time, scans),
  );
  for (const delivered of timesOf(scans, 'delivered').sort((a, b) => b - a)) {
    const against = contradictions.filter((time) => time >= delivered + DISTANCE_MS);
    if (against.length > 0) return Math.min(...against);
  }
  return null;
}

/** The first and last scans of a status, of each day. */
function timesOf({ by, days }: Scans, status: Status): number[] {
  const known = by[status];
  const ofDays = days.filter((day) => day.status === status);
  return [...(known ? [known] : []), ...ofDays].flatMap(({ first, last }) => [first, last]);
}

/** An attempt on the way back is one at the sender's. */
function isAfterReturn(time: number, { by: { return_to_sender: back } }: Scans): boolean {
  return back !== undefined && back.first <= time;
}
