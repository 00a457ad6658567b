/** The data of the messages about an order. */

import { addDays, localDate } from '../domain/calendar.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import type { MessageFacts } from '../domain/journey/send-hold-drop.ts';
import type { Status } from '../domain/tracking.ts';
import { formatLocalDay, formatPlace, toDay, toUpcomingDay } from './format-parts.ts';
import type { OrderMessageInput } from './order-sources.ts';
import { itemData, parcelsData, shipmentsOf } from './parcel-data.ts';

/** Returns the data of `planned.kind`: see templates/engine/catalog.ts. */
export function composeOrderMessage(input: OrderMessageInput): unknown {
  const { order, contact, items, localeSettings, planned, publicUrl } = input;
  const base = {
    contact: { name: contact.name },
    order: {
      id: order.orderId,
      placedOn: formatDate(order.placedAt.getTime(), localeSettings),
      items: items.map((item) => itemData(item, localeSettings)),
      total: order.total && formatMoney(order.total, localeSettings),
    },
    trackingPageUrl: `${publicUrl}/t/${order.trackingToken}`,
    preferencesUrl: null,
  };
  switch (planned.kind) {
    case 'order_confirmed':
      return { ...base, edd: toUpcomingDay(order.edd?.date, planned.occurredAt, localeSettings) };
    case 'not_shipped_yet':
      return { ...base, ...notShippedData(input) };
    case 'order_cancelled':
      return { ...base, refundNote: null, parcels: progressOf(input.shipments) };
    default:
      return { ...base, ...aboutParcels(input) };
  }
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
    case 'delayed':
      return { shipments, ...delayData(input) };
    case 'attempted':
    case 'exception': {
      const reason = textFact(facts, 'reason') ?? shipmentsOf(input)[0]?.reason ?? 'other';
      return { shipments, reason };
    }
    case 'available_for_pickup':
    case 'pickup_reminder':
      return pickupData(input);
    case 'returning_to_sender':
      return { shipment, cause: textFact(facts, 'cause') };
    case 'moving_again':
      return { shipment, released: textFact(facts, 'released') };
    case 'partly_delivered':
    case 'lost':
      return { shipment };
    default:
      return { shipments };
  }
}

function textFact(facts: MessageFacts, name: string): string | null {
  const fact = facts[name];
  return typeof fact === 'string' ? fact : null;
}

/** What has not left by the day before the promised one is unlikely to arrive in time. */
function notShippedData({ order, planned, localeSettings }: OrderMessageInput) {
  const { occurredAt, facts } = planned;
  const edd = order.edd?.date;
  const tomorrow = addDays(localDate(occurredAt, localeSettings.timeZone), 1);
  return {
    edd: toUpcomingDay(edd, occurredAt, localeSettings),
    isUnlikely: facts?.['expectation'] === 'shipped_in_time' || (edd ?? tomorrow) <= tomorrow,
  };
}

function delayData(input: OrderMessageInput) {
  const { planned, localeSettings } = input;
  const { facts = {} } = planned;
  const about = shipmentsOf(input);
  const reasons = about.map(({ status, reason }) => (status === 'in_transit' ? reason : null));
  const isAttemptLate =
    facts['expectation'] === 'next_attempt' && about.every(({ status }) => status === 'attempted');
  const attempts = about.map(({ scans }) => {
    const attempt = scans.findLast(({ status }) => status === 'attempted');
    return attempt ? formatLocalDay(attempt.occurredAt.getTime(), localeSettings) : null;
  });
  return {
    oldEdd: toDay(textFact(facts, 'oldEdd'), localeSettings),
    newEdd: toDay(textFact(facts, 'newEdd'), localeSettings),
    isAttemptLate,
    attemptedOn: isAttemptLate ? shared(attempts) : null,
    reason: shared(reasons),
  };
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
