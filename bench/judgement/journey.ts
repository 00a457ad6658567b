/** A journey of the model: what wismr receives, and what happened in truth. */

import type { JourneyKind } from '../../domain/ids.ts';
import type { JourneyEventBody } from '../../domain/journeys.ts';
import type { Reason, Status } from '../../domain/tracking.ts';

export const GOOD_KINDS = ['domestic', 'abroad', 'return'] as const;
export type GoodKind = (typeof GOOD_KINDS)[number];

export const LATE_KINDS = ['late_delivery', 'stall'] as const;
export type LateKind = (typeof LATE_KINDS)[number];

export const BAD_KINDS = [
  'never_shipped',
  'never_scanned',
  'lost_at_home',
  'lost_abroad',
  'circles',
  'reported_lost',
  'reported_destroyed',
  'never_collected',
  'returned_to_sender',
  'return_lost',
  'never_inspected',
  'never_refunded',
  'promise_missed',
] as const;
export type BadKind = (typeof BAD_KINDS)[number];

export type ModelKind = GoodKind | LateKind | BadKind;

export interface ModelEvent {
  /** When wismr receives it, epoch milliseconds. */
  readonly at: number;
  readonly body: JourneyEventBody;
}

export interface ModelJourney {
  readonly journeyId: string;
  readonly journeyKind: JourneyKind;
  readonly kind: ModelKind;
  /** In order of time. */
  readonly events: readonly ModelEvent[];
  /** Until when the simulation runs, epoch milliseconds. */
  readonly until: number;
  readonly truth: Truth;
}

/** What happened, whether wismr knows it or not. Times are epoch milliseconds. */
export interface Truth {
  readonly parcels: Readonly<Record<string, ParcelTruth>>;
  /** When the customer handed in the return. */
  readonly postedAt: number | null;
  /** Null in a good journey. */
  readonly wrong: Wrong | null;
}

export interface Wrong {
  /** From when on something is wrong: the last true scan, or the time it was due. */
  readonly at: number;
  /** When it is right again, in a late journey. */
  readonly until: number | null;
  /** Null: the whole journey. */
  readonly parcelId: string | null;
}

export interface ParcelTruth {
  readonly timeZone: string;
  /** When the customer, or for a return the shop, has it. */
  readonly deliveredAt: number | null;
  /** When it was ready at the pick-up point. */
  readonly readyAt: number | null;
  readonly attempts: readonly number[];
  readonly troubles: readonly TroubleTruth[];
}

export interface TroubleTruth {
  readonly reason: Reason;
  readonly from: number;
  readonly until: number | null;
}

/** A scan by the carrier, before anyone reports it. */
export interface TrueScan {
  readonly status: Status;
  readonly reason: Reason | null;
  readonly at: number;
  /** The day at its place. */
  readonly day: string;
}

export interface TrueEstimate {
  readonly date: string;
  readonly at: number;
}
