/** Temporal is lost with a thousand open journeys: all come back, and no customer reads anything twice. */

import { expect, test } from 'vitest';
import { rebuildAll } from '../../commands/rebuild-journeys.ts';
import { settleNotification } from '../../commands/send-notification.ts';
import { readLog } from '../../db/journey-events.ts';
import { type JourneyId, notificationKey } from '../../domain/ids.ts';
import type { JourneyView } from '../../domain/journey/machine.ts';
import { LOG_START } from '../../domain/journeys.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { KEYS } from '../keys.ts';
import { createRig, sendAtAnyHour } from './rig.ts';
import { zoneWhereItIs } from './scans.ts';

const COUNT = 1_000;
const AT_ONCE = 20;
const MILESTONE = '-/order_confirmed/1';

const rig = await createRig();
const { sql, sandbox, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const contact = {
  name: 'Ottilie Quast',
  email: 'delivered+ottilie@resend.dev',
  timeZone: zoneWhereItIs(12),
  consent: { email: true },
};

/** An order whose confirmation has left, and whose workflow is gone. */
async function placeConfirmed(orderId: string): Promise<void> {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ contact, placedAt }));
  const journeyId = `order/acme/${orderId}` as JourneyId;
  const key = notificationKey(journeyId, MILESTONE, 'email');
  const about = { key, kind: 'order_confirmed', channel: 'email' } as const;
  const planned = { ...about, shipmentIds: [], notBefore: Date.now() };
  const settlement = { outcome: 'accepted', providerId: `id-${orderId}`, error: null } as const;
  await settleNotification(
    sql,
    { journeyId, planned, after: LOG_START, seen: 0, keys: KEYS },
    settlement,
  );
  await sql`
    update journey set delivered_seq = last_seq, wake_seq = last_seq where id = ${journeyId}`;
}

async function inParts<Result>(run: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < COUNT; start += AT_ONCE) {
    const part = Array.from(
      { length: Math.min(AT_ONCE, COUNT - start) },
      (_, each) => each + start,
    );
    results.push(...(await Promise.all(part.map(run))));
  }
  return results;
}

test('a rebuild of a thousand open journeys repeats no message', async () => {
  await inParts((index) => placeConfirmed(`M${index}`));
  const worker = await rig.startWorker();
  const progress: number[] = [];
  const rebuilt = await rebuildAll(sql, {
    perSecond: 500,
    onProgress: (count) => progress.push(count),
  });
  expect([rebuilt, progress.at(0), progress.at(-1)]).toEqual([COUNT, 100, COUNT]);
  const query = `WismrShop = 'acme' and WismrStatus = 'placed'`;
  const processed = async () => (await client.workflow.count(query)).count;
  await eventually(processed, (count) => count === COUNT, 500_000);
  const sample = Array.from({ length: 20 }, (_, index) => `order/acme/M${index * 50}`);
  const isDone = (view: JourneyView) => view.details.includes('Sent');
  for (const id of sample) {
    await eventually(() => client.workflow.getHandle(id).query<JourneyView>('view'), isDone);
  }
  expect(sandbox.ledger.size).toBe(0);
  // The log holds the outcome once.
  const log = await readLog(sql, 'order/acme/M7' as JourneyId);
  expect(log.filter(({ kind }) => kind === 'notification_settled')).toHaveLength(1);
  await worker.stop();
}, 600_000);
