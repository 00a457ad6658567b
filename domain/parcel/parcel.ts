/** One parcel and how scans and corrections change it, on its way to the customer or back. */

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
  };
}

/**
 * Replaces a wrong carrier or number. The scans so far were another parcel's; those of this one
 * follow in the log. The expected day stays as it was promised.
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
  };
}

/** Adds a scan, and notes when the log showed what it changed. */
export function applyScan<P extends Parcel>(parcel: P, scan: ScanFact, now: number): P {
  const before = parcel.scanSummary;
  const after = foldScan(before, scan);
  const observed = observeScan(parcel.observed, { before, after }, now);
  return { ...parcel, scanSummary: after, observed };
}
