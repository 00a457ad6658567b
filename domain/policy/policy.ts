/** The shape of a shop's rules. */

import type { BusinessCalendar, QuietHours } from '../calendar.ts';
import type { Channel, MessageKind } from '../message.ts';
import type { ExpectationKind, Rule } from './rule.ts';

/** Selects some shipments: every given field must match. */
export interface Scope {
  /** Its name in the carrier directory. */
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
  /** The channels of each kind of message; a kind that is not named goes by email. */
  readonly channels: Readonly<Partial<Record<MessageKind, readonly Channel[]>>>;
  /** When a channel holds its messages. Null: never. */
  readonly quietHours: Readonly<Record<Channel, QuietHours | null>>;
  /** How long after the event a message is still useful. */
  readonly staleAfterMs: Readonly<Partial<Record<MessageKind, number>>>;
  /** An event older than this when it arrives is recorded without a message. */
  readonly backfillLimitMs: number;
  /** Shipments of one order that reach the same milestone within this share one message. */
  readonly togetherMs: number;
  /** How long a journey stays open after its end, for late events. */
  readonly graceMs: number;
  /** A journey without news for so long is closed; a late event reopens it. */
  readonly abandonAfterMs: number;
  readonly expectations: Readonly<Record<ExpectationKind, Rule>>;
  /** Applied in order, each over those before it. */
  readonly overrides: readonly Override[];
  /** Whether the carrier's scan makes a return received, or only the shop's confirmation. */
  readonly returnReceivedBy: 'carrier' | 'shop';
}

/** A shop's differences from the defaults. */
export type Rules = Readonly<
  Partial<Omit<Policy, 'expectations' | 'quietHours'>> & {
    readonly quietHours?: Partial<Policy['quietHours']>;
    readonly expectations?: Readonly<Partial<Record<ExpectationKind, Partial<Rule>>>>;
  }
>;

/** When and where a shop works. Holidays come as days: their source is too big for a workflow. */
export interface ShopCalendar extends BusinessCalendar {
  /** ISO 3166-1 alpha-2; null where unknown. */
  readonly country: string | null;
}
