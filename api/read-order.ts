/** An order as the API and the pages show it: read from its rows and folded from its log. */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { type Contact, readContact } from '../db/contacts.ts';
import { readLog } from '../db/journey-events.ts';
import { type NotificationRow, readNotifications } from '../db/notifications.ts';
import { type OrderRow, readItems } from '../db/orders.ts';
import { readAsked } from '../db/polls.ts';
import { spanOf } from '../db/record-scans.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import { readTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import { fold } from '../domain/machine.ts';
import { orderMachine } from '../domain/order.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import type { MessageView, OrderView, ShipmentView } from './responses.ts';

export async function readOrderView(
  sql: Sql,
  order: OrderRow,
  publicUrl: string,
): Promise<OrderView> {
  const [contact, items, shipments, notifications, log] = await Promise.all([
    readContact(sql, order.contactId),
    readItems(sql, order),
    readShipments(sql, order.shopId, order.orderId),
    readNotifications(sql, order.journeyId),
    readLog(sql, order.journeyId),
  ]);
  const { state } = fold(orderMachine, order.journeyId, log);
  const view = orderMachine.view(state);
  return {
    orderId: order.orderId,
    status: view.status,
    placedAt: order.placedAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    contact: contactView(contact),
    items: items.map(({ line: _, ...item }) => item),
    edd: order.edd && eddView(order.edd),
    trackingPageUrl: trackingPageUrl(publicUrl, order.trackingToken),
    awaited: view.awaited,
    closed: state.closed,
    shipments: await Promise.all(shipments.map((shipment) => readShipmentView(sql, shipment))),
    messages: notifications.map(messageView),
  };
}

export function trackingPageUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/t/${token}`;
}

export async function readShipmentView(sql: Sql, shipment: ShipmentRow): Promise<ShipmentView> {
  const scans = await readTrackingEvents(sql, shipment, spanOf(shipment));
  const { askedAt, heardAt } = await readAsked(sql, shipment.shopId, shipment.trackingNumber);
  const carrier = findCarrier(shipment.carrier);
  return {
    shipmentId: shipment.shipmentId,
    carrier: shipment.carrier,
    carrierName: carrier.name,
    trackingNumber: shipment.trackingNumber,
    trackingUrl: trackingUrl(carrier, shipment.trackingNumber),
    service: shipment.service,
    shippedAt: shipment.shippedAt.toISOString(),
    status: shipment.status,
    reason: shipment.reason,
    edd: shipment.edd && eddView(shipment.edd),
    originalEdd: shipment.originalEdd && eddView(shipment.originalEdd),
    lastAskedAt: askedAt?.toISOString() ?? null,
    lastHeardAt: heardAt?.toISOString() ?? null,
    scans: scans.map(scanView),
  };
}

function contactView(contact: Contact): OrderView['contact'] {
  const { consentEmail, consentSms, ...rest } = contact;
  return { ...rest, consent: { email: consentEmail, sms: consentSms } };
}

function eddView({ date, from, until }: EstimatedDelivery) {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { date, from: iso(from), until: iso(until) };
}

function scanView(scan: TrackingEventRow): ShipmentView['scans'][number] {
  const { id: _, carrier: __, offsetMinutes: ___, dateOnly: ____, ...rest } = scan;
  return {
    ...rest,
    occurredAt: scan.occurredAt.toISOString(),
    receivedAt: scan.receivedAt.toISOString(),
  };
}

function messageView(row: NotificationRow): MessageView {
  return {
    key: row.key,
    kind: row.kind,
    channel: row.channel,
    shipmentIds: [...row.shipmentIds],
    decision: row.decision,
    reason: row.reason,
    holdUntil: row.holdUntil?.toISOString() ?? null,
    state: row.state,
    provider: row.provider,
    providerId: row.providerId,
    attempts: row.attempts,
    lastError: row.lastError,
    decidedAt: row.decidedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
