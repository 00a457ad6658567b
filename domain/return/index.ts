/** The return machine: from a request to the money, or to whatever else it comes to. */

import { createMachine } from '../journey/create-machine.ts';
import { touch } from '../journey/state.ts';
import { ownProperty } from '../own-property.ts';
import { currentStatus } from '../parcel/scan-summary.ts';
import { returnExpectations } from './expectations.ts';
import { isReturnOver, receivedAt } from './facts.ts';
import { returnMilestones } from './milestones.ts';
import { applyReturnEvent, initialReturn, type ReturnState } from './state.ts';
import { returnView } from './view.ts';

export type { ReturnState } from './state.ts';

export const returnMachine = createMachine<ReturnState>({
  version: 1,
  initial: initialReturn,
  apply: (state, event) => noteReceipt(applyReturnEvent(state, event)),
  expectations: returnExpectations,
  milestones: returnMilestones,
  isMoving,
  dayTold: () => null,
  expire,
  isOver: isReturnOver,
  view: returnView,
});

function isMoving({ parcels }: ReturnState, id: string): boolean {
  const parcel = ownProperty(parcels, id);
  return parcel !== undefined && currentStatus(parcel.scanSummary).status === 'in_transit';
}

/** It is kept open for its grace period from then on: some are posted a little too late. */
function expire(state: ReturnState): ReturnState {
  return state.expiredAt === null ? { ...touch(state), expiredAt: state.now } : state;
}

/**
 * That it is all there may be the carrier's word or the shop's: what counts is when it was heard.
 * Another parcel may be added to it, and then it is not all there yet.
 */
function noteReceipt(state: ReturnState): ReturnState {
  const { received, ...others } = state.observedAt;
  const isThere = receivedAt(state) !== null;
  if (isThere === (received !== undefined)) return state;
  return { ...state, observedAt: isThere ? { ...others, received: state.now } : others };
}
