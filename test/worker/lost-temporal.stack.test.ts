/** A Temporal that has lost all of its data, the namespace included, while a worker runs. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import { readBacklog } from '../../db/relay-queue.ts';
import { startWorker } from '../../dev/demo/processes.ts';
import { startSandbox } from '../../dev/sandbox/sandbox.ts';
import { RETENTION_SCHEDULE, SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { eventually } from '../eventually.ts';
import { registerNamespace, startOwnTemporal } from '../temporal.ts';
import { sendAtAnyHour } from './rig.ts';
import { zoneWhereItIs } from './scans.ts';

const NAMESPACE = 'shops';
const temporal = await startOwnTemporal({});
afterAll(() => temporal.remove());
const database = await createDatabase();
const api = await createApi(database, () => null);
await sendAtAnyHour(database);
const sandbox = await startSandbox({ receiptDelayMs: 1 });
afterAll(() => sandbox.stop());

/** Does what an operator does by hand. */
async function createByHand(): Promise<void> {
  const connection = await Connection.connect({ address: temporal.address });
  await registerNamespace(connection, NAMESPACE);
  await connection.close();
}

async function place(orderId: string): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  const email = `delivered+${orderId}@resend.dev`;
  const contact = { email, timeZone: zoneWhereItIs(12), consent: { email: true } };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
}

const recipients = () => sandbox.ledger.accepted().flatMap(({ to }) => to);

test('a running worker goes on with a Temporal that has lost everything, once it has the namespace', async () => {
  await createByHand();
  const worker = startWorker({
    env: { ...readEnvironment(), TEMPORAL_NAMESPACE: NAMESPACE },
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    sandbox,
    port: 1,
    onLine: () => undefined,
  });
  let exit: unknown = 'running';
  void worker.exited.then((ended) => {
    exit = ended;
  });
  afterAll(() => worker.stop());
  await place('before');
  await eventually(
    async () => recipients().length,
    (count) => count === 1,
    60_000,
  );

  await temporal.loseData();
  await place('after');
  // The worker outlives the time without a namespace.
  await sleep(20_000);
  expect(exit).toBe('running');
  await createByHand();
  await eventually(
    async () => recipients().length,
    (count) => count === 2,
    60_000,
  );
  expect(recipients()).toEqual(['delivered+before@resend.dev', 'delivered+after@resend.dev']);
  await eventually(
    () => readBacklog(database.sql),
    ({ journeys }) => journeys === 0,
  );

  const connection = await Connection.connect({ address: temporal.address });
  afterAll(() => connection.close());
  const client = new Client({ connection, namespace: NAMESPACE });
  const schedule = await client.schedule.getHandle(RETENTION_SCHEDULE).describe();
  expect(schedule.scheduleId).toBe(RETENTION_SCHEDULE);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: NAMESPACE,
  });
  expect(Object.keys(customAttributes)).toEqual(
    expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)),
  );
  const found = client.workflow.list({ query: `WismrShop = 'acme'` });
  const ids = [];
  for await (const { workflowId } of found) ids.push(workflowId);
  expect(ids).toContain('order/acme/after');
  expect(exit).toBe('running');
}, 240_000);
