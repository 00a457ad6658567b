/** What the messages about an order are composed from. */

import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { readOrderRefunds } from '../db/order-refunds.ts';
import { findOrder, type OrderRow, readItems } from '../db/orders.ts';
import type { RefundRow } from '../db/returns.ts';
import { readShipments, type ShipmentRow } from '../db/shipments.ts';
import type { TrackingEventRow } from '../db/tracking-events.ts';
import type { Contact } from '../domain/contact.ts';
import type { LocaleSettings } from '../domain/format.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { isAhead } from '../domain/parcel/future-scan.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { Site } from '../views/page-url.ts';
import { readParcelScans } from '../views/parcel-scans.ts';

type Items = Awaited<ReturnType<typeof readItems>>;
export type Shipment = ShipmentRow & { readonly scans: readonly TrackingEventRow[] };

export interface OrderSources {
  readonly order: OrderRow;
  readonly contact: Contact;
  readonly items: Items;
  readonly shipments: readonly Shipment[];
  /** Of the order itself. */
  readonly refunds: readonly RefundRow[];
}

export async function readOrderSources(
  sql: Sql,
  shopId: ShopId,
  orderId: string,
): Promise<OrderSources> {
  const order = await findOrder(sql, shopId, orderId);
  if (!order) throw new Error(`shop ${shopId} has no order ${orderId}`);
  const [contact, items, rows, refunds] = await Promise.all([
    readContact(sql, order.contactId),
    readItems(sql, order),
    readShipments(sql, shopId, orderId),
    readOrderRefunds(sql, order),
  ]);
  const shipments = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      scans: (await readParcelScans(sql, row, scanWindow(row.shippedAt.getTime()))).filter(
        (scan) => !isAhead(scan.occurredAt.getTime(), scan.receivedAt.getTime()),
      ),
    })),
  );
  return { order, contact, items, shipments, refunds };
}

export interface OrderMessageInput extends OrderSources, Site {
  /** Until when the customer can withdraw; epoch milliseconds. Read for deliveries only. */
  readonly withdrawUntil?: number | null;
  readonly planned: PlannedMessage;
  readonly localeSettings: LocaleSettings;
}
