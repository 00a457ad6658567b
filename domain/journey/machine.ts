/** The functions by which the workflow's loop runs a kind of journey: pure, over plain JSON. */

import type { ExpectationKind } from '../policy/rule.ts';
import type { Effect } from './effect.ts';
import type { EventOf, OwnFact, SharedEventBody } from './event.ts';
import type { PlannedMessage, SentMessage } from './message-plan.ts';
import type { Milestone } from './send-hold-drop.ts';
import type { AwaitedView } from './view.ts';

export interface ReduceResult<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** A journey as operators see it. */
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

/** `Fact` is the union of the events that only this kind of journey has. */
export interface Machine<State, Fact extends OwnFact> {
  /** Changes with the shape of `State`. A state of another version is folded from the log again. */
  readonly version: number;
  readonly initial: (journeyId: string) => State;
  /** Total and pure: no clock, no I/O. Events come in the order of the log. */
  readonly reduce: (state: State, event: EventOf<Fact>) => ReduceResult<State>;
  /** When the next timer is due, epoch milliseconds; null: there is none. */
  readonly wakeAt: (state: State) => number | null;
  /** Whether the journey is over and its grace period has passed. */
  readonly isDone: (state: State) => boolean;
  /** Messages to send whose outcome is not known yet. */
  readonly pending: (state: State) => readonly PlannedMessage[];
  /** The latest messages with an outcome, oldest first. */
  readonly sent: (state: State) => readonly SentMessage[];
  /** Why a message is no longer needed, given what the log holds by now; null while it is. */
  readonly whyObsolete: (state: State, message: PlannedMessage) => Milestone['obsolete'];
  /** Whether an event that ends an expectation meets it. If not, it withdraws it. */
  readonly isMetBy: (kind: ExpectationKind, body: SharedEventBody | Fact) => boolean;
  readonly view: (state: State) => JourneyView;
}

/** An event that the machine cannot process. */
export interface StuckEvent {
  readonly seq: number;
  readonly kind: string;
}

/**
 * Folds a log up to its end, or to the first event that throws: the journey's workflow stops there,
 * and nobody else may fail because of it.
 */
export function foldUntilStuck<State, Fact extends OwnFact>(
  machine: Machine<State, Fact>,
  journeyId: string,
  events: readonly EventOf<Fact>[],
): { readonly state: State; readonly stuckEvent: StuckEvent | null } {
  let state = machine.initial(journeyId);
  for (const event of events) {
    try {
      state = machine.reduce(state, event).state;
    } catch {
      return { state, stuckEvent: { seq: event.seq, kind: event.kind } };
    }
  }
  return { state, stuckEvent: null };
}
