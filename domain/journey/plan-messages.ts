/** Decides which milestones to send, hold or drop now, and which messages cover several of them. */

import { notificationKey } from '../ids.ts';
import type { Channel } from '../message.ts';
import { channelsOf } from '../policy/apply-policy.ts';
import { canGroup, type Draft, type Grouped, groupDrafts, keepToBudget } from './drafts.ts';
import { decideFallbacks } from './fallback.ts';
import type { DecisionRecord, HeldMessage, MessagePlan, PlannedMessage } from './message-plan.ts';
import {
  type DecisionContext,
  decideHeld,
  decideNew,
  type Milestone,
  staleTime,
  whyDropHeld,
} from './send-hold-drop.ts';

export interface PlanContext extends DecisionContext {
  readonly journeyId: string;
}

export interface PlanResult {
  readonly plan: MessagePlan;
  readonly records: readonly DecisionRecord[];
}

/**
 * Reviews the held messages, decides about every new milestone, and groups the messages that one
 * can cover. Returns the new plan with the records for the ledger.
 */
export function planMessages(
  plan: MessagePlan,
  milestones: readonly Milestone[],
  context: PlanContext,
): PlanResult {
  const decided = { ...plan.decided };
  const undecided: Milestone[] = [];
  for (const milestone of milestones) {
    if (Object.hasOwn(decided, milestone.id)) continue;
    decided[milestone.id] = context.now;
    undecided.push(milestone);
  }
  const fallbacks = decideFallbacks(plan, milestones, {
    ...context,
    create: (milestone, channel) => createMessage(milestone, channel, context),
  });
  const wanted = [
    ...reviewHeld(plan.held, milestones, context),
    ...decideMilestones(undecided, context),
    ...fallbacks.drafts,
  ];
  const grouped = { drafts: wanted, joined: groupDrafts(wanted) };
  const kept = keepToBudget(plan, grouped, context);
  const { held, sends, records } = emit(kept, context.now);
  const pending = [...plan.pending, ...sends];
  return { plan: { ...fallbacks.plan, decided, held, pending }, records };
}

function decideMilestones(
  milestones: readonly Milestone[],
  context: PlanContext,
): readonly Draft[] {
  return milestones.flatMap((milestone) =>
    channelsOf(context.policy, milestone.kind).map((channel) => ({
      message: createMessage(milestone, channel, context),
      decision: decideNew(milestone, channel, context),
    })),
  );
}

function createMessage(
  milestone: Milestone,
  channel: Channel,
  { journeyId, policy, now }: PlanContext,
): PlannedMessage {
  const { id: milestoneId, kind, shipmentIds, occurredAt, grouping, group = '', facts } = milestone;
  const { unsettledUntil = 0 } = milestone;
  return {
    key: notificationKey(journeyId, milestoneId, channel),
    milestoneId,
    kind,
    channel,
    shipmentIds,
    occurredAt,
    staleAt: staleTime(milestone, policy),
    notBefore: now,
    // What waits for a carrier that contradicts itself leaves with no other parcel's message.
    ...(grouping && unsettledUntil <= now ? { group } : {}),
    ...(facts ? { facts } : {}),
  };
}

function reviewHeld(
  held: readonly HeldMessage[],
  milestones: readonly Milestone[],
  context: PlanContext,
): readonly Draft[] {
  const dropped: Draft[] = [];
  const needed: HeldMessage[] = [];
  for (const message of held) {
    const milestone = milestones.find(({ id }) => id === message.milestoneId);
    const because = whyDropHeld(message, milestone, context);
    if (because) dropped.push({ message, decision: { do: 'drop', because } });
    else needed.push(renewed(message, milestone));
  }
  const due = needed.filter(({ notBefore }) => context.now >= notBefore);
  // Messages that can join a due one leave with it, even if they are not due yet.
  const released = new Set(
    due.flatMap((each) => [each, ...needed.filter((other) => canGroup(each, other))]),
  );
  const waiting = needed.filter((each) => !released.has(each));
  return [
    ...dropped,
    ...waiting.map(
      ({ because, ...message }): Draft => ({ message, decision: { do: 'wait', because } }),
    ),
    ...[...released].map(
      ({ because: _, ...message }): Draft => ({ message, decision: decideHeld(message, context) }),
    ),
  ];
}

function renewed(message: HeldMessage, milestone: Milestone | undefined): HeldMessage {
  return milestone?.renewsFacts && milestone.facts
    ? { ...message, facts: milestone.facts }
    : message;
}

interface Emitted {
  readonly held: readonly HeldMessage[];
  readonly sends: readonly PlannedMessage[];
  readonly records: readonly DecisionRecord[];
}

const GROUPED = { do: 'drop', because: 'grouped' } as const;

function emit({ drafts, joined }: Grouped, now: number): Emitted {
  const held: HeldMessage[] = [];
  const sends: PlannedMessage[] = [];
  const records: DecisionRecord[] = [];
  for (const draft of drafts) {
    const { message, decision } = draft;
    if (joined.has(draft)) {
      // A draft that waited is recorded below, with the one that covers it.
      if (decision.do === 'send') records.push(createRecord(message, GROUPED, now));
    } else if (decision.do === 'send') {
      const group = drafts.filter((each) => each === draft || joined.get(each) === draft);
      const shipmentIds = [...new Set(group.flatMap((each) => each.message.shipmentIds))];
      const covers = group.flatMap((each) =>
        each === draft ? [] : [each.message.milestoneId, ...(each.message.covers ?? [])],
      );
      sends.push({ ...message, shipmentIds, ...(covers.length > 0 ? { covers } : {}) });
      const waited = group.filter((each) => each.decision.do !== 'send');
      records.push(...waited.map((each) => createRecord(each.message, GROUPED, now)));
    } else if (decision.do === 'wait') {
      held.push({ ...message, because: decision.because });
    } else {
      if (decision.do === 'hold') {
        held.push({ ...message, notBefore: decision.until, because: decision.because });
      }
      records.push(createRecord(message, decision, now));
    }
  }
  return { held, sends, records };
}

function createRecord(
  { key, kind, channel, shipmentIds }: PlannedMessage,
  decision: DecisionRecord['decision'],
  at: number,
): DecisionRecord {
  return { key, kind, channel, shipmentIds, decision, at };
}
