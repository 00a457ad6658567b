/** The workflows with a changed order of commands: every order starts a timer first. */

import { sleep } from '@temporalio/workflow';
import type { JourneyInput } from '../../workflows/messages.ts';
import { orderJourney as realOrderJourney } from '../../workflows/order.ts';

export { carrierPoll } from '../../workflows/poll.ts';
export { returnJourney } from '../../workflows/return.ts';

export async function orderJourney(input: JourneyInput): Promise<void> {
  await sleep('1 minute');
  await realOrderJourney(input);
}
