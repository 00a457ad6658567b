/**
 * Runs a journey through its machine without waiting: fires each timer when it is due, treats every
 * message as accepted, and lists every decision.
 */

import { CHANNELS } from '../message.ts';
import { channelsOf } from '../policy/apply-policy.ts';
import { iso8601 } from '../time.ts';
import type { EventOf, OwnFact, SharedEventBody } from './event.ts';
import type { Machine } from './machine.ts';
import { type DecisionRecord, newlyPending, type PlannedMessage } from './message-plan.ts';
import {
  escalationLine,
  expectationLine,
  recordLine,
  type SimulationLine,
  sendLine,
} from './simulation-line.ts';
import type { JourneyState } from './state.ts';
import type { AwaitedView } from './view.ts';

export interface Simulated<State, Fact extends OwnFact> {
  readonly state: State;
  readonly lines: readonly SimulationLine[];
  readonly log: readonly EventOf<Fact>[];
}

export interface SimulationInput<Fact extends OwnFact> {
  readonly journeyId: string;
  /** In order of time. */
  readonly events: readonly SimulatedEvent<Fact>[];
  /** Continues until this time without further events; by default it ends with the last event. */
  readonly until?: number;
}

export interface SimulatedEvent<Fact extends OwnFact> {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly body: SharedEventBody | Fact;
  /**
   * The next event is in the same batch. By default, consecutive scans at one time are one batch.
   */
  readonly batched?: boolean;
}

/**
 * Returns the final state, a line for each event and decision, and the log. An event at the instant
 * of a timer comes before the timer.
 */
export function simulate<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  { journeyId, events, until }: SimulationInput<Fact>,
): Simulated<State, Fact> {
  const run = new Simulation(machine, journeyId);
  for (const [index, event] of events.entries()) {
    run.fireTimers(event.at, 'before');
    run.append(event.body, event.at, isBatched(event, events[index + 1]));
  }
  run.fireTimers(until ?? events.at(-1)?.at ?? 0, 'through');
  return { state: run.state, lines: run.lines, log: run.log };
}

function isBatched<Fact extends OwnFact>(
  { at, body, batched }: SimulatedEvent<Fact>,
  next: SimulatedEvent<Fact> | undefined,
): boolean {
  if (next === undefined || next.at !== at) return false;
  return batched ?? (body.kind === 'scanned' && next.body.kind === 'scanned');
}

class Simulation<State extends JourneyState, Fact extends OwnFact> {
  readonly #machine: Machine<State, Fact>;
  readonly #journeyId: string;
  readonly lines: SimulationLine[] = [];
  readonly log: EventOf<Fact>[] = [];
  #now = 0;
  #closed = false;
  /** Expectations with steps taken → what the last line about them says. */
  readonly #stepped = new Map<string, 'due_soon' | 'overdue'>();
  state: State;

  constructor(machine: Machine<State, Fact>, journeyId: string) {
    this.#machine = machine;
    this.#journeyId = journeyId;
    this.state = machine.initial(journeyId);
  }

  /** Fires every timer until `end`, as the workflow's loop does. */
  fireTimers(end: number, bound: 'before' | 'through'): void {
    for (;;) {
      if (this.#close()) return;
      const due = this.#machine.wakeAt(this.state);
      if (due === null || (bound === 'before' ? due >= end : due > end)) return;
      this.append({ kind: 'timer_fired', until: due }, Math.max(due, this.#now));
      const next = this.#machine.wakeAt(this.state);
      if (next !== null && next <= due) {
        throw new Error(
          `the timer of ${this.#journeyId} fired at ${iso8601(due)} and is still due`,
        );
      }
    }
  }

  append(body: SharedEventBody | Fact, at: number, batched = false): void {
    this.#now = Math.max(at, this.#now);
    if (body.kind !== 'closed') this.#closed = false;
    const logged = { ...body, seq: this.log.length + 1, at: this.#now };
    const event: EventOf<Fact> = batched ? { ...logged, batched: true } : logged;
    this.log.push(event);
    const before = this.state;
    const { state, effects } = this.#machine.reduce(before, event);
    this.state = state;
    const time = iso8601(this.#now);
    const [was, is] = [this.#machine.view(before), this.#machine.view(state)];
    if (body.kind !== 'timer_fired' && body.kind !== 'notification_settled') {
      this.lines.push({ at: time, do: 'event', event: body.kind, status: is.status });
    }
    this.#listExpectations(was.expectations, is.expectations, body);
    for (const effect of effects) {
      if (effect.do !== 'record') this.lines.push(escalationLine(effect, time));
    }
    const records = effects.flatMap((effect) => (effect.do === 'record' ? [effect.record] : []));
    for (const each of decisionsOf(before, state, records)) {
      this.lines.push('decision' in each ? recordLine(each, time) : sendLine(each, time));
    }
    for (const { key } of newlyPending(before.messagePlan, state.messagePlan)) {
      const settled = {
        kind: 'notification_settled',
        key,
        outcome: 'accepted',
        code: null,
      } as const;
      this.append(settled, this.#now);
    }
  }

  #listExpectations(
    before: readonly AwaitedView[],
    after: readonly AwaitedView[],
    body: SharedEventBody | Fact,
  ): void {
    const at = iso8601(this.#now);
    const findIn = (list: readonly AwaitedView[], { expectationId }: AwaitedView) =>
      list.find((each) => each.expectationId === expectationId);
    for (const each of before) {
      if (findIn(after, each)) continue;
      const isMet = this.#machine.isMetBy(each.kind, body);
      this.#stepped.delete(each.expectationId);
      this.lines.push(expectationLine(each, isMet ? 'met' : 'withdrawn', at));
    }
    for (const each of after) {
      const was = findIn(before, each);
      const first = each.stepsTaken > (was?.stepsTaken ?? 0) ? this.#firstStep(each) : null;
      if (first) {
        this.lines.push(expectationLine(each, first, at));
      } else if (!was || was.due !== each.due) {
        this.lines.push(expectationLine(each, 'await', at));
      }
    }
  }

  /** `due_soon` for the first step before the due time, `overdue` for the first one from then on. */
  #firstStep({ expectationId, state }: AwaitedView): 'due_soon' | 'overdue' | null {
    const what = state === 'waiting' ? 'due_soon' : 'overdue';
    if (this.#stepped.get(expectationId) === what) return null;
    this.#stepped.set(expectationId, what);
    return what;
  }

  #close(): boolean {
    if (this.#closed || !this.#machine.isDone(this.state)) return this.#closed;
    this.append({ kind: 'closed' }, this.#now);
    this.#closed = true;
    return true;
  }
}

/**
 * What one event decided about messages, in the order of the decisions: held messages first, then
 * new ones by milestone and channel. A message comes after the one that covers it.
 */
function decisionsOf(
  before: JourneyState,
  after: JourneyState,
  records: readonly DecisionRecord[],
): readonly (PlannedMessage | DecisionRecord)[] {
  const sends = newlyPending(before.messagePlan, after.messagePlan);
  const placeOf = placesOf(before, after);
  const decisions: (PlannedMessage | DecisionRecord)[] = [];
  let next = 0;
  for (const record of records) {
    const isGrouped = record.decision.because === 'grouped';
    const leader = isGrouped
      ? sends.findIndex((send) => covers(after.journeyId, send, record))
      : -1;
    for (let send = sends[next]; send; send = sends[next]) {
      if (next > leader && placeOf(record) < placeOf(send)) break;
      decisions.push(send);
      next += 1;
    }
    decisions.push(record);
  }
  return [...decisions, ...sends.slice(next)];
}

function covers(
  journeyId: string,
  send: PlannedMessage,
  { key, channel }: DecisionRecord,
): boolean {
  return (send.covers ?? []).some((id) => key === `${journeyId}/${id}/${channel}`);
}

/** Returns a function that gives a message's place in the order of an event's decisions. */
function placesOf(before: JourneyState, after: JourneyState) {
  const held = before.messagePlan.held.map(({ key }) => key);
  const milestoneIds = Object.keys(after.messagePlan.decided);
  return (message: PlannedMessage | DecisionRecord): number => {
    const { key, kind, channel } = message;
    const heldAt = held.indexOf(key);
    if (heldAt >= 0) return isNoLongerNeeded(message) ? -1 : heldAt;
    const milestoneId = key.slice(after.journeyId.length + 1, -channel.length - 1);
    const channelAt = channelsOf(after.policy, kind).indexOf(channel);
    return held.length + milestoneIds.indexOf(milestoneId) * CHANNELS.length + channelAt;
  };
}

/** Held messages that are no longer needed are dropped before any other is sent. */
function isNoLongerNeeded(message: PlannedMessage | DecisionRecord): boolean {
  if (!('decision' in message)) return false;
  const { decision } = message;
  return decision.do === 'drop' && decision.because !== 'stale';
}
