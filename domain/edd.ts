/** Estimated delivery dates (EDD): the original estimate and the current one. */

import type { EstimatedDelivery } from './tracking.ts';

export type EddSource = 'shop' | 'carrier' | 'model';

/** An estimate, with who made it and when. */
export interface Estimate extends EstimatedDelivery {
  readonly source: EddSource;
  /** Epoch milliseconds. */
  readonly asOf: number;
}

export interface EddHistory {
  /** The estimate made first. */
  readonly original: Estimate | null;
  /** The estimate made last: the current one. */
  readonly latest: Estimate | null;
  /** The days of the latest ten estimates, oldest first. */
  readonly days: readonly { readonly asOf: number; readonly date: string }[];
}

export const NO_EDD: EddHistory = { original: null, latest: null, days: [] };

const DAYS_KEPT = 10;

/**
 * Adds an estimate. Estimates may arrive in any order: `asOf` decides which one is the original and
 * which one is current.
 */
export function reviseEdd(history: EddHistory, estimate: Estimate): EddHistory {
  const { original, latest, days } = history;
  const others = days.filter(({ asOf }) => asOf !== estimate.asOf);
  return {
    original: original && original.asOf <= estimate.asOf ? original : estimate,
    latest: latest && latest.asOf > estimate.asOf ? latest : estimate,
    days: [...others, { asOf: estimate.asOf, date: estimate.date }]
      .sort((a, b) => a.asOf - b.asOf)
      .slice(-DAYS_KEPT),
  };
}

/** Whether both histories expect the parcel on the same day. */
export function isSameEddDay(a: EddHistory, b: EddHistory): boolean {
  return a.latest?.date === b.latest?.date;
}
