/** `wismr journey replay`: can running journeys continue on the workflows of this version? */

import { type Command, textOption } from './command.ts';
import { fetchHistories, sampleRunning } from './running-workflows.ts';

/** Orders, returns and polls of carriers: what runs for days, across deploys. */
const TYPES = ['orderJourney', 'returnJourney', 'carrierPoll'] as const;
const SAMPLE = { default: 100, most: 10_000 } as const;

export const journeyReplay: Command = {
  usage: 'journey replay',
  summary: 'Check that running journeys can continue on this version.',
  options: {
    sample: {
      value: '<n>',
      summary: `How many, the newest and the oldest. Defaults to ${SAMPLE.default}.`,
    },
  },
  run: async (call) => {
    const sample = Number(textOption(call, 'sample') ?? SAMPLE.default);
    if (!Number.isInteger(sample) || sample < 1 || sample > SAMPLE.most) {
      call.fail(`--sample must be a whole number from 1 to ${SAMPLE.most}`);
      return 2;
    }
    const client = await call.temporal();
    const histories = fetchHistories(client, sampleRunning(client, TYPES, sample));
    const workflowBundle = await call.workflowBundle();
    const counts = { replayed: 0, failed: 0 };
    const { Worker } = await import('@temporalio/worker');
    const results = Worker.runReplayHistories({ workflowBundle }, histories);
    for await (const { workflowId, error } of results) {
      counts[error ? 'failed' : 'replayed'] += 1;
      if (error) call.fail(`${workflowId}: ${reasonOf(error)}`);
    }
    call.print(`${counts.replayed} replayed, ${counts.failed} failed`);
    return counts.failed === 0 ? 0 : 1;
  },
};

/** What the SDK found, without the data structure around it. */
function reasonOf({ message }: Error): string {
  const [, found] = /message: "(.*?)", source: /s.exec(message) ?? [];
  return found ?? message;
}
