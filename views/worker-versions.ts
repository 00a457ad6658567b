/** The versions of the workers that Temporal knows, and which of them gets the workflow tasks. */

import type { Client } from '@temporalio/client';

/** The name of the worker deployment in Temporal. */
export const DEPLOYMENT = 'wismr';

/**
 * `current`: gets all workflow tasks. `draining`, `drained`: it was current before. `inactive`: it
 * never was.
 */
export type VersionState = 'current' | 'draining' | 'drained' | 'inactive';

export interface WorkerVersion {
  readonly buildId: string;
  readonly state: VersionState;
  /** When it became current, or ceased to be; epoch milliseconds. Null: it never was. */
  readonly since: number | null;
}

const NOT_FOUND = 5;
/** Of `WorkerDeploymentVersionStatus`; the others have never had a task. */
const STATES: Readonly<Record<number, VersionState>> = {
  2: 'current',
  4: 'draining',
  5: 'drained',
};

/** The current one first, then the latest before it. Empty: no versioned worker has started yet. */
export async function listWorkerVersions(client: Client): Promise<readonly WorkerVersion[]> {
  const { connection, options } = client;
  const request = { namespace: options.namespace, deploymentName: DEPLOYMENT };
  const answer = await connection.workflowService
    .describeWorkerDeployment(request)
    .catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
  const versions = (answer?.workerDeploymentInfo?.versionSummaries ?? []).map((summary) => ({
    buildId: summary.deploymentVersion?.buildId ?? '',
    state: STATES[summary.status ?? 0] ?? ('inactive' as const),
    since: millisOf(summary.currentSinceTime ?? summary.lastDeactivationTime),
  }));
  const rank = ({ state, since }: WorkerVersion) => (state === 'current' ? Infinity : (since ?? 0));
  return versions.sort((a, b) => Number(rank(a) < rank(b)) - Number(rank(a) > rank(b)));
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === NOT_FOUND;
}

type Timestamp = { readonly seconds?: unknown; readonly nanos?: number | null };

function millisOf(time: Timestamp | null | undefined): number | null {
  if (!time) return null;
  return Number(String(time.seconds ?? 0)) * 1_000 + Math.floor((time.nanos ?? 0) / 1e6);
}
