/** What a message cannot hold up: staff's emails, urgent ones, and those of other shops. */

import { afterAll, expect, test } from 'vitest';
import { recordScans } from '../../commands/record-scans.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { readNotifications } from '../../db/notifications.ts';
import { readBacklog } from '../../db/relay-queue.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig } from './rig.ts';
import { aReport, reportScan, zoneWhereItIs } from './scans.ts';

const BULK = 60;

const rig = await createRig();
const { sql, sandbox } = rig;
const acme = await createApi(rig, () => null);
const bravo = await createApi(rig, () => null, 'bravo');
for (const shop of ['acme', 'bravo']) {
  await savePolicy(sql, shop as ShopId, {
    quietHours: { email: null, sms: null },
    staffHours: null,
    messagesPerDay: null,
    staff: { customer_service: [`delivered+team_${shop}@resend.dev`] },
  });
}
const worker = await rig.startWorker({ emailsPerSecond: 5 });
afterAll(() => worker.stop());

const placedAt = new Date(Date.now() - 3_600_000).toISOString();

async function place(api: typeof acme, orderId: string): Promise<void> {
  const email = `delivered+${orderId.toLowerCase()}@resend.dev`;
  const contact = { name: 'Ada', email, timeZone: zoneWhereItIs(12), consent: { email: true } };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
}

async function ship(orderId: string): Promise<void> {
  const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
  await acme.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
}

/** To whom the accepted emails went, in their order. */
function recipients(): readonly string[] {
  return sandbox.ledger.accepted().map(({ to }) => /\+(\w+)@/.exec(String(to))?.[1] ?? '');
}

test('an email that the provider does not take holds up no email to staff', async () => {
  sandbox.faults.inject({ kind: 'error_before', provider: 'resend', times: 1_000, to: 'stuck' });
  await place(acme, 'STUCK');
  await ship('STUCK');
  await reportScan(sql, 'TNSTUCK', ['in_transit', 90]);
  const journeyId = 'order/acme/STUCK' as JourneyId;
  await eventually(
    () => readNotifications(sql, journeyId),
    ([row]) => row?.lastError !== null && row?.lastError !== undefined,
  );
  const [shipment, ...others] = aReport('TNSTUCK', [['exception', 30]]).shipments;
  expect(others).toEqual([]);
  const events = shipment?.events.map((event) => ({ ...event, reason: 'loss' as const })) ?? [];
  const lost = aReport('TNSTUCK', []);
  await recordScans(sql, {
    ...lost,
    shipments: lost.shipments.map((each) => ({ ...each, events })),
  });
  await eventually(async () => recipients().includes('team_acme'), Boolean);
  expect(recipients()).not.toContain('stuck');
  sandbox.faults.clear();
});

test('urgent messages and other shops pass a crowd of confirmations', async () => {
  await place(acme, 'URGENT');
  await ship('URGENT');
  await eventually(async () => recipients().includes('urgent'), Boolean);
  const before = recipients().length;
  for (let index = 0; index < BULK; index += 1) await place(acme, `BULK${index}`);
  await eventually(
    () => readBacklog(sql),
    ({ journeys }) => journeys === 0,
  );
  await place(bravo, 'OTHER');
  await reportScan(sql, 'TNURGENT', ['delivered', 5]);
  const all = await eventually(
    async () => recipients().slice(before),
    (found) => found.length >= BULK + 2,
    60_000,
  );
  const places = [all.indexOf('other'), all.lastIndexOf('urgent')];
  // Without priorities and fairness, both would be behind the crowd.
  for (const place of places) expect(place).toBeLessThan(BULK - 10);
  expect(places.every((place) => place >= 0)).toBe(true);
});
