/** The machine of a journey of either kind, made of what is its own. */

import type { Milestone } from './decision.ts';
import type { JourneyEvent } from './event.ts';
import type { Expectation } from './expectation.ts';
import type { JourneyView, Machine, ReduceResult } from './machine.ts';
import { earliest, planMessages, planWakeAt } from './message-plan.ts';
import { advanceLadders, laddersWakeAt } from './overdue.ts';
import type { JourneyState } from './state.ts';

export interface JourneyDefinition<State extends JourneyState> {
  readonly version: number;
  readonly initial: (journeyId: string) => State;
  /** Takes the event's facts in. Decides nothing. */
  readonly apply: (state: State, event: JourneyEvent) => State;
  /** All that is awaited. */
  readonly expectations: (state: State) => readonly Expectation[];
  /** All that is worth telling, whether told yet or not. */
  readonly milestones: (state: State) => readonly Milestone[];
  /** Whether a parcel is on its way again: the one that an alarm was about. */
  readonly isMoving: (state: State, parcelId: string) => boolean;
  /** The day, `YYYY-MM-DD`, on which the customer expects it; null where none was told. */
  readonly dayTold: (state: State, parcelId: string | null) => string | null;
  /** The last step of a ladder was to give it up. */
  readonly expire: (state: State) => State;
  /** Nothing more is awaited of it. */
  readonly isOver: (state: State) => boolean;
  readonly view: (state: State) => JourneyView;
}

export function createMachine<State extends JourneyState>(
  own: JourneyDefinition<State>,
): Machine<State> {
  function isDone(state: State): boolean {
    const closing = closesAt(state, own.isOver);
    return closing !== null && state.now >= closing;
  }

  return {
    version: own.version,
    initial: own.initial,
    reduce: (state, event) => reduce(own, state, event),
    wakeAt: (state) => {
      if (isDone(state)) return null;
      const next = laddersWakeAt(state.overdue, own.expectations(state), state.calendar);
      return earliest([planWakeAt(state.messagePlan), next, closesAt(state, own.isOver)]);
    },
    isDone,
    pending: ({ messagePlan }) => messagePlan.pending,
    view: own.view,
  };
}

function reduce<State extends JourneyState>(
  own: JourneyDefinition<State>,
  state: State,
  event: JourneyEvent,
): ReduceResult<State> {
  // Several processes write to one log: their clocks differ by a little, time does not go back.
  const now = Math.max(state.now, event.at, event.kind === 'timer_fired' ? event.until : 0);
  const known = own.apply({ ...state, now, closed: event.kind === 'closed' }, event);
  const { contact, journeyId, policy, calendar } = known;
  if (!contact || event.batched) return { state: known, effects: [] };
  const ladders = advanceLadders(known.overdue, {
    open: () => own.expectations(known),
    calendar,
    now,
    confirmed: event.kind === 'timer_fired',
    isMoving: (id) => id !== null && own.isMoving(known, id),
    dayOf: (id) => own.dayTold(known, id),
  });
  const advanced = { ...known, overdue: ladders.overdue };
  const lived = ladders.expired ? own.expire(advanced) : advanced;
  const step = planMessages(lived.messagePlan, own.milestones(lived), {
    journeyId,
    contact,
    policy,
    now,
  });
  return {
    state: { ...lived, messagePlan: step.plan },
    effects: [...ladders.effects, ...step.effects],
  };
}

/** When the grace period ends; where nothing is heard any more, when it is given up. */
function closesAt<State extends JourneyState>(
  state: State,
  isOver: JourneyDefinition<State>['isOver'],
): number | null {
  const { held, pending } = state.messagePlan;
  if (held.length > 0 || pending.length > 0 || state.contact === null) return null;
  const { graceMs, abandonAfterMs } = state.policy;
  return state.lastActivityAt + (isOver(state) ? graceMs : abandonAfterMs);
}
