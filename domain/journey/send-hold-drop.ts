/**
 * Why a message is sent, held or not sent: for a new milestone, for a held message, and for a message
 * about to leave. The ledger keeps every hold and every drop with its reason.
 */

import { quietUntil } from '../calendar.ts';
import type { ContactFacts } from '../contact.ts';
import { type Channel, isForStaff, type MessageKind } from '../message.ts';
import { staleAfter } from '../policy/apply-policy.ts';
import type { Policy } from '../policy/policy.ts';

export const DROP_REASONS = [
  /** The contact has no address or number for the channel. */
  'no_address',
  /** The customer has not consented to the channel. */
  'no_consent',
  /** Something later happened before the message could leave. */
  'superseded',
  /** It would arrive too late to be useful. */
  'stale',
  /** It happened long before the journey began. */
  'backfill',
  /** The order or the return was cancelled. */
  'cancelled',
  /** Another message of its kind covers it. */
  'grouped',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** `together`: others of its kind may follow within a moment and join it. */
export const HOLD_REASONS = ['quiet_hours', 'together'] as const;
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

/** Something worth a message has happened. Derived from a journey's facts each time they change. */
export interface Milestone {
  /** `<shipment or ->/<kind>/<occurrence>`: made of facts, so the same each time it is derived. */
  readonly id: string;
  readonly kind: MessageKind;
  /** The shipments it is about; none when it is about the journey. */
  readonly shipmentIds: readonly string[];
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** Why a message about it is no longer needed; null while it is. */
  readonly obsolete: 'superseded' | 'cancelled' | null;
  /**
   * One message may cover several of its kind: `wait` where others may follow within a moment,
   * `join` where it takes along those that wait and need not wait itself.
   */
  readonly grouping?: 'wait' | 'join';
  /** Facts for the message beyond the journey's rows. */
  readonly facts?: MessageFacts;
}

/** Plain facts that go with a message: days, teams, keys; no personal data. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The recipient, the shop's rules and the time. */
export interface DecisionContext {
  readonly contact: ContactFacts;
  readonly policy: Policy;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What a decision needs to know of a message. */
export interface MessageTerms {
  readonly kind: MessageKind;
  readonly channel: Channel;
  /** After this it arrives too late to be useful; epoch milliseconds. */
  readonly staleAt: number;
}

/** Decides once, when a milestone first appears. */
export function decideNew(
  milestone: Omit<Milestone, 'id' | 'shipmentIds'>,
  channel: Channel,
  context: DecisionContext,
): Decision {
  const { contact, policy, now } = context;
  const { kind, occurredAt, obsolete, grouping } = milestone;
  if (obsolete) return drop(obsolete);
  if (now - occurredAt > policy.backfillLimitMs) return drop('backfill');
  const blocked = whyBlocked({ kind, channel }, contact);
  if (blocked) return drop(blocked);
  const staleAt = staleTime(milestone, policy);
  if (now > staleAt) return drop('stale');
  if (grouping === 'wait' && policy.togetherMs > 0) {
    return { do: 'hold', until: now + policy.togetherMs, because: 'together' };
  }
  return sendUnlessQuiet({ kind, channel, staleAt }, context);
}

/**
 * Why a held message is dropped before its time comes; null while it is still needed. `milestone` is
 * the message's own, or undefined where the facts no longer hold it, as after a corrected number.
 */
export function whyDropHeld(
  message: MessageTerms,
  milestone: Pick<Milestone, 'obsolete'> | undefined,
  { contact, now }: Pick<DecisionContext, 'contact' | 'now'>,
): DropReason | null {
  const obsolete = milestone ? milestone.obsolete : 'superseded';
  return obsolete ?? whyBlocked(message, contact) ?? (now > message.staleAt ? 'stale' : null);
}

/** Decides about a held message whose time has come, and that is still needed. */
export function decideHeld(message: MessageTerms, context: DecisionContext): Decision {
  return sendUnlessQuiet(message, context);
}

/** The recipient, the quiet hours and the time. A message for staff needs no contact. */
export interface SendContext {
  readonly reader: {
    readonly contact: ContactFacts;
    readonly quietHours: Policy['quietHours'];
  } | null;
  readonly now: number;
}

/** Decides again just before a message leaves: it may have waited for a worker or a provider. */
export function decideAtSend(
  message: MessageTerms,
  { reader, now }: SendContext,
): Send | Hold<'quiet_hours'> | Drop<'stale' | 'no_address' | 'no_consent'> {
  if (now > message.staleAt) return drop('stale');
  if (!reader) return { do: 'send' };
  const blocked = whyBlocked(message, reader.contact);
  if (blocked) return drop(blocked);
  const { contact, quietHours } = reader;
  return sendUnlessQuiet(message, { contact, policy: { quietHours }, now });
}

/** Sends now, or after the customer's quiet hours. Staff have none. */
function sendUnlessQuiet(
  { kind, channel, staleAt }: MessageTerms,
  { contact, policy, now }: QuietContext,
): Send | Hold<'quiet_hours'> | Drop<'stale'> {
  if (isForStaff(kind)) return { do: 'send' };
  const until = quietUntil(now, contact.timeZone, policy.quietHours[channel]);
  if (until === null) return { do: 'send' };
  if (until > staleAt) return drop('stale');
  return { do: 'hold', until, because: 'quiet_hours' };
}

interface QuietContext {
  readonly contact: ContactFacts;
  readonly policy: Pick<Policy, 'quietHours'>;
  readonly now: number;
}

/** Why a customer cannot, or must not, receive a message. Staff need no consent. */
function whyBlocked(
  { kind, channel }: Omit<MessageTerms, 'staleAt'>,
  contact: ContactFacts,
): 'no_address' | 'no_consent' | null {
  if (isForStaff(kind)) return null;
  const hasAddress = channel === 'email' ? contact.email : contact.phone;
  if (!hasAddress) return 'no_address';
  return contact.consent[channel] ? null : 'no_consent';
}

/** When a message about a milestone becomes too late to be useful; epoch milliseconds. */
export function staleTime(
  { kind, occurredAt }: Pick<Milestone, 'kind' | 'occurredAt'>,
  policy: Policy,
): number {
  return occurredAt + staleAfter(policy, kind);
}

function drop<Reason extends DropReason>(because: Reason): Drop<Reason> {
  return { do: 'drop', because };
}
