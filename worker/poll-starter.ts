/**
 * Sees to it that carriers are asked: starts the workflow of an account that has something due, and
 * wakes one that sleeps past it. Any number of workers may do so.
 */

import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { enrolAndFindSleepers } from '../commands/poll-parcels.ts';
import type { Sql } from '../db/connect.ts';
import type { AccountRef } from '../views/poll-account.ts';
import {
  LOOK_SIGNAL,
  MAIN_QUEUE,
  POLL_WORKFLOW,
  type PollInput,
  pollWorkflowId,
  SEARCH_ATTRIBUTE_KEYS,
} from '../workflows/messages.ts';

export interface PollStarterOptions {
  readonly sql: Sql;
  readonly client: Client;
  readonly log: Logger;
  /** How often it looks, and so how long a new shipment waits to be asked about. */
  readonly everyMs?: number;
}

export interface PollStarter {
  stop(): Promise<void>;
}

const SIGNAL_TIMEOUT_MS = 5_000;

export function startPollStarter(options: PollStarterOptions): PollStarter {
  const { log, everyMs = 30_000 } = options;
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await wakeSleepers(options).catch((error: unknown) =>
        log.warn({ err: error }, 'could not see which carriers are to be asked; tried again'),
      );
      await pause(everyMs, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}

/** One look. Returns the accounts whose workflows it called. */
export async function wakeSleepers(options: PollStarterOptions): Promise<readonly AccountRef[]> {
  const sleepers = await enrolAndFindSleepers(options.sql);
  for (const ref of sleepers) await wake(options, ref);
  return sleepers;
}

async function wake({ client }: PollStarterOptions, { shopId, carrier }: AccountRef) {
  const input: PollInput = { shopId, carrier };
  await client.withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () =>
    client.workflow.signalWithStart(POLL_WORKFLOW, {
      workflowId: pollWorkflowId(input),
      taskQueue: MAIN_QUEUE,
      args: [input],
      signal: LOOK_SIGNAL,
      signalArgs: [],
      staticSummary: `asks ${carrier} for ${shopId}`,
      typedSearchAttributes: [
        { key: SEARCH_ATTRIBUTE_KEYS.shop, value: shopId },
        { key: SEARCH_ATTRIBUTE_KEYS.carriers, value: [carrier] },
      ],
    }),
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
