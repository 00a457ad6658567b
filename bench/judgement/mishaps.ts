/** What goes wrong with a parcel: each mishap cuts a good trip and continues it in its own way. */

import { addDays, endOfDay } from '../../domain/calendar.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import type { Reason, Status } from '../../domain/tracking.ts';
import type { BadKind, LateKind, TrueScan } from './journey.ts';
import type { Mishap } from './orders.ts';
import type { Random } from './random.ts';
import { businessDays, carrierDaysAtHome, minuteOf, type Shop, workdayAfter } from './shops.ts';
import type { Trip } from './trip.ts';

/** How the mishaps of an order start. `never_shipped` has no parcel; the others are returns. */
export const MISHAPS: Readonly<Partial<Record<BadKind | LateKind, Mishap>>> = {
  late_delivery: missEstimate,
  stall,
  never_scanned: neverScan,
  lost_at_home: lose,
  lost_abroad: lose,
  circles: circle,
  reported_lost: (trip, about) => report(trip, { ...about, reason: 'loss' }),
  reported_destroyed: (trip, about) => report(trip, { ...about, reason: 'destroyed' }),
  never_collected: neverCollect,
  returned_to_sender: sendBack,
};

/** The trip is already late: `lateBy` of its route says by how much. */
function missEstimate(trip: Trip, { parcelId }: Parameters<Mishap>[1]) {
  const { timeZone, deliveredAt } = trip.truth;
  const at = endOfDay(trip.plannedDay, timeZone);
  return { trip, wrong: { at, until: deliveredAt, parcelId } };
}

/** 4 to 8 business days without a scan; then the parcel goes on. */
function stall(trip: Trip, { random, route, parcelId }: Parameters<Mishap>[1]) {
  const last = drawLastScan(random, trip);
  const days = random.int(4, 8);
  const { timeZone } = trip.truth;
  const isWorkday = businessDays(route.shop);
  const resumed = trip.scans.find((scan) => scan.at > last.at) ?? last;
  const shift = minuteOf(workdayAfter(resumed.day, days, isWorkday), 0, timeZone);
  const by = shift - minuteOf(resumed.day, 0, timeZone);
  const move = (scan: TrueScan): TrueScan => {
    if (scan.at <= last.at) return scan;
    const moved = scan.at + by;
    return { ...scan, at: moved, day: addDays(scan.day, Math.round(by / DAY)) };
  };
  const scans = trip.scans.map(move);
  const estimates = estimatesUntil(trip, last.at);
  const until = resumed.at + by;
  const delivered = scans.find(({ status }) => status === 'delivered');
  if (delivered && random.chance(0.6)) estimates.push({ date: delivered.day, at: until + HOUR });
  const truth = { ...trip.truth, deliveredAt: delivered?.at ?? null, attempts: [], troubles: [] };
  return { trip: { ...trip, scans, estimates, truth }, wrong: { at: last.at, until, parcelId } };
}

/** The label exists, and the carrier never has the parcel. */
function neverScan(trip: Trip, { route, parcelId }: Parameters<Mishap>[1]) {
  const scans = trip.scans.filter(({ status }) => status === 'pre_transit');
  const cut = { ...trip, scans, estimates: [], truth: undelivered(trip) };
  return { trip: cut, wrong: { at: route.labelledAt, until: null, parcelId } };
}

function lose(trip: Trip, { random, parcelId }: Parameters<Mishap>[1]) {
  const last = drawLastScan(random, trip);
  return { trip: cutAfter(trip, last), wrong: { at: last.at, until: null, parcelId } };
}

/** Two depots send the parcel to each other for three weeks. */
function circle(trip: Trip, { random, route, parcelId }: Parameters<Mishap>[1]) {
  const last = drawLastScan(random, trip);
  const added: TrueScan[] = [];
  for (let day = addDays(last.day, 1); day <= addDays(last.day, 21); ) {
    const open = workdayAfter(day, 0, carrierDaysAtHome(route.shop));
    added.push(scanOn(random, { status: 'in_transit', day: open, shop: route.shop }));
    day = addDays(open, random.int(1, 2));
  }
  const circled = continueTrip(cutAfter(trip, last), added);
  return { trip: circled, wrong: { at: added[0]?.at ?? last.at, until: null, parcelId } };
}

/** 1 to 6 days after the last scan, the carrier reports what happened. */
function report(
  trip: Trip,
  { random, route, parcelId, reason }: Parameters<Mishap>[1] & { readonly reason: Reason },
) {
  const last = drawLastScan(random, trip);
  const day = addDays(last.day, random.int(1, 6));
  const scan = { ...scanOn(random, { status: 'exception', day, shop: route.shop }), reason };
  const reported = continueTrip(cutAfter(trip, last), [scan]);
  return { trip: reported, wrong: { at: scan.at, until: null, parcelId } };
}

/** The pick-up point keeps a parcel for seven days; after them, the carrier reports nothing. */
function neverCollect(trip: Trip, { parcelId }: Parameters<Mishap>[1]) {
  const { readyAt } = trip.truth;
  const scans = trip.scans.filter(({ status }) => status !== 'delivered');
  const truth = { ...undelivered(trip), readyAt };
  const wrong = { at: (readyAt ?? 0) + 7 * DAY, until: null, parcelId };
  return { trip: { ...trip, scans, truth }, wrong };
}

/** Refused or with a wrong address, the parcel is back at the shop within 3 to 10 working days. */
function sendBack(trip: Trip, { random, route, parcelId }: Parameters<Mishap>[1]) {
  const { shop } = route;
  const delivered = trip.scans.find(({ status }) => status === 'delivered');
  const before = trip.scans.filter((scan) => scan !== delivered);
  const last = before.at(-1) ?? drawLastScan(random, trip);
  const isWorkday = carrierDaysAtHome(shop);
  const turned: TrueScan = {
    status: 'return_to_sender',
    reason: random.pick<Reason>(['refused', 'address']),
    at: delivered?.at ?? last.at + HOUR,
    day: delivered?.day ?? last.day,
  };
  const back = workdayAfter(turned.day, random.int(3, 10), isWorkday);
  const between = workdayAfter(turned.day, 2, isWorkday);
  const way = [turned, scanOn(random, { status: 'in_transit', day: between, shop })];
  const home = scanOn(random, { status: 'return_to_sender', day: back, shop });
  way.push({ ...home, reason: 'returned' });
  const returned = continueTrip(cutAfter(trip, last), way);
  return { trip: returned, wrong: { at: turned.at, until: null, parcelId } };
}

/** A random scan on the way, after which nothing good follows. */
export function drawLastScan(random: Random, { scans }: Trip): TrueScan {
  const onTheWay = scans.filter(({ status }) => status === 'in_transit');
  const drawn = onTheWay[random.int(0, onTheWay.length - 1)];
  if (!drawn) throw new Error('the trip has no scan on its way');
  return drawn;
}

export function cutAfter(trip: Trip, last: TrueScan): Trip {
  const scans = trip.scans.filter(({ at }) => at <= last.at);
  return { ...trip, scans, estimates: estimatesUntil(trip, last.at), truth: undelivered(trip) };
}

function estimatesUntil({ estimates }: Trip, at: number) {
  // The first estimate follows its scan within the hour.
  return estimates.filter((each, index) => index === 0 || each.at <= at);
}

function undelivered({ truth }: Trip): Trip['truth'] {
  return { ...truth, deliveredAt: null, readyAt: null, attempts: [], troubles: [] };
}

function continueTrip(trip: Trip, added: readonly TrueScan[]): Trip {
  return { ...trip, scans: [...trip.scans, ...added] };
}

interface ScanDay {
  readonly status: Status;
  readonly day: string;
  readonly shop: Shop;
}

function scanOn(random: Random, { status, day, shop }: ScanDay): TrueScan {
  const at = minuteOf(day, random.int(6 * 60, 20 * 60), shop.calendar.timeZone);
  return { status, reason: null, at, day };
}
