/** Returns of the model: good ones, and those that stop on the way or at the shop. */

import { addDays, endOfDay, localDate } from '../../domain/calendar.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import type { ModelEvent, ModelJourney, ModelKind, Wrong } from './journey.ts';
import { cutAfter, drawLastScan } from './mishaps.ts';
import {
  type Customer,
  drawContact,
  drawCustomer,
  firstBusinessDay,
  minuteAtWork,
  policySet,
} from './orders.ts';
import type { Random } from './random.ts';
import { drawFeed, reportTrip } from './reports.ts';
import { travelLegs } from './routes.ts';
import {
  businessDays,
  carrierDaysAbroad,
  carrierDaysAtHome,
  minuteOf,
  workdayAfter,
} from './shops.ts';
import { type Trip, TripDraft } from './trip.ts';

/** `return`: a good one. */
export type ReturnKind = Extract<
  ModelKind,
  'return' | 'return_lost' | 'never_inspected' | 'never_refunded' | 'promise_missed'
>;

const PARCEL = 'r1';
const REFUND = { amount: '49.90', currency: 'EUR' } as const;

/** The shop's plan: business days from the receipt. */
const INSPECTED_WITHIN = 3;
const REFUNDED_WITHIN = 5;

export function createReturn(random: Random, journeyId: string, kind: ReturnKind): ModelJourney {
  const customer = drawCustomer(random, random.chance(0.15));
  const approval = drawApproval(random, customer);
  const { label, postedAt, trip: whole } = drawPost(random, customer, approval.at);
  const last = kind === 'return_lost' ? drawLastScan(random, whole) : null;
  const trip = last ? cutAfter(whole, last) : whole;
  const receivedAt = trip.truth.deliveredAt;
  const work = receivedAt === null ? null : drawWork(random, customer, receivedAt);
  const refundBy = drawRefundBy(random, { customer, kind, paidAt: work?.refundedAt ?? null });
  const wrong = wrongOf(kind, { customer, receivedAt, refundBy, lastAt: last?.at ?? null });
  const feed = drawFeed(random, [trip]);
  const events = [
    ...requestOf(random, customer, { approvedAt: approval.atOnce ? approval.at : null, refundBy }),
    ...(approval.atOnce ? [] : [approvedAt(approval.at)]),
    labelled(label, customer),
    ...reportTrip(random, { parcelId: PARCEL, trip, knownAt: label, feed }),
    ...(work ? shopEvents(kind, work) : []),
  ].sort((a, b) => a.at - b.at);
  const end = events.at(-1)?.at ?? 0;
  const until = wrong ? Math.max(end + DAY, wrong.at + 45 * DAY) : end + 10 * DAY;
  const truth = { parcels: { [PARCEL]: trip.truth }, postedAt, wrong };
  return { journeyId, journeyKind: 'return', kind, events, until, truth };
}

/** At once for half of the returns, else on the same or the next business day. */
function drawApproval(random: Random, customer: Customer) {
  const { shop, at: after } = customer;
  if (random.chance(0.5)) return { atOnce: true, at: after };
  const { timeZone } = shop.calendar;
  const first = firstBusinessDay(customer);
  const day = workdayAfter(first, random.chance(0.6) ? 0 : 1, businessDays(shop));
  return { atOnce: false, at: minuteAtWork(random, day, { after, timeZone }) };
}

/** The label comes with the approval or on the next business day; then the customer has time. */
function drawPost(random: Random, customer: Customer, approved: number) {
  const { shop, destination } = customer;
  const { timeZone } = shop.calendar;
  const nextDay = workdayAfter(localDate(approved, timeZone), 1, businessDays(shop));
  const label = random.chance(0.8)
    ? approved + random.int(0, 10) * MINUTE
    : minuteAtWork(random, nextDay, { after: approved, timeZone });
  const isOpen = carrierDaysAtHome(shop);
  const wait = random.weighted<readonly [number, number]>([
    [[1, 3], 60],
    [[4, 6], 25],
    [[7, 10], 15],
  ]);
  const day = workdayAfter(addDays(localDate(label, timeZone), random.int(...wait)), 0, isOpen);
  const postedAt = minuteOf(day, random.int(10 * 60, 19 * 60), destination.timeZone);
  return { label, postedAt, trip: travelBack(random, customer, { postedAt, day }) };
}

/** 60 % of the parcels are scanned where they are handed in, the others at the first depot. */
function travelBack(
  random: Random,
  { shop, destination }: Customer,
  { postedAt, day }: { readonly postedAt: number; readonly day: string },
): Trip {
  const draft = new TripDraft(random);
  const isAbroad = destination.country !== shop.calendar.country;
  const atHome = carrierDaysAtHome(shop);
  const isWorkday = isAbroad ? carrierDaysAbroad(shop, destination) : atHome;
  const timeZone = destination.timeZone;
  if (random.chance(0.6))
    draft.scan('in_transit', postedAt + random.int(0, 5) * MINUTE, { timeZone });
  const isLate = postedAt > minuteOf(day, 17 * 60, timeZone);
  const depotDay = workdayAfter(day, isLate ? 1 : 0, isWorkday);
  draft.scanBetween('in_transit', { day: depotDay, timeZone, from: 19 * 60, to: 23 * 60 });
  let last = depotDay;
  if (isAbroad) last = travelLegs(draft, { from: depotDay, shop, destination, isWorkday });
  else {
    for (let left = random.weighted(shop.daysAtHome) - 1; left > 0; left -= 1) {
      last = workdayAfter(last, 1, isWorkday);
      draft.scanBetween('in_transit', { day: last, timeZone, from: 2 * 60, to: 22 * 60 });
    }
  }
  // Nobody takes parcels at the shop on its days off.
  const arrival = workdayAfter(addDays(last, isAbroad ? 0 : 1), 0, businessDays(shop));
  const place = { day: arrival, timeZone: shop.calendar.timeZone };
  draft.deliveredAt = draft.scanBetween('delivered', { ...place, from: 8 * 60, to: 14 * 60 });
  return draft.finish({ plannedDay: arrival, triedDay: arrival }, shop.calendar.timeZone);
}

interface Work {
  /** Null: only the carrier reports the receipt. */
  readonly confirmedAt: number | null;
  readonly inspectedAt: number;
  readonly refundedAt: number;
}

/** Inspected within two business days, and refunded within one more. */
function drawWork(random: Random, { shop }: Customer, receivedAt: number): Work {
  const { timeZone } = shop.calendar;
  const received = localDate(receivedAt, timeZone);
  const dayOf = (count: number) => workdayAfter(received, count, businessDays(shop));
  const inspectedIn = random.int(0, 2);
  const inspectedAt = minuteAtWork(random, dayOf(inspectedIn), { after: receivedAt, timeZone });
  const refundDay = dayOf(inspectedIn + random.int(0, 1));
  const refundedAt = minuteAtWork(random, refundDay, { after: inspectedAt, timeZone });
  const confirmedAt = random.chance(0.5) ? receivedAt + random.int(10, 120) * MINUTE : null;
  const isBefore = confirmedAt !== null && confirmedAt < inspectedAt;
  return { confirmedAt: isBefore ? confirmedAt : null, inspectedAt, refundedAt };
}

interface RefundPromise {
  readonly customer: Customer;
  readonly kind: ReturnKind;
  /** When the shop pays in a good return. */
  readonly paidAt: number | null;
}

/** 30 % of the shops promise a day. */
function drawRefundBy(random: Random, { customer, kind, paidAt }: RefundPromise): number | null {
  const { timeZone } = customer.shop.calendar;
  const isPromised = kind === 'promise_missed' || random.chance(0.3);
  if (!isPromised || paidAt === null) return null;
  return endOfDay(addDays(localDate(paidAt, timeZone), random.int(1, 7)), timeZone);
}

interface Facts {
  readonly customer: Customer;
  readonly receivedAt: number | null;
  readonly refundBy: number | null;
  readonly lastAt: number | null;
}

function wrongOf(kind: ReturnKind, facts: Facts): Wrong | null {
  const { receivedAt, refundBy, lastAt } = facts;
  const whole = { until: null, parcelId: null };
  if (kind === 'return') return null;
  if (kind === 'return_lost') return { at: lastAt ?? 0, until: null, parcelId: PARCEL };
  if (kind === 'promise_missed') return { ...whole, at: refundBy ?? 0 };
  const days = kind === 'never_inspected' ? INSPECTED_WITHIN : REFUNDED_WITHIN;
  return { ...whole, at: refundBy ?? dueAfter(facts.customer, receivedAt ?? 0, days) };
}

/** The end of a business day. */
function dueAfter({ shop }: Customer, at: number, days: number): number {
  const { timeZone } = shop.calendar;
  return endOfDay(workdayAfter(localDate(at, timeZone), days, businessDays(shop)), timeZone);
}

interface Request {
  readonly approvedAt: number | null;
  readonly refundBy: number | null;
}

function requestOf(
  random: Random,
  { shop, destination, at }: Customer,
  about: Request,
): readonly ModelEvent[] {
  const contact = drawContact(random, destination.timeZone);
  const { country } = destination;
  const request = { requestedAt: at, orderId: '1', contact, pieces: 1, country } as const;
  return [policySet(at, shop), { at, body: { kind: 'return_requested', ...request, ...about } }];
}

function approvedAt(at: number): ModelEvent {
  return { at, body: { kind: 'return_approved', approvedAt: at } };
}

function labelled(at: number, { shop }: Customer): ModelEvent {
  const parcel = { parcelId: PARCEL, carrier: shop.carrier, trackingNumber: 'TESTR1' };
  return { at, body: { kind: 'return_labelled', ...parcel, service: null, labelledAt: at } };
}

function shopEvents(kind: ReturnKind, work: Work): readonly ModelEvent[] {
  const { confirmedAt: receivedAt, inspectedAt, refundedAt } = work;
  const events: ModelEvent[] = [];
  if (receivedAt !== null) {
    events.push({ at: receivedAt, body: { kind: 'return_received', receivedAt, parcelId: null } });
  }
  if (kind === 'never_inspected' || kind === 'promise_missed') return events;
  const dispositions = { refund: 1 };
  events.push({ at: inspectedAt, body: { kind: 'return_inspected', inspectedAt, dispositions } });
  if (kind === 'never_refunded') return events;
  const payment = { reference: 'P1', amount: REFUND, method: 'original', final: true } as const;
  return [...events, { at: refundedAt, body: { kind: 'return_refunded', refundedAt, ...payment } }];
}
