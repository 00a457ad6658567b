/** The true way of one parcel: its scans and the carrier's estimates, as they are made. */

import { addDays, localDate } from '../../domain/calendar.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import type { Reason, Status } from '../../domain/tracking.ts';
import type { ParcelTruth, TrueEstimate, TrueScan } from './journey.ts';
import type { Random } from './random.ts';
import { type IsWorkday, minuteOf, workdayAfter } from './shops.ts';

export interface Trip {
  readonly scans: readonly TrueScan[];
  readonly estimates: readonly TrueEstimate[];
  /** The day that the carrier plans at first. */
  readonly plannedDay: string;
  /** The day of the first try to deliver. */
  readonly triedDay: string;
  readonly truth: ParcelTruth;
}

/** What a trip must have, for the journeys that need it. */
export type LastMile = 'any' | 'at_the_door' | 'pickup';

/** Collects a trip. */
export class TripDraft {
  readonly random: Random;
  readonly scans: TrueScan[] = [];
  readonly estimates: TrueEstimate[] = [];
  readonly attempts: number[] = [];
  readonly troubles: { reason: Reason; from: number; until: number | null }[] = [];
  readyAt: number | null = null;
  deliveredAt: number | null = null;

  constructor(random: Random) {
    this.random = random;
  }

  scan(status: Status, at: number, { timeZone, reason = null }: ScanPlace): void {
    this.scans.push({ status, reason, at, day: localDate(at, timeZone) });
  }

  /** A scan at a random minute of the day. */
  scanBetween(status: Status, { day, from, to, ...place }: ScanTime): number {
    const at = minuteOf(day, this.random.int(from, to), place.timeZone);
    this.scan(status, at, place);
    return at;
  }

  finish(days: Pick<Trip, 'plannedDay' | 'triedDay'>, timeZone: string): Trip {
    const { readyAt, deliveredAt, attempts, troubles } = this;
    const scans = [...this.scans].sort((a, b) => a.at - b.at);
    const truth = { timeZone, deliveredAt, readyAt, attempts, troubles };
    const estimates = [...this.estimates].sort((a, b) => a.at - b.at);
    return { scans, estimates, ...days, truth };
  }
}

interface ScanPlace {
  readonly timeZone: string;
  readonly reason?: Reason | null;
}

interface ScanTime extends ScanPlace {
  readonly day: string;
  /** Minutes of the day. */
  readonly from: number;
  readonly to: number;
}

export interface LastMileInput {
  readonly day: string;
  readonly timeZone: string;
  readonly isWorkday: IsWorkday;
  readonly lastMile: LastMile;
}

const CLOCK = 60;

/** The van, the door, and the pick-up point. */
export function travelLastMile(draft: TripDraft, input: LastMileInput): void {
  const { random } = draft;
  const { day, timeZone, lastMile } = input;
  if (random.chance(0.8)) {
    draft.scanBetween('in_transit', { day, timeZone, from: 3 * CLOCK, to: 6 * CLOCK });
  }
  if (random.chance(0.92)) {
    draft.scanBetween('out_for_delivery', { day, timeZone, from: 6.5 * CLOCK, to: 9.5 * CLOCK });
  }
  const way = lastMile === 'any' ? drawWay(random) : WAYS[lastMile];
  const from = 10 * CLOCK;
  if (way === 'delivered') {
    draft.deliveredAt = draft.scanBetween('delivered', { day, timeZone, from, to: 19.5 * CLOCK });
    return;
  }
  if (way === 'pickup') {
    const ready = draft.scanBetween('available_for_pickup', {
      day,
      timeZone,
      from,
      to: 18 * CLOCK,
    });
    collect(draft, { ready, ...input });
    return;
  }
  const reason = random.pick<Reason>(['nobody_home', 'nobody_home', 'no_access', 'closed']);
  const missed = { day, timeZone, from, to: 17 * CLOCK, reason };
  draft.attempts.push(draft.scanBetween('attempted', missed));
  if (way === 'attempted_then_pickup') pickUpAfterAttempt(draft, input);
  else deliverNextDay(draft, input);
}

type Way = 'delivered' | 'pickup' | 'attempted_then_pickup' | 'attempted_then_delivered';

const WAYS = { at_the_door: 'delivered', pickup: 'pickup' } as const;

/** 6 % of the parcels meet nobody; 5 % go to a pick-up point at once. */
function drawWay(random: Random): Way {
  return random.weighted<Way>([
    ['delivered', 89],
    ['pickup', 5],
    ['attempted_then_delivered', 3.5],
    ['attempted_then_pickup', 2.5],
  ]);
}

function deliverNextDay(draft: TripDraft, { day, timeZone, isWorkday }: LastMileInput): void {
  const { random } = draft;
  const next = workdayAfter(addDays(day, 1), 0, isWorkday);
  const attemptedAt = draft.attempts.at(-1) ?? 0;
  if (random.chance(0.6)) draft.estimates.push({ date: next, at: attemptedAt + 30 * MINUTE });
  const about = { day: next, timeZone };
  draft.scanBetween('out_for_delivery', { ...about, from: 6.5 * CLOCK, to: 9.5 * CLOCK });
  const time = { from: 10 * CLOCK, to: 19 * CLOCK };
  draft.deliveredAt = draft.scanBetween('delivered', { ...about, ...time });
}

function pickUpAfterAttempt(draft: TripDraft, input: LastMileInput): void {
  const { day, timeZone, isWorkday } = input;
  const isSameDay = draft.random.chance(0.6);
  const readyDay = isSameDay ? day : workdayAfter(addDays(day, 1), 0, isWorkday);
  const time = isSameDay ? { from: 17.5 * CLOCK, to: 20 * CLOCK } : { from: 540, to: 720 };
  const ready = draft.scanBetween('available_for_pickup', { day: readyDay, timeZone, ...time });
  collect(draft, { ready, ...input });
}

/** The customer collects the parcel within five days, and not on a day off. */
function collect(
  draft: TripDraft,
  { ready, timeZone, isWorkday }: LastMileInput & { readonly ready: number },
): void {
  const { random } = draft;
  draft.readyAt = ready;
  const wanted = addDays(localDate(ready, timeZone), random.int(1, 5));
  const day = isWorkday(wanted) ? wanted : workdayAfter(wanted, 0, isWorkday);
  const time = { from: 9 * CLOCK, to: 19 * CLOCK };
  draft.deliveredAt = draft.scanBetween('delivered', { day, timeZone, ...time });
}

/** The first estimate, and each later one when the plan moves. */
export interface EstimateInput {
  readonly plannedDay: string;
  readonly triedDay: string;
  /** When the carrier makes the first one. */
  readonly at: number;
  /** When the carrier knows that the plan has moved. */
  readonly movedAt: number | null;
  /** How many days of reserve the first estimate has. */
  readonly reserve: number;
}

export function estimate(draft: TripDraft, input: EstimateInput): void {
  const { random } = draft;
  const { plannedDay, triedDay, at, movedAt, reserve } = input;
  const date = addDays(plannedDay, reserve);
  const before = minuteOf(triedDay, 0, 'UTC') - random.int(2, 20) * HOUR;
  draft.estimates.push({ date, at });
  if (date < triedDay) {
    // The carrier announces the new day before the old one has passed.
    const latest = minuteOf(date, 12 * CLOCK, 'UTC');
    const known = movedAt ?? Math.max(at + HOUR, before);
    draft.estimates.push({ date: triedDay, at: Math.max(at + HOUR, Math.min(known, latest)) });
  } else if (date > triedDay && before > at + HOUR && random.chance(0.3)) {
    draft.estimates.push({ date: triedDay, at: before });
  }
}
