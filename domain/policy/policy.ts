/** The shape of a shop's rules. */

import type { BusinessCalendar, QuietHours, WorkingHours } from '../calendar.ts';
import type { Channel, MessageKind } from '../message.ts';
import type { PresetChoice } from './presets.ts';
import type { ExpectationKind, Rule } from './rule.ts';

/** Selects some shipments: every given field must match. */
export interface Scope {
  /** The carrier's name in the directory. */
  readonly carrier?: string;
  readonly service?: string;
  /** ISO 3166-1 alpha-2 of the destination. */
  readonly country?: string;
}

export interface Override {
  readonly when: Scope;
  readonly expectations: Readonly<Partial<Record<ExpectationKind, Partial<Rule>>>>;
}

export interface Policy {
  /** The channels of each kind of message. Kinds that are not listed are sent by email. */
  readonly channels: Readonly<Partial<Record<MessageKind, readonly Channel[]>>>;
  /**
   * The channels to try, in order, when a message certainly did not arrive. Kinds that are not listed
   * are tried by email.
   */
  readonly fallback: Readonly<Partial<Record<MessageKind, readonly Channel[]>>>;
  /** When each channel holds its messages; null: never. */
  readonly quietHours: Readonly<Record<Channel, QuietHours | null>>;
  /** When staff receive what is not urgent, on the shop's business days; null: at any time. */
  readonly staffHours: WorkingHours | null;
  /**
   * How many messages a customer gets in a day at most, over all orders, of those that can wait;
   * null: without limit.
   */
  readonly messagesPerDay: number | null;
  /** How long after the event a message is still useful. */
  readonly staleAfterMs: Readonly<Partial<Record<MessageKind, number>>>;
  /** An event that was older than this when the journey began sends no message. */
  readonly backfillLimitMs: number;
  /** Shipments of one order that reach a milestone within this time share one message. */
  readonly togetherMs: number;
  /** How long a journey stays open after its end, for late events. */
  readonly graceMs: number;
  /** A journey without events for this long is closed. A late event reopens it. */
  readonly abandonAfterMs: number;
  readonly expectations: Readonly<Record<ExpectationKind, Rule>>;
  /** Applied in order: the last one that matches wins. */
  readonly overrides: readonly Override[];
  /** The promises of the law that hold; null or undefined: those of the order's destination. */
  readonly presets?: PresetChoice | null;
  /** `carrier`: its delivery scan makes a return received. `shop`: only the shop's confirmation. */
  readonly returnReceivedBy: 'carrier' | 'shop';
}

/** A shop's differences from the defaults. */
export type Rules = Readonly<
  Partial<Omit<Policy, 'expectations' | 'quietHours'>> & {
    readonly quietHours?: Partial<Policy['quietHours']>;
    readonly expectations?: Readonly<Partial<Record<ExpectationKind, Partial<Rule>>>>;
  }
>;

/** When and where a shop works. Lists holidays as days: their library is too big for a workflow. */
export interface ShopCalendar extends BusinessCalendar {
  /** ISO 3166-1 alpha-2; null where unknown. */
  readonly country: string | null;
}
