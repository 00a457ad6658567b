/** Orders of the model, good ones and the start of all others. */

import { addDays } from '../../domain/calendar.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/time.ts';
import type { ModelEvent, ModelJourney, ModelKind, ParcelTruth, Wrong } from './journey.ts';
import type { Random } from './random.ts';
import { drawFeed, reportTrip } from './reports.ts';
import { type Route, travelTo } from './routes.ts';
import {
  businessDays,
  type Destination,
  minuteOf,
  SHOPS,
  type Shop,
  workdayAfter,
} from './shops.ts';
import type { LastMile, Trip } from './trip.ts';

/** The first day of the model's year. */
const START = '2026-01-05';
const DAYS = 364;

/** How long wismr watches a good journey after its last event, and a bad one after its turn. */
const WATCH_GOOD_MS = 10 * DAY;
const WATCH_BAD_MS = 45 * DAY;

export interface OrderSpec {
  readonly kind: ModelKind;
  readonly abroad: boolean;
  readonly severalParcels: boolean;
  readonly lastMile: LastMile;
  readonly lateBy: number;
  readonly mishap: Mishap | null;
}

/** Changes what happens to the parcel. */
export type Mishap = (
  trip: Trip,
  about: MishapInput,
) => { readonly trip: Trip; readonly wrong: Wrong };

export interface MishapInput {
  readonly random: Random;
  readonly route: Route;
  readonly parcelId: string;
}

interface Parcel {
  readonly id: string;
  readonly labelledAt: number;
  readonly knownAt: number;
  readonly trip: Trip;
}

export interface Customer {
  readonly shop: Shop;
  readonly destination: Destination;
  readonly day: string;
  /** When the customer orders, or asks to return. */
  readonly at: number;
}

export function drawCustomer(random: Random, abroad: boolean): Customer {
  const shop = random.pick(SHOPS);
  const destination = random.pick(abroad ? shop.abroad : shop.home);
  const day = addDays(START, random.int(0, DAYS - 1));
  const minute = random.chance(0.75) ? random.int(8 * 60, 22 * 60) : random.int(0, 1439);
  return { shop, destination, day, at: minuteOf(day, minute, shop.calendar.timeZone) };
}

export function createOrder(random: Random, journeyId: string, spec: OrderSpec): ModelJourney {
  const customer = drawCustomer(random, spec.abroad);
  const labels = drawLabels(random, customer, spec.severalParcels);
  const { parcels, wrong } = sendParcels(random, { customer, labels, spec });
  const trips = parcels.map(({ trip }) => trip);
  const feed = drawFeed(random, trips);
  const pieces = parcels.length > 1 || random.chance(0.4) ? parcels.length : null;
  const events = [
    ...openingOf(random, customer, { pieces, edd: drawShopEstimate(random, trips) }),
    ...parcels.flatMap(({ id, labelledAt, knownAt, trip }): readonly ModelEvent[] => [
      { at: knownAt, body: shipmentAdded(id, labelledAt, customer.shop) },
      ...reportTrip(random, { parcelId: id, trip, knownAt, feed }),
    ]),
  ].sort((a, b) => a.at - b.at);
  const truths = parcels.map(({ id, trip }): [string, ParcelTruth] => [id, trip.truth]);
  const last = events.at(-1)?.at ?? 0;
  const until = wrong ? Math.max(last + DAY, wrong.at + WATCH_BAD_MS) : last + WATCH_GOOD_MS;
  const truth = { parcels: Object.fromEntries(truths), postedAt: null, wrong };
  return { journeyId, journeyKind: 'order', kind: spec.kind, events, until, truth };
}

/** The shop has two business days to ship, and nothing comes. */
export function createUnshipped(random: Random, journeyId: string): ModelJourney {
  const customer = drawCustomer(random, false);
  const { shop } = customer;
  const due = workdayAfter(firstBusinessDay(customer), 2, businessDays(shop));
  const at = minuteOf(addDays(due, 1), 0, shop.calendar.timeZone);
  const wrong = { at, until: null, parcelId: null };
  const edd = random.chance(0.6) ? addDays(due, 4) : null;
  const events = openingOf(random, customer, { pieces: null, edd });
  const truth = { parcels: {}, postedAt: null, wrong };
  const about = { journeyId, journeyKind: 'order', kind: 'never_shipped' } as const;
  return { ...about, events, until: at + WATCH_BAD_MS, truth };
}

/** An event after the cut-off or on a day off belongs to the next business day. */
export function firstBusinessDay({ shop, at, day }: Customer): string {
  const isLate = at > minuteOf(day, 17 * 60, shop.calendar.timeZone);
  return workdayAfter(isLate ? addDays(day, 1) : day, 0, businessDays(shop));
}

/** Business hours: between 9:00 and 18:00, and after what came before. */
export function minuteAtWork(
  random: Random,
  day: string,
  { after, timeZone }: { readonly after: number; readonly timeZone: string },
): number {
  const opens = Math.max(minuteOf(day, 9 * 60, timeZone), after + 20 * MINUTE);
  const closes = Math.max(minuteOf(day, 18 * 60, timeZone), opens + MINUTE);
  return opens + Math.floor(random.next() * ((closes - opens) / MINUTE)) * MINUTE;
}

export function drawContact(random: Random, timeZone: string) {
  const consent = { email: true, sms: random.chance(0.4) };
  return { email: true, phone: random.chance(0.7), consent, locale: 'en', timeZone };
}

export function policySet(at: number, { calendar }: Shop): ModelEvent {
  return { at, body: { kind: 'policy_set', version: 1, rules: {}, calendar } };
}

interface Opening {
  readonly pieces: number | null;
  readonly edd: string | null;
}

function openingOf(random: Random, customer: Customer, { pieces, edd: date }: Opening) {
  const { shop, destination, at: placedAt } = customer;
  const at = placedAt + random.int(0, 60) * SECOND;
  const source = 'shop';
  const edd = date === null ? null : ({ date, from: null, until: null, source, asOf: at } as const);
  const contact = drawContact(random, destination.timeZone);
  const { country } = destination;
  const kind = 'order_placed';
  const body = { kind, placedAt, contact, edd, pieces, country, shipBy: null, paid: null } as const;
  return [policySet(at, shop), { at, body }];
}

/** When the labels are made: all within two business days. */
function drawLabels(random: Random, customer: Customer, several: boolean): readonly number[] {
  const { shop, at: after } = customer;
  const { timeZone } = shop.calendar;
  const first = firstBusinessDay(customer);
  const days = random.weighted([
    [0, 35],
    [1, 45],
    [2, 20],
  ]);
  const dayOf = (count: number) => workdayAfter(first, count, businessDays(shop));
  const label = minuteAtWork(random, dayOf(days), { after, timeZone });
  if (!several) return [label];
  const others = random.chance(0.8) ? 1 : 2;
  const later = Array.from({ length: others }, () => {
    if (random.chance(0.75) || days === 2) return label + random.int(0, 60) * MINUTE;
    return minuteAtWork(random, dayOf(days + 1), { after, timeZone });
  });
  return [label, ...later];
}

interface Sending {
  readonly customer: Customer;
  readonly labels: readonly number[];
  readonly spec: OrderSpec;
}

/** A mishap meets the first parcel. */
function sendParcels(random: Random, { customer, labels, spec }: Sending) {
  const { shop, destination } = customer;
  const { lastMile, lateBy } = spec;
  let wrong: Wrong | null = null;
  const parcels = labels.map((labelledAt, index): Parcel => {
    const id = `s${index + 1}`;
    const route = { shop, destination, labelledAt, lastMile, lateBy };
    const trip = travelTo(random, route);
    // Some shops report the label hours after they made it.
    const knownAt = labelledAt + (random.chance(0.1) ? random.int(1, 8) * HOUR : MINUTE);
    if (index > 0 || !spec.mishap) return { id, labelledAt, knownAt, trip };
    const changed = spec.mishap(trip, { random, route, parcelId: id });
    wrong = changed.wrong;
    return { id, labelledAt, knownAt, trip: changed.trip };
  });
  return { parcels, wrong: wrong as Wrong | null };
}

/** Without an estimate by the carrier, the shop's own one is never too early. */
function drawShopEstimate(random: Random, trips: readonly Trip[]): string | null {
  const days = trips.map(({ estimates, plannedDay, triedDay }) =>
    estimates.length > 0 ? plannedDay : triedDay,
  );
  const latest = days.sort().at(-1);
  if (latest === undefined || !random.chance(0.6)) return null;
  return addDays(latest, random.int(0, 2));
}

function shipmentAdded(shipmentId: string, shippedAt: number, { carrier }: Shop) {
  const about = { kind: 'shipment_added', shipmentId, carrier, shippedAt } as const;
  return { ...about, trackingNumber: `TEST${shipmentId}`, service: null, pieces: 1 };
}
