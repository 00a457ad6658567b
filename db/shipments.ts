import type { Estimate } from '../domain/edd.ts';
import type { OrderId, ShipmentId, ShopId, TrackingNumber } from '../domain/ids.ts';
import { currentStatus, NO_SCANS, type ScanSummary } from '../domain/parcel/scan-summary.ts';
import type { ProofOfDelivery, Reason, Status } from '../domain/tracking.ts';
import { asJson, type Queryable } from './connect.ts';
import type { OrderItem, OrderRow } from './orders.ts';

/** An item as the order had it when the shipment was added. A later edit of the order leaves it alone. */
export interface ShipmentItem extends OrderItem {
  /** The item's line in the order then, from 1. */
  readonly line: number;
}

export interface ShipmentRow {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly service: string | null;
  /** Null: unknown. */
  readonly items: readonly ShipmentItem[] | null;
  /** True: the shop did not list them. It was the only parcel, so it holds the whole order. */
  readonly itemsAssumed: boolean;
  readonly shippedAt: Date;
  readonly scanSummary: ScanSummary;
  readonly status: Status;
  readonly reason: Reason | null;
  readonly edd: Estimate | null;
  readonly originalEdd: Estimate | null;
  /** How often the carrier changed the estimate. */
  readonly eddChanges: number;
  /** Personal data. */
  readonly proof: ProofOfDelivery | null;
  /** Failed delivery attempts as the carrier counts them; null: it does not. */
  readonly attempts: number | null;
  /** Numbers that the carrier reports with this one: other parcels, or other names of this one. */
  readonly relatedNumbers: readonly TrackingNumber[];
  /** The number of a parcel on the way back, as the carrier reports it. */
  readonly returnNumber: TrackingNumber | null;
  /** When the shop voided it: its label was cancelled. */
  readonly voidedAt: Date | null;
  /** Further ids under which the shop added the same parcel. */
  readonly aliases: readonly string[];
}

export type NewShipment = Pick<
  ShipmentRow,
  | 'shopId'
  | 'orderId'
  | 'shipmentId'
  | 'carrier'
  | 'trackingNumber'
  | 'service'
  | 'items'
  | 'itemsAssumed'
  | 'shippedAt'
>;

export async function insertShipment(sql: Queryable, shipment: NewShipment): Promise<void> {
  const { shopId, orderId, shipmentId, carrier, trackingNumber, service, items } = shipment;
  await sql`
    insert into shipment (shop_id, order_id, shipment_id, carrier, tracking_number, service, items,
      items_assumed, shipped_at, scan_summary, status)
    values (${shopId}, ${orderId}, ${shipmentId}, ${carrier}, ${trackingNumber}, ${service},
      ${items && asJson(sql, items)}, ${shipment.itemsAssumed}, ${shipment.shippedAt}, ${asJson(sql, NO_SCANS)},
      'unknown')`;
}

/** Saves the fold of a shipment's scans, with the status and reason that follow from it. */
export async function saveScanSummary(
  sql: Queryable,
  shipment: Pick<ShipmentRow, 'shopId' | 'orderId' | 'shipmentId'>,
  scanSummary: ScanSummary,
): Promise<void> {
  const { status, reason } = currentStatus(scanSummary);
  await sql`
    update shipment set scan_summary = ${asJson(sql, scanSummary)}, status = ${status},
      reason = ${reason}
    where shop_id = ${shipment.shopId} and order_id = ${shipment.orderId}
      and shipment_id = ${shipment.shipmentId}`;
}

/** Saves the current estimate. `first`: the original one, unless one is known. */
export async function saveEdd(
  sql: Queryable,
  shipment: ShipmentRow,
  { edd, first = edd }: { readonly edd: Estimate; readonly first?: Estimate },
): Promise<void> {
  await sql`
    update shipment set edd = ${asJson(sql, edd)}, edd_changes = edd_changes + 1,
      original_edd = coalesce(original_edd, ${asJson(sql, first)})
    where shop_id = ${shipment.shopId} and order_id = ${shipment.orderId}
      and shipment_id = ${shipment.shipmentId}`;
}

export type ReportedFacts = Pick<
  ShipmentRow,
  'proof' | 'attempts' | 'relatedNumbers' | 'returnNumber'
>;

export async function saveReportedFacts(
  sql: Queryable,
  shipment: Pick<ShipmentRow, 'shopId' | 'orderId' | 'shipmentId'>,
  { proof, attempts, relatedNumbers, returnNumber }: ReportedFacts,
): Promise<void> {
  await sql`
    update shipment set proof = ${proof && asJson(sql, proof)}, attempts = ${attempts},
      related_numbers = ${[...relatedNumbers]}, return_number = ${returnNumber}
    where shop_id = ${shipment.shopId} and order_id = ${shipment.orderId}
      and shipment_id = ${shipment.shipmentId}`;
}

export async function markVoided(
  sql: Queryable,
  { shopId, orderId, shipmentId }: Pick<ShipmentRow, 'shopId' | 'orderId' | 'shipmentId'>,
  at: Date,
): Promise<void> {
  await sql`
    update shipment set voided_at = ${at}
    where shop_id = ${shopId} and order_id = ${orderId} and shipment_id = ${shipmentId}`;
}

/** Adds another id of the same parcel, with the items that came with it. */
export async function saveAlias(
  sql: Queryable,
  { shopId, orderId, shipmentId }: Pick<ShipmentRow, 'shopId' | 'orderId' | 'shipmentId'>,
  { alias, items }: { readonly alias: string; readonly items: ShipmentRow['items'] },
): Promise<void> {
  await sql`
    update shipment set aliases = array_append(aliases, ${alias}),
      items = ${items && asJson(sql, items)}
    where shop_id = ${shopId} and order_id = ${orderId} and shipment_id = ${shipmentId}`;
}

/** Changes a shipment's carrier and number. `clears`: also deletes what the carrier reported. */
export async function updateShipmentNumber(
  sql: Queryable,
  shipment: Pick<ShipmentRow, 'shopId' | 'orderId' | 'shipmentId' | 'carrier' | 'trackingNumber'>,
  { clears }: { readonly clears: boolean },
): Promise<void> {
  const { shopId, orderId, shipmentId, carrier, trackingNumber } = shipment;
  await sql`
    update shipment set carrier = ${carrier}, tracking_number = ${trackingNumber}
      ${clears ? sql`, ${clearedFacts(sql)}` : sql``}
    where shop_id = ${shopId} and order_id = ${orderId} and shipment_id = ${shipmentId}`;
}

function clearedFacts(sql: Queryable) {
  return sql`edd = null, original_edd = null, edd_changes = 0, proof = null, attempts = null,
    related_numbers = '{}', return_number = null`;
}

const COLUMNS = [
  'shop_id',
  'order_id',
  'shipment_id',
  'carrier',
  'tracking_number',
  'service',
  'items',
  'items_assumed',
  'shipped_at',
  'scan_summary',
  'status',
  'reason',
  'edd',
  'original_edd',
  'edd_changes',
  'proof',
  'attempts',
  'related_numbers',
  'return_number',
  'voided_at',
  'aliases',
] as const;

/** The order's shipments in the order in which they were added. */
export async function readShipments(
  sql: Queryable,
  shopId: ShopId,
  orderId: string,
): Promise<readonly ShipmentRow[]> {
  return sql<ShipmentRow[]>`
    select ${sql(COLUMNS)} from shipment
    where shop_id = ${shopId} and order_id = ${orderId} order by created_at, shipment_id`;
}

/** The order's shipments that a person resolved as lost or replaced. */
export async function readReplacedShipments(
  sql: Queryable,
  { journeyId }: Pick<OrderRow, 'journeyId'>,
): Promise<readonly string[]> {
  const rows = await sql<{ shipmentId: string }[]>`
    select distinct shipment_id from escalation
    where journey_id = ${journeyId} and shipment_id is not null
      and resolution in ('lost', 'reshipped')`;
  return rows.map(({ shipmentId }) => shipmentId);
}

/**
 * All shipments of a shop with that number: two orders may travel in one parcel. Sorted by id, so
 * that transactions lock several journeys in the same order.
 */
export async function findShipmentsByNumber(
  sql: Queryable,
  shopId: ShopId,
  trackingNumber: TrackingNumber,
): Promise<readonly ShipmentRow[]> {
  return sql<ShipmentRow[]>`
    select ${sql(COLUMNS)} from shipment
    where shop_id = ${shopId} and tracking_number = ${trackingNumber}
    order by order_id collate "C", shipment_id`;
}

/**
 * Locks a shop's tracking number until the transaction ends, so that a scan and its shipment, added
 * at the same time, find each other.
 */
export async function lockNumber(
  sql: Queryable,
  shopId: ShopId,
  trackingNumber: TrackingNumber,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${shopId}/${trackingNumber}`}, 0))`;
}
