/** The common shape of all carriers' reports. */

import type { TrackingNumber } from './ids.ts';

/** Where a parcel is. `unknown`: there is no scan yet. */
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

/** Why a parcel has a problem, or another detail of its status. */
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
  /** With `in_transit`: some pieces of the shipment were delivered, others were not. */
  'partial',
  /** The carrier reports that its scan of a delivery was a mistake. */
  'delivery_withdrawn',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

/** Who can resolve the problem. */
export const PARTIES = ['carrier', 'shop', 'customer', 'customs', 'nobody'] as const;
export type Party = (typeof PARTIES)[number];

/**
 * The source of a carrier time's UTC offset: the carrier states it (`carrier`), the carrier uses
 * UTC (`utc`), the zone of the scan's place (`place`), or the adapter's assumption: the carrier's
 * home zone, or UTC (`assumed`).
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
  /** Null: the report changes no status, or its code is in no table (see `mapped`). */
  readonly status: Status | null;
  readonly reason: Reason | null;
  /** Who can resolve the problem. Shown to the shop, with its scans and escalations. */
  readonly responsible: Party | null;
  /**
   * The code looked up in the adapter's table, e.g. `X/058` or `in_transit/arrived_at_facility`.
   */
  readonly code: string;
  /** False: the code is in no table. The scan is stored and counted, but changes no status. */
  readonly mapped: boolean;
  /** The carrier's own words. May name people: never enters Temporal. */
  readonly description: string | null;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** Local time at the scan's place, `YYYY-MM-DDTHH:mm:ss`; null where the carrier gives none. */
  readonly localTime: string | null;
  /** Minutes east of UTC used for `occurredAt`; null for a date without a time. */
  readonly offsetMinutes: number | null;
  readonly offsetSource: OffsetSource;
  /** True: the carrier gave a date and no time of day. */
  readonly dateOnly: boolean;
  readonly place: Place | null;
}

/** An estimated delivery date from a carrier or a shop. */
export interface EstimatedDelivery {
  /** `YYYY-MM-DD`, the day at the destination. */
  readonly date: string;
  /**
   * The delivery window, epoch milliseconds; may begin before the day. Null: only the day is known.
   */
  readonly from: number | null;
  readonly until: number | null;
}

export function isSameEdd(a: EstimatedDelivery, b: EstimatedDelivery): boolean {
  return a.date === b.date && a.from === b.from && a.until === b.until;
}

/** Personal data: only the shipment's row has it, never a log or Temporal. */
export interface ProofOfDelivery {
  readonly at: number | null;
  readonly signedBy: string | null;
  /** Where it was left, in the carrier's own words. */
  readonly location: string | null;
  /** For the shop only. */
  readonly signatureUrl: string | null;
  readonly photoUrl: string | null;
}

/** Everything that one response body reports about one parcel. */
export interface TrackedShipment {
  /** The carrier that moves the parcel, by its name in the directory; never an aggregator. */
  readonly carrier: string;
  /** Null where the body does not contain the number and none was asked for. */
  readonly trackingNumber: TrackingNumber | null;
  /**
   * The carrier's own id for this use of the number: carriers reuse numbers. Only `wismr parse` shows
   * it: recycled numbers are recognized by the time of their scans.
   */
  readonly uniqueId: string | null;
  /** Only `wismr parse` shows it: the service of a shipment is the one that the shop gives. */
  readonly service: string | null;
  /** Oldest first. */
  readonly events: readonly TrackingEvent[];
  /** The estimate in the body itself, outside its list of scans. Never derived from scans. */
  readonly edd: EstimatedDelivery | null;
  /** The carrier's first estimate: the shipment's original one, unless an earlier one is known. */
  readonly originalEdd: EstimatedDelivery | null;
  readonly proofOfDelivery: ProofOfDelivery | null;
  /** Failed delivery attempts as the carrier counts them. */
  readonly attempts: number | null;
  /**
   * Other parcels of the same consignment, or other numbers of this parcel. Polling accepts an answer
   * that has the number asked for among them; the shop sees them, and nothing tracks them.
   */
  readonly relatedNumbers: readonly TrackingNumber[];
  /** The number of a parcel on the way back. The shop sees it, and nothing tracks it. */
  readonly returnNumber: TrackingNumber | null;
  /** Codes that are in no table, without duplicates. */
  readonly unmapped: readonly string[];
}

/** Why a body reports no parcel. `other`: it is about something else, or only tests the endpoint. */
export const REFUSALS = ['not_found', 'not_yet', 'other', 'error', 'malformed'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type ParseResult =
  | {
      readonly ok: true;
      readonly shipments: readonly TrackedShipment[];
      /** Warnings about the body: fields left out, rows that could not be read. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly detail: string };
