/**
 * An order as the API and the tracking page show it: its rows, and the state folded from its log.
 */

import { findCarrier, trackingUrl } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { type ConsentChange, readConsentChanges } from '../db/consent-changes.ts';
import { readContact } from '../db/contacts.ts';
import { readLog } from '../db/journey-events.ts';
import { readNotifications } from '../db/notifications.ts';
import { readOrderRefunds } from '../db/order-refunds.ts';
import {
  findOrder,
  findOrderByPage,
  type OrderItem,
  type OrderRow,
  readItems,
} from '../db/orders.ts';
import { readLastPoll } from '../db/parcel-polls.ts';
import { readReturnsOf } from '../db/returns.ts';
import { readShipments, type ShipmentItem, type ShipmentRow } from '../db/shipments.ts';
import { findShop, type Shop } from '../db/shops.ts';
import type { Contact, StoredContact } from '../domain/contact.ts';
import type { Fault } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import { foldUntilStuck, type StuckEvent } from '../domain/journey/machine.ts';
import type { Money } from '../domain/money.ts';
import type { OrderEvent } from '../domain/order/event.ts';
import { orderMachine } from '../domain/order/index.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { EstimatedDelivery, Reason, Status } from '../domain/tracking.ts';
import {
  type EscalationView,
  type ExpectationView,
  expectationView,
  isoTime,
  type MessageView,
  messageView,
  readEscalationViews,
  type ScanView,
  scanView,
  type UnconfirmedView,
  unconfirmedView,
  type ViewOptions,
} from './journey.ts';
import { pageUrl } from './page-url.ts';
import { readParcelScans } from './parcel-scans.ts';
import { type RefundView, refundView } from './refund.ts';
import { type ReportedFactsView, reportedFactsView } from './reported-facts.ts';
import { type ReturnSummary, readReturnSummary } from './return.ts';
import { type ShippingPromiseView, shippingPromiseView } from './shipping-promise.ts';
import { withdrawUntil } from './withdraw-until.ts';

export interface EddView {
  readonly date: string;
  readonly from: string | null;
  readonly until: string | null;
}

export interface ContactView
  extends Pick<Contact, 'name' | 'email' | 'phone' | 'locale' | 'timeZone'> {
  /** When the customer was erased; null: never. */
  readonly erasedAt: string | null;
  readonly consent: {
    readonly email: boolean;
    readonly sms: boolean;
    readonly optional: { readonly email: boolean; readonly sms: boolean };
    readonly marketing: { readonly email: boolean; readonly sms: boolean };
  };
}

export interface ShipmentView extends ReportedFactsView {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly carrierName: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
  readonly service: string | null;
  readonly shippedAt: string;
  readonly status: Status | 'voided';
  readonly reason: Reason | null;
  readonly unconfirmed: UnconfirmedView | null;
  readonly voidedAt: string | null;
  /** Further ids under which the shop added the same parcel. */
  readonly aliases: string[];
  readonly items: ShipmentItem[] | null;
  readonly itemsAssumed: boolean;
  /** When an escalation was resolved as lost. */
  readonly lostAt: string | null;
  readonly edd: EddView | null;
  readonly originalEdd: EddView | null;
  /** When a carrier was last polled about the number. */
  readonly lastPollAt: string | null;
  /** When a carrier last reported the number, by webhook or poll. */
  readonly lastReportAt: string | null;
  readonly scans: ScanView[];
  /** How many more the carrier has reported, at least. They are not kept. */
  readonly scansDropped: number;
}

export interface ConsentView extends Omit<ConsentChange, 'changedAt'> {
  readonly at: string;
}

export interface OrderView {
  readonly orderId: string;
  readonly status: string;
  readonly placedAt: string;
  readonly cancelledAt: string | null;
  readonly cancellationReason: string | null;
  readonly paid: boolean | null;
  readonly customerId: string | null;
  readonly contact: ContactView;
  readonly consentHistory: ConsentView[];
  readonly items: OrderItem[];
  readonly total: Money | null;
  readonly edd: EddView | null;
  readonly shipBy: string | null;
  readonly creditApplication: boolean;
  readonly shipRuleExempt: boolean;
  /** By the law's rule on late shipment; null: it does not apply. */
  readonly shippingPromise: ShippingPromiseView | null;
  /** Until when the customer can withdraw from the contract; null: not known, or no such right. */
  readonly withdrawUntil: string | null;
  readonly trackingPageUrl: string;
  readonly test: boolean;
  readonly warnings: Fault[];
  readonly awaited: string;
  readonly closed: boolean;
  /** An event that wismr cannot process: status and expectations are those before it. */
  readonly stuckEvent: StuckEvent | null;
  readonly expectations: ExpectationView[];
  readonly shipments: ShipmentView[];
  readonly refunds: RefundView[];
  readonly returns: ReturnSummary[];
  readonly escalations: EscalationView[];
  readonly messages: MessageView[];
}

/** Null if the shop has no such order. */
export async function readOrderView(
  sql: Sql,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: string },
  options: ViewOptions,
): Promise<OrderView | null> {
  const order = await findOrder(sql, shopId, orderId);
  return order && viewOrder(sql, order, options);
}

/** The destination of an order; null where it is unknown, or there is no such order. */
export async function readOrderCountry(
  sql: Sql,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: string },
): Promise<string | null> {
  return (await findOrder(sql, shopId, orderId))?.country ?? null;
}

export interface TrackingPageView {
  readonly shop: Shop;
  readonly order: OrderView;
}

/** The order with this page; null if there is none. */
export async function readTrackingPage(
  sql: Sql,
  pageId: string,
  options: ViewOptions,
): Promise<TrackingPageView | null> {
  const row = await findOrderByPage(sql, pageId);
  const shop = row && (await findShop(sql, row.shopId));
  return row && shop && { shop, order: await viewOrder(sql, row, options) };
}

async function viewOrder(sql: Sql, order: OrderRow, options: ViewOptions): Promise<OrderView> {
  const { now } = options;
  const { shopId, orderId } = order;
  const [contact, consents, items, shipments, notifications, log, refunds, returns, escalations] =
    await Promise.all([
      readContact(sql, order.contactId),
      readConsentChanges(sql, order.contactId),
      readItems(sql, order),
      readShipments(sql, shopId, orderId),
      readNotifications(sql, order.journeyId),
      readLog<OrderEvent>(sql, order.journeyId),
      readOrderRefunds(sql, order),
      readReturnsOf(sql, shopId, orderId),
      readEscalationViews(sql, order),
    ]);
  const { state, stuckEvent } = foldUntilStuck(orderMachine, order.journeyId, log);
  // The clock decides what is overdue, even before the workflow's timer fires.
  const view = orderMachine.view({ ...state, now: Math.max(now, state.now) });
  return {
    orderId,
    status: view.status,
    placedAt: order.placedAt.toISOString(),
    cancelledAt: isoTime(order.cancelledAt),
    cancellationReason: order.cancellationReason,
    paid: order.paid,
    customerId: order.customerId,
    contact: contactView(contact),
    consentHistory: consents.map(({ changedAt, ...rest }) => ({
      ...rest,
      at: changedAt.toISOString(),
    })),
    items: items.map(({ line: _line, ...item }) => item),
    total: order.total,
    edd: order.edd && eddView(order.edd),
    shipBy: isoTime(order.shipBy),
    creditApplication: order.creditApplication,
    shipRuleExempt: order.shipRuleExempt,
    shippingPromise: shippingPromiseView({ ...state, now: Math.max(now, state.now) }),
    withdrawUntil: isoTime(await withdrawUntil(sql, order, state)),
    trackingPageUrl: pageUrl(options, 'order', order.pageId),
    test: order.isTest,
    warnings: [...order.warnings],
    awaited: view.awaited,
    closed: state.closed,
    stuckEvent,
    expectations: view.expectations.map(expectationView),
    shipments: await Promise.all(
      shipments.map(async (shipment) => {
        const lostAt = state.shipments[shipment.shipmentId]?.lostAt ?? null;
        const view = await readShipmentView(sql, shipment);
        const facts = reportedFactsView(shipment, shipments);
        return { ...view, ...facts, lostAt: isoTime(lostAt) };
      }),
    ),
    refunds: refunds.map(refundView),
    returns: await Promise.all(returns.map((row) => readReturnSummary(sql, row, options))),
    escalations,
    messages: notifications.map(messageView),
  };
}

async function readShipmentView(
  sql: Sql,
  shipment: ShipmentRow,
): Promise<Omit<ShipmentView, 'lostAt' | keyof ReportedFactsView>> {
  const { shopId, trackingNumber } = shipment;
  const window = scanWindow(shipment.shippedAt.getTime());
  const { scans, dropped } = await readParcelScans(sql, shipment, window);
  const { askedAt, observedAt } = await readLastPoll(sql, shopId, trackingNumber);
  const carrier = findCarrier(shipment.carrier);
  return {
    shipmentId: shipment.shipmentId,
    carrier: shipment.carrier,
    carrierName: carrier.name,
    trackingNumber,
    trackingUrl: trackingUrl(carrier, trackingNumber),
    service: shipment.service,
    shippedAt: shipment.shippedAt.toISOString(),
    status: shipment.voidedAt ? 'voided' : shipment.status,
    reason: shipment.reason,
    unconfirmed: unconfirmedView(shipment.scanSummary),
    voidedAt: isoTime(shipment.voidedAt),
    aliases: [...shipment.aliases],
    items: shipment.items && [...shipment.items],
    itemsAssumed: shipment.itemsAssumed,
    edd: shipment.edd && eddView(shipment.edd),
    originalEdd: shipment.originalEdd && eddView(shipment.originalEdd),
    lastPollAt: isoTime(askedAt),
    lastReportAt: isoTime(observedAt),
    scans: scans.map(scanView),
    scansDropped: dropped,
  };
}

function contactView(contact: StoredContact): ContactView {
  const { name, email, phone, locale, timeZone, erasedAt } = contact;
  return {
    name,
    email,
    phone,
    locale,
    timeZone,
    erasedAt: isoTime(erasedAt),
    consent: {
      email: contact.consentEmail,
      sms: contact.consentSms,
      optional: { email: contact.optionalEmail, sms: contact.optionalSms },
      marketing: { email: contact.marketingEmail, sms: contact.marketingSms },
    },
  };
}

function eddView({ date, from, until }: EstimatedDelivery): EddView {
  return { date, from: isoTime(from), until: isoTime(until) };
}
