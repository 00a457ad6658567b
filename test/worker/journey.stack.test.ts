import { afterAll, expect, test } from 'vitest';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { Status } from '../../domain/tracking.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, isAboutOrder, sendAtAnyHour, textOf } from './rig.ts';
import { reportScan, zoneWhereItIs } from './scans.ts';

const rig = await createRig();
const { sql, sandbox, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
let worker = await rig.startWorker();
afterAll(() => worker.stop());

const contact = {
  name: 'Ottilie Quast',
  email: 'delivered+ottilie@resend.dev',
  phone: '+15005550101',
  // A zone where it is noon now, so that no quiet hours apply.
  timeZone: zoneWhereItIs(12),
  consent: { email: true, sms: true },
};

async function place(orderId: string): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
}

async function report(orderId: string, status: Status, minutesAgo: number): Promise<void> {
  await reportScan(sql, `TN${orderId}`, [status, minutesAgo]);
}

async function messages(orderId: string) {
  const rows = await readNotifications(sql, `order/acme/${orderId}` as JourneyId);
  return rows.map(
    ({ kind, channel, decision, state }) => `${kind} ${channel} ${decision} ${state}`,
  );
}

/** How many messages about an order the providers took. */
function accepted(orderId: string): number {
  return sandbox.ledger.accepted().filter(isAboutOrder(orderId)).length;
}

const ALL = [
  'delivered email send accepted',
  'delivered sms send accepted',
  'order_confirmed email send accepted',
  'out_for_delivery email send accepted',
  'out_for_delivery sms send accepted',
  'shipped email send accepted',
];

const isAll = (found: readonly string[]) =>
  found.length === 6 && found.every((m) => /accepted/.test(m));

test('an order sends each message from placed to delivered once', async () => {
  await place('W101');
  await report('W101', 'out_for_delivery', 30);
  await report('W101', 'in_transit', 90);
  await report('W101', 'out_for_delivery', 30);
  await report('W101', 'delivered', 1);
  const found = await eventually(() => messages('W101'), isAll);
  expect([...found].sort()).toEqual(ALL);
  expect(accepted('W101')).toBe(6);
});

test('emails come from the shop, not from the operator of wismr', async () => {
  await place('W109');
  await eventually(
    () => messages('W109'),
    (found) => found.some((m) => /accepted/.test(m)),
  );
  const emails = sandbox.ledger.accepted().filter(({ provider }) => provider === 'resend');
  expect(new Set(emails.map(({ from }) => from))).toEqual(new Set(['Acme <orders@acme.example>']));
});

test('the Temporal UI shows where an order is, and no personal data', async () => {
  const handle = client.workflow.getHandle('order/acme/W101');
  const description = await handle.describe();
  expect(await description.staticSummary()).toBe('order W101 of acme');
  const attributes = JSON.stringify(description.typedSearchAttributes.getAll());
  expect(attributes).toContain('delivered');
  expect(attributes).toContain('TNW101');
  const { events } = await handle.fetchHistory();
  const payloads = textOf(events);
  expect(payloads).toContain('out_for_delivery by sms (TNW101)');
  expect(payloads).not.toMatch(/ottilie|quast|resend\.dev|5550101/i);
});

test('scans that arrive while no worker runs send their messages when one starts', async () => {
  await place('W102');
  await eventually(
    () => messages('W102'),
    (found) => found.filter((each) => each.endsWith('accepted')).length === 2,
  );
  await worker.stop();
  await report('W102', 'out_for_delivery', 30);
  await report('W102', 'delivered', 1);
  worker = await rig.startWorker();
  const found = await eventually(() => messages('W102'), isAll);
  expect([...found].sort()).toEqual(ALL);
  expect(accepted('W102')).toBe(6);
});

test('a late event reopens an ended journey and sends nothing twice', async () => {
  const handle = client.workflow.getHandle('order/acme/W102');
  await handle.terminate('as if the journey had ended, or Temporal had been lost');
  await report('W102', 'exception', 0);
  await eventually(
    () => client.workflow.getHandle('order/acme/W102').describe(),
    ({ status }) => status.name === 'RUNNING',
  );
  const view = () => client.workflow.getHandle('order/acme/W102').query<{ status: string }>('view');
  await eventually(view, ({ status }) => status === 'delivered');
  expect(accepted('W102')).toBe(6);
});

test('a lost response is retried with the same key, and one email is sent', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'reset_after' });
  await place('W103');
  await eventually(
    () => messages('W103'),
    (found) => found.every((m) => /accepted/.test(m)) && found.length === 2,
  );
  expect(accepted('W103')).toBe(2);
});
