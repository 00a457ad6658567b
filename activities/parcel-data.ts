/** The data of the parcels that a message about an order is about. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { OrderItem } from '../db/orders.ts';
import type { ShipmentRow } from '../db/shipments.ts';
import type { TrackingEventRow } from '../db/tracking-events.ts';
import { localDate } from '../domain/calendar.ts';
import { describeWindow } from '../domain/delivery-window.ts';
import { formatDateTime, formatMoney, type LocaleSettings } from '../domain/format.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { lineTotal } from '../domain/order/amounts.ts';
import { describeHandover, photoLink } from '../domain/parcel/proof-of-delivery.ts';
import { deliveryTakenBackAt } from '../domain/parcel/taken-back.ts';
import type { ProofOfDelivery } from '../domain/tracking.ts';
import { encodeWebUrl } from '../domain/web-url.ts';
import { formatPlace, toEddDay } from './format-parts.ts';
import { disarmLinks } from './links-in-text.ts';
import type { OrderMessageInput, Shipment } from './order-sources.ts';

/** For the subject: the first item's name, and how many others there are. */
export function aboutItems(items: readonly { readonly name: string }[]) {
  const [first] = items;
  return { item: first?.name ?? null, more: Math.max(0, items.length - 1) };
}

/** The message must be true then: it may have waited for the end of quiet hours. */
export function leavesAt({ planned }: OrderMessageInput): number {
  return Math.max(planned.occurredAt, planned.notBefore);
}

/** The shipments that the message is about, in the shop's order. */
export function shipmentsOf({ shipments, planned }: OrderMessageInput): readonly Shipment[] {
  return shipments.filter(({ shipmentId }) => planned.shipmentIds.includes(shipmentId));
}

/** All that count: not those whose label was voided, unless the message is about them. */
export function numberedShipments(input: OrderMessageInput): readonly Shipment[] {
  const about = shipmentsOf(input);
  return input.shipments.filter((each) => !each.voidedAt || about.includes(each));
}

/** One for each shipment of `shipmentsOf`, with its number among all that were sent. */
export function parcelsData(input: OrderMessageInput) {
  const { planned, localeSettings } = input;
  const { kind, occurredAt } = planned;
  const about = shipmentsOf(input);
  const sent = numberedShipments(input);
  const isDelivered = kind === 'delivered' || kind === 'all_delivered';
  return about.map((shipment) => {
    const scan = findScan(shipment, planned);
    const when = formatDateTime(scan?.occurredAt.getTime() ?? occurredAt, localeSettings);
    const where = formatPlace(scan?.place ?? null, localeSettings);
    return {
      ...shipmentData(shipment, localeSettings),
      index: sent.indexOf(shipment) + 1,
      count: sent.length,
      ...eddData(shipment, input),
      scan: scan || kind === 'out_for_delivery' ? { when, where } : null,
      proof: isDelivered ? proofData(shipment.proof, scan?.description ?? null) : null,
    };
  });
}

/**
 * A parcel that is out for delivery needs no day, only the hours if its estimate is today. In other
 * messages, the day is over, uncertain, or a fact of the message itself.
 */
function eddData(shipment: Shipment, input: OrderMessageInput) {
  const { order, planned, localeSettings } = input;
  const edd = shipment.edd ?? order.edd;
  const now = leavesAt(input);
  if (planned.kind === 'shipped') return { edd: toEddDay(edd, now, localeSettings) };
  if (planned.kind !== 'out_for_delivery') return { edd: null };
  const isToday = edd?.date === localDate(now, localeSettings.timeZone);
  return { edd: null, hours: edd && isToday ? describeWindow(edd, now, localeSettings) : null };
}

/** The scan that a message is about; for a problem, the parcel's last scan with a status. */
function findScan(
  { scans, scanSummary }: Shipment,
  { kind, occurredAt }: PlannedMessage,
): TrackingEventRow | undefined {
  if (kind === 'delivered' || kind === 'all_delivered') {
    const takenBackAt = deliveryTakenBackAt(scanSummary);
    const isCounted = (at: number) => takenBackAt === null || at > takenBackAt;
    return scans.find(
      ({ status, occurredAt: at }) => status === 'delivered' && isCounted(at.getTime()),
    );
  }
  const exact = scans.find((scan) => scan.occurredAt.getTime() === occurredAt);
  const isMilestone = kind === 'shipped' || kind === 'out_for_delivery';
  return exact ?? (isMilestone ? undefined : scans.findLast((scan) => scan.status !== null));
}

/** The API has checked the shop's links. On a developer's machine, it takes local ones. */
export const OF_SHOP = { allowsLocal: true };

export function itemData(item: OrderItem, localeSettings: LocaleSettings) {
  const { name, quantity, imageUrl, url, price } = item;
  const total = lineTotal(item);
  return {
    name,
    quantity,
    imageUrl: imageUrl && encodeWebUrl(imageUrl, OF_SHOP),
    url: url && encodeWebUrl(url, OF_SHOP),
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
    // Drivers copy what customers ask for.
    leftAt: handover?.place ? disarmLinks(handover.place) : null,
    signedBy: handover?.signedBy ? disarmLinks(handover.signedBy) : null,
    photoUrl,
  };
}
