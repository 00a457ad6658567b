/**
 * Finds journeys without a workflow: Temporal was lost, or somebody terminated the workflow. Nothing
 * would happen to a silent parcel then. Any number of workers may run it.
 */

import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import {
  claimUnchecked,
  countOpenJourneys,
  noteChecked,
  noteLostWorkflows,
  rebuildJourneys,
} from '../commands/rebuild-journeys.ts';
import type { Sql } from '../db/connect.ts';
import type { JourneyId } from '../domain/ids.ts';
import { type Loop, startLoop } from './loop.ts';
import { findStuckJourneys, noteIfStuck } from './stuck-journeys.ts';

export interface ReconcilerOptions {
  readonly sql: Sql;
  readonly client: Client;
  readonly log: Logger;
  /** How often it checks a part of the open journeys. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** At least this many per round, so that a small shop's journeys are all checked within minutes. */
const ROUND_MIN = 50;
/** At most this many calls to Temporal at the same time. */
const CONCURRENT = 10;
const CALL_TIMEOUT_MS = 5_000;

/** Starts the loop. It logs errors and retries. */
export function startReconciler(options: ReconcilerOptions): Loop {
  const { log, intervalMs = INTERVAL_MS } = options;
  return startLoop(async () => {
    await reconcileOnce(options).catch((error: unknown) =>
      log.warn({ err: error }, 'could not compare journeys with Temporal; will retry'),
    );
    await findStuckJourneys(options).catch((error: unknown) =>
      log.warn({ err: error }, 'could not look for stuck journeys; will retry'),
    );
    return intervalMs;
  }, intervalMs);
}

/**
 * Checks one part of the open journeys: all within a day. Returns those that it rebuilt. A journey about
 * which Temporal does not answer stays unchecked, and delays no other one.
 */
export async function reconcileOnce(options: ReconcilerOptions): Promise<readonly JourneyId[]> {
  const { sql, log, intervalMs = INTERVAL_MS } = options;
  const open = await countOpenJourneys(sql);
  const ids = await claimUnchecked(
    sql,
    Math.max(ROUND_MIN, Math.ceil((open * intervalMs) / DAY_MS)),
  );
  const rebuilt: JourneyId[] = [];
  for (let start = 0; start < ids.length; start += CONCURRENT) {
    const part = ids.slice(start, start + CONCURRENT);
    const checks = await Promise.all(part.map((id) => checkWorkflow(options, id)));
    const missing = part.filter((_, index) => checks[index] === 'missing');
    await rebuildMissing(options, missing);
    await noteChecked(
      sql,
      part.filter((_, index) => checks[index] !== 'unknown'),
    );
    rebuilt.push(...missing);
    if (checks.every((check) => check === 'unknown')) {
      log.warn({ left: ids.length - start }, 'Temporal does not answer; will retry');
      break;
    }
  }
  return rebuilt;
}

async function rebuildMissing(
  { sql, log }: ReconcilerOptions,
  missing: readonly JourneyId[],
): Promise<void> {
  if (missing.length === 0) return;
  log.warn({ journeys: missing.length, first: missing[0] }, 'journeys without a workflow: rebuilt');
  await noteLostWorkflows(sql, missing);
  await rebuildJourneys(sql, missing);
}

/** `unknown`: Temporal did not say. */
type Check = 'running' | 'missing' | 'unknown';

async function checkWorkflow(options: ReconcilerOptions, id: JourneyId): Promise<Check> {
  const { client, log } = options;
  try {
    const described = await client.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
      client.workflow.getHandle(id).describe(),
    );
    if ((described.raw.pendingWorkflowTask?.attempt ?? 0) > 1) {
      await noteIfStuck(options, id, described);
    }
    return described.status.name === 'RUNNING' ? 'running' : 'missing';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'missing';
    log.warn(
      { err: error, journeyId: id },
      'could not compare a journey with Temporal; will retry',
    );
    return 'unknown';
  }
}
