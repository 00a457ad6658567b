/** A worker that is stopped for a deploy, with messages at the provider and many that wait. */

import { Connection } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { startProcesses } from '../processes.ts';
import { createNamespace } from '../temporal.ts';
import { sendAtAnyHour } from './rig.ts';
import { zoneWhereItIs } from './scans.ts';

const connection = await Connection.connect({ address: inject('temporalAddress') });
const namespace = await createNamespace(connection);
await connection.close();
const processes = await startProcesses(inject('temporalAddress'), { namespace });
const { sql, sandbox } = processes;
const api = await createApi(processes, () => null);
await sendAtAnyHour(processes);

const ORDERS = 24;
const SEND_MS = 5_000;

async function countMessages(state: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from notification where state = ${state}`;
  return row?.count ?? 0;
}

test('a stopping worker finishes the sends under way', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'slow', ms: SEND_MS, times: ORDERS });
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  const timeZone = zoneWhereItIs(12);
  for (let order = 0; order < ORDERS; order += 1) {
    const email = `delivered+drain${order}@resend.dev`;
    const contact = { name: 'Ada', email, timeZone, consent: { email: true } };
    await api.call('PUT', `/v1/orders/D${order}`, anOrder({ contact, placedAt }));
  }
  await eventually(
    () => countMessages('attempting'),
    (count) => count >= 5,
  );
  const { worker } = processes;
  await worker.stop();
  expect((await worker.exited).code).toBe(0);
  expect(await countMessages('attempting')).toBe(0);
  const sent = await countMessages('accepted');
  expect(sent).toBeGreaterThanOrEqual(5);
  expect(sandbox.ledger.size).toBe(sent);

  // The next worker sends the others, and none twice.
  sandbox.faults.clear();
  processes.startWorker();
  await eventually(
    () => countMessages('accepted'),
    (count) => count === ORDERS,
    60_000,
  );
  const recipients = sandbox.ledger.accepted().flatMap((each) => each.to);
  expect([...new Set(recipients)]).toHaveLength(ORDERS);
  expect(recipients).toHaveLength(ORDERS);
}, 180_000);
