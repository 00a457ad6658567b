/** What a message says: the facts of its journey, in its contact's language and zone. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { type Contact, readContact } from '../db/contacts.ts';
import { findOrder, type OrderRow, readItems } from '../db/orders.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import { findShop } from '../db/shops.ts';
import type { JourneyId } from '../domain/ids.ts';
import { parseJourneyId } from '../domain/ids.ts';
import type { Planned } from '../domain/outbox.ts';
import { amountOf, dayOf, longDay, momentOf, type Voice } from '../domain/wording.ts';

export interface Letter {
  readonly contact: Contact;
  readonly brand: string;
  readonly locale: string;
  /** What the templates are given: see templates/catalog.ts. */
  readonly data: unknown;
}

export interface LetterRequest {
  readonly journeyId: JourneyId;
  readonly planned: Planned;
  readonly publicUrl: string;
  /** The locale in which a message is told to someone who speaks the given one. */
  readonly localeFor: (locale: string) => Promise<string>;
}

type Items = Awaited<ReturnType<typeof readItems>>;

export async function readLetter(sql: Sql, request: LetterRequest): Promise<Letter> {
  const { shopId, ref } = parseJourneyId(request.journeyId);
  const [shop, order] = await Promise.all([findShop(sql, shopId), findOrder(sql, shopId, ref)]);
  if (!shop || !order) throw new Error(`${request.journeyId} has no order`);
  const [contact, items, shipments] = await Promise.all([
    readContact(sql, order.contactId),
    readItems(sql, order),
    readShipments(sql, shopId, order.orderId),
  ]);
  const locale = await request.localeFor(contact.locale);
  const page = `${request.publicUrl}/t/${order.trackingToken}`;
  const voice = { locale, timeZone: contact.timeZone };
  const data = dataOf({ request, order, contact, items, shipments, page, voice });
  return { contact, brand: shop.brand, locale, data };
}

interface Sources {
  readonly request: LetterRequest;
  readonly order: OrderRow;
  readonly contact: Contact;
  readonly items: Items;
  readonly shipments: readonly ShipmentRow[];
  readonly page: string;
  readonly voice: Voice;
}

function dataOf({ request, order, contact, items, shipments, page, voice }: Sources): unknown {
  const { kind, shipmentIds, occurredAt } = request.planned;
  const base = {
    contact: { name: contact.name },
    order: {
      id: order.orderId,
      placedOn: dayOf(order.placedAt.getTime(), voice),
      items: items.map((item) => itemData(item, voice)),
      total: order.total && amountOf(order.total, voice),
    },
    trackingPageUrl: page,
    preferencesUrl: null,
  };
  if (kind === 'order_confirmed') return { ...base, edd: eddData(order.edd, voice) };
  const scan = kind === 'shipped' ? null : { when: momentOf(occurredAt, voice), where: null };
  const parcels = shipments.flatMap((shipment, index) => {
    if (!shipmentIds.includes(shipment.shipmentId)) return [];
    return {
      ...shipmentData(shipment, items, voice),
      index: index + 1,
      count: shipments.length,
      edd: eddData(shipment.edd ?? order.edd, voice),
      scan,
    };
  });
  return { ...base, shipments: parcels };
}

function itemData(item: Items[number], voice: Voice) {
  const { name, quantity, imageUrl, url, price } = item;
  return { name, quantity, imageUrl, url, price: price && amountOf(price, voice) };
}

function shipmentData(shipment: ShipmentRow, items: Items, voice: Voice) {
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

function eddData(edd: { readonly date: string } | null, voice: Voice) {
  return edd && { text: longDay(edd.date, voice) };
}
