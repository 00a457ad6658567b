/** Creates the machine of a kind of journey from the functions that are specific to it. */

import { earliest } from '../time.ts';
import { advanceLadders, laddersWakeAt } from './escalate-and-withdraw.ts';
import { type EventOf, isTimerFired, type OwnFact } from './event.ts';
import type { Expectation } from './expectation.ts';
import { closingTime } from './journey-end.ts';
import type { Machine, ReduceResult } from './machine.ts';
import { type PlannedMessage, planWakeAt } from './message-plan.ts';
import { planMessages } from './plan-messages.ts';
import type { Milestone } from './send-hold-drop.ts';
import { sharedExpectations } from './shared-expectations.ts';
import type { JourneyState } from './state.ts';

type Shared<State, Fact extends OwnFact> = Pick<
  Machine<State, Fact>,
  'version' | 'initial' | 'isMetBy' | 'view'
>;

/** What distinguishes one kind of journey from the other. */
export interface JourneyDefinition<State extends JourneyState, Fact extends OwnFact>
  extends Shared<State, Fact> {
  /** Adds the event's facts to the state. Decides nothing. */
  readonly apply: (state: State, event: EventOf<Fact>) => State;
  /** All open expectations that are its own. */
  readonly expectations: (state: State) => readonly Expectation[];
  /** Everything so far that is worth a message, whether decided yet or not. */
  readonly milestones: (state: State) => readonly Milestone[];
  /** Whether the parcel of an alarm is moving again. */
  readonly isMoving: (state: State, parcelId: string) => boolean;
  /**
   * The day on which the customer expected the parcel, `YYYY-MM-DD`, once it has passed; else null.
   */
  readonly missedDay: (state: State, parcelId: string | null) => string | null;
  /** When an unconfirmed final status of a parcel counts, epoch milliseconds; null: there is none. */
  readonly confirmsUntil: (state: State) => number | null;
  /** Ends the journey because a ladder ended with the step `expire`. */
  readonly expire: (state: State) => State;
  /** Whether no further event is expected. */
  readonly isOver: (state: State) => boolean;
}

export function createMachine<State extends JourneyState, Fact extends OwnFact>(
  own: JourneyDefinition<State, Fact>,
): Machine<State, Fact> {
  const closesAt = (state: State) => closingTime(state, own.isOver(state));
  const isDone = (state: State): boolean => {
    const closing = closesAt(state);
    return closing !== null && state.now >= closing;
  };
  return {
    version: own.version,
    initial: own.initial,
    reduce: (state, event) => reduce(own, state, event),
    wakeAt: (state) => {
      if (isDone(state)) return null;
      const nextStep = laddersWakeAt(state.overdue, allExpectations(own, state), state.calendar);
      return earliest([
        planWakeAt(state.messagePlan),
        nextStep,
        own.confirmsUntil(state),
        closesAt(state),
      ]);
    },
    isDone,
    pending: ({ messagePlan }) => messagePlan.pending,
    sent: ({ messagePlan }) => messagePlan.sent,
    whyObsolete: (state, message) => whyObsolete(own.milestones(state), message),
    isMetBy: (kind, body) => {
      if (kind === 'refusal_reviewed') return body.kind === 'contact_changed';
      return kind === 'customer_reached'
        ? body.kind === 'contact_changed' || body.kind === 'notification_settled'
        : own.isMetBy(kind, body);
    },
    view: own.view,
  };
}

function allExpectations<State extends JourneyState, Fact extends OwnFact>(
  own: JourneyDefinition<State, Fact>,
  state: State,
): readonly Expectation[] {
  return [...own.expectations(state), ...sharedExpectations(state)];
}

/** A message is needed as long as one of the milestones that it covers is. */
function whyObsolete(
  milestones: readonly Milestone[],
  { milestoneId, covers = [] }: PlannedMessage,
): Milestone['obsolete'] {
  const reasons = [milestoneId, ...covers].map((id) => {
    const milestone = milestones.find((each) => each.id === id);
    return milestone ? milestone.obsolete : 'superseded';
  });
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

function reduce<State extends JourneyState, Fact extends OwnFact>(
  own: JourneyDefinition<State, Fact>,
  state: State,
  event: EventOf<Fact>,
): ReduceResult<State> {
  // Processes with slightly different clocks write to one log, but time must not go back.
  const now = Math.max(state.now, event.at, isTimerFired(event) ? event.until : 0);
  const applied = own.apply({ ...state, now, closed: event.kind === 'closed' }, event);
  const { contact, journeyId, policy, calendar, observedAt } = applied;
  if (!contact || event.batched) return { state: applied, effects: [] };
  const ladders = advanceLadders(applied.overdue, {
    open: () => allExpectations(own, applied),
    calendar,
    now,
    confirmed: isTimerFired(event),
    isMoving: (id) => id !== null && own.isMoving(applied, id),
    missedDay: (id) => own.missedDay(applied, id),
  });
  const advanced = { ...applied, overdue: ladders.overdue };
  const current = ladders.expired ? own.expire(advanced) : advanced;
  const context = { journeyId, contact, policy, calendar, observedAt, now };
  const { plan, records } = planMessages(current.messagePlan, own.milestones(current), context);
  return {
    state: { ...current, messagePlan: plan },
    effects: [...ladders.effects, ...records.map((record) => ({ do: 'record', record }) as const)],
  };
}
