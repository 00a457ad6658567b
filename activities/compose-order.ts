/** What the messages about an order say. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { findOrder, type OrderRow, readItems } from '../db/orders.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import { readTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import type { Contact } from '../domain/contact.ts';
import { formatDateTime, formatMoney, type LocaleSettings } from '../domain/format.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import { dayAhead, dayData, placedOn, placeInWords } from './compose-parts.ts';

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
  if (!order) throw new Error(`there is no order ${orderId} of ${shopId}`);
  const [contact, items, rows] = await Promise.all([
    readContact(sql, order.contactId),
    readItems(sql, order),
    readShipments(sql, shopId, orderId),
  ]);
  const shipments = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      scans: await readTrackingEvents(sql, row, scanWindow(row.shippedAt.getTime())),
    })),
  );
  return { order, contact, items, shipments };
}

export interface OrderContent extends OrderSources {
  readonly planned: PlannedMessage;
  readonly publicUrl: string;
  readonly voice: LocaleSettings;
}

export function orderData(letter: OrderContent): unknown {
  const { order, contact, items, voice, planned, publicUrl } = letter;
  const base = {
    contact: { name: contact.name },
    order: {
      id: order.orderId,
      placedOn: placedOn(order.placedAt, voice),
      items: items.map((item) => itemData(item, voice)),
      total: order.total && formatMoney(order.total, voice),
    },
    trackingPageUrl: `${publicUrl}/t/${order.trackingToken}`,
    preferencesUrl: null,
  };
  switch (planned.kind) {
    case 'order_confirmed':
    case 'not_shipped_yet':
      return { ...base, edd: dayAhead(order.edd?.date, planned.occurredAt, voice) };
    case 'order_cancelled':
      return { ...base, refundNote: null };
    case 'shipped':
    case 'out_for_delivery':
    case 'delivered':
    case 'all_delivered':
      return { ...base, shipments: parcelsOf(letter) };
    default:
      return { ...base, ...aboutOne(letter) };
  }
}

/** The one parcel that a message of trouble is about, and what the trouble is. */
function aboutOne(letter: OrderContent): object {
  const { planned, voice, shipments } = letter;
  const [shipment] = parcelsOf(letter);
  const { kind, facts = {} } = planned;
  const fact = (name: string) => (typeof facts[name] === 'string' ? String(facts[name]) : null);
  if (kind === 'delayed') {
    const row = shipments.find(({ shipmentId }) => planned.shipmentIds.includes(shipmentId));
    return {
      shipment: { ...shipment, edd: null },
      oldEdd: dayData(fact('oldEdd'), voice),
      newEdd: dayData(fact('newEdd'), voice),
      reason: row?.status === 'in_transit' ? row.reason : null,
    };
  }
  if (kind === 'attempted' || kind === 'exception') {
    return { shipment: { ...shipment, edd: null }, reason: fact('reason') ?? reasonOf(letter) };
  }
  if (kind === 'available_for_pickup' || kind === 'pickup_reminder') {
    return { shipment: { ...shipment, edd: null }, pickup: pickupOf(letter) };
  }
  // Where it goes back or is lost no day is due; where it moves again, the day told is in doubt.
  return { shipment: { ...shipment, edd: null } };
}

function reasonOf({ shipments, planned }: OrderContent): string {
  const row = shipments.find(({ shipmentId }) => planned.shipmentIds.includes(shipmentId));
  return row?.reason ?? 'other';
}

/** Where the carrier keeps it, by its last scan that said so; until when it keeps it, nobody tells. */
function pickupOf({ shipments, planned, voice }: OrderContent) {
  const row = shipments.find(({ shipmentId }) => planned.shipmentIds.includes(shipmentId));
  const scan = row?.scans.findLast(({ status }) => status === 'available_for_pickup');
  return { where: placeInWords(scan?.place ?? null, voice), until: null };
}

function parcelsOf({ planned, shipments, items, order, voice }: OrderContent) {
  const { kind, shipmentIds, occurredAt } = planned;
  return shipments.flatMap((shipment, index) => {
    if (!shipmentIds.includes(shipment.shipmentId)) return [];
    const arrived = kind === 'delivered' || kind === 'all_delivered';
    const seen = scanOf(shipment, planned);
    const at = seen?.occurredAt.getTime() ?? occurredAt;
    const where = placeInWords(seen?.place ?? null, voice);
    return {
      ...shipmentData(shipment, items, voice),
      index: index + 1,
      count: shipments.length,
      edd: arrived ? null : dayAhead((shipment.edd ?? order.edd)?.date, occurredAt, voice),
      scan: seen || kind === 'out_for_delivery' ? { when: formatDateTime(at, voice), where } : null,
    };
  });
}

/** The scan that a message is about; what is told of trouble shows the last one that there was. */
function scanOf(
  { scans }: Shipment,
  { kind, occurredAt }: PlannedMessage,
): TrackingEventRow | undefined {
  if (kind === 'delivered' || kind === 'all_delivered') {
    return scans.find((scan) => scan.status === 'delivered');
  }
  const itself = scans.find((scan) => scan.occurredAt.getTime() === occurredAt);
  const isMilestone = kind === 'shipped' || kind === 'out_for_delivery';
  return itself ?? (isMilestone ? undefined : scans.findLast((scan) => scan.status !== null));
}

function itemData(item: Items[number], voice: LocaleSettings) {
  const { name, quantity, imageUrl, url, price } = item;
  return { name, quantity, imageUrl, url, price: price && formatMoney(price, voice) };
}

function shipmentData(shipment: ShipmentRow, items: Items, voice: LocaleSettings) {
  const carrier = findCarrier(shipment.carrier);
  const own = (shipment.items ?? []).flatMap(({ line, quantity }) => {
    const item = items.find((each) => each.line === line);
    return item ? [itemData({ ...item, quantity }, voice)] : [];
  });
  return {
    carrierName: carrier.name,
    trackingNumber: shipment.trackingNumber,
    carrierUrl: trackingUrl(carrier, shipment.trackingNumber),
    service: shipment.service,
    items: own,
    proof: shipment.proof && {
      leftAt: shipment.proof.location,
      signedBy: shipment.proof.signedBy,
    },
  };
}
