import { returnMachine } from '../domain/return/index.ts';
import type { JourneyInput } from './messages.ts';
import { runJourney } from './run-journey.ts';

/** A return, from a request to the money. Its id is `return/<shop>/<returnId>`. */
export async function returnJourney(input: JourneyInput): Promise<void> {
  await runJourney(returnMachine, input);
}
