/** The data of the parcels that a message about an order is about. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { OrderItem } from '../db/orders.ts';
import type { ShipmentRow } from '../db/shipments.ts';
import type { TrackingEventRow } from '../db/tracking-events.ts';
import { formatDateTime, formatMoney, type LocaleSettings } from '../domain/format.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { encodeWebUrl } from '../domain/web-url.ts';
import { formatPlace, toUpcomingDay } from './format-parts.ts';
import type { OrderMessageInput, Shipment } from './order-sources.ts';

/** The shipments that the message is about, in the order of the shop's list. */
export function shipmentsOf({ shipments, planned }: OrderMessageInput): readonly Shipment[] {
  return shipments.filter(({ shipmentId }) => planned.shipmentIds.includes(shipmentId));
}

/** One for each shipment of `shipmentsOf`, with its number among all that were sent. */
export function parcelsData(input: OrderMessageInput) {
  const { planned, order, localeSettings } = input;
  const { kind, occurredAt } = planned;
  const about = shipmentsOf(input);
  const sent = input.shipments.filter((each) => !each.voidedAt || about.includes(each));
  return about.map((shipment) => {
    const edd = (shipment.edd ?? order.edd)?.date;
    const scan = findScan(shipment, planned);
    const when = formatDateTime(scan?.occurredAt.getTime() ?? occurredAt, localeSettings);
    const where = formatPlace(scan?.place ?? null, localeSettings);
    return {
      ...shipmentData(shipment, localeSettings),
      index: sent.indexOf(shipment) + 1,
      count: sent.length,
      // In other messages the day is over, uncertain, or a fact of the message itself.
      edd: kind === 'shipped' ? toUpcomingDay(edd, occurredAt, localeSettings) : null,
      scan: scan || kind === 'out_for_delivery' ? { when, where } : null,
    };
  });
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

export function itemData(item: OrderItem, localeSettings: LocaleSettings) {
  const { name, quantity, imageUrl, url, price } = item;
  return {
    name,
    quantity,
    imageUrl: imageUrl && encodeWebUrl(imageUrl),
    url: url && encodeWebUrl(url),
    price: price && formatMoney(price, localeSettings),
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
    proof: shipment.proof && {
      leftAt: shipment.proof.location?.trim() || null,
      signedBy: shipment.proof.signedBy?.trim() || null,
    },
  };
}
