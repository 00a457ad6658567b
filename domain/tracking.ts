/** The shape that every carrier's reports are reduced to. */

import type { TrackingNumber } from './ids.ts';

/** Where a parcel is. `unknown` means that nothing was heard yet; it is no place a parcel can be. */
export const STATUSES = [
  'unknown',
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
  'delivered',
  'exception',
  'return_to_sender',
  'cancelled',
] as const;
export type Status = (typeof STATUSES)[number];

/** Why a parcel is in trouble, or what else is worth knowing of a status. */
export const REASONS = [
  'delay',
  'weather',
  'address',
  'customs',
  'customs_information',
  'payment_due',
  'damage',
  'loss',
  'destroyed',
  'refused',
  'nobody_home',
  'closed',
  'no_access',
  'missorted',
  'held',
  'unclaimed',
  'security',
  'rescheduled',
  /** With `return_to_sender`: the parcel has arrived back. Without it, it is on its way back. */
  'returned',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

/** Who can end the trouble. */
export const PARTIES = ['carrier', 'shop', 'customer', 'customs', 'nobody'] as const;
export type Party = (typeof PARTIES)[number];

/**
 * Where the offset from UTC of a carrier's time came from: the carrier gave it (`carrier`), the
 * carrier gives UTC (`utc`), the scan's place told its zone (`place`), or the adapter assumes the
 * carrier's home zone or UTC because nothing told it (`assumed`).
 */
export const OFFSET_SOURCES = ['carrier', 'utc', 'place', 'assumed'] as const;
export type OffsetSource = (typeof OFFSET_SOURCES)[number];

export interface Place {
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2, or the carrier's own words where it gives no code. */
  readonly country: string | null;
}

/** One report by a carrier. */
export interface TrackingEvent {
  /** Null: the report informs and moves nothing (or no table knows its code; see `mapped`). */
  readonly status: Status | null;
  readonly reason: Reason | null;
  readonly responsible: Party | null;
  /** The code by which the adapter's table was asked, e.g. `X/058` or `in_transit/arrived_at_facility`. */
  readonly code: string;
  /** False: no table has this code. It is kept and counted, and changes no status. */
  readonly mapped: boolean;
  /** The carrier's own words. May name people: never enters Temporal. */
  readonly description: string | null;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** The wall clock at the scan's place, `YYYY-MM-DDTHH:mm:ss`, where the carrier tells it. */
  readonly localTime: string | null;
  /** Minutes east of UTC by which `occurredAt` was reckoned; null where only a date was given. */
  readonly offsetMinutes: number | null;
  readonly offsetSource: OffsetSource;
  /** True: the carrier gave a date and no time of day. */
  readonly dateOnly: boolean;
  readonly place: Place | null;
}

/** An estimated delivery date as a carrier or a shop says it. */
export interface EstimatedDelivery {
  /** `YYYY-MM-DD`, the day at the destination. */
  readonly date: string;
  /** Window within or up to the day, epoch milliseconds; null where only the day is known. */
  readonly from: number | null;
  readonly until: number | null;
}

export function isSameEdd(a: EstimatedDelivery, b: EstimatedDelivery): boolean {
  return a.date === b.date && a.from === b.from && a.until === b.until;
}

export interface ProofOfDelivery {
  readonly at: number | null;
  readonly signedBy: string | null;
  /** Where it was left: the carrier's own words. */
  readonly location: string | null;
  readonly signatureUrl: string | null;
  readonly photoUrl: string | null;
}

/** What one body says of one parcel. */
export interface TrackedShipment {
  /** The carrier that moves it, as the directory names it; an aggregator names the one behind it. */
  readonly carrier: string;
  /** Null where a body does not repeat the number and nobody was asked for one. */
  readonly trackingNumber: TrackingNumber | null;
  /** The carrier's own id of this use of the number: numbers are recycled. */
  readonly uniqueId: string | null;
  readonly service: string | null;
  /** Oldest first. */
  readonly events: readonly TrackingEvent[];
  /**
   * What the body says of the parcel as a whole, where it says it outside its list of scans and no
   * scan bears it. Never invented from the scans.
   */
  readonly edd: EstimatedDelivery | null;
  readonly originalEdd: EstimatedDelivery | null;
  readonly proofOfDelivery: ProofOfDelivery | null;
  readonly attempts: number | null;
  /** The other parcels of the same consignment, and the number of the way back. */
  readonly relatedNumbers: readonly TrackingNumber[];
  readonly returnNumber: TrackingNumber | null;
  /** Codes that no table has, each once. */
  readonly unmapped: readonly string[];
}

/** Why a body reports no parcel. None of them is a scan. */
export const REFUSALS = ['not_found', 'not_yet', 'error', 'malformed'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type ParseResult =
  | {
      readonly ok: true;
      readonly shipments: readonly TrackedShipment[];
      /** What the reader of the body ought to know: fields left out, rows that could not be read. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly detail: string };
