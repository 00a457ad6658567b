/** Records a carrier's report, from a webhook or a poll. */

import { recordCarrierActivity } from '../db/carrier-silence.ts';
import type { Queryable, Sql } from '../db/connect.ts';
import { isErasedNumber } from '../db/customers.ts';
import { eraseScans } from '../db/erasure.ts';
import { findParcelsByNumber } from '../db/return-parcels.ts';
import { readScanContext } from '../db/scan-context.ts';
import { findShipmentsByNumber, lockNumber } from '../db/shipments.ts';
import { insertTrackingEvents } from '../db/tracking-events.ts';
import { hasWebhookBody, insertWebhookBody, type WebhookBody } from '../db/webhook-bodies.ts';
import { NEWEST_KEPT } from '../domain/parcel/kept-scans.ts';
import type { TrackedShipment } from '../domain/tracking.ts';
import { mayReport } from '../views/parcel-scans.ts';
import { applyToReturn, applyToShipment, type News, ofCarrier } from './apply-scans.ts';
import type { CarrierReport, IgnoredScans, Recorded } from './carrier-report.ts';
import { joinParcels, type NumberedShipment } from './join-parcels.ts';
import { keepScans, reduceReport } from './keep-scans.ts';

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
  const unclaimed = new Set<string>();
  const ignored: IgnoredScans[] = [];
  const { parcels: numbered, scansLeftOut } = joinParcels(report.shipments.filter(isNumbered));
  let dropped = scansLeftOut;
  for (const [index, tracked] of numbered.entries()) {
    const isLast = index === numbered.length - 1;
    const parcel: ReportedParcel = {
      tracked,
      pushed: body !== null,
      repeats: index === 0 ? body : null,
      remembers: isLast && unclaimed.size === 0 ? body : null,
    };
    const { fresh, claimed, wakes, isOthers, unkept } = await sql.begin((tx) =>
      recordParcel(tx, report, parcel),
    );
    scans += fresh;
    dropped += unkept;
    repeated += tracked.events.length - fresh - unkept;
    if (wakes) wakesJourney = true;
    const { trackingNumber, events } = tracked;
    if (!claimed) unclaimed.add(trackingNumber);
    if (isOthers) ignored.push({ trackingNumber, reason: 'other_carrier', scans: events.length });
  }
  if (body && numbered.length === 0) await recordEmptyBody(sql, body);
  return { scans, repeated, dropped, unclaimed: [...unclaimed], ignored, wakesJourney };
}

/** In characters. No shop can add a parcel with a longer number. */
const NUMBER_LENGTH_MAX = 100;

function isNumbered(tracked: TrackedShipment): tracked is NumberedShipment {
  const { trackingNumber } = tracked;
  return trackingNumber !== null && trackingNumber.length <= NUMBER_LENGTH_MAX;
}

/** A body that names no parcel. */
async function recordEmptyBody(sql: Sql, body: WebhookBody): Promise<void> {
  if (await hasWebhookBody(sql, body)) throw new RepeatedBody();
  await insertWebhookBody(sql, body);
}

interface ReportedParcel {
  readonly tracked: NumberedShipment;
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
  { tracked: reported, pushed, repeats, remembers }: ReportedParcel,
) {
  const { shopId, source } = report;
  const { carrier, trackingNumber } = reported;
  const origin = { shopId, carrier, receivedAt: report.receivedAt };
  const isProven = report.isUnproven !== true;
  const now = report.receivedAt?.getTime() ?? Date.now();
  const { events, leftOut } = reduceReport(reported.events, { isProven, now });
  const tracked = { ...reported, events };
  // The statements are sent together and run one after the other: all see what the lock protects.
  const [, context, inserted, shipments, parcels, isErased] = await Promise.all([
    lockNumber(tx, shopId, trackingNumber),
    readScanContext(tx, origin, { number: trackingNumber, body: repeats }),
    insertTrackingEvents(tx, { ...origin, source, pushed, isProven, trackingNumber }, events),
    findShipmentsByNumber(tx, shopId, trackingNumber),
    findParcelsByNumber(tx, shopId, trackingNumber),
    isErasedNumber(tx, shopId, trackingNumber),
  ]);
  if (context.isRepeated) throw new RepeatedBody();
  const { receivedAt, escalated, stored } = context;
  const isCrowded = stored + inserted.length > NEWEST_KEPT || leftOut > 0;
  const ref = { shopId, trackingNumber };
  const fresh = isCrowded ? await keepScans(tx, { ...ref, fresh: inserted, leftOut }) : inserted;
  // What carriers write about an erased customer's parcel is not kept. Its facts still count.
  if (isErased) await eraseScans(tx, shopId, [trackingNumber]);
  const kept = isErased ? { ...tracked, proofOfDelivery: null } : tracked;
  const news: News = { tracked: kept, receivedAt, fresh, isProven, escalated, isCrowded };
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
  const unkept = leftOut + inserted.length - fresh.length;
  return { fresh: fresh.length, claimed, wakes, isOthers, unkept };
}
