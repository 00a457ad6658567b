/**
 * What can happen to a journey of either kind. Events carry ids and facts and no personal data: they
 * enter Temporal.
 */

import type { ContactFacts } from '../contact.ts';
import type { Estimate } from '../edd.ts';
import type { ScanFact } from '../parcel/scan-summary.ts';
import type { Rules, ShopCalendar } from '../policy/policy.ts';

/** The shop's current rules. Decisions after this event follow them. */
export interface PolicySet {
  readonly kind: 'policy_set';
  /** The version of the shop's policy; 0 while the shop has none. */
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
  /** Null: the estimate is for the whole order. */
  readonly shipmentId: string | null;
  readonly edd: Estimate;
}

export interface Scanned {
  readonly kind: 'scanned';
  readonly shipmentId: string;
  readonly scan: ScanFact;
}

/** The carrier or the number was wrong. Messages already sent stay as they are. */
export interface ShipmentCorrected {
  readonly kind: 'shipment_corrected';
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/**
 * The outcome of a message. The last three were not tried: when the message could have left, it was
 * out of date, or the customer had no address or no consent for the channel.
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

/** Time has passed, and the log holds nothing else before `until`. */
export interface TimerFired {
  readonly kind: 'timer_fired';
  readonly until: number;
  /** Carriers that report nothing at all, for any parcel: silence about one parcel means nothing. */
  readonly silentCarriers?: readonly string[];
}

export const ESCALATION_CHANGES = ['acknowledged', 'assigned', 'resolved', 'snoozed'] as const;
export type EscalationChange = (typeof ESCALATION_CHANGES)[number];

/** How a person resolved an escalation. The customer receives a message about `lost`. */
export const RESOLUTIONS = ['solved', 'lost', 'refunded', 'reshipped', 'no_action'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** What a person did to an escalation. The escalation's own history says who. */
export interface EscalationChanged {
  readonly kind: 'escalation_changed';
  /** The expectation that opened it. */
  readonly expectationId: string;
  readonly change: EscalationChange;
  readonly resolution: Resolution | null;
  /** The end of a snooze, epoch milliseconds. */
  readonly until: number | null;
}

/** The workflow has ended. A later event reopens the journey. */
export interface Closed {
  readonly kind: 'closed';
}

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

/** An event as the log holds it. */
export type Logged<Body> = Body & {
  /** 1, 2, 3 … per journey. */
  readonly seq: number;
  /** When it was written to the log, epoch milliseconds. */
  readonly at: number;
  /** The next event belongs to the same batch: the machine decides after the last one of it. */
  readonly batched?: true;
};

/** A fact of one kind of journey, as the machine's type parameter. */
export interface OwnFact {
  readonly kind: string;
}

export type EventOf<Fact extends OwnFact> = Logged<SharedEventBody | Fact>;

export function isTimerFired(event: OwnFact): event is TimerFired {
  return event.kind === 'timer_fired';
}
