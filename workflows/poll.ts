/** Asks one carrier by one shop's account, for as long as parcels are under way with it. */

import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import {
  PARCELS_DUE_SIGNAL,
  POLL_QUEUE,
  type PollActivities,
  type PollInput,
  type PollRound,
  SEARCH_ATTRIBUTE_KEYS,
} from './messages.ts';

// What a carrier does is an answer, not a failure: only Postgres and bugs make it try again.
const carrier = proxyActivities<PollActivities>({
  taskQueue: POLL_QUEUE,
  startToCloseTimeout: '2m',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
});

const parcelsDueSignal = defineSignal(PARCELS_DUE_SIGNAL);

/**
 * Rounds, with a sleep until the next number is due between them. Ends when nothing is under way;
 * workers start it anew when something is. All that counts is in Postgres: it may be ended at will.
 */
export async function carrierPoll(input: PollInput): Promise<void> {
  let isAsked = false;
  let shown = '';
  setHandler(
    parcelsDueSignal,
    () => {
      isAsked = true;
    },
    { description: 'Look now: something is due that was not known of.' },
  );
  for (let rounds = 1; ; rounds += 1) {
    isAsked = false;
    const summary = `ask ${input.carrier} about what is due`;
    const round = await carrier.pollDueParcels.executeWithOptions({ summary }, [input]);
    setCurrentDetails(detailsOf(input, round, Date.now()));
    if (round.state !== shown) {
      shown = round.state;
      upsertSearchAttributes([{ key: SEARCH_ATTRIBUTE_KEYS.status, value: shown }]);
    }
    if (round.nextAt === null && !isAsked) return;
    const wait = (round.nextAt ?? 0) - Date.now();
    if (wait > 0) await condition(() => isAsked, wait, { summary: describeWait(round) });
    // Every run begins with a look, so a signal that comes meanwhile is not lost with this one.
    const limit = input.roundsPerRun ?? Number.POSITIVE_INFINITY;
    if (rounds >= limit || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof carrierPoll>(input);
    }
  }
}

function describeWait({ state, parcels, error }: PollRound): string {
  if (state === 'ok') return `${parcels} under way; none is due`;
  return `${state}: ${error ?? 'no words'}`.slice(0, 200);
}

/** In Markdown, for the Temporal UI. */
function detailsOf({ shopId, carrier: name }: PollInput, round: PollRound, now: number): string {
  const at = (time: number | null) => (time === null ? 'never' : new Date(time).toISOString());
  return [
    `Asks **${name}** for the shop **${shopId}**.`,
    '',
    `- numbers under way: ${round.parcels}`,
    `- last round: ${at(now)}, asked about ${round.asked}`,
    `- next: ${at(round.nextAt)}`,
    `- the last call: ${round.state}${round.error === null ? '' : `, ${round.error}`}`,
  ].join('\n');
}
