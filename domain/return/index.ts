/** The return machine: from a request to the refund, or to another end. */

import { createMachine } from '../journey/create-machine.ts';
import { confirmsUntil } from '../parcel/parcel.ts';
import { applyReturnEvent } from './apply.ts';
import { isWayWatched } from './ended-return.ts';
import type { ReturnFact } from './event.ts';
import { isReturnMetBy, returnExpectations } from './expectations.ts';
import { isAwaitingGoods } from './goods-back.ts';
import { returnMilestones } from './milestones.ts';
import { expireReturn, initialReturn, type ReturnState } from './state.ts';
import { isParcelMoving, isReturnOver } from './status.ts';
import { returnView } from './view.ts';
import { hasNothingToPost, withdrawalReceipt } from './withdrawal.ts';

export type { ReturnState } from './state.ts';

export const returnMachine = createMachine<ReturnState, ReturnFact>({
  version: 6,
  initial: initialReturn,
  apply: applyReturnEvent,
  expectations: returnExpectations,
  milestones: returnMilestones,
  isMoving: isParcelMoving,
  missedDay: () => null,
  confirmsUntil: ({ parcels }) => confirmsUntil(Object.values(parcels)),
  expire: expireReturn,
  isOver: (state) => isEnded(state) || isNothingAwaited(state),
  isMetBy: isReturnMetBy,
  view: returnView,
});

/** Whether it is over, and no goods are awaited or on their way. */
function isEnded(state: ReturnState): boolean {
  return isReturnOver(state) && !isAwaitingGoods(state) && !isWayWatched(state);
}

/** A withdrawal before shipping: the order's journey awaits the money. */
function isNothingAwaited(state: ReturnState): boolean {
  return hasNothingToPost(state) && withdrawalReceipt(state) === 'accepted';
}
