/** A worker process: a Temporal worker per task queue, and the loops beside them. */

import { Client, type Connection } from '@temporalio/client';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { ActivityDeps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import { DEPLOYMENT } from '../views/worker-versions.ts';
import { EMAIL_QUEUE, MAIN_QUEUE, POLL_QUEUE, SMS_QUEUE } from '../workflows/messages.ts';
import type { WorkflowBundle } from './bundle.ts';
import { startPollStarter } from './poll-starter.ts';
import { type Promotion, startPromotion } from './promotion.ts';
import { startReconciler } from './reconciler.ts';
import { startRelay } from './relay.ts';
import { startTemporalSetup } from './temporal-setup.ts';

export interface RunWorkerOptions {
  readonly deps: ActivityDeps;
  readonly native: NativeConnection;
  readonly connection: Connection;
  readonly namespace: string;
  readonly bundle: WorkflowBundle;
  /** Whether Temporal knows versions of workers, and when this one promotes itself. By default off. */
  readonly versioning?: 'off' | Promotion;
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
      workflowBundle: { codePath: bundle.codePath },
      ...versionOf(options),
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
  const setup = startTemporalSetup({ connection, client, log });
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
  const { versioning = 'off' } = options;
  const promotion =
    versioning === 'off'
      ? null
      : startPromotion({ client, buildId: bundle.buildId, promotion: versioning, log });
  const runs = workers.map((worker) => worker.run());
  const done = Promise.all(runs).then(() => undefined);
  return {
    done,
    stop: async () => {
      await promotion?.stop();
      await reconciler.stop();
      await pollStarter.stop();
      await setup.stop();
      await relay.stop();
      for (const worker of workers) {
        if (worker.getState() === 'RUNNING') worker.shutdown();
      }
      await done;
    },
  };
}

/**
 * Of the worker with workflows. The other queues have no version: their activities belong to no
 * deployment, so that workers of any version share the rate limits of the providers.
 */
function versionOf({ versioning = 'off', bundle }: RunWorkerOptions): Partial<WorkerOptions> {
  if (versioning === 'off') return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: DEPLOYMENT, buildId: bundle.buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}
