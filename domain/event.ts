/**
 * What happens to a journey. Events carry ids and facts and no personal data: they enter Temporal.
 */

import type { Channel } from './message.ts';
import type { ScanFact } from './sightings.ts';
import type { EstimatedDelivery } from './tracking.ts';

/** How a customer can be reached, without the addresses themselves. */
export interface ContactFacts {
  readonly email: boolean;
  readonly phone: boolean;
  readonly consent: Readonly<Record<Channel, boolean>>;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

export type EddSource = 'shop' | 'carrier' | 'model';

/** An estimate with who made it and as of when: of two by the same source the later stands. */
export interface Estimate extends EstimatedDelivery {
  readonly source: EddSource;
  /** Epoch milliseconds. */
  readonly asOf: number;
}

export interface OrderPlaced {
  readonly kind: 'order_placed';
  /** Epoch milliseconds, the shop's. */
  readonly placedAt: number;
  readonly contact: ContactFacts;
  readonly edd: Estimate | null;
  /** Number of pieces bought; null where the shop lists no items. */
  readonly pieces: number | null;
  /** ISO 3166-1 alpha-2 of where it goes. */
  readonly country: string | null;
}

export interface ContactChanged {
  readonly kind: 'contact_changed';
  readonly contact: ContactFacts;
}

export interface EddSet {
  readonly kind: 'edd_set';
  /** Null: of the order as a whole. */
  readonly shipmentId: string | null;
  readonly edd: Estimate;
}

export interface PiecesChanged {
  readonly kind: 'pieces_changed';
  readonly pieces: number | null;
}

export interface ShipmentAdded {
  readonly kind: 'shipment_added';
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly service: string | null;
  /** When the shop handed it over, or told us; epoch milliseconds. */
  readonly shippedAt: number;
  readonly pieces: number | null;
}

export interface Scanned {
  readonly kind: 'scanned';
  readonly shipmentId: string;
  readonly scan: ScanFact;
}

export interface OrderCancelled {
  readonly kind: 'order_cancelled';
  readonly cancelledAt: number;
}

/** What an attempt to tell came to. `stale`: it was no longer worth saying when it could be sent. */
export const OUTCOMES = ['accepted', 'refused', 'unknown', 'stale', 'no_address'] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

export interface Told {
  readonly kind: 'told';
  readonly key: string;
  readonly outcome: OutcomeKind;
  /** The provider's code, or null. */
  readonly code: string | null;
}

/** Time has passed: what was due by `until` is decided after everything that the log holds before. */
export interface Woke {
  readonly kind: 'woke';
  readonly until: number;
}

/** The workflow has ended. Whatever follows re-opens the journey. */
export interface Closed {
  readonly kind: 'closed';
}

export type OrderEventBody =
  | OrderPlaced
  | ContactChanged
  | EddSet
  | PiecesChanged
  | ShipmentAdded
  | Scanned
  | OrderCancelled
  | Told
  | Woke
  | Closed;

/** An event as the log holds it. */
export type Logged<Body> = Body & {
  /** 1, 2, 3 … per journey. */
  readonly seq: number;
  /** When it was written to the log, epoch milliseconds. */
  readonly at: number;
};

export type OrderEvent = Logged<OrderEventBody>;
export type JourneyEvent = OrderEvent;
export type JourneyEventBody = OrderEventBody;
