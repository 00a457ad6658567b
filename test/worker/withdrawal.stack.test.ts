/** The receipt of a withdrawal, from the request to the provider. */

import { afterAll, expect, test } from 'vitest';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, textOf } from './rig.ts';
import { zoneWhereItIs } from './scans.ts';

const rig = await createRig();
const { sql, sandbox, client } = rig;
const api = await createApi(rig, () => null);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

async function place(orderId: string, contact: object): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
}

test('it leaves at night, despite an opt-out, for the address of the notice', async () => {
  await place('WD1', {
    email: 'delivered+order@resend.dev',
    timeZone: zoneWhereItIs(23),
    consent: { email: false, sms: false },
  });
  const notice = {
    name: 'Ottilie Quast',
    statement: 'I withdraw from all of it.',
    email: 'delivered+notice@resend.dev',
  };
  expect((await api.call('POST', '/v1/orders/WD1/withdrawal', notice)).status).toBe(201);
  const journeyId = 'return/acme/W-WD1' as JourneyId;
  const rows = await eventually(
    () => readNotifications(sql, journeyId),
    (found) => found.some(({ state }) => state === 'accepted'),
  );
  const sends = rows.filter(({ decision }) => decision === 'send');
  expect(sends.map(({ kind, state }) => [kind, state])).toEqual([
    ['withdrawal_received', 'accepted'],
  ]);
  const [email] = sandbox.ledger.accepted({ to: notice.email });
  expect(email).toMatchObject({
    subject: 'Withdrawal received: Boots',
    text: expect.stringMatching(
      /^Return W-WD1, Order WD1$[\s\S]*Your statement: I withdraw from all of it\./m,
    ),
  });
  const view = (await api.call('GET', '/v1/returns/W-WD1')).body;
  expect(view['withdrawalReceipt']).toBe('accepted');
  // Temporal holds neither the name, nor the address, nor the statement.
  const history = textOf(await client.workflow.getHandle(journeyId).fetchHistory());
  expect(history).not.toMatch(/ottilie|resend\.dev|withdraw from all/i);
});

test('without an address, customer service gets an escalation at once', async () => {
  await place('WD2', { phone: '+15005550101' });
  await api.call('POST', '/v1/orders/WD2/withdrawal', {});
  const journeyId = 'return/acme/W-WD2' as JourneyId;
  const query = { shopId: 'acme' as ShopId, limit: 1, journeyId };
  const [row] = await eventually(
    () => listEscalations(sql, query),
    (found) => found.length > 0,
  );
  expect(row).toMatchObject({
    kind: 'withdrawal_acknowledged',
    team: 'customer_service',
    severity: 'high',
  });
});
