/** A carrier's report, and what became of it. */

import type { ShopId } from '../domain/ids.ts';
import type { TrackedShipment } from '../domain/tracking.ts';

export interface CarrierReport {
  readonly shopId: ShopId;
  /** The adapter's name. */
  readonly source: string;
  readonly shipments: readonly TrackedShipment[];
  /** Null: now, by Postgres's clock. */
  readonly receivedAt: Date | null;
  /** True: a webhook whose sender signs no body. */
  readonly isUnproven?: boolean;
}

/** `other_carrier`: the webhook's carrier does not move the parcel that has the number. */
export type IgnoredReason = 'other_carrier';

export interface IgnoredScans {
  readonly trackingNumber: string;
  readonly reason: IgnoredReason;
  /** How many. */
  readonly scans: number;
}

export interface Recorded {
  /** How many scans were new. */
  readonly scans: number;
  /** How many of the scans were already stored. */
  readonly repeated: number;
  /** How many of the scans are not kept: their numbers have more than anybody reads. */
  readonly dropped: number;
  /** Tracking numbers that no parcel has yet. Their scans are stored. */
  readonly unclaimed: readonly string[];
  /** What changes no parcel, and why. */
  readonly ignored: readonly IgnoredScans[];
  /** Whether a relay has something to deliver at once. */
  readonly wakesJourney: boolean;
}
