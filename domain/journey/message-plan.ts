/**
 * The messages of a journey, for orders and returns alike: which milestones are decided, which
 * messages are held until when, and which are being sent.
 */

import type { NotificationKey } from '../ids.ts';
import type { Channel, MessageKind } from '../message.ts';
import { channelsOf } from '../policy/apply-policy.ts';
import { earliest } from '../time.ts';
import type { NotificationSettled, OutcomeKind } from './event.ts';
import {
  type Decision,
  type DecisionContext,
  decideHeld,
  decideNew,
  type HoldReason,
  type MessageFacts,
  type Milestone,
  staleTime,
  whyDropHeld,
} from './send-hold-drop.ts';

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
  /** True: one message may cover it together with others of its kind. */
  readonly groupable?: boolean;
  readonly facts?: MessageFacts;
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
}

export interface MessagePlan {
  /** Milestone id → when it was decided, epoch milliseconds; in the order of the decisions. */
  readonly decided: Readonly<Record<string, number>>;
  readonly held: readonly HeldMessage[];
  /** Being sent: their outcome is not known yet. In the order of the decisions. */
  readonly pending: readonly PlannedMessage[];
  /** The latest 20 settled messages, oldest first. */
  readonly sent: readonly SentMessage[];
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

export interface PlanContext extends DecisionContext {
  readonly journeyId: string;
}

export interface PlanResult {
  readonly plan: MessagePlan;
  readonly records: readonly DecisionRecord[];
}

/** A message and the decision just made about it. `wait`: it stays held as it was. */
interface Draft {
  readonly message: PlannedMessage;
  readonly decision: Decision | { readonly do: 'wait'; readonly because: HoldReason };
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
  const drafts = [
    ...reviewHeld(plan.held, milestones, context),
    ...decideMilestones(undecided, context),
  ];
  const { held, sends, records } = emit(drafts, groupDrafts(drafts), context.now);
  return { plan: { ...plan, decided, held, pending: [...plan.pending, ...sends] }, records };
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
  const { id: milestoneId, kind, shipmentIds, occurredAt, grouping, facts } = milestone;
  return {
    key: `${journeyId}/${milestoneId}/${channel}` as NotificationKey,
    milestoneId,
    kind,
    channel,
    shipmentIds,
    occurredAt,
    staleAt: staleTime(milestone, policy),
    notBefore: now,
    ...(grouping ? { groupable: true } : {}),
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
    else needed.push(message);
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

/**
 * Maps each draft that joins another to the one that covers it. The first draft to send of its kind
 * and channel covers the earlier ones that wait and the later ones to send.
 */
function groupDrafts(drafts: readonly Draft[]): ReadonlyMap<Draft, Draft> {
  const leaders: Draft[] = [];
  const joined = new Map<Draft, Draft>();
  for (const [index, draft] of drafts.entries()) {
    if (draft.decision.do !== 'send') continue;
    const leader = leaders.find((each) => canGroup(each.message, draft.message));
    if (leader) {
      joined.set(draft, leader);
      continue;
    }
    leaders.push(draft);
    for (const earlier of drafts.slice(0, index)) {
      const waits = earlier.decision.do === 'wait' || earlier.decision.do === 'hold';
      if (waits && canGroup(earlier.message, draft.message)) joined.set(earlier, draft);
    }
  }
  return joined;
}

function canGroup(a: PlannedMessage, b: PlannedMessage): boolean {
  const isSame = a.kind === b.kind && a.channel === b.channel;
  return isSame && a.groupable === true && b.groupable === true;
}

interface Emitted {
  readonly held: readonly HeldMessage[];
  readonly sends: readonly PlannedMessage[];
  readonly records: readonly DecisionRecord[];
}

const GROUPED = { do: 'drop', because: 'grouped' } as const;

function emit(drafts: readonly Draft[], joined: ReadonlyMap<Draft, Draft>, now: number): Emitted {
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
      sends.push({ ...message, shipmentIds });
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
  const { milestoneId, kind, channel } = settled;
  const sent: SentMessage = { milestoneId, kind, channel, at, outcome };
  return {
    ...plan,
    pending: plan.pending.filter((each) => each !== settled),
    sent: [...plan.sent, sent].slice(-SENT_KEPT),
  };
}

/** When the next held message is due, epoch milliseconds; null: none is held. */
export function planWakeAt({ held }: MessagePlan): number | null {
  return earliest(held.map(({ notBefore }) => notBefore));
}
