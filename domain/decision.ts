/** Whether and when something is told. Every outcome of it is a row in the ledger. */

import { quietUntil } from './calendar.ts';
import type { ContactFacts } from './event.ts';
import type { Channel, MessageKind } from './message.ts';
import { type Policy, staleAfter } from './policy.ts';

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
  /** The order was cancelled. */
  'cancelled',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export type Decision =
  | { readonly do: 'send' }
  | { readonly do: 'hold'; readonly until: number; readonly because: 'quiet_hours' }
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
  readonly moot: 'superseded' | 'cancelled' | null;
}

export interface Telling {
  readonly milestone: Milestone;
  readonly channel: Channel;
  readonly contact: ContactFacts;
  readonly policy: Policy;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Decides once, when a milestone is first found. Total and pure. */
export function decide({ milestone, channel, contact, policy, now }: Telling): Decision {
  if (milestone.moot) return { do: 'drop', because: milestone.moot };
  if (now - milestone.occurredAt > policy.backfillLimitMs)
    return { do: 'drop', because: 'backfill' };
  if (!reachable(contact, channel)) return { do: 'drop', because: 'no_address' };
  if (!contact.consent[channel]) return { do: 'drop', because: 'no_consent' };
  const staleAt = staleTime(milestone, policy);
  if (now > staleAt) return { do: 'drop', because: 'stale' };
  const until = quietUntil(now, contact.timeZone, policy.quietHours[channel]);
  if (until === null) return { do: 'send' };
  if (until > staleAt) return { do: 'drop', because: 'stale' };
  return { do: 'hold', until, because: 'quiet_hours' };
}

export function staleTime(milestone: Milestone, policy: Policy): number {
  return milestone.occurredAt + staleAfter(policy, milestone.kind);
}

function reachable(contact: ContactFacts, channel: Channel): boolean {
  return channel === 'email' ? contact.email : contact.phone;
}
