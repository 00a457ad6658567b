/** A shop's rules, with their defaults. */

import type { Channel, MessageKind } from './message.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A span of the day by the customer's clock, `HH:mm`; it may pass midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

export interface Policy {
  readonly version: number;
  /** The channels by which each kind is told; a kind that is not named is told by email. */
  readonly channels: Readonly<Partial<Record<MessageKind, readonly Channel[]>>>;
  /** When a channel must be silent; messages are held, not dropped. Null: never. */
  readonly quietHours: Readonly<Record<Channel, QuietHours | null>>;
  /** How long after it happened a thing is still worth telling. */
  readonly staleAfterMs: Readonly<Partial<Record<MessageKind, number>>>;
  /** What happened longer ago than this when it is first heard is recorded and told to nobody. */
  readonly backfillLimitMs: number;
  /** How long a journey stays open after its end, for what comes late. */
  readonly graceMs: number;
}

export const DEFAULT_POLICY: Policy = {
  version: 1,
  channels: {
    out_for_delivery: ['email', 'sms'],
    delivered: ['email', 'sms'],
  },
  quietHours: { email: null, sms: { from: '21:00', until: '09:00' } },
  staleAfterMs: {
    out_for_delivery: 12 * HOUR,
  },
  backfillLimitMs: 36 * HOUR,
  graceMs: 3 * DAY,
};

/** What a kind that `staleAfterMs` does not name is worth telling for. */
const STALE_AFTER_DEFAULT_MS = 3 * DAY;

export function channelsOf(policy: Policy, kind: MessageKind): readonly Channel[] {
  return policy.channels[kind] ?? ['email'];
}

export function staleAfter(policy: Policy, kind: MessageKind): number {
  return policy.staleAfterMs[kind] ?? STALE_AFTER_DEFAULT_MS;
}
