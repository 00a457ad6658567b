import { orderMachine } from '../domain/order/index.ts';
import type { JourneyInput } from './messages.ts';
import { runJourney } from './run-journey.ts';

/** An order, from placed to delivered. Its workflow id: `order/<shop>/<orderId>`. */
export async function orderJourney(input: JourneyInput): Promise<void> {
  await runJourney(orderMachine, input);
}
