/**
 * What can happen to a journey of either kind. Events carry ids and facts but no personal data,
 * because they enter Temporal.
 */

import type { ContactFacts } from '../contact.ts';
import type { Estimate } from '../edd.ts';
import type { Channel } from '../message.ts';
import type { ScanFact } from '../parcel/scan-summary.ts';
import type { Rules, ShopCalendar } from '../policy/policy.ts';

/** The shop's rules. They apply to every decision after this event. */
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
 * The outcome of a message. From `stale` on, no send was tried: by then the message was too late or
 * no longer true, the customer could not or did not want to receive it, had had enough that day, or was
 * erased, or the order is a test and the address is not one of the shop's test recipients.
 */
export const OUTCOMES = [
  'accepted',
  'refused',
  'unknown',
  'stale',
  'no_address',
  'no_consent',
  'suppressed',
  'superseded',
  'cancelled',
  'budget',
  'erased',
  'test_mode',
] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

/** Whether a provider decided the outcome. The others follow from the log, and another log may differ. */
export function isOfProvider(outcome: OutcomeKind): boolean {
  return outcome === 'accepted' || outcome === 'refused' || outcome === 'unknown';
}

export interface NotificationSettled {
  readonly kind: 'notification_settled';
  readonly key: string;
  readonly outcome: OutcomeKind;
  /** The provider's code, or null. */
  readonly code: string | null;
}

/** The provider accepted a message, and reports now that it did not arrive. */
export interface NotificationFailed {
  readonly kind: 'notification_failed';
  readonly key: string;
  readonly receipt: 'bounced' | 'failed';
  /** The provider's code, or null. */
  readonly code: string | null;
}

/**
 * The customer refused messages in their own words, and gets none by the channel since. A person looks
 * at it: a program may have misread the words, and they may say more.
 */
export interface MessagesRefused {
  readonly kind: 'messages_refused';
  readonly channel: Channel;
}

/**
 * The timer that was due at `until` has fired, and the log holds no other event before that time.
 */
export interface TimerFired {
  readonly kind: 'timer_fired';
  readonly until: number;
  /** Carriers that report nothing about any parcel, so that silence about one means nothing. */
  readonly silentCarriers?: readonly string[];
}

export const ESCALATION_CHANGES = ['acknowledged', 'assigned', 'resolved', 'snoozed'] as const;
export type EscalationChange = (typeof ESCALATION_CHANGES)[number];

/** How a person resolved an escalation. For `lost`, the customer receives a message. */
export const RESOLUTIONS = ['solved', 'lost', 'refunded', 'reshipped', 'no_action'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** What a person did about an escalation. The escalation's history has the person's name. */
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
  | NotificationFailed
  | MessagesRefused
  | TimerFired
  | Closed;

/** An event as the log holds it. */
export type Logged<Body> = Body & {
  /** 1, 2, 3 … per journey. */
  readonly seq: number;
  /** When it was written to the log, epoch milliseconds. */
  readonly at: number;
  /** The next event is in the same batch. The machine decides after the last event of a batch. */
  readonly batched?: true;
};

/** An event of only one kind of journey: the machine's type parameter. */
export interface OwnFact {
  readonly kind: string;
}

export type EventOf<Fact extends OwnFact> = Logged<SharedEventBody | Fact>;

export function isTimerFired(event: OwnFact): event is TimerFired {
  return event.kind === 'timer_fired';
}
