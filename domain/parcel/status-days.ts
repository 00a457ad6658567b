/**
 * The days of each status of a parcel, and the spells that they form: a second wait at a pick-up
 * point, or a second stop at customs, is another fact than the first.
 */

import { REASONS, type Reason, STATUSES, type Status } from '../tracking.ts';

/** The scans of one status and reason on one day. Times are epoch milliseconds. */
export interface StatusDay {
  /** `YYYY-MM-DD` at the scan's place. */
  readonly day: string;
  readonly status: Status;
  readonly reason: Reason | null;
  readonly first: number;
  readonly last: number;
}

export interface DatedScan {
  readonly status: Status;
  readonly reason: Reason | null;
  readonly occurredAt: number;
  readonly localDate: string;
}

/** How many days of a status and reason a summary has. */
export const DAYS_KEPT = 60;

/** Adds one scan. Commutative and idempotent. */
export function addStatusDay(days: readonly StatusDay[], scan: DatedScan): readonly StatusDay[] {
  const { status, reason, occurredAt, localDate: day } = scan;
  const known = days.find(
    (each) => each.day === day && each.status === status && each.reason === reason,
  );
  const first = Math.min(known?.first ?? occurredAt, occurredAt);
  const last = Math.max(known?.last ?? occurredAt, occurredAt);
  return [...days.filter((each) => each !== known), { day, status, reason, first, last }]
    .sort(compareDays)
    .slice(-DAYS_KEPT);
}

type DayKey = Pick<StatusDay, 'day' | 'status' | 'reason'>;

/** By day first, so that a further scan does not change the order. */
export function compareDays(a: DayKey, b: DayKey): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  const byStatus = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  return byStatus || rankOfReason(a.reason) - rankOfReason(b.reason);
}

export function rankOfReason(reason: Reason | null): number {
  return reason === null ? -1 : REASONS.indexOf(reason);
}

export interface FirstOfDay {
  readonly day: string;
  /** The first scan of the status on that day, epoch milliseconds. */
  readonly first: number;
  /** The reason of that day's scans, if they give one. */
  readonly reason: Reason | null;
}

/** The days of one status, oldest first, whatever the reasons. */
export function daysOf(days: readonly StatusDay[], status: Status): readonly FirstOfDay[] {
  const found = new Map<string, FirstOfDay>();
  for (const each of days) {
    if (each.status !== status) continue;
    const known = found.get(each.day);
    const first = Math.min(known?.first ?? each.first, each.first);
    found.set(each.day, { day: each.day, first, reason: each.reason ?? known?.reason ?? null });
  }
  return [...found.values()];
}

/** A stretch of days of one status that no movement interrupts. Times are epoch milliseconds. */
export interface Spell {
  readonly first: number;
  readonly last: number;
  readonly reason: Reason | null;
}

/** The parcel's waits at pick-up points, oldest first. */
export function pickupSpells(days: readonly StatusDay[]): readonly Spell[] {
  return spells(
    days.filter(({ status }) => status === 'available_for_pickup'),
    days.filter(({ status }) => MOVES.includes(status)),
  );
}

/** The parcel's troubles, by reason and then oldest first. */
export function troubleSpells(days: readonly StatusDay[]): readonly Spell[] {
  const troubles = days.filter(({ status }) => status === 'exception');
  const reasons = REASONS.filter((reason) =>
    troubles.some((each) => (each.reason ?? 'other') === reason),
  );
  const moves = days.filter(({ status }) => MOVES.includes(status));
  return reasons.flatMap((reason) => {
    const own = troubles.filter((each) => (each.reason ?? 'other') === reason);
    return spells(own, moves).map((spell) => ({ ...spell, reason }));
  });
}

/** After one of these, the same status again is a new spell. */
const MOVES: readonly Status[] = ['in_transit', 'out_for_delivery', 'attempted'];

function spells(days: readonly StatusDay[], moves: readonly StatusDay[]): readonly Spell[] {
  const found: Spell[] = [];
  for (const { first, last, reason } of [...days].sort((a, b) => a.first - b.first)) {
    const before = found.at(-1);
    if (!before || moves.some((move) => isBetween(move, before.last, first))) {
      found.push({ first, last, reason });
    } else {
      found[found.length - 1] = { ...before, last: Math.max(before.last, last) };
    }
  }
  return found;
}

function isBetween({ first, last }: StatusDay, after: number, before: number): boolean {
  return (first > after && first < before) || (last > after && last < before);
}
