/** Deliveries that later scans show to be none. */

import { earliest, HOUR } from '../time.ts';
import type { Status } from '../tracking.ts';
import type { StatusDay } from './status-days.ts';

/**
 * How much later than a delivery a scan must be to contradict it. Drivers scan a card and the
 * neighbour who took the parcel within minutes, so a short distance proves nothing. Scans of a tour
 * are uploaded late and with unsure zones, so they need the distance of another day.
 */
const CONTRADICTS: Readonly<Partial<Record<Status, number>>> = {
  attempted: 3 * HOUR,
  available_for_pickup: 3 * HOUR,
  out_for_delivery: 14 * HOUR,
};

/** What is asked of a `ScanSummary`. Times are epoch milliseconds. */
interface Scans {
  readonly by: Readonly<Partial<Record<Status, { readonly first: number; readonly last: number }>>>;
  readonly days: readonly StatusDay[];
  readonly withdrawnAt: number | null;
}

/**
 * When the carrier showed that the latest wrong delivery was none; epoch milliseconds. It says so
 * (`delivery_withdrawn`), or it brings the parcel again: another attempt, a wait at a pick-up
 * point, another tour. Null: no delivery, or nothing against it.
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
  const contradictions = Object.entries(CONTRADICTS).flatMap(([status, distance]) =>
    timesOf(scans, status as Status)
      .filter((time) => !isAfterReturn(time, scans))
      .map((time) => ({ time, distance })),
  );
  for (const delivered of timesOf(scans, 'delivered').sort((a, b) => b - a)) {
    const against = contradictions.filter(({ time, distance }) => time >= delivered + distance);
    if (against.length > 0) return Math.min(...against.map(({ time }) => time));
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
