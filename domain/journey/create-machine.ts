/** The machine of a journey of either kind, made of what is its own. */

import type { Milestone } from './decision.ts';
import type { JourneyEvent } from './event.ts';
import type { Expectation } from './expectation.ts';
import type { JourneyView, Machine, Step } from './machine.ts';
import { earliest, outboxWakeAt, tell } from './message-plan.ts';
import { climb, watchWakeAt } from './overdue.ts';
import type { JourneyState } from './state.ts';

export interface Workings<State extends JourneyState> {
  readonly version: number;
  readonly initial: (journeyId: string) => State;
  /** Takes the event's facts in. Decides nothing. */
  readonly learn: (state: State, event: JourneyEvent) => State;
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

export function createMachine<State extends JourneyState>(own: Workings<State>): Machine<State> {
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
      const next = watchWakeAt(state.watch, own.expectations(state), state.calendar);
      return earliest([outboxWakeAt(state.outbox), next, closesAt(state, own.isOver)]);
    },
    isDone,
    pending: ({ outbox }) => outbox.pending,
    view: own.view,
  };
}

function reduce<State extends JourneyState>(
  own: Workings<State>,
  state: State,
  event: JourneyEvent,
): Step<State> {
  // Several processes write to one log: their clocks differ by a little, time does not go back.
  const now = Math.max(state.now, event.at, event.kind === 'woke' ? event.until : 0);
  const known = own.learn({ ...state, now, closed: event.kind === 'closed' }, event);
  const { contact, journeyId, policy, calendar } = known;
  if (!contact || event.more) return { state: known, effects: [] };
  const climbed = climb(known.watch, {
    open: () => own.expectations(known),
    calendar,
    now,
    confirmed: event.kind === 'woke',
    isMoving: (id) => id !== null && own.isMoving(known, id),
    dayOf: (id) => own.dayTold(known, id),
  });
  const watched = { ...known, watch: climbed.watch };
  const lived = climbed.expired ? own.expire(watched) : watched;
  const step = tell(lived.outbox, own.milestones(lived), { journeyId, contact, policy, now });
  return {
    state: { ...lived, outbox: step.outbox },
    effects: [...climbed.effects, ...step.effects],
  };
}

/** When the grace period ends; where nothing is heard any more, when it is given up. */
function closesAt<State extends JourneyState>(
  state: State,
  isOver: Workings<State>['isOver'],
): number | null {
  const { held, pending } = state.outbox;
  if (held.length > 0 || pending.length > 0 || state.contact === null) return null;
  const { graceMs, abandonAfterMs } = state.policy;
  return state.stirredAt + (isOver(state) ? graceMs : abandonAfterMs);
}
