/** The return machine: from a request to the money, or to whatever else it comes to. */

import type { JourneyEvent } from './event.ts';
import { lookUp } from './look-up.ts';
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
    isMoving: (id) => {
      const parcel = id === null ? undefined : lookUp(known.parcels, id);
      return parcel !== undefined && positionOf(parcel.sightings).status === 'in_transit';
    },
    dayOf: () => null,
  });
  const watched = expire({ ...known, watch: climbed.watch }, climbed.expired);
  const step = tell(known.outbox, returnMilestones(watched), { journeyId, contact, policy, now });
  return {
    state: { ...watched, outbox: step.outbox },
    effects: [...climbed.effects, ...step.effects],
  };
}

/** It is kept open for its grace period from then on: some are posted a little too late. */
function expire(state: ReturnState, isNow: boolean): ReturnState {
  if (!isNow || state.expiredAt !== null) return state;
  return { ...state, expiredAt: state.now, stirredAt: state.now };
}

/**
 * That it is all there may be the carrier's word or the shop's: what counts is when it was heard.
 * Another parcel may be added to it, and then it is not all there yet.
 */
function noteReceipt(state: ReturnState): ReturnState {
  const { received, ...others } = state.heard;
  const isThere = receivedAt(state) !== null;
  if (isThere === (received !== undefined)) return state;
  return { ...state, heard: isThere ? { ...others, received: state.now } : others };
}

function wakeAt(state: ReturnState): number | null {
  if (isDone(state)) return null;
  const { watch, calendar, outbox } = state;
  const next = watchWakeAt(watch, returnExpectations(state), calendar);
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
