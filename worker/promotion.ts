/**
 * Promotes this worker's version where no version is current: on the first start, and after Temporal
 * was lost. Until a version is current, no versioned worker gets a workflow task.
 */

import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { promoteWorker } from '../commands/promote-worker.ts';
import { listWorkerVersions } from '../views/worker-versions.ts';
import { type Loop, startLoop } from './loop.ts';

/** `first`: only where no version is current. `always`: also once at the start of the worker. */
export type Promotion = 'first' | 'always';

export interface PromotionOptions {
  readonly client: Client;
  readonly buildId: string;
  readonly promotion: Promotion;
  readonly log: Logger;
}

/** While no version is current; Temporal registers a new worker some seconds after its first poll. */
const RETRY_MS = 1_000;
const INTERVAL_MS = 15_000;

export function startPromotion(options: PromotionOptions): Loop {
  const { buildId, log } = options;
  let isDue = options.promotion === 'always';
  return startLoop(async () => {
    const isSettled = await promoteIfDue(options, isDue).catch((error: unknown) => {
      log.debug({ err: error, buildId }, 'not promoted yet; will retry');
      return false;
    });
    if (isSettled) isDue = false;
    return isSettled ? INTERVAL_MS : RETRY_MS;
  });
}

/** Returns whether a version is current that may stay so. */
async function promoteIfDue(options: PromotionOptions, isDue: boolean): Promise<boolean> {
  const { client, buildId, log } = options;
  const versions = await listWorkerVersions(client);
  const current = versions.find(({ state }) => state === 'current');
  if (current && (current.buildId === buildId || !isDue)) return true;
  // Temporal does not know this worker yet.
  if (!versions.some((version) => version.buildId === buildId)) return false;
  await promoteWorker(client, buildId);
  log.info({ buildId, before: current?.buildId ?? null }, 'promoted this version of the worker');
  return true;
}
