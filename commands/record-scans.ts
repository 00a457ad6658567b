/** Takes in what a carrier reports, whether by webhook or by poll. */

import { recordCarrierActivity } from '../db/carrier-silence.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { hasOpenEscalation } from '../db/escalations.ts';
import { appendEvents, type NewEvent } from '../db/journey-events.ts';
import { findParcelsByNumber, saveParcelScanSummary } from '../db/return-parcels.ts';
import {
  findByNumber,
  lockNumber,
  type ShipmentRow,
  saveEdd,
  saveProof,
  saveScanSummary,
} from '../db/shipments.ts';
import {
  insertTrackingEvents,
  type TimeRange,
  type TrackingEventRow,
} from '../db/tracking-events.ts';
import type { Estimate } from '../domain/edd.ts';
import { orderJourney, returnJourney, type ShopId, type TrackingNumber } from '../domain/ids.ts';
import {
  changeKey,
  foldScan,
  type ScanFact,
  type ScanSummary,
} from '../domain/parcel/scan-summary.ts';
import type { EstimatedDelivery, TrackedShipment } from '../domain/tracking.ts';

const DAY_MS = 86_400_000;
/** Scans from so long before the shipment was added belong to an earlier use of its number. */
const BEFORE_SHIPPED_MS = 30 * DAY_MS;
const AFTER_SHIPPED_MS = 180 * DAY_MS;

export interface CarrierReport {
  readonly shopId: ShopId;
  /** The adapter's name. */
  readonly source: string;
  readonly shipments: readonly TrackedShipment[];
  readonly receivedAt: Date;
}

export interface Recorded {
  readonly scans: number;
  /** Scans that were known already. */
  readonly repeated: number;
  /** Tracking numbers that no shipment has yet. Their scans are kept. */
  readonly unclaimed: readonly string[];
}

/** Keeps all scans and tells the journeys that they concern, in one transaction per parcel. */
export async function recordScans(sql: Sql, report: CarrierReport): Promise<Recorded> {
  let scans = 0;
  let repeated = 0;
  const unclaimed: string[] = [];
  for (const tracked of report.shipments) {
    const { trackingNumber } = tracked;
    // A body that names no parcel concerns none.
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
  await lockNumber(tx, shopId, trackingNumber);
  const fresh = await insertTrackingEvents(
    tx,
    { shopId, source, carrier, trackingNumber, receivedAt },
    tracked.events,
  );
  await recordCarrierActivity(tx, { shopId, carrier, observedAt: receivedAt });
  const shipments = ofCarrier(await findByNumber(tx, shopId, trackingNumber), carrier);
  for (const shipment of shipments) {
    const own = fresh.filter((scan) => isWithin(scanWindow(shipment), scan.occurredAt));
    const journeyId = orderJourney(shopId, shipment.orderId);
    const isAlarmed = own.length > 0 && (await hasOpenEscalation(tx, journeyId));
    const { shipmentId, scanSummary } = shipment;
    const taken = foldScans(shipmentId, scanSummary, { scans: own, isAlarmed });
    if (own.length > 0) await saveScanSummary(tx, shipment, taken.scanSummary);
    const events = [...taken.events, ...(await foldEdd(tx, shipment, { tracked, receivedAt }))];
    if (tracked.proofOfDelivery) await saveProof(tx, shipment, tracked.proofOfDelivery);
    await appendEvents(tx, journeyId, events);
  }
  const parcels = ofCarrier(await findParcelsByNumber(tx, shopId, trackingNumber), carrier);
  for (const parcel of parcels) {
    const span = scanWindow({ shippedAt: parcel.labelledAt });
    const own = fresh.filter((scan) => isWithin(span, scan.occurredAt));
    const journeyId = returnJourney(shopId, parcel.returnId);
    const isAlarmed = own.length > 0 && (await hasOpenEscalation(tx, journeyId));
    const taken = foldScans(parcel.parcelId, parcel.scanSummary, { scans: own, isAlarmed });
    if (own.length > 0) await saveParcelScanSummary(tx, parcel, taken.scanSummary);
    await appendEvents(tx, journeyId, taken.events);
  }
  return { fresh: fresh.length, claimed: shipments.length + parcels.length > 0 };
}

/** Those of the carrier where it is named; else all with the number, since names vary by source. */
function ofCarrier<Parcel extends { readonly carrier: string }>(
  shipments: readonly Parcel[],
  carrier: string,
): readonly Parcel[] {
  const same = shipments.filter((shipment) => shipment.carrier === carrier);
  return same.length > 0 ? same : shipments;
}

/** When scans of a shipment can have happened. */
export function scanWindow({ shippedAt }: Pick<ShipmentRow, 'shippedAt'>): TimeRange {
  return {
    from: new Date(shippedAt.getTime() - BEFORE_SHIPPED_MS),
    until: new Date(shippedAt.getTime() + AFTER_SHIPPED_MS),
  };
}

function isWithin({ from, until }: TimeRange, time: Date): boolean {
  return time >= from && time <= until;
}

export interface FoldedScans {
  readonly scanSummary: ScanSummary;
  readonly events: readonly NewEvent[];
}

/**
 * Folds new scans into what is known of a parcel. Only news wakes its journey, and whatever moves
 * while a case about the journey is open: it may be what the case waits for.
 */
export function foldScans(
  parcelId: string,
  known: ScanSummary,
  { scans, isAlarmed = false }: NewScans,
): FoldedScans {
  let scanSummary = known;
  const events: NewEvent[] = [];
  for (const row of scans) {
    const scan = factOf(row);
    const before = scanSummary;
    scanSummary = foldScan(scanSummary, scan);
    events.push({
      body: { kind: 'scanned', shipmentId: parcelId, scan },
      wakes: isAlarmed || isNews(before, scanSummary),
      dedupe: `scan/${row.id}/${parcelId}`,
    });
  }
  return { scanSummary, events };
}

export interface NewScans {
  /** Oldest first. */
  readonly scans: readonly TrackingEventRow[];
  readonly isAlarmed?: boolean;
}

/** What changes something, and the end of a long silence. */
function isNews(before: ScanSummary, after: ScanSummary): boolean {
  const silenceMs = (after.lastScanAt ?? 0) - (before.lastScanAt ?? 0);
  return silenceMs >= DAY_MS || changeKey(after) !== changeKey(before);
}

function factOf({ status, reason, occurredAt, localTime }: TrackingEventRow): ScanFact {
  return {
    status,
    reason,
    occurredAt: occurredAt.getTime(),
    localDate: (localTime ?? occurredAt.toISOString()).slice(0, 10),
  };
}

async function foldEdd(
  tx: Queryable,
  shipment: ShipmentRow,
  { tracked, receivedAt }: { readonly tracked: TrackedShipment; readonly receivedAt: Date },
): Promise<readonly NewEvent[]> {
  if (!tracked.edd) return [];
  // Bodies overtake one another: an estimate is as old as the latest scan that came with it.
  const asOf = tracked.events.at(-1)?.occurredAt ?? receivedAt.getTime();
  const known = shipment.edd;
  if (known && (known.asOf > asOf || isSameEdd(known, tracked.edd))) return [];
  const edd: Estimate = { ...tracked.edd, source: 'carrier', asOf };
  await saveEdd(tx, shipment, edd);
  return [{ body: { kind: 'edd_set', shipmentId: shipment.shipmentId, edd }, wakes: true }];
}

export function isSameEdd(a: EstimatedDelivery, b: EstimatedDelivery): boolean {
  return a.date === b.date && a.from === b.from && a.until === b.until;
}
