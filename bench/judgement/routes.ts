/** The ways of parcels from the label to the customer: at home, and over a border. */

import { addDays, localDate } from '../../domain/calendar.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import type { Reason } from '../../domain/tracking.ts';
import type { Random } from './random.ts';
import {
  businessDays,
  carrierDaysAbroad,
  carrierDaysAtHome,
  type Destination,
  type IsWorkday,
  minuteOf,
  type Shop,
  workdayAfter,
} from './shops.ts';
import { estimate, type LastMile, type Trip, TripDraft, travelLastMile } from './trip.ts';

export interface Route {
  readonly shop: Shop;
  readonly destination: Destination;
  readonly labelledAt: number;
  readonly lastMile: LastMile;
  /** How many working days after its estimate the parcel arrives; 0 in a good journey. */
  readonly lateBy: number;
}

export function travelTo(random: Random, route: Route): Trip {
  const isAbroad = route.destination.country !== route.shop.calendar.country;
  return isAbroad ? travelAbroad(random, route) : travelAtHome(random, route);
}

/** A trouble of the carrier: it ends on the same day, or lasts over a night. */
type Trouble = 'none' | 'hours' | 'night';

function travelAtHome(random: Random, route: Route): Trip {
  const { shop, destination, lastMile, lateBy } = route;
  const draft = new TripDraft(random);
  const isWorkday = carrierDaysAtHome(shop);
  const collectedDay = collectParcel(draft, route);
  const estimatedAt = (draft.scans.at(-1)?.at ?? 0) + 20 * MINUTE;
  const days = random.weighted(shop.daysAtHome);
  const plannedDay = saturdayOff(random, workdayAfter(collectedDay, days, isWorkday), isWorkday);
  const trouble = random.weighted<Trouble>([
    ['none', 95],
    ['hours', 1],
    ['night', 4],
  ]);
  const slip = lateBy > 0 ? lateBy : trouble === 'night' || random.chance(0.05) ? 1 : 0;
  const triedDay = workdayAfter(plannedDay, slip, isWorkday);
  const between = workdaysBetween(collectedDay, triedDay, isWorkday);
  const movedAt = travelHubs(draft, { days: between, triedDay, trouble, shop });
  travelLastMile(draft, { day: triedDay, timeZone: destination.timeZone, isWorkday, lastMile });
  if (lateBy > 0) draft.estimates.push({ date: plannedDay, at: estimatedAt });
  else if (random.chance(0.8)) {
    const reserve = random.chance(0.2) ? 1 : 0;
    estimate(draft, { plannedDay, triedDay, at: estimatedAt, movedAt, reserve });
  }
  return draft.finish({ plannedDay, triedDay }, destination.timeZone);
}

/** The label, and the first scans on the evening of the collection. Returns its day. */
function collectParcel(draft: TripDraft, { shop, labelledAt }: Route): string {
  const { random } = draft;
  const { timeZone } = shop.calendar;
  const isWorkday = businessDays(shop);
  if (random.chance(0.7)) {
    draft.scan('pre_transit', labelledAt + random.int(5, 120) * MINUTE, { timeZone });
  }
  const labelDay = localDate(labelledAt, timeZone);
  const isEarly = labelledAt < minuteOf(labelDay, 15 * 60, timeZone);
  const waits = (isEarly ? 0 : 1) + (random.chance(0.15) ? 1 : 0);
  const day = workdayAfter(labelDay, waits, isWorkday);
  if (random.chance(0.7)) {
    draft.scanBetween('in_transit', { day, timeZone, from: 16.5 * 60, to: 19.5 * 60 });
  }
  draft.scanBetween('in_transit', { day, timeZone, from: 20 * 60, to: 23.5 * 60 });
  return day;
}

/** Half of the parcels that would arrive on a Saturday wait for Monday. */
function saturdayOff(random: Random, day: string, isWorkday: IsWorkday): string {
  const isSaturday = new Date(`${day}T00:00:00Z`).getUTCDay() === 6;
  return isSaturday && random.chance(0.5) ? workdayAfter(day, 1, isWorkday) : day;
}

function workdaysBetween(from: string, to: string, isWorkday: IsWorkday): readonly string[] {
  const days: string[] = [];
  for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) {
    if (isWorkday(day)) days.push(day);
  }
  return days;
}

interface Hubs {
  readonly days: readonly string[];
  readonly triedDay: string;
  readonly trouble: Trouble;
  readonly shop: Shop;
}

/** Returns when a trouble moved the plan, or null. */
function travelHubs(draft: TripDraft, { days, triedDay, trouble, shop }: Hubs): number | null {
  const { random } = draft;
  const { timeZone } = shop.calendar;
  for (const day of days) {
    draft.scanBetween('in_transit', { day, timeZone, from: 2 * 60, to: 7 * 60 });
    if (trouble === 'none' && random.chance(0.8)) {
      draft.scanBetween('in_transit', { day, timeZone, from: 18 * 60, to: 23.5 * 60 });
    }
  }
  const day = days[random.int(0, days.length - 1)];
  if (trouble === 'none' || day === undefined) return null;
  const reason = random.pick<Reason>(['weather', 'missorted', 'delay']);
  const hours = { from: 8 * 60, to: (trouble === 'night' ? 20 : 12) * 60 };
  const from = draft.scanBetween('exception', { day, timeZone, reason, ...hours });
  if (trouble === 'hours') {
    const until = from + random.int(3, 6) * HOUR;
    draft.scan('in_transit', until, { timeZone });
    draft.troubles.push({ reason, from, until });
    return null;
  }
  const next = days[days.indexOf(day) + 1] ?? triedDay;
  const until = minuteOf(next, random.int(60, 180), timeZone);
  draft.scan('in_transit', until, { timeZone });
  draft.troubles.push({ reason, from, until });
  return from + random.int(1, 3) * HOUR;
}

function travelAbroad(random: Random, route: Route): Trip {
  const { shop, destination, lastMile } = route;
  const draft = new TripDraft(random);
  const isWorkday = carrierDaysAbroad(shop, destination);
  const collectedDay = collectParcel(draft, route);
  const estimatedAt = (draft.scans.at(-1)?.at ?? 0) + 20 * MINUTE;
  const triedDay = travelLegs(draft, { from: collectedDay, shop, destination, isWorkday });
  travelLastMile(draft, { day: triedDay, timeZone: destination.timeZone, isWorkday, lastMile });
  const slip = random.chance(0.12) ? random.int(1, 2) : 0;
  const plannedDay = workdayBefore(triedDay, slip, isWorkday);
  if (random.chance(0.5)) {
    const reserve = random.int(0, 2);
    estimate(draft, { plannedDay, triedDay, at: estimatedAt, movedAt: null, reserve });
  }
  return draft.finish({ plannedDay, triedDay }, destination.timeZone);
}

function workdayBefore(day: string, count: number, isWorkday: IsWorkday): string {
  let found = day;
  for (let left = count; left > 0; left -= 1) {
    do found = addDays(found, -1);
    while (!isWorkday(found));
  }
  return found;
}

export interface Legs {
  /** The day of the last scan so far. */
  readonly from: string;
  readonly shop: Shop;
  readonly destination: Destination;
  readonly isWorkday: IsWorkday;
}

const GAPS_MAX = 4;

/** 5 to 15 working days with up to four of them between two scans. Returns the day of arrival. */
export function travelLegs(draft: TripDraft, { from, shop, destination, isWorkday }: Legs): string {
  const { random } = draft;
  let left = random.int(5, 15);
  let day = from;
  let minute = 20 * 60;
  let customs = drawCustoms(random, destination);
  const half = left / 2;
  while (left > 0) {
    // The last mile may begin later in the day than the last leg ended.
    const longest = Math.min(left, left <= GAPS_MAX ? GAPS_MAX - 1 : GAPS_MAX);
    const gap = Math.min(longest, drawGap(random));
    left -= gap;
    day = workdayAfter(day, gap, isWorkday);
    if (left === 0) break;
    const isHere = left > half;
    const timeZone = isHere ? shop.calendar.timeZone : destination.timeZone;
    minute = random.int(0, gap >= 3 ? minute : 1439);
    const at = minuteOf(day, minute, timeZone);
    if (isHere || customs === 'none') {
      draft.scan('in_transit', at, { timeZone });
      continue;
    }
    const isHeld = customs === 'held';
    const reason = 'customs';
    draft.scan(isHeld ? 'exception' : 'in_transit', at, { timeZone, reason });
    customs = 'none';
    const wait = Math.min(left, random.int(1, 3));
    left = Math.max(1, left - wait);
    day = workdayAfter(day, wait, isWorkday);
    minute = random.int(0, wait === 3 ? minute : 1439);
    const until = minuteOf(day, minute, timeZone);
    draft.scan('in_transit', until, { timeZone });
    if (isHeld) draft.troubles.push({ reason, from: at, until });
  }
  return day;
}

function drawGap(random: Random): number {
  return random.weighted([
    [1, 45],
    [2, 30],
    [3, 15],
    [4, 10],
  ]);
}

/** `passed`: customs scan the parcel and send it on; `held`: the carrier reports a trouble. */
function drawCustoms(random: Random, { customs }: Destination): 'none' | 'passed' | 'held' {
  if (!customs) return 'none';
  return random.weighted<'none' | 'passed' | 'held'>([
    ['none', 18],
    ['passed', 70],
    ['held', 12],
  ]);
}
