/** Checks that a tracking number is not on its way for another order. */

import type { Queryable } from '../db/connect.ts';
import { findParcelsByNumber, type ReturnParcelRow } from '../db/return-parcels.ts';
import { findReturn } from '../db/returns.ts';
import { findShipmentsByNumber, readReplacedShipments, type ShipmentRow } from '../db/shipments.ts';
import { readMode } from '../db/test-mode.ts';
import { WismrError } from '../domain/error.ts';
import {
  type OrderId,
  orderJourneyId,
  type ReturnId,
  returnJourneyId,
  type ShopId,
  type TrackingNumber,
} from '../domain/ids.ts';
import { isAtRest } from '../domain/parcel/at-rest.ts';
import { isWithinWindow, scanWindow } from '../domain/parcel/scan-window.ts';
import { isReturnOver, receivedAt } from '../domain/return/status.ts';
import { readReturnState } from '../views/return.ts';

/** A parcel that gets a number. */
export interface NumberClaim {
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  /** Null: a shipment of the order. */
  readonly returnId: ReturnId | null;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  /** When the parcel is handed over, or its label is made. */
  readonly from: Date;
}

/**
 * Throws `conflict` if a parcel of another order, or of another return, has this number of this
 * carrier. Test orders and live ones do not stand in each other's way. An earlier use that is over does not count: its parcel is at rest, was voided, or can
 * have no more scans. The caller has locked the number.
 */
export async function assertNumberFree(tx: Queryable, claim: NumberClaim): Promise<void> {
  const { shopId, trackingNumber, carrier } = claim;
  const holder =
    (await findOrderHolder(tx, claim, await findShipmentsByNumber(tx, shopId, trackingNumber))) ??
    (await findReturnHolder(tx, claim, await findParcelsByNumber(tx, shopId, trackingNumber)));
  if (holder === null) return;
  const detail =
    `${holder} has a parcel under way with the number ${trackingNumber} of ${carrier}; check the ` +
    'number, or send "sharedParcel": true if both are in one parcel';
  throw new WismrError('conflict', detail, [{ pointer: '/trackingNumber', detail }]);
}

async function findOrderHolder(
  tx: Queryable,
  claim: NumberClaim,
  shipments: readonly ShipmentRow[],
): Promise<string | null> {
  for (const shipment of shipments) {
    const { shopId, orderId, shipmentId, carrier, voidedAt, scanSummary } = shipment;
    if (orderId === claim.orderId || carrier !== claim.carrier || voidedAt) continue;
    if (
      isAtRest({ scanSummary, writtenOffAt: null }) ||
      isLongBetween(shipment.shippedAt, claim.from)
    ) {
      continue;
    }
    const journeyId = orderJourneyId(shopId, orderId);
    if ((await readReplacedShipments(tx, { journeyId })).includes(shipmentId)) continue;
    if (await hasModeOf(tx, claim, orderId)) return `order ${orderId}`;
  }
  return null;
}

async function findReturnHolder(
  tx: Queryable,
  claim: NumberClaim,
  parcels: readonly ReturnParcelRow[],
): Promise<string | null> {
  for (const { shopId, returnId, carrier, scanSummary, labelledAt, ...rest } of parcels) {
    if (returnId === claim.returnId || carrier !== claim.carrier || rest.receivedAt) continue;
    if (isAtRest({ scanSummary, writtenOffAt: null }) || isLongBetween(labelledAt, claim.from))
      continue;
    const row = await findReturn(tx, shopId, returnId);
    // A refused shipment may come back under its own number.
    if (!row || (claim.returnId === null && row.orderId === claim.orderId)) continue;
    const state = await readReturnState(tx, returnJourneyId(shopId, returnId));
    if (isReturnOver(state) || receivedAt(state) !== null) continue;
    if (await hasModeOf(tx, claim, row.orderId)) {
      return `return ${returnId} of order ${row.orderId}`;
    }
  }
  return null;
}

async function hasModeOf(
  tx: Queryable,
  { shopId, orderId }: NumberClaim,
  holder: string,
): Promise<boolean> {
  const [own, other] = [
    await readMode(tx, { shopId, orderId }),
    await readMode(tx, { shopId, orderId: holder }),
  ];
  return own?.isTest === other?.isTest;
}

/** Whether the scans of the earlier use ended before the later one begins. */
function isLongBetween(a: Date, b: Date): boolean {
  const [first, second] = [a.getTime(), b.getTime()].sort((x, y) => x - y);
  return !isWithinWindow(scanWindow(first ?? 0), second ?? 0);
}
