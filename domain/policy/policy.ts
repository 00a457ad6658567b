/** A shop's rules, with their defaults. */

import type { BusinessCalendar, QuietHours } from '../calendar.ts';
import type { Channel, MessageKind } from '../message.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';
import { DEFAULT_RULES } from './default-policy.ts';
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

export const DEFAULT_CALENDAR: ShopCalendar = {
  timeZone: 'UTC',
  weekdays: [1, 2, 3, 4, 5],
  cutOff: '17:00',
  holidays: [],
  country: null,
};

const BY_BOTH = ['email', 'sms'] as const;

export const DEFAULT_POLICY: Policy = {
  channels: {
    out_for_delivery: BY_BOTH,
    delivered: BY_BOTH,
    all_delivered: BY_BOTH,
    attempted: BY_BOTH,
    available_for_pickup: BY_BOTH,
    pickup_reminder: BY_BOTH,
  },
  quietHours: { email: null, sms: { from: '21:00', until: '09:00' } },
  staleAfterMs: {
    out_for_delivery: 12 * HOUR,
    attempted: DAY,
    moving_again: DAY,
    pickup_reminder: DAY,
    return_in_transit: DAY,
    return_post_reminder: 2 * DAY,
    return_expiring: 2 * DAY,
    escalation_opened: 7 * DAY,
    overdue_notice: 7 * DAY,
  },
  backfillLimitMs: 36 * HOUR,
  togetherMs: 2 * MINUTE,
  graceMs: 3 * DAY,
  abandonAfterMs: 180 * DAY,
  expectations: DEFAULT_RULES,
  overrides: [],
  returnReceivedBy: 'carrier',
};

/** For kinds that `staleAfterMs` does not list. */
const STALE_AFTER_DEFAULT_MS = 3 * DAY;

/** The defaults with a shop's differences. */
export function policyOf(rules: Rules): Policy {
  const { expectations = {}, quietHours = {}, channels, staleAfterMs, ...rest } = rules;
  return {
    ...DEFAULT_POLICY,
    ...rest,
    channels: { ...DEFAULT_POLICY.channels, ...channels },
    staleAfterMs: { ...DEFAULT_POLICY.staleAfterMs, ...staleAfterMs },
    quietHours: { ...DEFAULT_POLICY.quietHours, ...quietHours },
    expectations: mergeRules(DEFAULT_RULES, expectations),
  };
}

function mergeRules(
  rules: Policy['expectations'],
  changes: Override['expectations'],
): Policy['expectations'] {
  const merged = { ...rules };
  for (const [name, change] of Object.entries(changes)) {
    const kind = name as ExpectationKind;
    merged[kind] = { ...merged[kind], ...change };
  }
  return merged;
}

/** The rule for one parcel: the shop's, with every override that matches it. */
export function ruleFor(policy: Policy, kind: ExpectationKind, subject: Scope): Rule {
  let rule = policy.expectations[kind];
  for (const { when, expectations } of policy.overrides) {
    if (matches(when, subject)) rule = { ...rule, ...expectations[kind] };
  }
  return rule;
}

function matches(when: Scope, subject: Scope): boolean {
  return (['carrier', 'service', 'country'] as const).every((name) => {
    return when[name] === undefined || when[name] === subject[name];
  });
}

export function channelsOf(policy: Policy, kind: MessageKind): readonly Channel[] {
  return policy.channels[kind] ?? ['email'];
}

export function staleAfter(policy: Policy, kind: MessageKind): number {
  return policy.staleAfterMs[kind] ?? STALE_AFTER_DEFAULT_MS;
}
