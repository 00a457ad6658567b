/** A worker process: a Temporal worker per task queue, the relay, the reconciler and the poll starter. */

import { Client, type Connection } from '@temporalio/client';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { ActivityDeps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import { EMAIL_QUEUE, MAIN_QUEUE, POLL_QUEUE, SMS_QUEUE } from '../workflows/messages.ts';
import type { WorkflowBundle } from './bundle.ts';
import { startPollStarter } from './poll-starter.ts';
import { startReconciler } from './reconciler.ts';
import { startRelay } from './relay.ts';
import { ensureRetentionSchedule } from './retention-schedule.ts';

export interface RunWorkerOptions {
  readonly deps: ActivityDeps;
  readonly native: NativeConnection;
  readonly connection: Connection;
  readonly namespace: string;
  readonly bundle: WorkflowBundle;
  /** The rate limits of the providers' accounts, for all workers together. */
  readonly emailsPerSecond: number;
  readonly smsPerSecond: number;
  readonly maxCachedWorkflows: number;
  /** How often the poll starter looks for parcels to poll. Defaults to 30 s. */
  readonly pollStartIntervalMs?: number;
  /** How often a part of the open journeys is compared with Temporal. Defaults to 60 s. */
  readonly reconcileIntervalMs?: number;
}

export interface RunningWorker {
  /** Resolves when the worker has stopped; rejects when it fails. */
  readonly done: Promise<void>;
  /** Stops taking work, and resolves when the tasks under way have finished. */
  stop(): Promise<void>;
}

/** Longer than a provider may take to answer, so that sends under way finish. */
const SHUTDOWN_GRACE = '20s';

/** Starts all parts of the process, and resolves once they run. */
export async function runWorker(options: RunWorkerOptions): Promise<RunningWorker> {
  const { deps, native, connection, namespace, bundle } = options;
  const activities = createActivities(deps);
  const shared: Omit<WorkerOptions, 'taskQueue'> = {
    connection: native,
    namespace,
    activities,
    shutdownGraceTime: SHUTDOWN_GRACE,
  };
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: MAIN_QUEUE,
      workflowBundle: bundle,
      maxCachedWorkflows: options.maxCachedWorkflows,
    }),
    Worker.create({
      ...shared,
      taskQueue: EMAIL_QUEUE,
      maxTaskQueueActivitiesPerSecond: options.emailsPerSecond,
    }),
    Worker.create({
      ...shared,
      taskQueue: SMS_QUEUE,
      maxTaskQueueActivitiesPerSecond: options.smsPerSecond,
    }),
    Worker.create({ ...shared, taskQueue: POLL_QUEUE }),
  ]);
  const client = new Client({ connection, namespace });
  const { sql, log } = deps;
  await ensureRetentionSchedule(client, log);
  const relay = await startRelay({ sql, client, log });
  const reconciler = startReconciler({
    sql,
    client,
    log,
    ...(options.reconcileIntervalMs === undefined
      ? {}
      : { intervalMs: options.reconcileIntervalMs }),
  });
  const pollStarter = startPollStarter({
    sql,
    client,
    log,
    ...(options.pollStartIntervalMs === undefined
      ? {}
      : { intervalMs: options.pollStartIntervalMs }),
  });
  const runs = workers.map((worker) => worker.run());
  const done = Promise.all(runs).then(() => undefined);
  return {
    done,
    stop: async () => {
      await reconciler.stop();
      await pollStarter.stop();
      await relay.stop();
      for (const worker of workers) {
        if (worker.getState() === 'RUNNING') worker.shutdown();
      }
      await done;
    },
  };
}
