import { returnMachine } from '../domain/return.ts';
import { runJourney } from './entity.ts';
import type { JourneyInput } from './messages.ts';

/** A return, from a request to the money. Its id is `return/<shop>/<returnId>`. */
export async function returnJourney(input: JourneyInput): Promise<void> {
  await runJourney(returnMachine, input);
}
