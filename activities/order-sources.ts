/** What the messages about an order are composed from. */

import type { Queryable } from '../db/connect.ts';
import { readContactOf } from '../db/contacts.ts';
import { readLog } from '../db/journey-events.ts';
import { readOrderRefunds } from '../db/order-refunds.ts';
import { findOrder, type OrderRow, readItems } from '../db/orders.ts';
import type { RefundRow } from '../db/returns.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import { readScansOfOrder, type TrackingEventRow } from '../db/tracking-events.ts';
import type { Contact, StoredContact } from '../domain/contact.ts';
import type { LocaleSettings } from '../domain/format.ts';
import { type OrderId, orderJourneyId, type ShopId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { LogEvent } from '../domain/journeys.ts';
import type { MessageKind } from '../domain/message.ts';
import type { OrderEvent } from '../domain/order/event.ts';
import { isAhead } from '../domain/parcel/future-scan.ts';
import type { Site } from '../views/page-url.ts';
import { countsFor } from '../views/parcel-scans.ts';

type Items = Awaited<ReturnType<typeof readItems>>;
export type Shipment = ShipmentRow & { readonly scans: readonly TrackingEventRow[] };

export interface OrderFacts {
  readonly order: OrderRow;
  readonly contact: Contact;
  readonly items: Items;
  readonly shipments: readonly Shipment[];
  /** Of the order itself. */
  readonly refunds: readonly RefundRow[];
}

export interface OrderSources extends OrderFacts {
  readonly contact: StoredContact;
  /** Null: the message does not need it. */
  readonly log: readonly (OrderEvent & LogEvent)[] | null;
}

/** In one round trip, if all statements go over one connection. */
export async function readOrderSources(
  sql: Queryable,
  ref: { readonly shopId: ShopId; readonly orderId: OrderId },
  kind: MessageKind,
): Promise<OrderSources> {
  const { shopId, orderId } = ref;
  const journeyId = orderJourneyId(shopId, orderId);
  const [order, contact, items, rows, scans, refunds, log] = await Promise.all([
    findOrder(sql, shopId, orderId),
    readContactOf(sql, journeyId),
    readItems(sql, ref),
    readShipments(sql, shopId, orderId),
    readScansOfOrder(sql, ref),
    readOrderRefunds(sql, ref),
    needsLog(kind) ? readLog<OrderEvent>(sql, journeyId) : null,
  ]);
  if (!order) throw new Error(`shop ${shopId} has no order ${orderId}`);
  const past = scans.filter(
    ({ occurredAt, receivedAt }) => !isAhead(occurredAt.getTime(), receivedAt.getTime()),
  );
  const shipments = rows.map((row) => ({
    ...row,
    scans: past.filter((scan) => scan.shipmentId === row.shipmentId && countsFor(scan, row)),
  }));
  return { order, contact, items, shipments, refunds, log };
}

/** Only the messages about a delivery name the day until when the customer can withdraw. */
function needsLog(kind: MessageKind): boolean {
  return kind === 'delivered' || kind === 'all_delivered';
}

export interface OrderMessageInput extends OrderFacts, Site {
  /** Until when the customer can withdraw; epoch milliseconds. Read for deliveries only. */
  readonly withdrawUntil?: number | null;
  readonly planned: PlannedMessage;
  readonly localeSettings: LocaleSettings;
}
