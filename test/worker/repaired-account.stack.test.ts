/** The order in which messages leave after a provider takes the account again. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, sendAtAnyHour } from './rig.ts';
import { reportScan, zoneWhereItIs } from './scans.ts';

const ORDINARY = 24;
const URGENT = ['U1', 'U2', 'U3'];

const rig = await createRig();
const { sql, sandbox } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker({ emailsPerSecond: 5 });
afterAll(() => worker.stop());

const placedAt = new Date(Date.now() - 3_600_000).toISOString();

async function place(orderId: string): Promise<void> {
  const email = `delivered+${orderId.toLowerCase()}@resend.dev`;
  const contact = { name: 'Ada', email, timeZone: zoneWhereItIs(12), consent: { email: true } };
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
}

/** To whom the accepted emails went, in their order. */
function recipients(): readonly string[] {
  return sandbox.ledger.accepted().map(({ to }) => /\+(\w+)@/.exec(String(to))?.[1] ?? '');
}

async function countHeld(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from notification where last_error like 'account_refuses%'`;
  return row?.count ?? 0;
}

test('after an outage, urgent messages leave before the ordinary ones that waited longer', async () => {
  for (const orderId of URGENT) {
    await place(orderId);
    const shipment = { carrier: 'usps', trackingNumber: `TN${orderId}` };
    await api.call('POST', `/v1/orders/${orderId}/shipments`, shipment);
    await reportScan(sql, `TN${orderId}`, ['in_transit', 60]);
  }
  await eventually(
    async () => recipients().length,
    (count) => count === 2 * URGENT.length,
  );

  sandbox.faults.inject({ provider: 'resend', kind: 'wrong_key', times: 1_000 });
  for (const orderId of ['A', 'B']) await place(orderId);
  const openOutage = () => sql`select 1 from provider_outage where opened_at is not null`;
  await eventually(openOutage, (rows) => rows.length === 1);
  await sql`update provider_outage set next_probe_at = now() + interval '30 seconds'`;
  // Longer than a worker remembers when the next probe is.
  await sleep(6_000);
  for (let order = 0; order < ORDINARY; order += 1) await place(`C${order}`);
  await eventually(countHeld, (count) => count === ORDINARY);
  for (const orderId of URGENT) await reportScan(sql, `TN${orderId}`, ['delivered', 5]);
  await eventually(countHeld, (count) => count === ORDINARY + URGENT.length);
  expect(recipients()).toHaveLength(2 * URGENT.length);

  sandbox.faults.clear();
  const sent = await eventually(
    async () => recipients().slice(2 * URGENT.length),
    (found) => found.length >= ORDINARY + URGENT.length,
    90_000,
  );
  const places = URGENT.map((orderId) => sent.indexOf(orderId.toLowerCase()));
  // One of the others may be the probe.
  for (const place of places) expect(place).toBeLessThan(URGENT.length + 3);
}, 180_000);
