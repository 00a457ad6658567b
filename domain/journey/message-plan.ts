/**
 * What a journey has decided to tell: which milestones were decided, what is held until when, and
 * what has been handed out and not yet come back. Shared by all machines.
 */

import type { NotificationKey } from '../ids.ts';
import type { Channel, MessageKind } from '../message.ts';
import { channelsOf, type Policy } from '../policy/policy.ts';
import {
  blockedBy,
  type Decision,
  decide,
  type HoldReason,
  type MessageFacts,
  type Milestone,
  sendOrHold,
  staleTime,
} from './decision.ts';
import type { ContactFacts, NotificationSettled, OutcomeKind } from './event.ts';
import type { EscalationOpening } from './overdue.ts';

/** One message to one contact by one channel, decided and not yet done. */
export interface PlannedMessage {
  readonly key: NotificationKey;
  readonly milestoneId: string;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipmentIds: readonly string[];
  /** Epoch milliseconds, as are the three below. */
  readonly occurredAt: number;
  /** Past this it is not worth sending any more. */
  readonly staleAt: number;
  /** When a held message is due; the time of the decision where it was not held. */
  readonly notBefore: number;
  /** True: it may be told in one message with others of its kind. */
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
  /** Milestone id → when it was decided. */
  readonly decided: Readonly<Record<string, number>>;
  readonly held: readonly HeldMessage[];
  /** Handed out and not yet come back, in the order of the decisions. */
  readonly pending: readonly PlannedMessage[];
  /** The latest of what was said, oldest first. */
  readonly sent: readonly SentMessage[];
}

export const EMPTY_PLAN: MessagePlan = { decided: {}, held: [], pending: [], sent: [] };

const SENT_KEPT = 20;

/** A decision that goes into the ledger as it is: a hold or a drop. A send gets its row on the way. */
export interface DecisionRecord {
  readonly key: NotificationKey;
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly shipmentIds: readonly string[];
  readonly decision: Exclude<Decision, { do: 'send' }>;
  /** Epoch milliseconds. */
  readonly at: number;
}

export type Effect =
  | { readonly do: 'notify'; readonly planned: PlannedMessage }
  | { readonly do: 'record'; readonly record: DecisionRecord }
  | EscalationEffect;

/** A case for people is opened or made more urgent; or what it waited for has come. */
export type EscalationEffect =
  | { readonly do: 'escalate'; readonly opening: EscalationOpening }
  | { readonly do: 'withdraw'; readonly expectationId: string; readonly at: number };

/** Whom a journey talks to, by which rules, and what time it is. */
export interface PlanContext {
  readonly journeyId: string;
  readonly contact: ContactFacts;
  readonly policy: Policy;
  readonly now: number;
}

export interface PlanResult {
  readonly plan: MessagePlan;
  readonly effects: readonly Effect[];
}

/** A copy that the functions below may write on; it does not leave this file. */
interface Draft {
  readonly decided: Record<string, number>;
  readonly held: HeldMessage[];
  readonly pending: PlannedMessage[];
  readonly effects: Effect[];
}

/**
 * Decides every milestone that has not been decided, and looks again at what is held: dropped where
 * it has become obsolete, handed out where its time has come.
 */
export function planMessages(
  outbox: MessagePlan,
  milestones: readonly Milestone[],
  audience: PlanContext,
): PlanResult {
  const { now } = audience;
  const draft: Draft = {
    decided: { ...outbox.decided },
    held: [],
    pending: [...outbox.pending],
    effects: [],
  };
  reviewHeld(draft, outbox.held, { milestones, audience });
  for (const milestone of milestones) {
    if (milestone.id in draft.decided) continue;
    draft.decided[milestone.id] = now;
    for (const channel of channelsOf(audience.policy, milestone.kind)) {
      const planned = plan(milestone, channel, audience);
      const decision = decide({ milestone, channel, ...audience });
      if (decision.do === 'send' && joinLeader(draft, planned, now)) continue;
      const waiting = decision.do === 'send' ? takeGroup(draft, planned) : [];
      carryOut(
        draft,
        { ...planned, shipmentIds: shipmentsOf([...waiting, planned]) },
        decision,
        now,
      );
      for (const each of waiting) carryOut(draft, each, GROUPED, now);
    }
  }
  const { effects, ...rest } = draft;
  return { plan: { ...outbox, ...rest }, effects };
}

function carryOut(draft: Draft, planned: PlannedMessage, decision: Decision, now: number): void {
  if (decision.do === 'send') {
    draft.pending.push(planned);
    draft.effects.push({ do: 'notify', planned });
    return;
  }
  if (decision.do === 'hold') {
    draft.held.push({ ...planned, notBefore: decision.until, because: decision.because });
  }
  draft.effects.push({ do: 'record', record: recordOf(planned, decision, now) });
}

function reviewHeld(
  draft: Draft,
  held: readonly HeldMessage[],
  { milestones, audience }: { milestones: readonly Milestone[]; audience: PlanContext },
): void {
  const { now } = audience;
  const current = held.filter((each) => {
    const milestone = milestones.find(({ id }) => id === each.milestoneId);
    // What is no fact any more, such as a scan of a number that was corrected, is not told.
    const obsolete = milestone ? milestone.obsolete : 'superseded';
    const blocked = blockedBy(each.kind, { ...audience, channel: each.channel });
    const because = obsolete ?? blocked ?? (now > each.staleAt ? 'stale' : null);
    if (because) carryOut(draft, each, { do: 'drop', because }, now);
    return because === null;
  });
  const done = new Set<HeldMessage>();
  for (const each of current) {
    if (done.has(each)) continue;
    if (now < each.notBefore) continue;
    // All of its kind that wait for grouping go along, whether their own time has come or not.
    const grouping = current.filter((other) => other !== each && canGroup(each, other));
    for (const other of [each, ...grouping]) done.add(other);
    release(draft, [each, ...grouping], audience);
  }
  draft.held.unshift(...current.filter((each) => !done.has(each)));
}

/** In one message; in quiet hours each waits on for itself, as any may be overtaken by then. */
function release(draft: Draft, grouping: readonly HeldMessage[], audience: PlanContext): void {
  const { now } = audience;
  for (const [index, { because: _, ...planned }] of grouping.entries()) {
    const telling = { milestone: { ...planned, obsolete: null }, channel: planned.channel };
    const decision = sendOrHold({ ...telling, ...audience }, planned.staleAt);
    if (decision.do !== 'send') carryOut(draft, planned, decision, now);
    else if (index > 0) carryOut(draft, planned, GROUPED, now);
    else carryOut(draft, { ...planned, shipmentIds: shipmentsOf(grouping) }, decision, now);
  }
}

const GROUPED = { do: 'drop', because: 'grouped' } as const;

/** What waits for grouping goes along with the last that can come: it need wait no longer. */
function takeGroup(draft: Draft, planned: PlannedMessage): readonly HeldMessage[] {
  const grouping = draft.held.filter((each) => canGroup(each, planned));
  const others = draft.held.filter((each) => !grouping.includes(each));
  draft.held.splice(0, draft.held.length, ...others);
  return grouping;
}

/** Of several that are heard of in one breath the first tells of all. */
function joinLeader(draft: Draft, planned: PlannedMessage, now: number): boolean {
  const index = draft.effects.findIndex(
    (effect) => effect.do === 'notify' && canGroup(effect.planned, planned),
  );
  const effect = draft.effects[index];
  if (effect?.do !== 'notify') return false;
  const leader = { ...effect.planned, shipmentIds: shipmentsOf([effect.planned, planned]) };
  draft.effects[index] = { do: 'notify', planned: leader };
  draft.pending[draft.pending.indexOf(effect.planned)] = leader;
  carryOut(draft, planned, GROUPED, now);
  return true;
}

function shipmentsOf(planned: readonly PlannedMessage[]): readonly string[] {
  return [...new Set(planned.flatMap((each) => each.shipmentIds))];
}

function canGroup(a: PlannedMessage, b: PlannedMessage): boolean {
  const same = a.kind === b.kind && a.channel === b.channel;
  return same && a.groupable === true && b.groupable === true;
}

function plan(milestone: Milestone, channel: Channel, audience: PlanContext): PlannedMessage {
  return {
    key: `${audience.journeyId}/${milestone.id}/${channel}` as NotificationKey,
    milestoneId: milestone.id,
    kind: milestone.kind,
    channel,
    shipmentIds: milestone.shipmentIds,
    occurredAt: milestone.occurredAt,
    staleAt: staleTime(milestone, audience.policy),
    notBefore: audience.now,
    ...(milestone.grouping ? { groupable: true } : {}),
    ...(milestone.facts ? { facts: milestone.facts } : {}),
  };
}

function recordOf(
  planned: PlannedMessage,
  decision: DecisionRecord['decision'],
  at: number,
): DecisionRecord {
  const { key, kind, channel, shipmentIds } = planned;
  return { key, kind, channel, shipmentIds, decision, at };
}

/** Takes note of what became of a message. The same outcome twice changes nothing. */
export function settleMessage(
  outbox: MessagePlan,
  told: NotificationSettled,
  at: number,
): MessagePlan {
  const planned = outbox.pending.find((each) => each.key === told.key);
  if (!planned) return outbox;
  const { milestoneId, kind, channel } = planned;
  const said: SentMessage = { milestoneId, kind, channel, at, outcome: told.outcome };
  return {
    ...outbox,
    pending: outbox.pending.filter((each) => each !== planned),
    sent: [...outbox.sent, said].slice(-SENT_KEPT),
  };
}

/** When the outbox next wants to be looked at, or null. */
export function planWakeAt(outbox: MessagePlan): number | null {
  return earliest(outbox.held.map((each) => each.notBefore));
}

/** The smallest of some times, leaving out those that are null; null for none. */
export function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
