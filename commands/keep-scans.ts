/** Keeps the scans of a number within bounds, whatever its carrier reports. */

import type { Queryable } from '../db/connect.ts';
import { type DroppedScans, dropScans } from '../db/dropped-scans.ts';
import {
  fingerprintOf,
  readStoredScans,
  type StoredScanRow,
  type TrackingEventRow,
} from '../db/tracking-events.ts';
import type { ShopId, TrackingNumber } from '../domain/ids.ts';
import { isAhead, MISREAD_LIMIT_MS } from '../domain/parcel/future-scan.ts';
import { NEWEST_KEPT, type StoredScan, selectKept } from '../domain/parcel/kept-scans.ts';
import { isFinal } from '../domain/parcel/scan-summary.ts';
import type { OffsetSource, TrackingEvent } from '../domain/tracking.ts';

export interface ReducedReport {
  readonly events: readonly TrackingEvent[];
  /** How many different scans were left out. */
  readonly leftOut: number;
}

/**
 * The scans of one report that can matter, with texts of a usual length. `now`: epoch milliseconds. What
 * is left out would not be kept either if each scan came in a report of its own.
 */
export function reduceReport(
  events: readonly TrackingEvent[],
  { isProven, now }: { readonly isProven: boolean; readonly now: number },
): ReducedReport {
  const short = events.map(shorten);
  if (short.length <= NEWEST_KEPT) return { events: short, leftOut: 0 };
  const distinct = new Map(short.map((event) => [fingerprintOf(event), event]));
  const scans = [...distinct].map(([fingerprint, event]) => ({
    ...factsOf(event, now),
    sender: isProven || !isFinal(event) ? 'proven' : 'unproven',
    fingerprint,
    event,
  }));
  const kept = selectKept(scans);
  return { events: kept.map(({ event }) => event), leftOut: scans.length - kept.length };
}

/** In characters. A carrier's sentence about a scan has about fifty. */
const LENGTHS = { description: 500, code: 200, place: 100 };

function shorten(event: TrackingEvent): TrackingEvent {
  const { code, description, place } = event;
  const cut = (text: string | null) => text?.slice(0, LENGTHS.place) ?? null;
  return {
    ...event,
    code: code.slice(0, LENGTHS.code),
    description: description?.slice(0, LENGTHS.description) ?? null,
    place: place && {
      city: cut(place.city),
      region: cut(place.region),
      postalCode: cut(place.postalCode),
      country: cut(place.country),
    },
  };
}

export interface StoredReport {
  readonly shopId: ShopId;
  readonly trackingNumber: TrackingNumber;
  /** Those of the report that are new. */
  readonly fresh: readonly TrackingEventRow[];
  /** How many of the report were not stored. */
  readonly leftOut: number;
}

/**
 * Deletes the scans of the number that are not kept. Returns the new ones that are. In the transaction
 * that holds the lock of the number.
 */
export async function keepScans(
  tx: Queryable,
  { fresh, leftOut, ...ref }: StoredReport,
): Promise<readonly TrackingEventRow[]> {
  const scans = (await readStoredScans(tx, ref)).map(toStoredScan);
  const kept = new Set(selectKept(scans).map(({ id }) => id));
  const ids = scans.flatMap(({ id }) => (kept.has(id) ? [] : [id]));
  const keptFresh = fresh.filter(({ id }) => kept.has(id));
  const unkept = fresh.length - keptFresh.length;
  const dropped: DroppedScans = { ids, replaced: ids.length - unkept, leftOut: leftOut + unkept };
  if (dropped.ids.length + dropped.leftOut > 0) await dropScans(tx, ref, dropped);
  return keptFresh;
}

function toStoredScan(row: StoredScanRow): StoredScan & { readonly id: string } {
  const { id, source, pushed, unconfirmed, fingerprint, occurredAt, receivedAt } = row;
  const facts = factsOf({ ...row, occurredAt: occurredAt.getTime() }, receivedAt.getTime());
  // What one of these reports may count where another does not.
  return { ...facts, id, sender: `${source}/${pushed}/${unconfirmed}`, fingerprint };
}

interface Dated extends Pick<StoredScan, 'status' | 'reason' | 'mapped' | 'occurredAt'> {
  readonly localTime: string | null;
  readonly offsetSource: OffsetSource;
}

function factsOf(scan: Dated, receivedAt: number): Omit<StoredScan, 'sender' | 'fingerprint'> {
  const { status, reason, mapped, occurredAt, localTime, offsetSource } = scan;
  // A scan whose zone was only assumed counts from its receipt.
  const isMisread = offsetSource === 'assumed' && occurredAt - receivedAt <= MISREAD_LIMIT_MS;
  return {
    status,
    reason,
    mapped,
    occurredAt,
    localDate: (localTime ?? new Date(occurredAt).toISOString()).slice(0, 10),
    isAhead: isAhead(occurredAt, receivedAt) && !isMisread,
  };
}
