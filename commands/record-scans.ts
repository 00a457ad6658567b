/** Records a carrier's report, from a webhook or a poll. */

import { isDeepStrictEqual } from 'node:util';
import { recordCarrierActivity } from '../db/carrier-silence.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { isErasedNumber } from '../db/customers.ts';
import { eraseScans } from '../db/erasure.ts';
import { hastenPolls } from '../db/parcel-polls.ts';
import {
  findParcelsByNumber,
  type ReturnParcelRow,
  saveParcelScanSummary,
} from '../db/return-parcels.ts';
import { readScanContext } from '../db/scan-context.ts';
import {
  findShipmentsByNumber,
  lockNumber,
  type ShipmentRow,
  saveEdd,
  saveScanSummary,
} from '../db/shipments.ts';
import { insertTrackingEvents, type TrackingEventRow } from '../db/tracking-events.ts';
import { hasWebhookBody, insertWebhookBody, type WebhookBody } from '../db/webhook-bodies.ts';
import type { Estimate } from '../domain/edd.ts';
import {
  type JourneyId,
  orderJourneyId,
  returnJourneyId,
  type TrackingNumber,
} from '../domain/ids.ts';
import { currentStatus, isFinal, type ScanSummary } from '../domain/parcel/scan-summary.ts';
import { isWithinWindow, scanWindow } from '../domain/parcel/scan-window.ts';
import { isSameEdd, type Status, type TrackedShipment } from '../domain/tracking.ts';
import { mayReport } from '../views/parcel-scans.ts';
import { appendEvents, type NewEvent } from './append-events.ts';
import type { CarrierReport, IgnoredScans, Recorded } from './carrier-report.ts';
import { enrolNumber } from './enrol-parcels.ts';
import { foldScans } from './fold-scans.ts';
import { recordFacts } from './record-facts.ts';

/** Stores all scans and appends them to the logs of their journeys, one transaction per parcel. */
export async function recordScans(sql: Sql, report: CarrierReport): Promise<Recorded> {
  return recordEach(sql, report, null);
}

/**
 * Like `recordScans`, for the body of a webhook. Returns null, and changes nothing, if the same body was
 * recorded before. Remembers the body in the transaction of its last parcel, so that one that failed
 * half-way, or has an unclaimed number, does not count as recorded.
 */
export async function recordBody(
  sql: Sql,
  report: CarrierReport,
  body: WebhookBody,
): Promise<Recorded | null> {
  try {
    return await recordEach(sql, report, body);
  } catch (error) {
    if (error instanceof RepeatedBody) return null;
    throw error;
  }
}

/** Rolls back a transaction. */
class RepeatedBody extends Error {}

async function recordEach(
  sql: Sql,
  report: CarrierReport,
  body: WebhookBody | null,
): Promise<Recorded> {
  let scans = 0;
  let repeated = 0;
  let wakesJourney = false;
  const unclaimed: string[] = [];
  const ignored: IgnoredScans[] = [];
  const numbered = report.shipments.filter(isNumbered);
  for (const [index, tracked] of numbered.entries()) {
    const isLast = index === numbered.length - 1;
    const parcel: ReportedParcel = {
      tracked,
      pushed: body !== null,
      repeats: index === 0 ? body : null,
      remembers: isLast && unclaimed.length === 0 ? body : null,
    };
    const { fresh, claimed, wakes, isOthers } = await sql.begin((tx) =>
      recordParcel(tx, report, parcel),
    );
    scans += fresh;
    repeated += tracked.events.length - fresh;
    if (wakes) wakesJourney = true;
    const { trackingNumber, events } = tracked;
    if (!claimed) unclaimed.push(trackingNumber);
    if (isOthers) ignored.push({ trackingNumber, reason: 'other_carrier', scans: events.length });
  }
  if (body && numbered.length === 0) await recordEmptyBody(sql, body);
  return { scans, repeated, unclaimed, ignored, wakesJourney };
}

type Numbered = TrackedShipment & { readonly trackingNumber: TrackingNumber };

function isNumbered(tracked: TrackedShipment): tracked is Numbered {
  return tracked.trackingNumber !== null;
}

/** A body that names no parcel. */
async function recordEmptyBody(sql: Sql, body: WebhookBody): Promise<void> {
  if (await hasWebhookBody(sql, body)) throw new RepeatedBody();
  await insertWebhookBody(sql, body);
}

interface ReportedParcel {
  readonly tracked: Numbered;
  /** Whether a webhook reports it; else the answer to a poll. */
  readonly pushed: boolean;
  /** The body that must not be recorded yet; null: it was looked up, or there is none. */
  readonly repeats: WebhookBody | null;
  /** The body to remember if a parcel has the number. */
  readonly remembers: WebhookBody | null;
}

async function recordParcel(
  tx: Queryable,
  report: CarrierReport,
  { tracked, pushed, repeats, remembers }: ReportedParcel,
) {
  const { shopId, source } = report;
  const { carrier, trackingNumber } = tracked;
  const origin = { shopId, carrier, receivedAt: report.receivedAt };
  const isProven = report.isUnproven !== true;
  const doubts = !isProven && tracked.events.some(isFinal);
  const isPolled = doubts && (await hastenPolls(tx, shopId, trackingNumber));
  // The statements are sent together and run one after the other: all see what the lock protects.
  const [, context, fresh, shipments, parcels, isErased] = await Promise.all([
    lockNumber(tx, shopId, trackingNumber),
    readScanContext(tx, origin, { number: trackingNumber, body: repeats }),
    insertTrackingEvents(
      tx,
      { ...origin, source, pushed, isProven, trackingNumber },
      tracked.events,
    ),
    findShipmentsByNumber(tx, shopId, trackingNumber),
    findParcelsByNumber(tx, shopId, trackingNumber),
    isErasedNumber(tx, shopId, trackingNumber),
  ]);
  if (context.isRepeated) throw new RepeatedBody();
  // What carriers write about an erased customer's parcel is not kept. Its facts still count.
  if (isErased) await eraseScans(tx, shopId, [trackingNumber]);
  const kept = isErased ? { ...tracked, proofOfDelivery: null } : tracked;
  const { receivedAt, escalated } = context;
  const news: News = { tracked: kept, receivedAt, fresh, escalated, isPolled };
  const claimed = shipments.length + parcels.length > 0;
  const isOwn = (parcel: { carrier: string }) => mayReport({ source, pushed }, parcel);
  const applyAll = async () => {
    let wakes = false;
    for (const shipment of ofCarrier(shipments.filter(isOwn), carrier)) {
      if (await applyToShipment(tx, shipment, news)) wakes = true;
    }
    for (const parcel of ofCarrier(parcels.filter(isOwn), carrier)) {
      if (await applyToReturn(tx, parcel, news)) wakes = true;
    }
    return wakes;
  };
  const [wakes] = await Promise.all([
    applyAll(),
    claimed && remembers ? insertWebhookBody(tx, remembers) : null,
  ]);
  // Last, because all webhooks of the carrier write this row once a minute.
  if (!context.isActive) {
    await recordCarrierActivity(tx, { shopId, carrier, observedAt: receivedAt });
  }
  const isOthers = claimed && ![...shipments, ...parcels].some(isOwn);
  return { fresh: fresh.length, claimed, wakes, isOthers };
}

interface News {
  readonly tracked: Numbered;
  readonly receivedAt: Date;
  /** The scans that were not stored before, oldest first. */
  readonly fresh: readonly TrackingEventRow[];
  /** The journeys with an open escalation. */
  readonly escalated: readonly JourneyId[];
  /** Whether a poll will confirm an unconfirmed final status. */
  readonly isPolled: boolean;
}

/** Returns whether its journey's workflow must receive something now. */
async function applyToShipment(
  tx: Queryable,
  shipment: ShipmentRow,
  { tracked, receivedAt, fresh, escalated, isPolled }: News,
): Promise<boolean> {
  const journeyId = orderJourneyId(shipment.shopId, shipment.orderId);
  const folded = foldScans(shipment.shipmentId, shipment.scanSummary, {
    scans: scansWithin(fresh, shipment.shippedAt),
    isEscalated: escalated.includes(journeyId),
    isPolled,
    now: receivedAt.getTime(),
  });
  const estimate = foldEdd(shipment, { tracked, receivedAt });
  const found = [...folded.events, ...(estimate ? [estimate.event] : [])];
  // A voided parcel decides nothing, so its scans can wait for the next event.
  const events = shipment.voidedAt === null ? found : found.map(asleep);
  await Promise.all([
    isDeepStrictEqual(folded.scanSummary, shipment.scanSummary)
      ? null
      : saveScanSummary(tx, shipment, folded.scanSummary),
    estimate && saveEdd(tx, shipment, estimate),
    recordFacts(tx, shipment, tracked),
    appendEvents(tx, journeyId, events),
  ]);
  if (movesAgain(shipment, folded.scanSummary)) await enrolNumber(tx, shipment);
  return events.some(({ wakes }) => wakes);
}

/** Like `applyToShipment`. */
async function applyToReturn(
  tx: Queryable,
  parcel: ReturnParcelRow,
  { receivedAt, fresh, escalated, isPolled }: News,
): Promise<boolean> {
  const journeyId = returnJourneyId(parcel.shopId, parcel.returnId);
  const folded = foldScans(parcel.parcelId, parcel.scanSummary, {
    scans: scansWithin(fresh, parcel.labelledAt),
    isEscalated: escalated.includes(journeyId),
    isPolled,
    now: receivedAt.getTime(),
  });
  await Promise.all([
    isDeepStrictEqual(folded.scanSummary, parcel.scanSummary)
      ? null
      : saveParcelScanSummary(tx, parcel, folded.scanSummary),
    appendEvents(tx, journeyId, folded.events),
  ]);
  if (movesAgain(parcel, folded.scanSummary)) await enrolNumber(tx, parcel);
  return folded.events.some(({ wakes }) => wakes);
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

/** The estimate in the report, and its event; null if it has none, an older one or the same. */
function foldEdd(
  shipment: ShipmentRow,
  { tracked, receivedAt }: Pick<News, 'tracked' | 'receivedAt'>,
) {
  if (!tracked.edd) return null;
  // Webhooks arrive out of order, so an estimate dates from the latest scan in its report.
  const received = receivedAt.getTime();
  const asOf = Math.min(tracked.events.at(-1)?.occurredAt ?? received, received);
  const known = shipment.edd;
  if (known && (known.asOf > asOf || isSameEdd(known, tracked.edd))) return null;
  const edd: Estimate = { ...tracked.edd, source: 'carrier', asOf };
  const first: Estimate = { ...(tracked.originalEdd ?? tracked.edd), source: 'carrier', asOf };
  const body = { kind: 'edd_set', shipmentId: shipment.shipmentId, edd } as const;
  const event: NewEvent = { body, wakes: true };
  return { edd, first, event };
}
