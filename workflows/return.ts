import { returnMachine } from '../domain/return/index.ts';
import type { JourneyInput } from './messages.ts';
import { runJourney } from './run-journey.ts';

/** A return, from request to refund. Its workflow id: `return/<shop>/<returnId>`. */
export async function returnJourney(input: JourneyInput): Promise<void> {
  await runJourney(returnMachine, input);
}
