/** Polls one carrier with one shop's account, while parcels are under way. */

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

// A carrier's error is a result, not a failure: retries are for Postgres and bugs.
const carrier = proxyActivities<PollActivities>({
  taskQueue: POLL_QUEUE,
  startToCloseTimeout: '2m',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
});

const parcelsDueSignal = defineSignal(PARCELS_DUE_SIGNAL);

/**
 * Runs a round, sleeps until the next number is due, and repeats. Ends when no parcel is under way;
 * workers start it again for the next parcel. Terminating it loses nothing: its state is in
 * Postgres.
 */
export async function carrierPoll(input: PollInput): Promise<void> {
  let isDue = false;
  let published = '';
  setHandler(
    parcelsDueSignal,
    () => {
      isDue = true;
    },
    { description: 'Parcels are due before the timer: poll now.' },
  );
  for (let rounds = 1; ; rounds += 1) {
    isDue = false;
    const summary = `poll ${input.carrier} about due parcels`;
    const round = await carrier.pollDueParcels.executeWithOptions({ summary }, [input]);
    setCurrentDetails(detailsOf(input, round, Date.now()));
    if (round.state !== published) {
      published = round.state;
      upsertSearchAttributes([{ key: SEARCH_ATTRIBUTE_KEYS.status, value: published }]);
    }
    if (round.nextAt === null && !isDue) return;
    const waitMs = (round.nextAt ?? 0) - Date.now();
    if (waitMs > 0) await condition(() => isDue, waitMs, { summary: describeWait(round) });
    // Every run begins with a round, so a signal that arrives now is not lost.
    const limit = input.roundsPerRun ?? Number.POSITIVE_INFINITY;
    if (rounds >= limit || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof carrierPoll>(input);
    }
  }
}

function describeWait({ state, parcels, error }: PollRound): string {
  if (state === 'ok') return `${parcels} parcels under way, none due`;
  return `${state}: ${error ?? 'no details'}`.slice(0, 200);
}

/** Markdown for the Temporal UI. */
function detailsOf({ shopId, carrier: name }: PollInput, round: PollRound, now: number): string {
  const at = (time: number | null) => (time === null ? 'never' : new Date(time).toISOString());
  return [
    `Polls **${name}** for the shop **${shopId}**.`,
    '',
    `- numbers under way: ${round.parcels}`,
    `- last round: ${at(now)}, asked about ${round.asked}`,
    `- next round: ${at(round.nextAt)}`,
    `- last call: ${round.state}${round.error === null ? '' : `, ${round.error}`}`,
  ].join('\n');
}
