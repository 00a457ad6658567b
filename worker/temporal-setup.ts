/**
 * Keeps what wismr needs in its Temporal namespace: the search attributes and the schedule of the
 * retention. A Temporal that has lost its data comes back without them, and takes no events then.
 */

import type { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import { type Loop, startLoop } from './loop.ts';
import { ensureRetentionSchedule } from './retention-schedule.ts';
import { ensureSearchAttributes } from './search-attributes.ts';

export interface TemporalSetupOptions {
  readonly connection: Connection;
  readonly client: Client;
  readonly log: Logger;
  readonly intervalMs?: number;
}

const INTERVAL_MS = 15_000;
const CALL_TIMEOUT_MS = 5_000;

/** Starts the loop. It logs errors and retries. */
export function startTemporalSetup(options: TemporalSetupOptions): Loop {
  const { log, intervalMs = INTERVAL_MS } = options;
  return startLoop(async () => {
    await setUpTemporal(options).catch((error: unknown) =>
      log.warn({ err: error }, 'could not set up the Temporal namespace; will retry'),
    );
    return intervalMs;
  });
}

async function setUpTemporal({ connection, client }: TemporalSetupOptions): Promise<void> {
  const { namespace } = client.options;
  await connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
    ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTES),
  );
  await ensureRetentionSchedule(client);
}
