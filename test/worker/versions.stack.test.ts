/** Two versions of the workers: Temporal gives all workflow tasks to the current one. */

import { NativeConnection } from '@temporalio/worker';
import { afterAll, expect, inject, test } from 'vitest';
import type { Command } from '../../cli/command.ts';
import { workerPromote, workerRollback, workerVersions } from '../../cli/worker.ts';
import { DEPLOYMENT, listWorkerVersions, type VersionState } from '../../views/worker-versions.ts';
import { loadWorkflowBundle } from '../../worker/bundle.ts';
import type { Promotion } from '../../worker/promotion.ts';
import type { RunningWorker } from '../../worker/run.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { KEYS } from '../keys.ts';
import { createRig, isAboutOrder, sendAtAnyHour } from './rig.ts';
import { reportScan } from './scans.ts';

const rig = await createRig();
const { sql, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const { codePath } = await loadWorkflowBundle();

const one = await start('one', 'first');
afterAll(() => one.stop());

async function start(buildId: string, versioning: Promotion): Promise<RunningWorker> {
  const native = await NativeConnection.connect({ address: inject('temporalAddress') });
  const worker = await rig.startWorker({ bundle: { codePath, buildId }, versioning, native });
  const stop = async () => {
    await worker.stop();
    await native.close();
  };
  return { ...worker, stop };
}

async function run(command: Command, ...args: readonly string[]) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const code = await command.run({
    args,
    options: {},
    database: async () => sql,
    temporal: async () => client,
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  });
  return { code, lines };
}

async function states(): Promise<Record<string, VersionState>> {
  const versions = await listWorkerVersions(client);
  return Object.fromEntries(versions.map(({ buildId, state }) => [buildId, state]));
}

/** The versions that have completed its workflow tasks, in order, without repetitions. */
async function versionsThatRan(orderId: string): Promise<readonly string[]> {
  const { events } = await client.workflow.getHandle(`order/acme/${orderId}`).fetchHistory();
  const ran = (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: task }) =>
    task ? [task.deploymentVersion?.buildId ?? 'none'] : [],
  );
  return ran.filter((version, index) => version !== ran[index - 1]);
}

async function reachesVersions(orderId: string, expected: readonly string[]): Promise<void> {
  await eventually(
    () => versionsThatRan(orderId),
    (versions) => versions.join() === expected.join(),
  );
}

async function emails(orderId: string): Promise<number> {
  return rig.sandbox.ledger.accepted().filter(isAboutOrder(orderId)).length;
}

async function emailsReach(orderId: string, expected: number): Promise<void> {
  await eventually(
    () => emails(orderId),
    (count) => count === expected,
  );
}

const contact = { name: 'Ottilie Quast', email: 'o@shop.example', consent: { email: true } };

test('the first worker of an installation promotes itself, and runs the workflows', async () => {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  await api.call('PUT', '/v1/orders/V1', anOrder({ contact, placedAt }));
  await api.call('POST', '/v1/orders/V1/shipments', { carrier: 'usps', trackingNumber: 'TNV1' });
  // Order confirmed, and shipped.
  await emailsReach('V1', 2);
  expect(await states()).toEqual({ one: 'current' });
  expect(await versionsThatRan('V1')).toEqual(['one']);
}, 60_000);

test('a version that no worker has is not promoted', async () => {
  expect(await run(workerPromote, 'three')).toEqual({
    code: 1,
    lines: ['no worker of version three has started; Temporal knows: one'],
  });
  expect(await run(workerRollback)).toEqual({
    code: 1,
    lines: ['no other version was current before'],
  });
});

test('a running journey moves on to the promoted version, and back after a rollback', async () => {
  const two = await start('two', 'first');
  try {
    await eventually(states, ({ two: state }) => state !== undefined);
    expect(await states()).toEqual({ one: 'current', two: 'inactive' });

    expect(await run(workerPromote, 'two')).toEqual({ code: 0, lines: ['two is current'] });
    expect((await states())['two']).toBe('current');
    await reportScan(sql, 'TNV1', ['in_transit', 90]);
    await reachesVersions('V1', ['one', 'two']);

    expect(await run(workerRollback)).toEqual({ code: 0, lines: ['one is current'] });
    await reportScan(sql, 'TNV1', ['delivered', 30]);
    await reachesVersions('V1', ['one', 'two', 'one']);
    await emailsReach('V1', 3);
    const { lines } = await run(workerVersions);
    expect(lines[1]).toMatch(/^one +current +\d{4}-/);
    expect(lines[2]).toMatch(/^two +drain/);
  } finally {
    await two.stop();
  }
}, 120_000);

test('a worker that always promotes itself becomes current', async () => {
  const three = await start('three', 'always');
  await eventually(states, ({ three: state }) => state === 'current');
  await three.stop();
}, 60_000);

test('a worker promotes itself again when no version is current', async () => {
  await client.connection.workflowService.setWorkerDeploymentCurrentVersion({
    namespace: client.options.namespace,
    deploymentName: DEPLOYMENT,
    buildId: '',
    ignoreMissingTaskQueues: true,
  });
  expect(Object.values(await states())).not.toContain('current');
  await eventually(states, ({ one: state }) => state === 'current');
}, 60_000);
