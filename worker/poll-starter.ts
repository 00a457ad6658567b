/**
 * Keeps carriers polled: starts the poll workflow of each account with due parcels, or signals it
 * if its timer fires too late. Any number of workers may run it.
 */

import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { enrolParcels, findSleepingAccounts } from '../commands/poll-parcels.ts';
import type { Sql } from '../db/connect.ts';
import type { AccountRef } from '../views/poll-account.ts';
import {
  MAIN_QUEUE,
  PARCELS_DUE_SIGNAL,
  POLL_WORKFLOW,
  type PollInput,
  pollWorkflowId,
  SEARCH_ATTRIBUTE_KEYS,
} from '../workflows/messages.ts';
import { type Loop, startLoop } from './loop.ts';

export interface PollStarterOptions {
  readonly sql: Sql;
  readonly client: Client;
  readonly log: Logger;
  /** How often it looks for due parcels without a running poll: a new one waits no longer. */
  readonly intervalMs?: number;
}

const SIGNAL_TIMEOUT_MS = 5_000;
/** Commands enrol parcels. This catches what only time, or a repair by hand, brings under way. */
const ENROL_ALL_MS = 60 * 60_000;

/** Starts the loop. It logs errors and retries. */
export function startPollStarter(options: PollStarterOptions): Loop {
  const { log, intervalMs = 30_000 } = options;
  let enrolledAt = Number.NEGATIVE_INFINITY;
  return startLoop(async () => {
    if (performance.now() - enrolledAt >= ENROL_ALL_MS) {
      enrolledAt = performance.now();
      await enrolParcels(options.sql, null).catch((error: unknown) =>
        log.warn({ err: error }, 'could not look for parcels to poll; will retry in an hour'),
      );
    }
    await signalDueAccounts(options).catch((error: unknown) =>
      log.warn({ err: error }, 'could not start the polls of due parcels; will retry'),
    );
    return intervalMs;
  });
}

/** Runs one round. Returns the accounts whose workflows it started or signalled. */
export async function signalDueAccounts(
  options: PollStarterOptions,
): Promise<readonly AccountRef[]> {
  const signalled: AccountRef[] = [];
  for (const ref of await findSleepingAccounts(options.sql)) {
    try {
      await signalAccount(options, ref);
      signalled.push(ref);
    } catch (error) {
      options.log.warn(
        { err: error, ...ref },
        'could not start the poll of an account; will retry',
      );
    }
  }
  return signalled;
}

async function signalAccount({ client }: PollStarterOptions, { shopId, carrier }: AccountRef) {
  const input: PollInput = { shopId, carrier };
  await client.withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () =>
    client.workflow.signalWithStart(POLL_WORKFLOW, {
      workflowId: pollWorkflowId(input),
      taskQueue: MAIN_QUEUE,
      args: [input],
      signal: PARCELS_DUE_SIGNAL,
      signalArgs: [],
      staticSummary: `polls ${carrier} for ${shopId}`,
      typedSearchAttributes: [
        { key: SEARCH_ATTRIBUTE_KEYS.shop, value: shopId },
        { key: SEARCH_ATTRIBUTE_KEYS.carriers, value: [carrier] },
      ],
    }),
  );
}
