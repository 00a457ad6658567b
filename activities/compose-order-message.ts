/** The data of the messages about an order. */

import { addDays, localDate } from '../domain/calendar.ts';
import { describeWindow } from '../domain/delivery-window.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import type { MessageFacts } from '../domain/journey/send-hold-drop.ts';
import { isSameMoney } from '../domain/money.ts';
import { itemsTotal } from '../domain/order/amounts.ts';
import { attemptNumber } from '../domain/parcel/attempts.ts';
import type { Status } from '../domain/tracking.ts';
import { pageUrl } from '../views/page-url.ts';
import { formatLocalDay, formatPlace, toDay, toEddDay } from './format-parts.ts';
import { greetingName } from './greeting-name.ts';
import type { OrderMessageInput, Shipment } from './order-sources.ts';
import {
  aboutItems,
  itemData,
  leavesAt,
  numberedShipments,
  parcelsData,
  shipmentsOf,
} from './parcel-data.ts';
import { paymentData } from './payment-data.ts';

/** Returns the data of `planned.kind`: see templates/engine/catalog.ts. */
export function composeOrderMessage(input: OrderMessageInput): unknown {
  const { order, contact, items, localeSettings, planned } = input;
  const page = pageUrl(input, 'order', order.pageId);
  const base = {
    contact: { name: greetingName(contact.name) },
    about: { ...aboutItems(shownItems(input)), parcel: whichParcel(input) },
    order: {
      id: order.orderId,
      placedOn: formatDate(order.placedAt.getTime(), localeSettings),
      items: items.map((item) => itemData(item, localeSettings)),
      ...totalsOf(input),
    },
    trackingPageUrl: page,
    preferencesUrl: `${page}/preferences`,
  };
  switch (planned.kind) {
    case 'order_confirmed':
      return {
        ...base,
        edd: toEddDay(order.edd, leavesAt(input), localeSettings),
        isReinstated: planned.facts?.['isReinstated'] === true,
      };
    case 'not_shipped_yet':
      return { ...base, ...notShippedData(input) };
    case 'ship_delay_notice':
      return { ...base, ...delayNoticeData(input) };
    case 'order_refunded':
      return { ...base, ...refundData(input) };
    case 'order_cancelled':
      return { ...base, refundNote: null, progress: progressOf(input.shipments) };
    default:
      return { ...base, ...aboutParcels(input) };
  }
}

/** What the message's parcels contain; of the order, where it is about no parcel or one that lists none. */
function shownItems(input: OrderMessageInput): readonly { readonly name: string }[] {
  const inParcels = shipmentsOf(input).flatMap(({ items }) => items ?? []);
  return inParcels.length > 0 ? inParcels : input.items;
}

/** Null: the order has one parcel, or the message is about several or none. */
function whichParcel(input: OrderMessageInput) {
  const [shipment, ...others] = shipmentsOf(input);
  const sent = numberedShipments(input);
  if (!shipment || others.length > 0 || sent.length < 2) return null;
  return { index: sent.indexOf(shipment) + 1, count: sent.length };
}

/** The sum of the items is only shown where the shop's total is another amount. */
function totalsOf({ order: { total }, items, localeSettings }: OrderMessageInput) {
  const sum = itemsTotal(items);
  const isShown = total !== null && sum !== null && !isSameMoney(sum, total);
  return {
    itemsTotal: isShown ? formatMoney(sum, localeSettings) : null,
    total: total && formatMoney(total, localeSettings),
  };
}

function refundData({ refunds, planned, localeSettings }: OrderMessageInput) {
  const { reference = null, partial = false } = planned.facts ?? {};
  const refund = refunds.find((each) => each.reference === reference);
  if (!refund) throw new Error(`there is no refund ${reference}`);
  const { amount, method, methodNote, reason } = refund;
  const words = { method: methodNote, reference: refund.reference, reason };
  return { outcome: method, amount: formatMoney(amount, localeSettings), ...words, partial };
}

/** A shipment that no carrier has reported counts as sent: the shop says so. */
export function progressOf(
  shipments: readonly { readonly status: Status }[],
): 'none' | 'labelled' | 'left' | 'delivered' | 'returning' {
  const statuses = shipments.map(({ status }) => status).filter((status) => status !== 'cancelled');
  if (statuses.length === 0) return 'none';
  const sent = statuses.filter((status) => status !== 'pre_transit');
  if (sent.length === 0) return 'labelled';
  if (sent.every((status) => status === 'return_to_sender')) return 'returning';
  const isOver = sent.every((status) => status === 'delivered' || status === 'return_to_sender');
  return isOver ? 'delivered' : 'left';
}

function aboutParcels(input: OrderMessageInput): object {
  const { kind, facts = {} } = input.planned;
  const shipments = parcelsData(input);
  const [shipment] = shipments;
  switch (kind) {
    case 'shipped':
      return { shipments, unwanted: textFact(facts, 'unwanted') };
    case 'delivered':
    case 'all_delivered':
      return { shipments, ...withdrawalData(input) };
    case 'delayed':
      return { shipments, ...delayData(input) };
    case 'arriving_earlier':
      return {
        shipments,
        oldEdd: toDay(textFact(facts, 'oldEdd'), input.localeSettings),
        newEdd: toNewDay(textFact(facts, 'newEdd'), input),
      };
    case 'arriving_tomorrow':
      return { shipments, day: toNewDay(textFact(facts, 'newEdd'), input) };
    case 'attempted':
      return {
        shipments,
        reason: reasonOf(input),
        attempt: attemptOf(input),
        newEdd: newEddOf(input),
      };
    case 'exception':
      return { shipments, reason: reasonOf(input), newEdd: newEddOf(input) };
    case 'payment_due': {
      const isReminder = facts['expectation'] === 'payment_made';
      const payment = paymentData(input, shipments);
      return { shipments, payment, isReminder, newEdd: newEddOf(input) };
    }
    case 'available_for_pickup':
    case 'pickup_reminder':
      return pickupData(input);
    case 'returning_to_sender':
      return { shipment, cause: textFact(facts, 'cause') };
    case 'moving_again':
      return { shipment, released: textFact(facts, 'released') };
    case 'not_delivered_after_all':
      return {
        shipment,
        isOtherParcel: facts['isOtherParcel'] === true,
        isWrongCarrier: facts['isWrongCarrier'] === true,
        claim: textFact(facts, 'claim') ?? 'delivered',
      };
    case 'partly_delivered':
    case 'lost':
      return { shipment };
    default:
      return { shipments };
  }
}

/** A day that has passed when the message leaves stays out. */
function withdrawalData(input: OrderMessageInput) {
  const { withdrawUntil = null, items, localeSettings } = input;
  const isOver = withdrawUntil === null || withdrawUntil < leavesAt(input);
  const excluded = items.filter(({ withdrawable }) => !withdrawable).map(({ name }) => name);
  return {
    withdrawUntil: isOver ? null : formatLocalDay(withdrawUntil, localeSettings),
    excludedItems: isOver ? [] : [...new Set(excluded)],
  };
}

function textFact(facts: MessageFacts, name: string): string | null {
  const fact = facts[name];
  return typeof fact === 'string' ? fact : null;
}

function reasonOf(input: OrderMessageInput): string {
  const [first] = shipmentsOf(input);
  return textFact(input.planned.facts ?? {}, 'reason') ?? first?.reason ?? 'other';
}

/** Which attempt this was, from 1; also 1 if the parcels differ. */
function attemptOf(input: OrderMessageInput): number {
  const { occurredAt } = input.planned;
  const numbers = shipmentsOf(input).map(({ scanSummary, attempts }) =>
    attemptNumber(scanSummary, occurredAt, attempts),
  );
  return shared(numbers) ?? 1;
}

/** What has not left by the day before the promised one is unlikely to arrive in time. */
function notShippedData(input: OrderMessageInput) {
  const { order, planned, localeSettings } = input;
  const now = leavesAt(input);
  const tomorrow = addDays(localDate(now, localeSettings.timeZone), 1);
  const isLate = planned.facts?.['expectation'] === 'shipped_in_time';
  return {
    edd: toEddDay(order.edd, now, localeSettings),
    isUnlikely: isLate || (order.edd?.date ?? tomorrow) <= tomorrow,
  };
}

/** The choice between waiting and cancelling. All days are those of the decision to send it. */
function delayNoticeData(input: OrderMessageInput) {
  const { order, planned, localeSettings } = input;
  const { facts = {} } = planned;
  const dayOf = (name: string) => toDay(textFact(facts, name), localeSettings)?.text ?? null;
  return {
    oldDay: dayOf('replacesDay'),
    newDay: dayOf('revisedDay'),
    // The reason is the shop's own; without its word, there is none.
    reason: facts['delay'] === null ? null : order.delayReason,
    silence: textFact(facts, 'silence'),
    answerBy: dayOf('answerDay'),
    isRenewed: facts['isRenewed'] === true,
    answerUrl: `${pageUrl(input, 'order', order.pageId)}/delay`,
  };
}

function delayData(input: OrderMessageInput) {
  const { planned, localeSettings } = input;
  const { facts = {} } = planned;
  const about = shipmentsOf(input);
  const reasons = about.map(({ status, reason }) => (IN_DELAY.includes(status) ? reason : null));
  const isAttemptLate = isAttemptAwaited(facts) && about.every(wasAttemptedLast);
  const attempts = about.map(({ scans }) => {
    const attempt = scans.findLast(({ status }) => status === 'attempted');
    return attempt ? formatLocalDay(attempt.occurredAt.getTime(), localeSettings) : null;
  });
  return {
    oldEdd: toDay(textFact(facts, 'oldEdd'), localeSettings),
    newEdd: toNewDay(textFact(facts, 'newEdd'), input),
    isAttemptLate,
    attemptedOn: isAttemptLate ? shared(attempts) : null,
    reason: shared(reasons),
  };
}

/** The depot may have scanned the parcel after the attempt: then `delivery` awaits the next one. */
function isAttemptAwaited({ expectation, expectationId }: MessageFacts): boolean {
  return expectation === 'next_attempt' || String(expectationId).includes('/delivery/attempt-');
}

/** Whether it is neither out for delivery after the attempt nor somewhere else. */
function wasAttemptedLast({ status, scans }: Shipment): boolean {
  const last = scans.findLast((scan) => scan.status !== null && TRIES.includes(scan.status));
  return AFTER_ATTEMPT.includes(status) && last?.status === 'attempted';
}

const TRIES: readonly Status[] = ['out_for_delivery', 'attempted'];
const AFTER_ATTEMPT: readonly Status[] = ['attempted', 'in_transit', 'exception'];

/** The reasons of other statuses, such as an attempt, do not explain a delay. */
const IN_DELAY: readonly Status[] = ['in_transit', 'exception'];

/** The new day, with its hours if it is still the estimate of all parcels. */
function toNewDay(date: string | null, input: OrderMessageInput) {
  const { order, localeSettings } = input;
  const about = shipmentsOf(input);
  const estimates = about.length === 0 ? [order.edd] : about.map(({ edd }) => edd ?? order.edd);
  const windows = estimates.map((edd) =>
    edd?.date === date ? describeWindow(edd, leavesAt(input), localeSettings) : null,
  );
  const day = toDay(date, localeSettings);
  const [window = null] = windows;
  const isShared = windows.every(
    (each) => each?.from === window?.from && each?.until === window?.until,
  );
  return day && { ...day, window: isShared ? window : null };
}

function newEddOf(input: OrderMessageInput) {
  return toNewDay(textFact(input.planned.facts ?? {}, 'newEdd'), input);
}

/** The value that all have; null if they differ, or if there is none. */
function shared<T>(values: readonly T[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

/** Where parcels wait, from their last pick-up scans. Carriers do not report until when. */
function pickupData(input: OrderMessageInput) {
  const about = shipmentsOf(input);
  const places = about.map(({ scans }) => {
    const scan = scans.findLast(({ status }) => status === 'available_for_pickup');
    return formatPlace(scan?.place ?? null, input.localeSettings);
  });
  const toPickup = (where: string | null) => ({ where, until: null });
  const shipments = parcelsData(input).map((parcel, index) => ({
    ...parcel,
    pickup: toPickup(places[index] ?? null),
  }));
  const isOnePlace = new Set(places).size === 1;
  return { shipments, pickup: isOnePlace ? toPickup(places[0] ?? null) : null };
}
