/** What the workflow's loop needs of a kind of journey: pure functions over plain JSON. */

import type { ExpectationKind } from '../policy/rule.ts';
import type { Effect } from './effect.ts';
import type { EventOf, OwnFact, SharedEventBody } from './event.ts';
import type { PlannedMessage } from './message-plan.ts';
import type { AwaitedView } from './view.ts';

export interface ReduceResult<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** A journey as operations see it. */
export interface JourneyView {
  readonly status: string;
  /** Markdown, without personal data. */
  readonly details: string;
  readonly trackingNumbers: readonly string[];
  readonly carriers: readonly string[];
  /** What the timer waits for, in a few words. */
  readonly awaited: string;
  /** All open expectations, soonest due first. */
  readonly expectations: readonly AwaitedView[];
}

/** `Fact` is what can happen to this kind of journey beyond the events of both kinds. */
export interface Machine<State, Fact extends OwnFact> {
  /** Changes with the shape of `State`: a state of another version is folded again from the log. */
  readonly version: number;
  readonly initial: (journeyId: string) => State;
  /** Total and pure: no clock, no I/O. Events come in the order of the log. */
  readonly reduce: (state: State, event: EventOf<Fact>) => ReduceResult<State>;
  /** When the machine needs a `timer_fired`, epoch milliseconds; null: never. */
  readonly wakeAt: (state: State) => number | null;
  readonly isDone: (state: State) => boolean;
  /** Messages to be sent whose outcome is not known yet. */
  readonly pending: (state: State) => readonly PlannedMessage[];
  /** Whether an event that ends an expectation meets it; else it withdraws it. */
  readonly isMetBy: (kind: ExpectationKind, body: SharedEventBody | Fact) => boolean;
  readonly view: (state: State) => JourneyView;
}

/** Folds a whole log into the journey's state, with the effects of every step. */
export function fold<State, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  journeyId: string,
  events: readonly EventOf<Fact>[],
): ReduceResult<State> {
  let state = machine.initial(journeyId);
  const effects: Effect[] = [];
  for (const event of events) {
    const step = machine.reduce(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
