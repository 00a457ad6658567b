/**
 * The messages of a journey, for orders and returns alike: which milestones are decided, which
 * messages are held until when, and which are being sent or were.
 */

import type { NotificationKey } from '../ids.ts';
import { type Channel, isForStaff, type MessageKind } from '../message.ts';
import { earliest } from '../time.ts';
import type { NotificationSettled, OutcomeKind } from './event.ts';
import type { Decision, HoldReason, MessageFacts } from './send-hold-drop.ts';

/** One message to one contact by one channel. */
export interface PlannedMessage {
  readonly key: NotificationKey;
  readonly milestoneId: string;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipmentIds: readonly string[];
  /** Epoch milliseconds, as are the two below. */
  readonly occurredAt: number;
  /** After this time it is too late to be useful. */
  readonly staleAt: number;
  /** When a held message is due; else the time of the decision. */
  readonly notBefore: number;
  /** One message may cover it together with others of its kind and group. */
  readonly group?: string;
  /** The ids of the further milestones that it covers. */
  readonly covers?: readonly string[];
  readonly facts?: MessageFacts;
  /** True: the provider has reported that it did not arrive, before the outcome of the send. */
  readonly hasFailed?: true;
}

export interface HeldMessage extends PlannedMessage {
  readonly because: HoldReason;
}

export interface SentMessage {
  readonly milestoneId: string;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly at: number;
  readonly outcome: OutcomeKind;
  readonly covers?: readonly string[];
  /** True: the provider accepted it, and reported later that it did not arrive. */
  readonly hasFailed?: true;
}

/** A message to a customer that certainly did not arrive. `at`: when that was known. */
export type FailedMessage = Pick<SentMessage, 'milestoneId' | 'kind' | 'channel' | 'covers' | 'at'>;

export interface MessagePlan {
  /** Milestone id → when it was decided, epoch milliseconds; in the order of the decisions. */
  readonly decided: Readonly<Record<string, number>>;
  readonly held: readonly HeldMessage[];
  /** Being sent: their outcome is not known yet. In the order of the decisions. */
  readonly pending: readonly PlannedMessage[];
  /** The latest 20 settled messages, oldest first. */
  readonly sent: readonly SentMessage[];
  /** Messages that have failed since the latest decision. */
  readonly failed?: readonly FailedMessage[];
  /** Since when a message has failed and none has reached the customer; epoch milliseconds. */
  readonly unreachedSince?: number;
  /** When the customer refused messages in their own words, epoch milliseconds. */
  readonly refusedAt?: number;
}

export const EMPTY_PLAN: MessagePlan = { decided: {}, held: [], pending: [], sent: [] };

const SENT_KEPT = 20;

/** A hold or a drop for the ledger. Sending a message writes its own row. */
export interface DecisionRecord {
  readonly key: NotificationKey;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipmentIds: readonly string[];
  readonly decision: Exclude<Decision, { do: 'send' }>;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Whether a message reached the customer, or may have. */
export function hasLeft(outcome: OutcomeKind): boolean {
  return outcome === 'accepted' || outcome === 'unknown';
}

/** Whether a message about a milestone reached the customer since a time, or is being sent. */
export function hasReached(
  { pending, sent }: MessagePlan,
  id: string,
  since = Number.NEGATIVE_INFINITY,
): boolean {
  return (
    pending.some((each) => each.milestoneId === id || each.covers?.includes(id)) ||
    sent.some(
      (each) =>
        (each.milestoneId === id || each.covers?.includes(id)) &&
        each.at >= since &&
        hasLeft(each.outcome),
    )
  );
}

/** The messages that became pending between two plans: those just decided to send. */
export function newlyPending(before: MessagePlan, after: MessagePlan): readonly PlannedMessage[] {
  const known = new Set(before.pending.map(({ key }) => key));
  return after.pending.filter(({ key }) => !known.has(key));
}

/** Moves a message from `pending` to `sent`. A message that is not pending changes nothing. */
export function settleMessage(
  plan: MessagePlan,
  { key, outcome }: NotificationSettled,
  at: number,
): MessagePlan {
  const settled = plan.pending.find((each) => each.key === key);
  if (!settled) return plan;
  const { kind, hasFailed } = settled;
  const sent = sentOf(settled, { outcome, at });
  const { unreachedSince, ...rest } = plan;
  const isLost = hasFailed ?? (outcome === 'refused' || outcome === 'suppressed');
  const isNews = !isForStaff(kind);
  const isReached = isNews && !isLost && hasLeft(outcome);
  return {
    ...rest,
    pending: plan.pending.filter((each) => each !== settled),
    sent: [...plan.sent, sent].slice(-SENT_KEPT),
    ...(isNews && isLost ? { failed: [...(plan.failed ?? []), sent] } : {}),
    ...(unreachedSince === undefined || isReached ? {} : { unreachedSince }),
  };
}

/** A planned message with its outcome. */
export function sentOf(
  { milestoneId, kind, channel, covers, hasFailed }: PlannedMessage,
  { outcome, at }: Pick<SentMessage, 'outcome' | 'at'>,
): SentMessage {
  const about = { milestoneId, kind, channel, ...(covers ? { covers } : {}) };
  return { ...about, at, outcome, ...(hasFailed ? { hasFailed } : {}) };
}

/** When the next held message is due, epoch milliseconds; null: none is held. */
export function planWakeAt({ held }: MessagePlan): number | null {
  return earliest(held.map(({ notBefore }) => notBefore));
}
