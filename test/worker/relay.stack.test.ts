import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Client, WorkflowClient } from '@temporalio/client';
import pino from 'pino';
import { expect, test } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import { createJourney } from '../../db/journeys.ts';
import { createRelayNotifier } from '../../db/notify-relay.ts';
import { claimUndelivered, readBacklog } from '../../db/relay-queue.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { JourneyEvent } from '../../domain/journeys.ts';
import { startRelay } from '../../worker/relay.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, sendAtAnyHour } from './rig.ts';
import { reportScan } from './scans.ts';

const rig = await createRig();
const { sql, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const options = { sql, client, log: pino({ level: 'silent' }) };

async function aJourney(): Promise<JourneyId> {
  const journeyId = `order/acme/${randomBytes(4).toString('hex')}` as JourneyId;
  await createJourney(sql, journeyId);
  return journeyId;
}

async function append(journeyId: JourneyId, until: number): Promise<void> {
  await sql.begin((tx) =>
    appendEvents(tx, journeyId, [
      {
        body: { kind: 'notification_settled', key: `${until}`, outcome: 'accepted', code: null },
        wakes: true,
      },
    ]),
  );
}

/** The numbers of the events that a workflow was signalled, in order. */
async function signalled(journeyId: JourneyId): Promise<readonly number[]> {
  const { events } = await client.workflow.getHandle(journeyId).fetchHistory();
  return (events ?? []).flatMap((event) => {
    const payload = event.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0];
    if (!payload?.data) return [];
    const signal: readonly JourneyEvent[] = JSON.parse(new TextDecoder().decode(payload.data));
    return signal.map(({ seq }) => seq);
  });
}

async function untilAllIsDelivered(): Promise<void> {
  await eventually(
    () => readBacklog(sql),
    ({ journeys }) => journeys === 0,
  );
}

test('two relays side by side deliver every event once and in order', async () => {
  const journeys = await Promise.all(Array.from({ length: 10 }, aJourney));
  const relays = await Promise.all([startRelay(options), startRelay(options)]);
  const notify = createRelayNotifier(sql);
  for (let until = 1; until <= 8; until += 1) {
    await Promise.all(journeys.map((journeyId) => append(journeyId, until)));
    notify();
  }
  await untilAllIsDelivered();
  await Promise.all(relays.map((relay) => relay.stop()));
  for (const journeyId of journeys) {
    expect(await signalled(journeyId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }
});

test('a slow delivery does not hold up the others, and a stopping relay waits for it', async () => {
  const [slow, ...others] = await Promise.all(Array.from({ length: 6 }, aJourney));
  const held = Promise.withResolvers<void>();
  const relay = await startRelay({ ...options, client: slowFor(slow, held.promise) });
  await append(slow as JourneyId, 1);
  for (const journeyId of others) {
    await append(journeyId, 1);
    createRelayNotifier(sql, 0)();
    await eventually(
      () => readBacklog(sql),
      ({ journeys }) => journeys === 1,
    );
  }
  let isStopped = false;
  const stopped = relay.stop().then(() => {
    isStopped = true;
  });
  await setTimeout(200);
  expect(isStopped).toBe(false);
  held.resolve();
  await stopped;
  expect(await readBacklog(sql)).toMatchObject({ journeys: 0 });
  expect(await signalled(slow as JourneyId)).toEqual([1]);
});

/** A client whose signals to one journey wait. */
function slowFor(journeyId: JourneyId | undefined, until: Promise<void>): Client {
  const workflow: Pick<WorkflowClient, 'signalWithStart'> = {
    signalWithStart: async (type, signal) => {
      if (signal.workflowId === journeyId) await until;
      return client.workflow.signalWithStart(type, signal);
    },
  };
  const withDeadline = (_: number, send: () => Promise<unknown>) => send();
  return { workflow, withDeadline } as unknown as Client;
}

test('when the lease ends, a relay delivers events that a dead relay had claimed', async () => {
  const journeyId = await aJourney();
  await append(journeyId, 1);
  expect(await claimUndelivered(sql, { limit: 100, leaseMs: 500 })).toHaveLength(1);
  const relay = await startRelay({ ...options, pollIntervalMs: 50 });
  await untilAllIsDelivered();
  await relay.stop();
  expect(await signalled(journeyId)).toEqual([1]);
});

test('a workflow reads events from the log that no signal delivered', async () => {
  await api.call('PUT', '/v1/orders/gap', anOrder());
  const shipment = { carrier: 'usps', trackingNumber: 'TNGAP' };
  await api.call('POST', '/v1/orders/gap/shipments', shipment);
  // As if a workflow had received them and was lost with its server.
  await sql`update journey set delivered_seq = last_seq where id = 'order/acme/gap'`;
  await reportScan(sql, 'TNGAP', ['in_transit', 5]);
  const worker = await rig.startWorker();
  const handle = client.workflow.getHandle('order/acme/gap');
  await untilAllIsDelivered();
  const view = () => handle.query<{ status: string; trackingNumbers: string[] }>('view');
  expect(await eventually(view, ({ status }) => status === 'in_transit')).toMatchObject({
    trackingNumbers: ['TNGAP'],
  });
  await worker.stop();
  expect(await signalled('order/acme/gap' as JourneyId)).toEqual([4]);
});
