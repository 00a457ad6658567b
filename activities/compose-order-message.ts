/** The data of the messages about an order. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { findOrder, type OrderItem, type OrderRow, readItems } from '../db/orders.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import { readTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import { localDate } from '../domain/calendar.ts';
import type { Contact } from '../domain/contact.ts';
import { describeWindow } from '../domain/delivery-window.ts';
import { formatDate, formatDateTime, formatMoney, type LocaleSettings } from '../domain/format.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { isSameMoney } from '../domain/money.ts';
import { itemsTotal, lineTotal } from '../domain/order/amounts.ts';
import { attemptNumber } from '../domain/parcel/attempts.ts';
import { isAhead } from '../domain/parcel/future-scan.ts';
import { describeHandover, photoLink } from '../domain/parcel/proof-of-delivery.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { ProofOfDelivery } from '../domain/tracking.ts';
import { encodeWebUrl } from '../domain/web-url.ts';
import { formatPlace, toDay, toEddDay } from './format-parts.ts';

type Items = Awaited<ReturnType<typeof readItems>>;
type Shipment = ShipmentRow & { readonly scans: readonly TrackingEventRow[] };

export interface OrderSources {
  readonly order: OrderRow;
  readonly contact: Contact;
  readonly items: Items;
  readonly shipments: readonly Shipment[];
}

export async function readOrderSources(
  sql: Sql,
  shopId: ShopId,
  orderId: string,
): Promise<OrderSources> {
  const order = await findOrder(sql, shopId, orderId);
  if (!order) throw new Error(`shop ${shopId} has no order ${orderId}`);
  const [contact, items, rows] = await Promise.all([
    readContact(sql, order.contactId),
    readItems(sql, order),
    readShipments(sql, shopId, orderId),
  ]);
  const shipments = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      scans: (await readTrackingEvents(sql, row, scanWindow(row.shippedAt.getTime()))).filter(
        (scan) => !isAhead(scan.occurredAt.getTime(), scan.receivedAt.getTime()),
      ),
    })),
  );
  return { order, contact, items, shipments };
}

export interface OrderMessageInput extends OrderSources {
  readonly planned: PlannedMessage;
  readonly publicUrl: string;
  readonly localeSettings: LocaleSettings;
}

/** Returns the data of `planned.kind`: see templates/engine/catalog.ts. */
export function composeOrderMessage(input: OrderMessageInput): unknown {
  const { order, contact, items, localeSettings, planned, publicUrl } = input;
  const base = {
    contact: { name: contact.name },
    order: {
      id: order.orderId,
      placedOn: formatDate(order.placedAt.getTime(), localeSettings),
      items: items.map((item) => itemData(item, localeSettings)),
      ...totalsOf(input),
    },
    trackingPageUrl: `${publicUrl}/t/${order.trackingToken}`,
    preferencesUrl: null,
  };
  switch (planned.kind) {
    case 'order_confirmed':
    case 'not_shipped_yet':
      return { ...base, edd: toEddDay(order.edd, leavesAt(input), localeSettings) };
    case 'order_cancelled':
      return { ...base, refundNote: null, parcels: progressOf(input.shipments) };
    case 'shipped':
    case 'out_for_delivery':
    case 'delivered':
    case 'all_delivered':
      return { ...base, shipments: parcelsData(input) };
    default:
      return { ...base, ...oneParcelData(input) };
  }
}

/** A shipment that no carrier has reported counts as sent: the shop says so. */
export function progressOf(
  shipments: readonly Pick<Shipment, 'status'>[],
): 'none' | 'labelled' | 'left' | 'delivered' {
  const statuses = shipments.map(({ status }) => status).filter((status) => status !== 'cancelled');
  if (statuses.length === 0) return 'none';
  const sent = statuses.filter((status) => status !== 'pre_transit');
  if (sent.length === 0) return 'labelled';
  return sent.every((status) => status === 'delivered') ? 'delivered' : 'left';
}

/** The data of a message about one parcel and its problem. */
function oneParcelData(input: OrderMessageInput): object {
  const { planned, localeSettings } = input;
  const [shipment] = parcelsData(input);
  const { kind, facts = {} } = planned;
  const fact = (name: string) => (typeof facts[name] === 'string' ? String(facts[name]) : null);
  if (kind === 'delayed') {
    const row = findShipment(input);
    return {
      shipment: { ...shipment, edd: null },
      oldEdd: toDay(fact('oldEdd'), localeSettings),
      newEdd: toNewDay(fact('newEdd'), input),
      reason: row?.status === 'in_transit' ? row.reason : null,
    };
  }
  if (kind === 'attempted' || kind === 'exception') {
    const reason = fact('reason') ?? findShipment(input)?.reason ?? 'other';
    const about = { shipment: { ...shipment, edd: null }, reason };
    return kind === 'attempted' ? { ...about, attempt: attemptOf(input) } : about;
  }
  if (kind === 'available_for_pickup' || kind === 'pickup_reminder') {
    return { shipment: { ...shipment, edd: null }, pickup: pickupData(input) };
  }
  // A lost or returning parcel has no estimated day, and one that moves again an uncertain one.
  return { shipment: { ...shipment, edd: null } };
}

/** The message must be true then: it may have waited for the end of quiet hours. */
function leavesAt({ planned }: OrderMessageInput): number {
  return Math.max(planned.occurredAt, planned.notBefore);
}

/** The new day with its hours, if the estimate is still the one that the message is about. */
function toNewDay(date: string | null, input: OrderMessageInput) {
  const { order, localeSettings } = input;
  const edd = findShipment(input)?.edd ?? order.edd;
  const day = toDay(date, localeSettings);
  const isSame = edd !== null && edd.date === date;
  return (
    day && { ...day, window: isSame ? describeWindow(edd, leavesAt(input), localeSettings) : null }
  );
}

function attemptOf(input: OrderMessageInput): number {
  const row = findShipment(input);
  return row ? attemptNumber(row.scanSummary, input.planned.occurredAt, row.attempts) : 1;
}

function findShipment({ shipments, planned }: OrderMessageInput): Shipment | undefined {
  return shipments.find(({ shipmentId }) => planned.shipmentIds.includes(shipmentId));
}

/** Where the parcel waits, from its last pick-up scan. Carriers do not report until when. */
function pickupData(input: OrderMessageInput) {
  const scan = findShipment(input)?.scans.findLast(
    ({ status }) => status === 'available_for_pickup',
  );
  return { where: formatPlace(scan?.place ?? null, input.localeSettings), until: null };
}

function parcelsData(input: OrderMessageInput) {
  const { planned, shipments, localeSettings } = input;
  const { kind, shipmentIds, occurredAt } = planned;
  const isAbout = ({ shipmentId }: Shipment) => shipmentIds.includes(shipmentId);
  const sent = shipments.filter((each) => !each.voidedAt || isAbout(each));
  return sent.flatMap((shipment, index) => {
    if (!isAbout(shipment)) return [];
    const isDelivered = kind === 'delivered' || kind === 'all_delivered';
    const scan = findScan(shipment, planned);
    const when = formatDateTime(scan?.occurredAt.getTime() ?? occurredAt, localeSettings);
    const where = formatPlace(scan?.place ?? null, localeSettings);
    return {
      ...shipmentData(shipment, localeSettings),
      index: index + 1,
      count: sent.length,
      ...(isDelivered ? { edd: null } : eddData(shipment, input)),
      scan: scan || kind === 'out_for_delivery' ? { when, where } : null,
      proof: isDelivered ? proofData(shipment.proof, scan?.description ?? null) : null,
    };
  });
}

/** A parcel that is out for delivery needs no day, only the hours if its estimate is today. */
function eddData(shipment: Shipment, input: OrderMessageInput) {
  const { order, planned, localeSettings } = input;
  const edd = shipment.edd ?? order.edd;
  const now = leavesAt(input);
  if (planned.kind !== 'out_for_delivery') return { edd: toEddDay(edd, now, localeSettings) };
  const isToday = edd?.date === localDate(now, localeSettings.timeZone);
  return { edd: null, hours: edd && isToday ? describeWindow(edd, now, localeSettings) : null };
}

/** The scan that a message is about; for a problem, the parcel's last scan with a status. */
function findScan(
  { scans }: Shipment,
  { kind, occurredAt }: PlannedMessage,
): TrackingEventRow | undefined {
  if (kind === 'delivered' || kind === 'all_delivered') {
    return scans.find((scan) => scan.status === 'delivered');
  }
  const exact = scans.find((scan) => scan.occurredAt.getTime() === occurredAt);
  const isMilestone = kind === 'shipped' || kind === 'out_for_delivery';
  return exact ?? (isMilestone ? undefined : scans.findLast((scan) => scan.status !== null));
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

function itemData(item: OrderItem, localeSettings: LocaleSettings) {
  const { name, quantity, imageUrl, url, price } = item;
  const total = lineTotal(item);
  return {
    name,
    quantity,
    imageUrl: imageUrl && encodeWebUrl(imageUrl),
    url: url && encodeWebUrl(url),
    price: price && formatMoney(price, localeSettings),
    lineTotal: total && formatMoney(total, localeSettings),
  };
}

function shipmentData(shipment: ShipmentRow, localeSettings: LocaleSettings) {
  const carrier = findCarrier(shipment.carrier);
  return {
    carrierName: carrier.name,
    trackingNumber: shipment.trackingNumber,
    carrierUrl: trackingUrl(carrier, shipment.trackingNumber),
    service: shipment.service,
    items: (shipment.items ?? []).map((item) => itemData(item, localeSettings)),
  };
}

function proofData(proof: ProofOfDelivery | null, description: string | null) {
  const handover = describeHandover(proof, description);
  const photoUrl = photoLink(proof);
  if (!handover && photoUrl === null) return null;
  return {
    handover: handover?.kind ?? null,
    leftAt: handover?.place ?? null,
    signedBy: handover?.signedBy ?? null,
    photoUrl,
  };
}
