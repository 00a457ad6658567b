/** Makes a version of the workers the current one: it gets all workflow tasks from then on. */

import type { Client } from '@temporalio/client';
import { WismrError } from '../domain/error.ts';
import { DEPLOYMENT } from '../views/worker-versions.ts';

/**
 * Throws `unavailable` if Temporal refuses, for example because no worker of this version runs. Then
 * nothing has changed.
 */
export async function promoteWorker(client: Client, buildId: string): Promise<void> {
  const { connection, options } = client;
  try {
    await connection.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: options.namespace,
      deploymentName: DEPLOYMENT,
      buildId,
      identity: 'wismr',
    });
  } catch (error) {
    const reason = error instanceof Error && 'details' in error ? error.details : error;
    throw new WismrError('unavailable', `Temporal does not promote ${buildId}: ${String(reason)}`);
  }
}
