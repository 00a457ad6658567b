/** Before a deploy: do running journeys replay on the workflows of a version? */

import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { afterAll, expect, test } from 'vitest';
import type { Invocation } from '../../cli/command.ts';
import { journeyReplay } from '../../cli/journey-replay.ts';
import { completedPart, sampleRunning } from '../../cli/running-workflows.ts';
import { loadWorkflowBundle } from '../../worker/bundle.ts';
import { anOrder, aReturn, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { KEYS } from '../keys.ts';
import { createRig, sendAtAnyHour } from './rig.ts';

const rig = await createRig();
const { sql, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

async function replay(workflowBundle: Invocation['workflowBundle'], sample = '10') {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const code = await journeyReplay.run({
    args: [],
    options: { sample },
    database: async () => sql,
    temporal: async () => client,
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle,
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  });
  return { code, lines };
}

async function bundleDelayedWorkflows(): Promise<{ readonly code: string }> {
  const workflowsPath = fileURLToPath(new URL('delayed-workflows.ts', import.meta.url));
  return bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
}

async function sampled(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  const types = ['orderJourney', 'returnJourney'];
  for await (const { workflowId } of sampleRunning(client, types, count)) ids.push(workflowId);
  return ids;
}

test('without a running journey there is nothing to replay', async () => {
  expect(await replay(loadWorkflowBundle)).toEqual({
    code: 0,
    lines: ['0 replayed, 0 failed'],
  });
});

test('running journeys replay on their own version', async () => {
  const placedAt = new Date().toISOString();
  for (const id of ['P1', 'P2', 'P3']) {
    await api.call('PUT', `/v1/orders/${id}`, anOrder({ placedAt }));
    await eventually(
      async () => (await api.call('GET', `/v1/orders/${id}`)).body['messages'] as object[],
      (messages) => JSON.stringify(messages).includes('accepted'),
    );
  }
  await api.call('PUT', '/v1/returns/R1', aReturn({ orderId: 'P1', requestedAt: placedAt }));
  await eventually(
    () => sampled(10),
    (ids) => ids.length === 4,
  );
  expect(await replay(loadWorkflowBundle)).toEqual({
    code: 0,
    lines: ['4 replayed, 0 failed'],
  });
});

test('a sample has the newest and the oldest of each type', async () => {
  const [newest, oldest, ownReturn] = ['order/acme/P3', 'order/acme/P1', 'return/acme/R1'];
  expect(await sampled(3)).toEqual([newest, oldest, ownReturn]);
});

test('a history replays, however much of it was there when it was fetched', async () => {
  const { events } = await client.workflow.getHandle('order/acme/P1').fetchHistory();
  const cut = (events ?? []).flatMap((_, index) => {
    const history = completedPart({ events: events?.slice(0, index + 1) ?? null });
    return history === null ? [] : [{ workflowId: `${index + 1} events`, history }];
  });
  const workflowBundle = await loadWorkflowBundle();
  const failed: unknown[] = [];
  let replayed = 0;
  for await (const result of Worker.runReplayHistories({ workflowBundle }, cut)) {
    replayed += 1;
    if (result.error) failed.push(result);
  }
  expect(failed).toEqual([]);
  expect(replayed).toBeGreaterThan(5);
}, 120_000);

test('each order that a version would run otherwise is named, with the reason', async () => {
  const { code, lines } = await replay(bundleDelayedWorkflows);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('1 replayed, 3 failed');
  const failed = lines.slice(0, -1).sort();
  expect(failed.map((line) => line.replace(/:.*/s, ''))).toEqual([
    'order/acme/P1',
    'order/acme/P2',
    'order/acme/P3',
  ]);
  for (const line of failed) {
    expect(line).toMatch(/^order\/acme\/P.: \[TMPRL1100\] Nondeterminism error: [^{}]+$/);
  }
});

test('a sample is a whole number', async () => {
  expect(await replay(loadWorkflowBundle, '0')).toEqual({
    code: 2,
    lines: ['--sample must be a whole number from 1 to 10000'],
  });
});
