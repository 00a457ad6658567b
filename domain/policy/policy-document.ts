/** A shop's policy as people write it, and its conversion into the machines' rules. */

import type { QuietHours, WorkingHours } from '../calendar.ts';
import { DURATION_PATTERN, type Duration } from '../duration.ts';
import type { Channel, MessageKind } from '../message.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';
import type { Override, Rules } from './policy.ts';
import type { PresetChoice } from './presets.ts';
import type { ExpectationKind, Rule, Team } from './rule.ts';

/** A duration by the clock: `s`, `m`, `h` or `d` (24 hours). */
export type ClockDuration = Exclude<Duration, `${number}bd`>;

/**
 * A policy as people write it. commands/policy-schema.ts validates it; docs/policy.md explains it.
 */
export interface PolicyDocument {
  readonly calendar?: {
    /** 1 (Monday) to 7 (Sunday); by default Monday to Friday. */
    readonly weekdays?: readonly number[];
    /** `HH:mm`; by default 17:00. */
    readonly cutOff?: string;
    /** Whose public holidays apply: `DE`, `DE-BY`. By default the shop's country's; null: none. */
    readonly holidays?: string | null;
    readonly extraHolidays?: readonly string[];
    /** Holidays on which the shop works. */
    readonly workingDays?: readonly string[];
  };
  readonly channels?: Readonly<Partial<Record<MessageKind, readonly Channel[]>>>;
  /** The channels to try when a message did not arrive. */
  readonly fallback?: Readonly<Partial<Record<MessageKind, readonly Channel[]>>>;
  readonly quietHours?: Readonly<Partial<Record<Channel, QuietHours | null>>>;
  /** When staff receive what is not urgent; null: at any time. */
  readonly staffHours?: WorkingHours | null;
  /** Messages that can wait, per customer and day; null: without limit. */
  readonly messagesPerDay?: number | null;
  readonly staleAfter?: Readonly<Partial<Record<MessageKind, ClockDuration>>>;
  readonly backfillLimit?: ClockDuration;
  readonly together?: ClockDuration;
  readonly grace?: ClockDuration;
  readonly abandonAfter?: ClockDuration;
  readonly expectations?: Readonly<Partial<Record<ExpectationKind, Partial<Rule>>>>;
  readonly overrides?: readonly Override[];
  /** The promises of the law that hold; by default (null) those of the order's destination. */
  readonly presets?: PresetChoice | null;
  readonly returns?: { readonly receivedBy?: 'carrier' | 'shop' };
  /** Email addresses by team. Read when a message is sent, and never part of a journey. */
  readonly staff?: Readonly<Partial<Record<Team, readonly string[]>>>;
}

/** The part of a policy that the machines use. */
export function rulesOf(document: PolicyDocument): Rules {
  const { channels, fallback, quietHours, staleAfter, expectations, overrides, returns } = document;
  return dropUndefined({
    channels,
    fallback,
    quietHours,
    staffHours: document.staffHours,
    messagesPerDay: document.messagesPerDay,
    staleAfterMs:
      staleAfter && mapValues(staleAfter, (duration) => duration && milliseconds(duration)),
    backfillLimitMs: document.backfillLimit && milliseconds(document.backfillLimit),
    togetherMs: document.together && milliseconds(document.together),
    graceMs: document.grace && milliseconds(document.grace),
    abandonAfterMs: document.abandonAfter && milliseconds(document.abandonAfter),
    expectations,
    overrides,
    presets: document.presets,
    returnReceivedBy: returns?.receivedBy,
  });
}

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

function milliseconds(duration: ClockDuration): number {
  const [, digits = '0', unit = 's'] = DURATION_PATTERN.exec(duration) ?? [];
  return Number(digits) * (UNIT_MS[unit] ?? SECOND);
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Partial<Record<Key, From>>>,
  change: (value: From | undefined) => To,
): Readonly<Partial<Record<Key, To>>> {
  const entries = Object.entries<From | undefined>(record as Record<string, From | undefined>);
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Readonly<
    Partial<Record<Key, To>>
  >;
}

/** An undefined field would replace a default. */
function dropUndefined(record: object): Rules {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
