/** A parcel to the customer or back to the shop, and how scans and corrections change it. */

import { earliest } from '../time.ts';
import { isAhead } from './future-scan.ts';
import { type ObservedTimes, observedSince, observeScan } from './observed.ts';
import {
  foldScan,
  NO_SCANS,
  type ScanFact,
  type ScanSummary,
  settleUnconfirmed,
  unconfirmedUntil,
} from './scan-summary.ts';
import { unsettledUntil } from './unsettled.ts';

/** Of one order or return. Its workflow keeps all of them in its state, and Temporal takes 2 MB. */
export const PARCELS_MAX = 100;

export interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  readonly scanSummary: ScanSummary;
  /** When waiting for it began: when it was shipped, or its number corrected; epoch milliseconds. */
  readonly awaitedSince: number;
  readonly observed: ObservedTimes;
  /** How often its number was replaced: what was sent about another number is not about it. */
  readonly corrections: number;
}

export function createParcel(
  {
    carrier,
    trackingNumber,
    service,
    awaitedSince,
  }: Pick<Parcel, 'carrier' | 'trackingNumber' | 'service' | 'awaitedSince'>,
  now: number,
): Parcel {
  return {
    carrier,
    trackingNumber,
    service,
    scanSummary: NO_SCANS,
    awaitedSince,
    observed: observedSince(now),
    corrections: 0,
  };
}

/**
 * Replaces a wrong carrier or number. Discards the scans so far, which belong to another parcel;
 * the scans of this one follow in the log. Keeps the time of the estimate.
 */
export function correctNumber<P extends Parcel>(
  parcel: P,
  { carrier, trackingNumber }: Pick<Parcel, 'carrier' | 'trackingNumber'>,
  now: number,
): P {
  const observed = { ...observedSince(now), eddAt: parcel.observed.eddAt };
  return {
    ...parcel,
    carrier,
    trackingNumber,
    scanSummary: NO_SCANS,
    awaitedSince: now,
    observed,
    corrections: parcel.corrections + (trackingNumber === parcel.trackingNumber ? 0 : 1),
  };
}

/** Adds a scan and records when the log showed what it changed. A scan dated ahead changes nothing. */
export function applyScan<P extends Parcel>(parcel: P, scan: ScanFact, now: number): P {
  if (isAhead(scan.occurredAt, now)) return parcel;
  return changeSummary(parcel, foldScan(parcel.scanSummary, scan), now);
}

/** Counts or drops an unconfirmed final status whose time is up. */
export function settleParcel<P extends Parcel>(parcel: P, now: number): P {
  return changeSummary(parcel, parcel.scanSummary, now);
}

function changeSummary<P extends Parcel>(parcel: P, folded: ScanSummary, now: number): P {
  const before = parcel.scanSummary;
  const after = settleUnconfirmed(folded, now);
  if (after === before) return parcel;
  const observed = observeScan(parcel.observed, { before, after }, now);
  return { ...parcel, scanSummary: after, observed };
}

/** For a milestone about the delivery of the parcels, if their carriers contradict themselves. */
export function whileUnsettled(parcels: readonly Parcel[]): { readonly unsettledUntil?: number } {
  const until = Math.max(
    0,
    ...parcels.map(({ observed }) => unsettledUntil(observed.deliveryChanges)),
  );
  return until > 0 ? { unsettledUntil: until } : {};
}

/** When the first unconfirmed final status counts, epoch milliseconds; null: there is none. */
export function confirmsUntil(parcels: readonly Parcel[]): number | null {
  return earliest(parcels.map(({ scanSummary }) => unconfirmedUntil(scanSummary)));
}

/** Settles the parcels of a journey. Returns the same object if nothing changes. */
export function settleParcels<P extends Parcel>(
  parcels: Readonly<Record<string, P>>,
  now: number,
): Readonly<Record<string, P>> {
  const until = confirmsUntil(Object.values(parcels));
  if (until === null || now < until) return parcels;
  return Object.fromEntries(
    Object.entries(parcels).map(([id, parcel]) => [id, settleParcel(parcel, now)]),
  );
}
