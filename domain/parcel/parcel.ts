/** A parcel to the customer or back to the shop, and how scans and corrections change it. */

import { isAhead } from './future-scan.ts';
import { type ObservedTimes, observedSince, observeScan } from './observed.ts';
import { foldScan, NO_SCANS, type ScanFact, type ScanSummary } from './scan-summary.ts';

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
  const before = parcel.scanSummary;
  const after = foldScan(before, scan);
  const observed = observeScan(parcel.observed, { before, after }, now);
  return { ...parcel, scanSummary: after, observed };
}
