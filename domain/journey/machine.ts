/** What the workflow's loop needs of a journey's kind: pure functions over plain JSON. */

import type { JourneyEvent } from './event.ts';
import type { Effect, PlannedMessage } from './message-plan.ts';
import type { AwaitedView } from './view.ts';

export interface ReduceResult<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** What operations see of a journey. */
export interface JourneyView {
  readonly status: string;
  /** Markdown, without personal data. */
  readonly details: string;
  readonly trackingNumbers: readonly string[];
  readonly carriers: readonly string[];
  /** What the timer waits for, in a few words. */
  readonly awaited: string;
  /** All that ought to come, soonest due first. */
  readonly expectations: readonly AwaitedView[];
}

export interface Machine<State> {
  /** Changes with the shape of `State`: a state of another version is folded anew from the log. */
  readonly version: number;
  initial(journeyId: string): State;
  /** Total and pure: no clock, no I/O. Events come in the order of the log. */
  reduce(state: State, event: JourneyEvent): ReduceResult<State>;
  /** Epoch milliseconds at which the machine wants to be woken, or null. */
  wakeAt(state: State): number | null;
  isDone(state: State): boolean;
  /** What was handed out and has not come back. */
  pending(state: State): readonly PlannedMessage[];
  view(state: State): JourneyView;
}

/** Folds a whole log; with it, all that was ever decided. */
export function fold<State>(
  machine: Machine<State>,
  journeyId: string,
  events: readonly JourneyEvent[],
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
