/** Random histories of journeys: any events, in any order, at any time. */

import fc from 'fast-check';
import type { RaisedAlarm } from '../../domain/journey/alarm.ts';
import type { Effect } from '../../domain/journey/effect.ts';
import {
  ESCALATION_CHANGES,
  type EscalationChanged,
  type EventOf,
  type OwnFact,
  RESOLUTIONS,
  type SharedEventBody,
} from '../../domain/journey/event.ts';
import type { Machine } from '../../domain/journey/machine.ts';
import { newlyPending, type PlannedMessage } from '../../domain/journey/message-plan.ts';
import type { JourneyState } from '../../domain/journey/state.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/time.ts';

/** How many histories each property tries; `npm run test:properties` sets 100,000. */
export function runs(normal: number): { readonly numRuns: number } {
  const wanted = Number(process.env['WISMR_RUNS'] ?? 0);
  return { numRuns: wanted > 0 ? wanted : normal };
}

type Body<Fact extends OwnFact> = SharedEventBody | Fact;

/** Something that happens `gapMs` after the previous move. */
export interface Move<State, Fact extends OwnFact> {
  readonly gapMs: number;
  readonly act: Act<State, Fact>;
}

/** Returns what happens, which may depend on the journey's state; null: nothing. */
export type Act<State, Fact extends OwnFact> = (state: State, now: number) => Body<Fact> | null;

/** A move at the same time as the previous one. */
export function atOnce<Fact extends OwnFact>(body: Body<Fact>): Move<unknown, Fact> {
  return { gapMs: 0, act: () => body };
}

export const gaps: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, SECOND, MINUTE, 2 * MINUTE, 12 * HOUR, DAY, 3 * DAY, 7 * DAY),
  fc.integer({ min: 0, max: 20 * DAY }),
);

/** A person's change to an escalation; to an unknown one if none is open. */
export function escalationChanges(unknownId: string): fc.Arbitrary<Act<JourneyState, never>> {
  return fc
    .record({
      change: fc.constantFrom(...ESCALATION_CHANGES),
      resolution: fc.constantFrom(...RESOLUTIONS),
      which: fc.nat(5),
    })
    .map(({ change, resolution, which }) => ({ overdue: { raised } }, now): EscalationChanged => {
      return {
        kind: 'escalation_changed',
        expectationId: idOf(raised[which % Math.max(1, raised.length)]) ?? unknownId,
        change,
        resolution: change === 'resolved' ? resolution : null,
        until: change === 'snoozed' ? now + 2 * DAY : null,
      };
    });
}

/** The id of an alarm's escalation, which may be that of an earlier alarm. */
function idOf(alarm: RaisedAlarm | undefined): string | undefined {
  return alarm?.escalationId ?? alarm?.id;
}

/** A decision, and the journey's state after it. */
export interface Decided<State> {
  readonly at: number;
  readonly effect: Effect | { readonly do: 'send'; readonly message: PlannedMessage };
  readonly state: State;
}

export interface Run<State> {
  readonly state: State;
  readonly decided: readonly Decided<State>[];
  /** Everything that happened, in order. */
  readonly bodies: readonly Body<OwnFact>[];
}

export interface HistoryInput<State, Fact extends OwnFact> {
  readonly journeyId: string;
  readonly start: number;
  readonly moves: readonly Move<State, Fact>[];
  /** The outcome of each message that is sent. */
  readonly outcome?: 'accepted' | 'refused' | 'unknown';
  /** How long the journey continues after the last move. */
  readonly silenceMs?: number;
}

/** Runs a history as the workflow does, and throws if the workflow would. */
export function runHistory<State extends JourneyState, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  input: HistoryInput<State, Fact>,
): Run<State> {
  const { journeyId, start, moves, outcome = 'accepted', silenceMs = 40 * DAY } = input;
  let state = machine.initial(journeyId);
  let now = start;
  const decided: Decided<State>[] = [];
  const bodies: Body<Fact>[] = [];
  const append = (body: Body<Fact>): void => {
    bodies.push(body);
    const event: EventOf<Fact> = { ...body, seq: bodies.length, at: now };
    const before = state;
    const step = machine.reduce(before, event);
    state = step.state;
    const messages = newlyPending(before.messagePlan, state.messagePlan);
    for (const effect of step.effects) decided.push({ at: now, effect, state });
    for (const message of messages) {
      decided.push({ at: now, effect: { do: 'send', message }, state });
    }
    for (const { key } of messages)
      append({ kind: 'notification_settled', key, outcome, code: null });
  };
  const fireTimers = (end: number): void => {
    for (;;) {
      const due = machine.wakeAt(state);
      if (due === null || due > end) break;
      now = Math.max(now, due);
      append({ kind: 'timer_fired', until: due });
      const next = machine.wakeAt(state);
      if (next !== null && next <= due) throw new Error(`fires at ${due}, and again at ${next}`);
    }
    now = Math.max(now, end);
  };
  for (const { gapMs, act } of moves) {
    fireTimers(now + gapMs);
    const body = act(state, now);
    if (body) append(body);
  }
  fireTimers(now + silenceMs);
  const run = { state, decided, bodies };
  return Object.defineProperty(run, fc.toStringMethod, { value: () => inWords(bodies) });
}

/** How a failing history is printed: one event per line. */
function inWords(bodies: readonly Body<OwnFact>[]): string {
  return ['', ...bodies.map((body) => JSON.stringify(body))].join('\n');
}

/** Keys that were sent twice, or sent after they were dropped. */
export function keysSentAgain<State>({ decided }: Run<State>): readonly string[] {
  const over = new Set<string>();
  const again: string[] = [];
  for (const { effect } of decided) {
    if (effect.do === 'send') {
      if (over.has(effect.message.key)) again.push(effect.message.key);
      over.add(effect.message.key);
    }
    if (effect.do === 'record' && effect.record.decision.do === 'drop') over.add(effect.record.key);
  }
  return again;
}

/**
 * Escalations opened again, steps taken twice, and withdrawals of escalations that are not open.
 */
export function ladderFaults<State>({ decided }: Run<State>): readonly string[] {
  const steps = new Map<string, number>();
  const ended = new Set<string>();
  const faults: string[] = [];
  for (const { effect } of decided) {
    if (effect.do === 'escalate') {
      const { expectationId: id, step } = effect.opening;
      if (ended.has(id)) faults.push(`${id} was opened again`);
      if (step <= (steps.get(id) ?? 0)) faults.push(`step ${step} of ${id} was taken again`);
      steps.set(id, step);
    }
    if (effect.do === 'withdraw') {
      const id = effect.expectationId;
      if (!steps.has(id) || ended.has(id)) faults.push(`${id} was not open`);
      ended.add(id);
    }
  }
  return faults;
}

/** Escalations that are open at the end: neither withdrawn nor resolved by a person. */
export function openEscalations<State>({ decided, bodies }: Run<State>): readonly string[] {
  const resolved = bodies.flatMap((body) =>
    isEscalationChange(body) && body.change === 'resolved' ? [body.expectationId] : [],
  );
  const open = new Set<string>();
  for (const { effect } of decided) {
    if (effect.do === 'escalate') open.add(effect.opening.expectationId);
    if (effect.do === 'withdraw') open.delete(effect.expectationId);
  }
  return [...open].filter((id) => !resolved.includes(id));
}

function isEscalationChange(body: OwnFact): body is EscalationChanged {
  return body.kind === 'escalation_changed';
}
