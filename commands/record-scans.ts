/** Records a carrier's report, from a webhook or a poll. */

import { recordCarrierActivity } from '../db/carrier-silence.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { isErasedNumber } from '../db/customers.ts';
import { eraseScans } from '../db/erasure.ts';
import { hasOpenEscalation } from '../db/escalations.ts';
import { findParcelsByNumber, saveParcelScanSummary } from '../db/return-parcels.ts';
import {
  findShipmentsByNumber,
  lockNumber,
  type ShipmentRow,
  saveEdd,
  saveScanSummary,
} from '../db/shipments.ts';
import { insertTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import type { Estimate } from '../domain/edd.ts';
import {
  orderJourneyId,
  returnJourneyId,
  type ShopId,
  type TrackingNumber,
} from '../domain/ids.ts';
import { isWithinWindow, scanWindow } from '../domain/parcel/scan-window.ts';
import { isSameEdd, type TrackedShipment } from '../domain/tracking.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { foldScans } from './fold-scans.ts';
import { recordFacts } from './record-facts.ts';

export interface CarrierReport {
  readonly shopId: ShopId;
  /** The adapter's name. */
  readonly source: string;
  readonly shipments: readonly TrackedShipment[];
  readonly receivedAt: Date;
}

export interface Recorded {
  /** How many scans were new. */
  readonly scans: number;
  /** How many of the scans were already stored. */
  readonly repeated: number;
  /** Tracking numbers that no parcel has yet. Their scans are stored. */
  readonly unclaimed: readonly string[];
}

/** Stores all scans and appends them to the logs of their journeys, one transaction per parcel. */
export async function recordScans(sql: Sql, report: CarrierReport): Promise<Recorded> {
  let scans = 0;
  let repeated = 0;
  const unclaimed: string[] = [];
  for (const tracked of report.shipments) {
    const { trackingNumber } = tracked;
    if (trackingNumber === null) continue;
    const result = await sql.begin((tx) =>
      recordShipment(tx, report, { ...tracked, trackingNumber }),
    );
    scans += result.fresh;
    repeated += tracked.events.length - result.fresh;
    if (!result.claimed) unclaimed.push(trackingNumber);
  }
  return { scans, repeated, unclaimed };
}

type Numbered = TrackedShipment & { readonly trackingNumber: TrackingNumber };

async function recordShipment(tx: Queryable, report: CarrierReport, tracked: Numbered) {
  const { shopId, source, receivedAt } = report;
  const { carrier, trackingNumber } = tracked;
  const now = receivedAt.getTime();
  await lockNumber(tx, shopId, trackingNumber);
  const fresh = await insertTrackingEvents(
    tx,
    { shopId, source, carrier, trackingNumber, receivedAt },
    tracked.events,
  );
  // What carriers write about an erased customer's parcel is not kept. Its facts still count.
  const isErased = await isErasedNumber(tx, shopId, trackingNumber);
  if (isErased) await eraseScans(tx, shopId, [trackingNumber]);
  const kept = isErased ? { ...tracked, proofOfDelivery: null } : tracked;
  await recordCarrierActivity(tx, { shopId, carrier, observedAt: receivedAt });
  const shipments = ofCarrier(await findShipmentsByNumber(tx, shopId, trackingNumber), carrier);
  for (const shipment of shipments) {
    const scans = scansWithin(fresh, shipment.shippedAt);
    const journeyId = orderJourneyId(shopId, shipment.orderId);
    const isEscalated = scans.length > 0 && (await hasOpenEscalation(tx, journeyId));
    const { shipmentId, scanSummary } = shipment;
    const folded = foldScans(shipmentId, scanSummary, { scans, isEscalated, now });
    if (scans.length > 0) await saveScanSummary(tx, shipment, folded.scanSummary);
    const events = [...folded.events, ...(await foldEdd(tx, shipment, { tracked, receivedAt }))];
    await recordFacts(tx, shipment, kept);
    // A voided parcel decides nothing, so its scans can wait for the next event.
    const isVoided = shipment.voidedAt !== null;
    await appendEvents(tx, journeyId, isVoided ? events.map(asleep) : events);
  }
  const parcels = ofCarrier(await findParcelsByNumber(tx, shopId, trackingNumber), carrier);
  for (const parcel of parcels) {
    const scans = scansWithin(fresh, parcel.labelledAt);
    const journeyId = returnJourneyId(shopId, parcel.returnId);
    const isEscalated = scans.length > 0 && (await hasOpenEscalation(tx, journeyId));
    const folded = foldScans(parcel.parcelId, parcel.scanSummary, { scans, isEscalated, now });
    if (scans.length > 0) await saveParcelScanSummary(tx, parcel, folded.scanSummary);
    await appendEvents(tx, journeyId, folded.events);
  }
  return { fresh: fresh.length, claimed: shipments.length + parcels.length > 0 };
}

function asleep(event: NewEvent): NewEvent {
  return { ...event, wakes: false };
}

/** The carrier's parcels or, if it has none, all: sources may name the same carrier differently. */
function ofCarrier<Parcel extends { readonly carrier: string }>(
  parcels: readonly Parcel[],
  carrier: string,
): readonly Parcel[] {
  const same = parcels.filter((parcel) => parcel.carrier === carrier);
  return same.length > 0 ? same : parcels;
}

function scansWithin(
  scans: readonly TrackingEventRow[],
  shippedAt: Date,
): readonly TrackingEventRow[] {
  const window = scanWindow(shippedAt.getTime());
  return scans.filter(({ occurredAt }) => isWithinWindow(window, occurredAt.getTime()));
}

async function foldEdd(
  tx: Queryable,
  shipment: ShipmentRow,
  { tracked, receivedAt }: { readonly tracked: TrackedShipment; readonly receivedAt: Date },
): Promise<readonly NewEvent[]> {
  if (!tracked.edd) return [];
  // Webhooks arrive out of order, so an estimate dates from the latest scan in its report.
  const received = receivedAt.getTime();
  const asOf = Math.min(tracked.events.at(-1)?.occurredAt ?? received, received);
  const known = shipment.edd;
  if (known && (known.asOf > asOf || isSameEdd(known, tracked.edd))) return [];
  const edd: Estimate = { ...tracked.edd, source: 'carrier', asOf };
  const first: Estimate = { ...(tracked.originalEdd ?? tracked.edd), source: 'carrier', asOf };
  await saveEdd(tx, shipment, { edd, first });
  return [{ body: { kind: 'edd_set', shipmentId: shipment.shipmentId, edd }, wakes: true }];
}
