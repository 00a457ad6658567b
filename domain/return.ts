/** The return machine: from a request to the money, or to whatever else it comes to. */

import type { JourneyEvent } from './event.ts';
import type { Machine, Step } from './machine.ts';
import { earliest, outboxWakeAt, tell } from './outbox.ts';
import { returnExpectations } from './return-expectations.ts';
import { isReturnOver, receivedAt } from './return-facts.ts';
import { returnMilestones } from './return-milestones.ts';
import { initialReturn, learnReturn, type ReturnState } from './return-state.ts';
import { returnView } from './return-view.ts';
import { positionOf } from './sightings.ts';
import { climb, watchWakeAt } from './watch.ts';

export type { ReturnState } from './return-state.ts';

export const returnMachine: Machine<ReturnState> = {
  version: 1,
  initial: initialReturn,
  reduce,
  wakeAt,
  isDone,
  pending: (state) => state.outbox.pending,
  view: returnView,
};

function reduce(state: ReturnState, event: JourneyEvent): Step<ReturnState> {
  const now = Math.max(state.now, event.at, event.kind === 'woke' ? event.until : 0);
  const learned = learnReturn({ ...state, now, closed: event.kind === 'closed' }, event);
  const { contact, journeyId, policy } = learned;
  if (!contact) return { state: learned, effects: [] };
  const known = noteReceipt(learned);
  const climbed = climb(known.watch, {
    open: () => returnExpectations(known),
    calendar: known.calendar,
    now,
    confirmed: event.kind === 'woke',
    backfillLimitMs: policy.backfillLimitMs,
    isMoving: (id) => {
      const parcel = id === null ? undefined : known.parcels[id];
      return parcel !== undefined && positionOf(parcel.sightings).status === 'in_transit';
    },
    dayOf: () => null,
  });
  const expiredAt = known.expiredAt ?? (climbed.expired ? now : null);
  const watched = { ...known, watch: climbed.watch, expiredAt };
  const step = tell(known.outbox, returnMilestones(watched), { journeyId, contact, policy, now });
  return {
    state: { ...watched, outbox: step.outbox },
    effects: [...climbed.effects, ...step.effects],
  };
}

/** That it is all there may be the carrier's word or the shop's: what counts is when it was heard. */
function noteReceipt(state: ReturnState): ReturnState {
  if (state.heard.received !== undefined || receivedAt(state) === null) return state;
  return { ...state, heard: { ...state.heard, received: state.now } };
}

function wakeAt(state: ReturnState): number | null {
  const { watch, policy, calendar, outbox } = state;
  const { backfillLimitMs } = policy;
  const next = watchWakeAt(watch, returnExpectations(state), { calendar, backfillLimitMs });
  return earliest([outboxWakeAt(outbox), next, closesAt(state)]);
}

function isDone(state: ReturnState): boolean {
  const closing = closesAt(state);
  return closing !== null && state.now >= closing;
}

function closesAt(state: ReturnState): number | null {
  const { held, pending } = state.outbox;
  if (held.length > 0 || pending.length > 0 || state.contact === null) return null;
  const { graceMs, abandonAfterMs } = state.policy;
  return state.stirredAt + (isReturnOver(state) ? graceMs : abandonAfterMs);
}
