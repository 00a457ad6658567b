/** Receipts and replies to the ledger, what is not sent because of them, and what staff get to know. */

import { afterAll, expect, test } from 'vitest';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { anOrder, createApi } from '../api/client.ts';
import { serveApi } from '../api/serve-api.ts';
import { eventually } from '../eventually.ts';
import { createRig, sendAtAnyHour } from './rig.ts';
import { reportScan, zoneWhereItIs } from './scans.ts';

const rig = await createRig();
const { sql, sandbox } = rig;
const api = await createApi(rig, () => null);
const url = await serveApi(api, sandbox);
rig.reportSmsTo(`${url}/webhooks/twilio/status`);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

async function place(orderId: string, address: object): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  const consent = { email: true, sms: true };
  const contact = { ...address, timeZone: zoneWhereItIs(12), consent };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
}

/** Waits until the journey has these messages, and may be others. */
async function untilMessages(journeyId: string, expected: readonly string[]): Promise<void> {
  await eventually(
    async () =>
      (await readNotifications(sql, journeyId as JourneyId)).map(
        ({ kind, channel, state, receipt }) => `${kind} ${channel} ${state} ${receipt}`,
      ),
    (found) => expected.every((line) => found.includes(line)),
  );
}

test('messages that arrive show it, by both channels', async () => {
  await place('R1', { email: 'delivered+r1@resend.dev', phone: '+15005550101' });
  await reportScan(sql, 'TNR1', ['in_transit', 60]);
  await reportScan(sql, 'TNR1', ['out_for_delivery', 1]);
  await untilMessages('order/acme/R1', [
    'order_confirmed email accepted delivered',
    'out_for_delivery email accepted delivered',
    'out_for_delivery sms accepted delivered',
    'shipped email accepted delivered',
  ]);
});

test('after a bounce, the next message by email is not sent, and by SMS it is', async () => {
  await place('R2', { email: 'bounced+r2@resend.dev', phone: '+15005550102' });
  await untilMessages('order/acme/R2', ['order_confirmed email accepted bounced']);
  await reportScan(sql, 'TNR2', ['out_for_delivery', 1]);
  await untilMessages('order/acme/R2', [
    'order_confirmed email accepted bounced',
    'out_for_delivery email suppressed null',
    'out_for_delivery sms accepted delivered',
  ]);
});

test('a receipt of a withdrawal to a suppressed address opens the escalation at once', async () => {
  await place('R3', { email: 'bounced+r3@resend.dev' });
  await untilMessages('order/acme/R3', ['order_confirmed email accepted bounced']);
  expect((await api.call('POST', '/v1/orders/R3/withdrawal', {})).status).toBe(201);
  const journeyId = 'return/acme/W-R3' as JourneyId;
  const query = { shopId: 'acme' as ShopId, limit: 1, journeyId };
  const [row] = await eventually(
    () => listEscalations(sql, query),
    (found) => found.length > 0,
  );
  expect(row).toMatchObject({ kind: 'withdrawal_acknowledged', severity: 'high' });
  await untilMessages(journeyId, ['withdrawal_received email suppressed null']);
});

test('a refusal in the customer’s own words opens an escalation, and its team gets an email', async () => {
  await api.call('PUT', '/v1/policy', {
    quietHours: { email: null, sms: null },
    staffHours: null,
    staff: { customer_service: ['delivered+service@resend.dev'] },
  });
  const customer = '+15005550104';
  await place('R4', { email: 'delivered+r4@resend.dev', phone: customer });
  await untilMessages('order/acme/R4', ['order_confirmed email accepted delivered']);
  sandbox.reply({ from: customer, to: '+15005550006', body: 'Please stop texting me!' });
  const query = { shopId: 'acme' as ShopId, limit: 1, journeyId: 'order/acme/R4' as JourneyId };
  const [row] = await eventually(
    () => listEscalations(sql, query),
    (found) => found.length > 0,
  );
  expect(row).toMatchObject({ kind: 'refusal_reviewed', severity: 'medium', state: 'open' });
  await untilMessages('order/acme/R4', ['escalation_opened email accepted delivered']);
  const emails = sandbox.ledger.accepted({ to: 'delivered+service@resend.dev' });
  expect(emails.map((email) => 'subject' in email && email.subject)).toContain(
    '[medium] Order R4: a review of the customer’s refusal of SMS in their own words is late',
  );
  // Email goes on.
  await reportScan(sql, 'TNR4', ['out_for_delivery', 1]);
  await untilMessages('order/acme/R4', [
    'out_for_delivery email accepted delivered',
    'out_for_delivery sms suppressed null',
  ]);
});
