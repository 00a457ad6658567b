/** The order machine: an order with its shipments, from placed to delivered. */

import { createMachine } from '../journey/create-machine.ts';
import { confirmsUntil } from '../parcel/parcel.ts';
import { applyOrderEvent } from './apply.ts';
import type { OrderFact } from './event.ts';
import { orderExpectations } from './expectations.ts';
import { isOrderMetBy } from './met-by.ts';
import { orderMilestones } from './milestones.ts';
import { isOrderOver } from './order-end.ts';
import { initialOrder, type OrderState } from './state.ts';
import { isShipmentMoving, missedDay } from './status.ts';
import { orderView } from './view.ts';

export type { OrderState } from './state.ts';

export const orderMachine = createMachine<OrderState, OrderFact>({
  version: 8,
  initial: initialOrder,
  apply: applyOrderEvent,
  expectations: orderExpectations,
  milestones: orderMilestones,
  isMoving: isShipmentMoving,
  missedDay,
  confirmsUntil: ({ shipments }) => confirmsUntil(Object.values(shipments)),
  // No ladder of an order has the step `expire`.
  expire: (state) => state,
  isOver: isOrderOver,
  isMetBy: isOrderMetBy,
  view: orderView,
});
