/** An order as the API and the pages show it: read from its rows and folded from its log. */

import type { OrderView, ShipmentView } from '../api/responses.ts';
import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import { scanWindow } from '../commands/record-scans.ts';
import type { Sql } from '../db/connect.ts';
import { type Contact, readContact } from '../db/contacts.ts';
import { readLog } from '../db/journey-events.ts';
import { readNotifications } from '../db/notifications.ts';
import { type OrderRow, readItems } from '../db/orders.ts';
import { readAsked } from '../db/polls.ts';
import { readReturnsOf } from '../db/returns.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import { readTrackingEvents } from '../db/tracking-events.ts';
import { fold } from '../domain/journey/machine.ts';
import type { OrderEvent } from '../domain/order/event.ts';
import { orderMachine } from '../domain/order/index.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import {
  expectationView,
  messageView,
  readEscalationViews,
  scanView,
  type Viewing,
} from './journey.ts';
import { readReturnSummary } from './return.ts';

export async function readOrderView(
  sql: Sql,
  order: OrderRow,
  { publicUrl, now }: Viewing,
): Promise<OrderView> {
  const { shopId, orderId } = order;
  const [contact, items, shipments, notifications, log, returns, escalations] = await Promise.all([
    readContact(sql, order.contactId),
    readItems(sql, order),
    readShipments(sql, shopId, orderId),
    readNotifications(sql, order.journeyId),
    readLog<OrderEvent>(sql, order.journeyId),
    readReturnsOf(sql, shopId, orderId),
    readEscalationViews(sql, order),
  ]);
  const { state } = fold(orderMachine, order.journeyId, log);
  // What is overdue is so by the clock, whether the journey has woken or not.
  const view = orderMachine.view({ ...state, now: Math.max(now, state.now) });
  return {
    orderId,
    status: view.status,
    placedAt: order.placedAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    contact: contactView(contact),
    items: items.map(({ line: _, ...item }) => item),
    edd: order.edd && eddView(order.edd),
    shipBy: order.shipBy?.toISOString() ?? null,
    trackingPageUrl: trackingPageUrl(publicUrl, order.trackingToken),
    awaited: view.awaited,
    closed: state.closed,
    expectations: view.expectations.map(expectationView),
    shipments: await Promise.all(
      shipments.map(async (shipment) => {
        const lostAt = state.shipments[shipment.shipmentId]?.lostAt ?? null;
        return { ...(await readShipmentView(sql, shipment)), lostAt: iso(lostAt) };
      }),
    ),
    returns: await Promise.all(returns.map((row) => readReturnSummary(sql, row, publicUrl))),
    escalations,
    messages: notifications.map(messageView),
  };
}

export function trackingPageUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/t/${token}`;
}

async function readShipmentView(
  sql: Sql,
  shipment: ShipmentRow,
): Promise<Omit<ShipmentView, 'lostAt'>> {
  const scans = await readTrackingEvents(sql, shipment, scanWindow(shipment));
  const { askedAt, observedAt } = await readAsked(sql, shipment.shopId, shipment.trackingNumber);
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
    lastHeardAt: observedAt?.toISOString() ?? null,
    scans: scans.map(scanView),
  };
}

export function contactView(contact: Contact): OrderView['contact'] {
  const { consentEmail, consentSms, ...rest } = contact;
  return { ...rest, consent: { email: consentEmail, sms: consentSms } };
}

function eddView({ date, from, until }: EstimatedDelivery) {
  return { date, from: iso(from), until: iso(until) };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
