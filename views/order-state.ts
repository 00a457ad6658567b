/** The state of an order, computed from its whole log. */

import type { Queryable } from '../db/connect.ts';
import { readLog } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import { foldUntilStuck } from '../domain/journey/machine.ts';
import type { OrderEvent } from '../domain/order/event.ts';
import { type OrderState, orderMachine } from '../domain/order/index.ts';

export async function readOrderState(sql: Queryable, journeyId: JourneyId): Promise<OrderState> {
  return foldUntilStuck(orderMachine, journeyId, await readLog<OrderEvent>(sql, journeyId)).state;
}
