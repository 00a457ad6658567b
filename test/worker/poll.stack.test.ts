import { afterAll, expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import { createEncryption } from '../../db/encryption.ts';
import { readNotifications } from '../../db/notifications.ts';
import { FAKE_CREDENTIALS, startCarrierApis } from '../../dev/fakes/carrier-apis.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { MAIN_QUEUE, POLL_WORKFLOW, type PollInput } from '../../workflows/messages.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, sendAtAnyHour, textOf } from './rig.ts';

const rig = await createRig();
const { sql, client } = rig;
const api = await createApi(rig, findAdapter);
await sendAtAnyHour(rig);
const apis = await startCarrierApis();
const worker = await rig.startWorker();
afterAll(async () => {
  await worker.stop();
  await apis.stop();
});

await savePollAccount(
  sql,
  {
    shopId: 'acme' as ShopId,
    carrier: 'fedex',
    enabled: true,
    carriers: ['fedex'],
    credentials: FAKE_CREDENTIALS.fedex,
    settings: { baseUrl: apis.url, requestsPerMinute: 6_000 },
  },
  createEncryption([rig.encryptionKey]),
);

const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
const handle = client.workflow.getHandle('poll/acme/fedex');
const asked = (number: string) =>
  apis.calls.filter(({ numbers }) => numbers.includes(number)).length;

async function ship(orderId: string, trackingNumber: string): Promise<void> {
  const placedAt = new Date(minutesAgo(120)).toISOString();
  const contact = { name: 'Ada', email: 'delivered+ada@resend.dev', consent: { email: true } };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const shipment = { carrier: 'fedex', trackingNumber };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
}

async function sentKinds(orderId: string): Promise<readonly string[]> {
  const rows = await readNotifications(sql, `order/acme/${orderId}` as JourneyId);
  return rows.filter(({ state }) => state === 'accepted').map(({ kind }) => kind);
}

/** Makes all numbers due now. */
async function makeDue(): Promise<void> {
  await sql`update parcel_poll set next_at = now() where next_at is not null`;
  await sql`update carrier_poll set paused_until = null`;
}

const describe = () => handle.describe();

test('a carrier is polled until the parcel is delivered, and the customer is notified', async () => {
  apis.parcels.set('TNP001', [{ what: 'moving', at: minutesAgo(90) }]);
  await ship('P001', 'TNP001');
  await eventually(
    () => sentKinds('P001'),
    (kinds) => kinds.includes('shipped'),
  );
  apis.parcels.set('TNP001', [
    { what: 'moving', at: minutesAgo(90) },
    { what: 'out', at: minutesAgo(30) },
    { what: 'delivered', at: minutesAgo(1) },
  ]);
  await makeDue();
  await eventually(
    () => sentKinds('P001'),
    (kinds) => kinds.includes('delivered'),
  );
  await eventually(describe, ({ status }) => status.name === 'COMPLETED');
  expect(asked('TNP001')).toBe(2);
  await makeDue();
  await ship('P002', 'TNP002');
  await eventually(
    async () => asked('TNP002'),
    (times) => times === 1,
  );
  expect(asked('TNP001')).toBe(2);
});

test('a new parcel wakes a sleeping poll workflow', async () => {
  await eventually(describe, ({ status }) => status.name === 'RUNNING');
  await ship('P003', 'TNP003');
  await eventually(
    async () => asked('TNP003'),
    (times) => times === 1,
  );
  expect(asked('TNP002')).toBe(1);
});

test('a Retry-After of an hour pauses polling for an hour', async () => {
  apis.faults.push({ status: 429, headers: { 'retry-after': '3600' } });
  await makeDue();
  const details = () => handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  const { currentDetails } = await eventually(
    details,
    (metadata) => metadata.currentDetails?.includes('rate_limited') ?? false,
  );
  expect(currentDetails).toContain('numbers under way: 2');
  const [row] = await sql<{ seconds: number }[]>`
    select extract(epoch from paused_until - last_call_at)::int as seconds from carrier_poll`;
  expect(row?.seconds).toBeGreaterThanOrEqual(3_599);
  const timer = (await handle.fetchHistory()).events?.findLast(
    ({ timerStartedEventAttributes: started }) => started,
  );
  const waits = Number(timer?.timerStartedEventAttributes?.startToFireTimeout?.seconds);
  expect(waits).toBeGreaterThan(3_500);
});

test('poll workflows can be found in Temporal by shop and carrier, and contain no secrets', async () => {
  const description = await handle.describe();
  expect(await description.staticSummary()).toBe('polls fedex for acme');
  const attributes = JSON.stringify(description.typedSearchAttributes.getAll());
  expect(attributes).toContain('acme');
  expect(attributes).toContain('fedex');
  const { events } = await handle.fetchHistory();
  const payloads = textOf(events);
  expect(payloads).toContain('rate_limited');
  expect(payloads).not.toMatch(/fedex-client|fedex-secret|token-\d|TNP00/);
});

test('workers restart poll workflows that Temporal has lost', async () => {
  await handle.terminate('as if Temporal had been lost');
  await makeDue();
  await sql`update carrier_poll set wakes_at = now() - interval '1 hour'`;
  await eventually(
    async () => asked('TNP003'),
    (times) => times > 1,
  );
  await eventually(describe, ({ status }) => status.name === 'RUNNING');
});

test('a long run continues as new and keeps polling', async () => {
  await handle.terminate('to start one that is long after a single round');
  const before = asked('TNP003');
  const { workflowId } = handle;
  const args: [PollInput] = [{ shopId: 'acme', carrier: 'fedex', roundsPerRun: 1 }];
  const options = { workflowId, taskQueue: MAIN_QUEUE, args };
  const { firstExecutionRunId } = await client.workflow.start(POLL_WORKFLOW, options);
  const describeWhenDue = async () => {
    await makeDue();
    return describe();
  };
  const { status } = await eventually(
    describeWhenDue,
    ({ runId }) => runId !== firstExecutionRunId,
  );
  expect(status.name).toBe('RUNNING');
  await eventually(
    async () => asked('TNP003'),
    (times) => times > before,
  );
});
