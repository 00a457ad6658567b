import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { readBacklog } from '../../db/relay-queue.ts';
import { startWorker } from '../../dev/demo/processes.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import { connectClient } from '../../worker/connect-temporal.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { eventually } from '../eventually.ts';
import { startOwnTemporal } from '../temporal.ts';

const temporal = await startOwnTemporal();
afterAll(() => temporal.remove());
const database = await createDatabase();
const api = await createApi(database, () => null);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());

/** By default gRPC would then wait for about ten seconds. */
const AWAY_MS = 20_000;

test('a Temporal that comes back is used within five seconds, also by a worker that waited', async () => {
  const connection = await connectClient({
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_API_KEY: undefined,
    TEMPORAL_TLS: 'false',
  });
  afterAll(() => connection.close());
  const answers = () =>
    connection
      .withDeadline(Date.now() + 500, () => connection.workflowService.getSystemInfo({}))
      .then(
        () => true,
        () => false,
      );
  expect(await answers()).toBe(true);
  await temporal.kill();
  const lines: string[] = [];
  const worker = startWorker({
    env: readEnvironment(),
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    sandbox,
    port: 1,
    onLine: (line) => lines.push(line),
  });
  afterAll(() => worker.stop());
  await api.call('PUT', '/v1/orders/waits', anOrder());
  const until = Date.now() + AWAY_MS;
  while (Date.now() < until) {
    expect(await answers()).toBe(false);
    await sleep(200);
  }
  const count = async () =>
    lines.filter((line) => line.includes('Temporal does not answer')).length;
  await eventually(count, (written) => written >= 2);
  await temporal.start();
  await eventually(answers, (isUp) => isUp, 5_000);
  await eventually(
    () => readBacklog(database.sql),
    ({ journeys }) => journeys === 0,
  );
}, 120_000);
