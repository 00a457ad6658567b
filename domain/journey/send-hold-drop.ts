/**
 * Decides whether to send, hold or drop a message: when its milestone appears, while it is held,
 * and just before it is sent. The ledger keeps every hold and drop with its reason.
 */

import { quietUntil, workUntil } from '../calendar.ts';
import { type ContactFacts, consentsTo } from '../contact.ts';
import {
  type Channel,
  classOf,
  isBudgeted,
  isDueByLaw,
  isForStaff,
  isRequiredByLaw,
  isTimely,
  type MessageKind,
} from '../message.ts';
import { staleAfter } from '../policy/apply-policy.ts';
import type { Policy, ShopCalendar } from '../policy/policy.ts';
import type { Severity } from '../policy/rule.ts';
import { type CustomerHours, nextMorning, nextWorkingMorning } from './customer-morning.ts';

export const DROP_REASONS = [
  /** The contact has no address or number for the channel. */
  'no_address',
  /** The customer has not consented to the channel. */
  'no_consent',
  /** A later event made it obsolete before it was sent. */
  'superseded',
  /** It is too late to be useful. */
  'stale',
  /** Its event was over before the log had the order or return. */
  'backfill',
  /** The order or the return was cancelled. */
  'cancelled',
  /** Another message of its kind covers it. */
  'grouped',
  /** The customer has had enough messages for the day, and tomorrow is too late for this one. */
  'budget',
  /** The customer was erased. */
  'erased',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/**
 * `together`: others of its kind may follow within a moment and join the message. `overnight`:
 * it may be over by the next morning. `evening_before`: it is about the next day. `unsettled`: the
 * carrier contradicts itself about the delivery, so it waits until that has ended. `working_hours`: staff
 * receive it when they work. `budget`: the customer has had enough messages for the day.
 */
export const HOLD_REASONS = [
  'quiet_hours',
  'evening_before',
  'unsettled',
  'together',
  'overnight',
  'working_hours',
  'budget',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

interface Send {
  readonly do: 'send';
}

interface Hold<Reason extends HoldReason = HoldReason> {
  readonly do: 'hold';
  /** Epoch milliseconds. */
  readonly until: number;
  readonly because: Reason;
}

interface Drop<Reason extends DropReason = DropReason> {
  readonly do: 'drop';
  readonly because: Reason;
}

export type Decision = Send | Hold | Drop;

/** A step that is worth a message. Computed from a journey's facts each time they change. */
export interface Milestone {
  /** `<shipment or ->/<kind>/<occurrence>`: made of facts, so the same each time it is computed. */
  readonly id: string;
  readonly kind: MessageKind;
  /** The shipments it is about; empty if it is about the whole journey. */
  readonly shipmentIds: readonly string[];
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** Why a message about it is no longer needed; null while it is. */
  readonly obsolete: 'superseded' | 'cancelled' | null;
  /**
   * One message may cover several milestones of a kind. `wait`: hold it, because others may follow
   * within a moment. `join`: send it now, and cover those that wait.
   */
  readonly grouping?: 'wait' | 'join';
  /** One message covers only milestones with the same value, such as the reason of a trouble. */
  readonly group?: string;
  /** True: it may be over by the next working morning, so it waits until then. */
  readonly overnight?: boolean;
  /** A message about it is held until this time, epoch milliseconds: the evening before. */
  readonly notBefore?: number;
  /** A message about it waits until this time, epoch milliseconds: see `unsettledUntil`. */
  readonly unsettledUntil?: number;
  /** After this time it is no longer true, epoch milliseconds: the end of “today”. */
  readonly trueUntil?: number;
  /** Facts for the message that are in no table. */
  readonly facts?: MessageFacts;
  /** True: a held message leaves with the facts of that time. Else with those of its decision. */
  readonly renewsFacts?: boolean;
}

/** Facts that a message carries, such as days, teams and keys. No personal data. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The recipient, the shop's rules and the time. */
export interface DecisionContext {
  readonly contact: ContactFacts;
  readonly policy: Policy;
  readonly calendar: ShopCalendar;
  /** When the log first had the order or return; epoch milliseconds, as is `now`. */
  readonly observedAt: number;
  readonly now: number;
}

/** What a decision depends on, of a message. */
export interface MessageTerms {
  readonly kind: MessageKind;
  readonly channel: Channel;
  /** After this time it is too late to be useful; epoch milliseconds. */
  readonly staleAt: number;
  readonly facts?: MessageFacts;
}

/** Decides about a message once, when its milestone first appears. */
export function decideNew(
  milestone: Omit<Milestone, 'id' | 'shipmentIds'>,
  channel: Channel,
  context: DecisionContext,
): Decision {
  const { contact, policy, observedAt, now } = context;
  const {
    kind,
    occurredAt,
    obsolete,
    grouping,
    overnight,
    notBefore = 0,
    unsettledUntil = 0,
    facts,
  } = milestone;
  if (obsolete) return drop(obsolete);
  if (observedAt - occurredAt > policy.backfillLimitMs) return drop('backfill');
  const staleAt = staleTime(milestone, policy);
  const terms: MessageTerms = { kind, channel, staleAt, ...(facts ? { facts } : {}) };
  const blocked = whyBlocked(terms, contact);
  if (blocked) return drop(blocked);
  if (now > staleAt) return drop('stale');
  if (notBefore > now) return { do: 'hold', until: notBefore, because: 'evening_before' };
  if (unsettledUntil > staleAt) return drop('stale');
  if (unsettledUntil > now) return { do: 'hold', until: unsettledUntil, because: 'unsettled' };
  if (overnight) {
    const working = nextWorkingMorning(context);
    // Over a long weekend, any morning is better than none.
    const until = working > staleAt ? nextMorning(context) : working;
    return until > staleAt ? drop('stale') : { do: 'hold', until, because: 'overnight' };
  }
  if (grouping === 'wait' && policy.togetherMs > 0) {
    return { do: 'hold', until: now + policy.togetherMs, because: 'together' };
  }
  return decideHeld(terms, context);
}

/**
 * Why to drop a held message before it is due; null while it is still needed. `milestone` is the
 * message's own, or undefined if it is gone, for example after the number was corrected.
 */
export function whyDropHeld(
  message: MessageTerms,
  milestone: Pick<Milestone, 'obsolete'> | undefined,
  { contact, now }: Pick<DecisionContext, 'contact' | 'now'>,
): DropReason | null {
  const obsolete = milestone ? milestone.obsolete : 'superseded';
  return obsolete ?? whyBlocked(message, contact) ?? (now > message.staleAt ? 'stale' : null);
}

/** Decides about a message that is one too many for the day: the next morning is early enough. */
export function decideOverBudget(
  { staleAt }: Pick<MessageTerms, 'staleAt'>,
  { contact, policy, now }: CustomerHours,
): Hold<'budget'> | Drop<'budget'> {
  const until = nextMorning({ contact, policy, now });
  return until > staleAt ? drop('budget') : { do: 'hold', until, because: 'budget' };
}

/** The recipient, the quiet hours and the time. `reader` is null for messages to staff. */
export interface SendContext {
  readonly reader: {
    readonly contact: ContactFacts;
    readonly policy: Pick<Policy, 'quietHours' | 'messagesPerDay'>;
    /** How many budgeted messages the person has had today, over all their orders and returns. */
    readonly sentToday: number;
  } | null;
  readonly now: number;
}

/** Decides again just before sending: the message may have waited for a worker or a provider. */
export function decideAtSend(
  message: MessageTerms,
  { reader, now }: SendContext,
): Send | Hold<'quiet_hours' | 'budget'> | Drop<'stale' | 'budget' | Blocked> {
  if (now > message.staleAt) return drop('stale');
  if (!reader) return { do: 'send' };
  const blocked = whyBlocked(message, reader.contact);
  if (blocked) return drop(blocked);
  const { contact, policy, sentToday } = reader;
  const limit = policy.messagesPerDay;
  if (limit !== null && isBudgeted(message.kind) && sentToday >= limit) {
    return decideOverBudget(message, { contact, policy, now });
  }
  return sendUnlessQuiet(message, { contact, policy, now });
}

/** Also decides about a held message that is due and still needed. */
export function decideHeld(message: MessageTerms, context: DecisionContext): Decision {
  return isForStaff(message.kind)
    ? sendInWorkingHours(message, context)
    : sendUnlessQuiet(message, context);
}

/** Sends to staff at once if it is urgent, else when they work. */
function sendInWorkingHours(
  { facts, staleAt }: MessageTerms,
  { policy, calendar, now }: DecisionContext,
): Send | Hold<'working_hours'> {
  const severity = (facts?.['severity'] ?? null) as Severity | null;
  if (severity === 'high') return { do: 'send' };
  const until = workUntil(now, calendar, policy.staffHours);
  if (until === null || until > staleAt) return { do: 'send' };
  return { do: 'hold', until, because: 'working_hours' };
}

/** Sends now, or after the customer's quiet hours. */
function sendUnlessQuiet(
  { kind, channel, staleAt }: MessageTerms,
  { contact, policy, now }: CustomerHours,
): Send | Hold<'quiet_hours'> | Drop<'stale'> {
  if (isForStaff(kind) || (channel === 'email' && isTimely(kind))) return { do: 'send' };
  const until = quietUntil(now, contact.timeZone, policy.quietHours[channel]);
  if (until === null) return { do: 'send' };
  if (until > staleAt) return isDueByLaw(kind) ? { do: 'send' } : drop('stale');
  return { do: 'hold', until, because: 'quiet_hours' };
}

type Blocked = 'no_address' | 'no_consent' | 'erased';

/** Why a customer cannot or must not receive a message; null: nothing prevents it. */
function whyBlocked({ kind, channel, facts }: MessageTerms, contact: ContactFacts): Blocked | null {
  if (isForStaff(kind)) return null;
  if (contact.erased) return 'erased';
  // The notice of a withdrawal may name the address for its receipt.
  const hasOwn = facts?.['hasOwnAddress'] === true;
  const hasAddress = hasOwn || (channel === 'email' ? contact.email : contact.phone);
  if (!hasAddress) return 'no_address';
  const needsNone = isRequiredByLaw(kind) || isDueByLaw(kind);
  return needsNone || consentsTo(contact, channel, classOf(kind)) ? null : 'no_consent';
}

/** When a message about a milestone becomes too late to be useful; epoch milliseconds. */
export function staleTime(
  { kind, occurredAt, trueUntil }: Pick<Milestone, 'kind' | 'occurredAt' | 'trueUntil'>,
  policy: Policy,
): number {
  return Math.min(occurredAt + staleAfter(policy, kind), trueUntil ?? Number.POSITIVE_INFINITY);
}

function drop<Reason extends DropReason>(because: Reason): Drop<Reason> {
  return { do: 'drop', because };
}
