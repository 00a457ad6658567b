/** Applies the new scans of a carrier's report to the parcels that have the number. */

import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../db/connect.ts';
import { type ReturnParcelRow, saveParcelScanSummary } from '../db/return-parcels.ts';
import { type ShipmentRow, saveEdd, saveScanSummary } from '../db/shipments.ts';
import type { TrackingEventRow } from '../db/tracking-events.ts';
import type { Estimate } from '../domain/edd.ts';
import { type JourneyId, orderJourneyId, returnJourneyId } from '../domain/ids.ts';
import { currentStatus, type ScanSummary } from '../domain/parcel/scan-summary.ts';
import { isWithinWindow, scanWindow } from '../domain/parcel/scan-window.ts';
import { isSameEdd, type Status, type TrackedShipment } from '../domain/tracking.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import { askToConfirm, canConfirm, keepFacts } from './confirm-finals.ts';
import { enrolNumber } from './enrol-parcels.ts';
import { type FoldedScans, foldScans } from './fold-scans.ts';
import { limitLoggedScans } from './log-scans.ts';
import { recordFacts } from './record-facts.ts';

export interface News {
  readonly tracked: TrackedShipment;
  readonly receivedAt: Date;
  /** The scans that were not stored before, oldest first. */
  readonly fresh: readonly TrackingEventRow[];
  /** False: its sender signs no body. */
  readonly isProven: boolean;
  /** The journeys with an open escalation. */
  readonly escalated: readonly JourneyId[];
  /** The number has more scans than are kept. */
  readonly isCrowded: boolean;
}

/** Returns whether its journey's workflow must receive something now. */
export async function applyToShipment(
  tx: Queryable,
  shipment: ShipmentRow,
  news: News,
): Promise<boolean> {
  const { tracked, receivedAt } = news;
  const { shipmentId: parcelId, shippedAt: since, scanSummary } = shipment;
  const journeyId = orderJourneyId(shipment.shopId, shipment.orderId);
  const folded = await foldNews(tx, { ...shipment, journeyId, parcelId, since }, news);
  const facts = await keepFacts(tx, { ...shipment, ...folded }, news);
  const estimate = foldEdd(shipment, { tracked, receivedAt });
  const found = [...folded.events, ...(estimate?.events ?? [])];
  // A voided parcel decides nothing, so its scans can wait for the next event.
  const events = shipment.voidedAt === null ? found : found.map(asleep);
  await Promise.all([
    isDeepStrictEqual(folded.scanSummary, scanSummary)
      ? null
      : saveScanSummary(tx, shipment, folded.scanSummary),
    estimate && saveEdd(tx, shipment, estimate),
    facts && recordFacts(tx, shipment, facts),
    appendEvents(tx, journeyId, events),
  ]);
  if (movesAgain(shipment, folded.scanSummary)) await enrolNumber(tx, shipment);
  await askToConfirm(tx, shipment, folded.scanSummary);
  return events.some(({ wakes }) => wakes);
}

/** Like `applyToShipment`. */
export async function applyToReturn(
  tx: Queryable,
  parcel: ReturnParcelRow,
  news: News,
): Promise<boolean> {
  const { labelledAt: since, scanSummary } = parcel;
  const journeyId = returnJourneyId(parcel.shopId, parcel.returnId);
  const folded = await foldNews(tx, { ...parcel, journeyId, since }, news);
  await Promise.all([
    isDeepStrictEqual(folded.scanSummary, scanSummary)
      ? null
      : saveParcelScanSummary(tx, parcel, folded.scanSummary),
    appendEvents(tx, journeyId, folded.events),
  ]);
  if (movesAgain(parcel, folded.scanSummary)) await enrolNumber(tx, parcel);
  await askToConfirm(tx, parcel, folded.scanSummary);
  return folded.events.some(({ wakes }) => wakes);
}

interface JourneyParcel extends Pick<ShipmentRow, 'shopId' | 'carrier'> {
  readonly journeyId: JourneyId;
  readonly parcelId: string;
  /** When it was shipped or labelled. */
  readonly since: Date;
  readonly scanSummary: ScanSummary;
}

async function foldNews(
  tx: Queryable,
  parcel: JourneyParcel,
  { receivedAt, fresh, escalated, isCrowded }: News,
): Promise<FoldedScans> {
  const { journeyId, parcelId, since, scanSummary } = parcel;
  const isEscalated = escalated.includes(journeyId);
  const now = receivedAt.getTime();
  const scans = scansWithin(fresh, since);
  const isPolled = await canConfirm(tx, parcel, scans);
  const folded = foldScans(parcelId, scanSummary, { scans, isEscalated, isPolled, now });
  if (!isCrowded || scans.length === 0) return folded;
  const crowded = { journeyId, parcelId, isEscalated, now };
  return { ...folded, events: await limitLoggedScans(tx, crowded, folded) };
}

/** Whether a parcel that had arrived has not, so that it is polled again. */
function movesAgain(before: Pick<ShipmentRow, 'status' | 'reason'>, after: ScanSummary): boolean {
  const { status, reason } = currentStatus(after);
  return AT_REST.includes(before.status) && (status !== before.status || reason !== before.reason);
}

const AT_REST: readonly Status[] = ['delivered', 'cancelled', 'return_to_sender'];

function asleep(event: NewEvent): NewEvent {
  return { ...event, wakes: false };
}

/** The carrier's parcels or, if it has none, all: sources may name the same carrier differently. */
export function ofCarrier<Parcel extends { readonly carrier: string }>(
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

/** A carrier changes its estimate a few times. From then on, the log takes other days only, then none. */
const EDD_CHANGES_LOGGED = { any: 100, days: 500 };

/** The estimate in the report, and its event; null if it has none, an older one or the same. */
function foldEdd(
  shipment: ShipmentRow,
  { tracked, receivedAt }: Pick<News, 'tracked' | 'receivedAt'>,
) {
  if (!tracked.edd) return null;
  // Webhooks arrive out of order, so an estimate dates from the latest scan in its report.
  const received = receivedAt.getTime();
  const asOf = Math.min(tracked.events.at(-1)?.occurredAt ?? received, received);
  const { edd: known, eddChanges, shipmentId } = shipment;
  if (known && (known.asOf > asOf || isSameEdd(known, tracked.edd))) return null;
  const edd: Estimate = { ...tracked.edd, source: 'carrier', asOf };
  const first: Estimate = { ...(tracked.originalEdd ?? tracked.edd), source: 'carrier', asOf };
  const { any, days } = EDD_CHANGES_LOGGED;
  const isLogged = eddChanges < (edd.date === known?.date ? any : days);
  const event: NewEvent = { body: { kind: 'edd_set', shipmentId, edd }, wakes: true };
  return { edd, first, events: isLogged ? [event] : [] };
}
