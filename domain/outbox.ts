/**
 * What a journey has decided to tell: which milestones were decided, what is held until when, and
 * what has been handed out and not yet come back. Shared by all machines.
 */

import { type Decision, decide, type Milestone, staleTime } from './decision.ts';
import type { ContactFacts, OutcomeKind, Told } from './event.ts';
import type { NotificationKey } from './ids.ts';
import type { Channel, MessageKind } from './message.ts';
import { channelsOf, type Policy } from './policy.ts';

/** One message to one contact by one channel, decided and not yet done. */
export interface Planned {
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
}

export interface Said {
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly at: number;
  readonly outcome: OutcomeKind;
}

export interface Outbox {
  /** Milestone id → when it was decided. */
  readonly decided: Readonly<Record<string, number>>;
  readonly held: readonly Planned[];
  /** Handed out and not yet come back, in the order of the decisions. */
  readonly pending: readonly Planned[];
  /** The latest of what was said, oldest first. */
  readonly said: readonly Said[];
}

export const EMPTY_OUTBOX: Outbox = { decided: {}, held: [], pending: [], said: [] };

const SAID_KEPT = 20;

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
  | { readonly do: 'notify'; readonly planned: Planned }
  | { readonly do: 'record'; readonly record: DecisionRecord };

/** Whom a journey talks to, by which rules, and what time it is. */
export interface Audience {
  readonly journeyId: string;
  readonly contact: ContactFacts;
  readonly policy: Policy;
  readonly now: number;
}

export interface OutboxStep {
  readonly outbox: Outbox;
  readonly effects: readonly Effect[];
}

/**
 * Decides every milestone that has not been decided, and looks again at what is held: dropped where
 * it has become moot, handed out where its time has come.
 */
export function tell(
  outbox: Outbox,
  milestones: readonly Milestone[],
  audience: Audience,
): OutboxStep {
  const reviewed = reviewHeld(outbox, milestones, audience);
  const decided = { ...reviewed.outbox.decided };
  const held = [...reviewed.outbox.held];
  const pending = [...reviewed.outbox.pending];
  const effects = [...reviewed.effects];
  for (const milestone of milestones) {
    if (milestone.id in decided) continue;
    decided[milestone.id] = audience.now;
    for (const channel of channelsOf(audience.policy, milestone.kind)) {
      const decision = decide({ milestone, channel, ...audience });
      const planned = plan(milestone, channel, audience);
      if (decision.do === 'send') {
        pending.push(planned);
        effects.push({ do: 'notify', planned });
        continue;
      }
      if (decision.do === 'hold') held.push({ ...planned, notBefore: decision.until });
      effects.push({ do: 'record', record: recordOf(planned, decision, audience.now) });
    }
  }
  return { outbox: { ...outbox, decided, held, pending }, effects };
}

function reviewHeld(
  outbox: Outbox,
  milestones: readonly Milestone[],
  { now }: Audience,
): OutboxStep {
  const held: Planned[] = [];
  const pending = [...outbox.pending];
  const effects: Effect[] = [];
  for (const planned of outbox.held) {
    const moot = milestones.find((each) => each.id === planned.milestoneId)?.moot ?? null;
    const because = moot ?? (now > planned.staleAt ? 'stale' : null);
    if (because) {
      effects.push({ do: 'record', record: recordOf(planned, { do: 'drop', because }, now) });
    } else if (now >= planned.notBefore) {
      pending.push(planned);
      effects.push({ do: 'notify', planned });
    } else {
      held.push(planned);
    }
  }
  return { outbox: { ...outbox, held, pending }, effects };
}

function plan(milestone: Milestone, channel: Channel, audience: Audience): Planned {
  return {
    key: `${audience.journeyId}/${milestone.id}/${channel}` as NotificationKey,
    milestoneId: milestone.id,
    kind: milestone.kind,
    channel,
    shipmentIds: milestone.shipmentIds,
    occurredAt: milestone.occurredAt,
    staleAt: staleTime(milestone, audience.policy),
    notBefore: audience.now,
  };
}

function recordOf(
  planned: Planned,
  decision: DecisionRecord['decision'],
  at: number,
): DecisionRecord {
  const { key, kind, channel, shipmentIds } = planned;
  return { key, kind, channel, shipmentIds, decision, at };
}

/** Takes note of what became of a message. The same outcome twice changes nothing. */
export function noteTold(outbox: Outbox, told: Told, at: number): Outbox {
  const planned = outbox.pending.find((each) => each.key === told.key);
  if (!planned) return outbox;
  const { kind, channel } = planned;
  return {
    ...outbox,
    pending: outbox.pending.filter((each) => each !== planned),
    said: [...outbox.said, { kind, channel, at, outcome: told.outcome }].slice(-SAID_KEPT),
  };
}

/** When the outbox next wants to be looked at, or null. */
export function outboxWakeAt(outbox: Outbox): number | null {
  return earliest(outbox.held.map((each) => each.notBefore));
}

/** The smallest of some times, leaving out those that are null; null for none. */
export function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
