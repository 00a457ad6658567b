/**
 * What happens to a journey. Events carry ids and facts and no personal data: they enter Temporal.
 */

import type { Channel } from '../message.ts';
import type { ScanFact } from '../parcel/scan-summary.ts';
import type { Rules, ShopCalendar } from '../policy/policy.ts';
import type { ReturnFact } from '../return/event.ts';
import type { EstimatedDelivery } from '../tracking.ts';

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
  /** By when the shop promises to ship it, epoch milliseconds; null: by its policy. */
  readonly shipBy?: number | null;
}

/** The shop's rules as they are now. What is decided after it is decided by them. */
export interface PolicySet {
  readonly kind: 'policy_set';
  /** Of the shop's policy; 0 while the shop has none of its own. */
  readonly version: number;
  readonly rules: Rules;
  readonly calendar: ShopCalendar;
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

/** The shop named a wrong carrier or number before. What was said stays said. */
export interface ShipmentCorrected {
  readonly kind: 'shipment_corrected';
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
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

/**
 * What an attempt to tell came to. The last three were not tried: it was no longer worth saying when
 * it could be sent, or its reader could or would not be reached by then.
 */
export const OUTCOMES = [
  'accepted',
  'refused',
  'unknown',
  'stale',
  'no_address',
  'no_consent',
] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

export interface NotificationSettled {
  readonly kind: 'notification_settled';
  readonly key: string;
  readonly outcome: OutcomeKind;
  /** The provider's code, or null. */
  readonly code: string | null;
}

/** Time has passed: what was due by `until` is decided after everything that the log holds before. */
export interface TimerFired {
  readonly kind: 'timer_fired';
  readonly until: number;
  /** Carriers from which nothing at all is heard, though it should be: their silence says nothing. */
  readonly silentCarriers?: readonly string[];
}

export const ESCALATION_CHANGES = ['acknowledged', 'assigned', 'resolved', 'snoozed'] as const;
export type EscalationChange = (typeof ESCALATION_CHANGES)[number];

/** How a person ended a case. `lost` is told to the customer. */
export const RESOLUTIONS = ['solved', 'lost', 'refunded', 'reshipped', 'no_action'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** What a person did to an escalation; who it was is in the escalation's own history. */
export interface EscalationChanged {
  readonly kind: 'escalation_changed';
  /** The expectation that opened it. */
  readonly expectationId: string;
  readonly change: EscalationChange;
  readonly resolution: Resolution | null;
  /** Of a snooze: epoch milliseconds. */
  readonly until: number | null;
}

/** The workflow has ended. Whatever follows re-opens the journey. */
export interface Closed {
  readonly kind: 'closed';
}

/** What happens to journeys of either kind. */
export type SharedEventBody =
  | PolicySet
  | ContactChanged
  | Scanned
  | ShipmentCorrected
  | EddSet
  | EscalationChanged
  | NotificationSettled
  | TimerFired
  | Closed;

export type OrderEventBody =
  | SharedEventBody
  | OrderPlaced
  | PiecesChanged
  | ShipmentAdded
  | OrderCancelled;

export type ReturnEventBody = SharedEventBody | ReturnFact;

/** An event as the log holds it. */
export type Logged<Body> = Body & {
  /** 1, 2, 3 … per journey. */
  readonly seq: number;
  /** When it was written to the log, epoch milliseconds. */
  readonly at: number;
  /** The next one was heard in the same breath: what to tell is decided when all of it is known. */
  readonly batched?: true;
};

export type JourneyEventBody = OrderEventBody | ReturnEventBody;
export type JourneyEvent = Logged<JourneyEventBody>;
