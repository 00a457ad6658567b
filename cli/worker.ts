/** `wismr worker versions`, `promote` and `rollback`: which workers run the workflows. */

import { promoteWorker } from '../commands/promote-worker.ts';
import { listWorkerVersions, type WorkerVersion } from '../views/worker-versions.ts';
import type { Command } from './command.ts';
import { tableLines } from './table.ts';

export const workerVersions: Command = {
  usage: 'worker versions',
  summary: 'List the versions of the workers. One is current.',
  options: {},
  run: async ({ temporal, print }) => {
    const versions = await listWorkerVersions(await temporal());
    if (versions.length === 0) print('no worker with WORKER_VERSIONING has started');
    else for (const line of tableLines(versions.map(rowOf))) print(line);
    return 0;
  },
};

export const workerPromote: Command = {
  usage: 'worker promote <version>',
  summary: 'Give all workflows to the workers of a version.',
  options: {},
  run: async ({ args: [buildId = ''], temporal, print, fail }) => {
    const client = await temporal();
    const versions = await listWorkerVersions(client);
    if (!versions.some((version) => version.buildId === buildId)) {
      const known = versions.map((version) => version.buildId).join(', ') || 'none';
      fail(`no worker of version ${buildId} has started; Temporal knows: ${known}`);
      return 1;
    }
    await promoteWorker(client, buildId);
    print(`${buildId} is current`);
    return 0;
  },
};

export const workerRollback: Command = {
  usage: 'worker rollback',
  summary: 'Give all workflows to the version that was current before.',
  options: {},
  run: async ({ temporal, print, fail }) => {
    const client = await temporal();
    const versions = await listWorkerVersions(client);
    const before = versions.find(({ state, since }) => state !== 'current' && since !== null);
    if (!before) {
      fail('no other version was current before');
      return 1;
    }
    await promoteWorker(client, before.buildId);
    print(`${before.buildId} is current`);
    return 0;
  },
};

function rowOf({ buildId, state, since }: WorkerVersion): Readonly<Record<string, string>> {
  return { version: buildId, state, since: since === null ? '' : new Date(since).toISOString() };
}
