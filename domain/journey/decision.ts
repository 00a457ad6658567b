/** Whether and when something is told. Every outcome of it is a row in the ledger. */

import { quietUntil } from '../calendar.ts';
import { type Channel, isForStaff, type MessageKind } from '../message.ts';
import { type Policy, staleAfter } from '../policy/policy.ts';
import type { ContactFacts } from './event.ts';

export const DROP_REASONS = [
  /** There is no address or number for the channel. */
  'no_address',
  /** The customer has not consented to the channel. */
  'no_consent',
  /** Something later was reached before this could be told. */
  'superseded',
  /** It would be told too late to be worth reading. */
  'stale',
  /** It was over before we first heard of it. */
  'backfill',
  /** The order or the return was cancelled. */
  'cancelled',
  /** It is told in one message with another that happened at about the same time. */
  'grouped',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** `together`: more of the same may happen in a moment, and is then told in one message. */
export const HOLD_REASONS = ['quiet_hours', 'together'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export type Decision =
  | { readonly do: 'send' }
  | { readonly do: 'hold'; readonly until: number; readonly because: HoldReason }
  | { readonly do: 'drop'; readonly because: DropReason };

/** Something worth telling has happened. `id` is made of facts, and the same whenever it is found. */
export interface Milestone {
  /** `<shipment or ->/<kind>/<occurrence>`. */
  readonly id: string;
  readonly kind: MessageKind;
  /** The shipments it is about; none when it is about the journey. */
  readonly shipmentIds: readonly string[];
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** Why it need not be told any more, where something made it so. */
  readonly obsolete: 'superseded' | 'cancelled' | null;
  /**
   * It may be told in one message with others of its kind: `wait` where some may follow within a
   * moment, `join` where it waits for none but takes along those that wait.
   */
  readonly grouping?: 'wait' | 'join';
  /** What the message says beyond what the journey's rows hold. */
  readonly facts?: MessageFacts;
}

/** Plain facts that go with a message: days, desks, keys; no personal data. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface DecisionInput {
  readonly milestone: Pick<Milestone, 'kind' | 'occurredAt' | 'obsolete' | 'grouping'>;
  readonly channel: Channel;
  readonly contact: ContactFacts;
  readonly policy: Policy;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Decides once, when a milestone is first found. Total and pure. */
export function decide(telling: DecisionInput): Decision {
  const { milestone, policy, now } = telling;
  if (milestone.obsolete) return { do: 'drop', because: milestone.obsolete };
  if (now - milestone.occurredAt > policy.backfillLimitMs)
    return { do: 'drop', because: 'backfill' };
  const staleAt = staleTime(milestone, policy);
  const blocked = blockedBy(milestone.kind, telling);
  if (blocked) return { do: 'drop', because: blocked };
  if (now > staleAt) return { do: 'drop', because: 'stale' };
  if (milestone.grouping === 'wait' && policy.togetherMs > 0)
    return { do: 'hold', until: now + policy.togetherMs, because: 'together' };
  return sendOrHold(telling, staleAt);
}

/** Whether it may go out this minute, or after the quiet hours. The shop's people are not spared. */
export function sendOrHold(
  { milestone, channel, contact, policy, now }: DecisionInput,
  staleAt: number,
): Decision {
  if (isForStaff(milestone.kind)) return { do: 'send' };
  const until = quietUntil(now, contact.timeZone, policy.quietHours[channel]);
  if (until === null) return { do: 'send' };
  if (until > staleAt) return { do: 'drop', because: 'stale' };
  return { do: 'hold', until, because: 'quiet_hours' };
}

/** Why a customer cannot or must not be written to. The shop's people are asked by nobody. */
export function blockedBy(
  kind: MessageKind,
  { contact, channel }: Pick<DecisionInput, 'contact' | 'channel'>,
): 'no_address' | 'no_consent' | null {
  if (isForStaff(kind)) return null;
  if (!reachable(contact, channel)) return 'no_address';
  return contact.consent[channel] ? null : 'no_consent';
}

export function staleTime(
  { kind, occurredAt }: Pick<Milestone, 'kind' | 'occurredAt'>,
  policy: Policy,
): number {
  return occurredAt + staleAfter(policy, kind);
}

function reachable(contact: ContactFacts, channel: Channel): boolean {
  return channel === 'email' ? contact.email : contact.phone;
}
