/** The return machine: from a request to the refund, or to another end. */

import { createMachine } from '../journey/create-machine.ts';
import { applyReturnEvent } from './apply.ts';
import type { ReturnFact } from './event.ts';
import { isReturnMetBy, returnExpectations } from './expectations.ts';
import { returnMilestones } from './milestones.ts';
import { expireReturn, initialReturn, type ReturnState } from './state.ts';
import { isParcelMoving, isReturnOver } from './status.ts';
import { returnView } from './view.ts';

export type { ReturnState } from './state.ts';

export const returnMachine = createMachine<ReturnState, ReturnFact>({
  version: 3,
  initial: initialReturn,
  apply: applyReturnEvent,
  expectations: returnExpectations,
  milestones: returnMilestones,
  isMoving: isParcelMoving,
  missedDay: () => null,
  expire: expireReturn,
  isOver: isReturnOver,
  isMetBy: isReturnMetBy,
  view: returnView,
});
