import { orderMachine } from '../domain/order.ts';
import { runJourney } from './entity.ts';
import type { JourneyInput } from './messages.ts';

/** An order, from placed to delivered. Its id is `order/<shop>/<orderId>`. */
export async function orderJourney(input: JourneyInput): Promise<void> {
  await runJourney(orderMachine, input);
}
