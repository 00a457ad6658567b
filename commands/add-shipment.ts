/** Adds a shipment to an order, with the scans that arrived before it. */

import { readNow } from '../db/clock.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { lockOrder, type OrderRow } from '../db/orders.ts';
import {
  insertShipment,
  lockNumber,
  type NewShipment,
  readShipments,
  type ShipmentRow,
  saveAlias,
  saveEdd,
  saveScanSummary,
} from '../db/shipments.ts';
import type { Estimate } from '../domain/edd.ts';
import { WismrError } from '../domain/error.ts';
import type { OrderId, ShipmentId, ShopId } from '../domain/ids.ts';
import { PARCELS_MAX } from '../domain/parcel/parcel.ts';
import { NO_SCANS } from '../domain/parcel/scan-summary.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import { readReportedScans } from '../views/parcel-scans.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { assertNumberFree } from './check-number.ts';
import { assumeShipped, type LineQuantity, resolveShipped } from './check-quantities.ts';
import { askToConfirm, canConfirm } from './confirm-finals.ts';
import { enrolNumber } from './enrol-parcels.ts';
import { hasId } from './find-shipment.ts';
import { foldScans } from './fold-scans.ts';

export interface ShipmentInput
  extends Omit<NewShipment, 'shopId' | 'orderId' | 'items' | 'itemsAssumed'> {
  /** Null: the shop does not list them. The only parcel of an order then holds the whole order. */
  readonly items: readonly LineQuantity[] | null;
  readonly edd: EstimatedDelivery | null;
  /** True: the parcel may also hold another order's goods, under the same number. */
  readonly sharedParcel?: boolean;
}

export interface AddedShipment {
  /** `joined`: the order has a shipment with this number, and they are one parcel. */
  readonly result: 'created' | 'joined' | 'unchanged';
  /** The id of the parcel: another one if the given id is an alias. */
  readonly shipmentId: ShipmentId;
}

/**
 * Adds a shipment. Adding the same one again changes nothing. Throws `not_found` if the order does
 * not exist, `invalid` if it lacks a line, `conflict` if a shipment with this id has another carrier or
 * number, if more pieces are shipped than were ordered, if another order has the number under way, or if
 * the order has 100 parcels.
 */
export async function addShipment(
  sql: Sql,
  { shopId, orderId }: { readonly shopId: ShopId; readonly orderId: OrderId },
  input: ShipmentInput,
): Promise<AddedShipment> {
  return sql.begin(async (tx) => {
    await lockNumber(tx, shopId, input.trackingNumber);
    const order = await lockOrder(tx, shopId, orderId);
    if (!order) throw new WismrError('not_found', `order ${orderId} does not exist`);
    const shipments = await readShipments(tx, shopId, orderId);
    const known = shipments.find((each) => hasId(each, input.shipmentId));
    if (known) {
      assertSame(known, input);
      return { result: 'unchanged', shipmentId: known.shipmentId };
    }
    const items = input.items
      ? await resolveShipped(tx, order, input.items)
      : await assumeShipped(tx, order);
    const parcel = { ...input, items, itemsAssumed: !input.items && items !== null };
    const twin = shipments.find(
      (each) => !each.voidedAt && each.trackingNumber === input.trackingNumber,
    );
    if (twin) await joinShipment(tx, { order, twin }, parcel);
    else {
      assertFewParcels(`order ${orderId}`, shipments.length);
      const { carrier, trackingNumber, shippedAt: from } = input;
      const claim = { shopId, orderId, returnId: null, carrier, trackingNumber, from };
      if (!input.sharedParcel) await assertNumberFree(tx, claim);
      await createShipment(tx, order, parcel);
    }
    return twin
      ? { result: 'joined', shipmentId: twin.shipmentId }
      : { result: 'created', shipmentId: input.shipmentId };
  });
}

/** Throws `conflict` if an order or a return has as many parcels as it can have. */
export function assertFewParcels(what: string, parcels: number): void {
  if (parcels < PARCELS_MAX) return;
  throw new WismrError('conflict', `${what} has ${parcels} parcels; it cannot have more`);
}

/** Under an alias, the carrier may have another name. */
function assertSame(known: ShipmentRow, { shipmentId, carrier, trackingNumber }: ShipmentInput) {
  const isAlias = known.shipmentId !== shipmentId;
  const hasCarrier = isAlias || known.carrier === carrier;
  if (hasCarrier && known.trackingNumber === trackingNumber) return;
  throw new WismrError(
    'conflict',
    `shipment ${shipmentId} already exists as ${known.carrier} ${known.trackingNumber}; ` +
      'correct it or use another shipmentId',
  );
}

type ResolvedShipment = Omit<ShipmentInput, 'items'> & Pick<NewShipment, 'items' | 'itemsAssumed'>;

function addedEvent(input: ResolvedShipment): NewEvent {
  const { shipmentId, carrier, trackingNumber, service, shippedAt } = input;
  // What is assumed is for people to read. Whether the order is complete needs the shop's own word.
  const items = input.itemsAssumed ? null : input.items;
  const facts = { shipmentId, carrier, trackingNumber, service, shippedAt: shippedAt.getTime() };
  const pieces = items?.reduce((sum, { quantity }) => sum + quantity, 0) ?? null;
  return { body: { kind: 'shipment_added', ...facts, pieces }, wakes: true };
}

async function saveShopEdd(
  tx: Queryable,
  shipment: ShipmentRow,
  { edd: given, shippedAt }: ResolvedShipment,
): Promise<readonly NewEvent[]> {
  if (!given) return [];
  const edd: Estimate = { ...given, source: 'shop', asOf: shippedAt.getTime() };
  await saveEdd(tx, shipment, { edd });
  const { shipmentId } = shipment;
  return [{ body: { kind: 'edd_set', shipmentId, edd }, wakes: true }];
}

/** Keeps the second id as an alias, and its items with those of the first. */
async function joinShipment(
  tx: Queryable,
  { order, twin }: { readonly order: OrderRow; readonly twin: ShipmentRow },
  input: ResolvedShipment,
): Promise<void> {
  const items = twin.itemsAssumed ? twin.items : joinItems(twin, input);
  await saveAlias(tx, twin, { alias: input.shipmentId, items });
  const edd = twin.edd ? [] : await saveShopEdd(tx, twin, input);
  await appendEvents(tx, order.journeyId, [addedEvent(input), ...edd]);
}

/** Unknown contents and known ones together are unknown. */
function joinItems(twin: ShipmentRow, { items, itemsAssumed }: ResolvedShipment) {
  return twin.items && items && !itemsAssumed ? [...twin.items, ...items] : null;
}

async function createShipment(
  tx: Queryable,
  order: OrderRow,
  input: ResolvedShipment,
): Promise<void> {
  const { shopId, orderId, journeyId } = order;
  const { shipmentId, carrier, trackingNumber, service, items, itemsAssumed, shippedAt } = input;
  const parcel = { shipmentId, carrier, trackingNumber, service, items, itemsAssumed, shippedAt };
  const row = { shopId, orderId, ...parcel };
  await insertShipment(tx, row);
  const shipment: ShipmentRow = {
    ...row,
    scanSummary: NO_SCANS,
    status: 'unknown',
    reason: null,
    edd: null,
    originalEdd: null,
    eddChanges: 0,
    proof: null,
    attempts: null,
    relatedNumbers: [],
    returnNumber: null,
    voidedAt: null,
    aliases: [],
  };
  // One batch with its scans: the customer gets no `shipped` message for a delivered parcel.
  const events = [addedEvent(input), ...(await saveShopEdd(tx, shipment, input))];
  const scans = await readReportedScans(tx, row, scanWindow(shippedAt.getTime()));
  const isPolled = await canConfirm(tx, row, scans);
  const folded = foldScans(shipmentId, NO_SCANS, { scans, isPolled, now: await readNow(tx) });
  if (scans.length > 0) await saveScanSummary(tx, shipment, folded.scanSummary);
  await appendEvents(tx, journeyId, [...events, ...folded.events]);
  await enrolNumber(tx, row);
  await askToConfirm(tx, row, folded.scanSummary);
}
