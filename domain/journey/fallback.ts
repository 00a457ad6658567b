/**
 * What follows when a message certainly did not arrive: another channel takes it over. Where none
 * can, staff get to know that the customer cannot be reached.
 */

import { notificationKey } from '../ids.ts';
import { type Channel, isForStaff, isRequiredByLaw } from '../message.ts';
import { channelsOf, fallbackOf } from '../policy/apply-policy.ts';
import type { Draft } from './drafts.ts';
import type { NotificationFailed } from './event.ts';
import { type FailedMessage, hasLeft, type MessagePlan, type SentMessage } from './message-plan.ts';
import { type DecisionContext, decideNew, type Milestone } from './send-hold-drop.ts';

/** Notes that a message which the provider had accepted did not arrive. */
export function failMessage(
  plan: MessagePlan,
  { key }: NotificationFailed,
  { journeyId, now }: { readonly journeyId: string; readonly now: number },
): MessagePlan {
  // The receipt may arrive before the outcome of the send.
  if (plan.pending.some((each) => each.key === key)) {
    const pending = plan.pending.map((each) =>
      each.key === key ? ({ ...each, hasFailed: true } as const) : each,
    );
    return { ...plan, pending };
  }
  const index = plan.sent.findLastIndex(
    ({ milestoneId, channel }) => notificationKey(journeyId, milestoneId, channel) === key,
  );
  const message = plan.sent[index];
  if (!message || message.hasFailed || isForStaff(message.kind)) return plan;
  return {
    ...plan,
    sent: plan.sent.with(index, { ...message, hasFailed: true }),
    failed: [...(plan.failed ?? []), { ...message, at: now }],
  };
}

export interface FallbackResult {
  readonly drafts: readonly Draft[];
  /** Without failures to decide about. */
  readonly plan: MessagePlan;
}

/** Creates a draft for the message of another channel. */
export type CreateDraft = (milestone: Milestone, channel: Channel) => Draft['message'];

/** Decides about the messages that have failed, once each. */
export function decideFallbacks(
  plan: MessagePlan,
  milestones: readonly Milestone[],
  context: DecisionContext & { readonly create: CreateDraft },
): FallbackResult {
  const { failed = [], ...rest } = plan;
  if (failed.length === 0) return { drafts: [], plan };
  const drafts: Draft[] = [];
  let { unreachedSince } = plan;
  for (const message of failed) {
    const draft = draftFallback(message, milestones, { ...context, plan });
    if (draft) drafts.push(draft);
    const isReplaced = draft !== null && draft.decision.do !== 'drop';
    const isKnown = isReplaced || isCarriedOtherwise(message, plan);
    if (!isKnown && !isRequiredByLaw(message.kind)) unreachedSince ??= message.at;
  }
  return {
    drafts,
    plan: { ...rest, ...(unreachedSince === undefined ? {} : { unreachedSince }) },
  };
}

interface FallbackContext extends DecisionContext {
  readonly plan: MessagePlan;
  readonly create: CreateDraft;
}

/** Null: no other channel is left, or nobody needs the message any more. */
function draftFallback(
  message: FailedMessage,
  milestones: readonly Milestone[],
  context: FallbackContext,
): Draft | null {
  const { milestoneId, kind, covers = [] } = message;
  const own = milestones.find(({ id }) => id === milestoneId);
  const channel = nextChannel(message, context);
  if (!own || !channel) return null;
  const others = milestones.filter(({ id }) => covers.includes(id));
  const needed = [own, ...others].find(({ obsolete }) => obsolete === null) ?? own;
  // It has waited already: nothing else has to join it.
  const { grouping: _, overnight: __, ...facts } = needed;
  const decision = decideNew({ ...facts, kind }, channel, context);
  const shipmentIds = [...new Set([own, ...others].flatMap((each) => each.shipmentIds))];
  const created = context.create(own, channel);
  const about = covers.length > 0 ? { covers } : {};
  return { message: { ...created, shipmentIds, ...about }, decision };
}

function nextChannel(
  { milestoneId, kind }: FailedMessage,
  { plan, policy }: FallbackContext,
): Channel | undefined {
  const tried = [...plan.pending, ...plan.held, ...plan.sent].filter(
    (each) => each.milestoneId === milestoneId,
  );
  // A channel of the kind has been decided about with the milestone.
  const own = channelsOf(policy, kind);
  return fallbackOf(policy, kind).find(
    (channel) => !own.includes(channel) && !tried.some((each) => each.channel === channel),
  );
}

/** Whether another channel has brought the message to the customer, or still may. */
function isCarriedOtherwise(
  { milestoneId, channel }: FailedMessage,
  { pending, held, sent }: MessagePlan,
): boolean {
  const isOther = (each: { readonly milestoneId: string; readonly channel: Channel }) =>
    each.milestoneId === milestoneId && each.channel !== channel;
  return (
    pending.some(isOther) ||
    held.some(isOther) ||
    sent.some((each) => isOther(each) && hasArrived(each))
  );
}

function hasArrived({ outcome, hasFailed }: SentMessage): boolean {
  return hasFailed === undefined && hasLeft(outcome);
}
