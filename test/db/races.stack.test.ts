/** Concurrent requests, and very large ones. */

import { expect, test } from 'vitest';
import { addShipment } from '../../commands/add-shipment.ts';
import { appendEvents } from '../../commands/append-events.ts';
import { correctShipment } from '../../commands/correct-shipment.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { readEventsAfter, readLog } from '../../db/journey-events.ts';
import { createJourney } from '../../db/journeys.ts';
import { claimUndelivered } from '../../db/relay-queue.ts';
import { lockNumber, readShipments } from '../../db/shipments.ts';
import type { JourneyId, OrderId, ShipmentId, TrackingNumber } from '../../domain/ids.ts';
import { anOrder, aReturn, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { eventually } from '../eventually.ts';
import { aReport } from '../worker/scans.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
const { shopId } = api;

const number = (written: string) => written as TrackingNumber;
const shipmentOf = (trackingNumber: string) => ({
  shipmentId: 'S1' as ShipmentId,
  carrier: 'usps',
  trackingNumber: number(trackingNumber),
  service: null,
  items: null,
  shippedAt: new Date(),
  edd: null,
});

/** Waits until at least `wanted` statements wait for locks. */
async function untilWaiting(wanted: number): Promise<void> {
  await eventually(
    () => sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
    (rows) => rows.length >= wanted,
  );
}

test('a relay claims as many journeys as it asks for, the longest waiting first', async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `order/acme/claim-${n}` as JourneyId);
  for (const id of ids) {
    await createJourney(sql, id);
    const body = {
      kind: 'notification_settled',
      key: 'k',
      outcome: 'accepted',
      code: null,
    } as const;
    await appendEvents(sql, id, [{ body, wakes: true }]);
  }
  const claims = await claimUndelivered(sql, { limit: 5, leaseMs: 60_000 });
  expect(claims.map(({ id }) => id).sort()).toEqual(ids.slice(0, 5));
});

test('adding a shipment and correcting another to its number do not deadlock', async () => {
  const order = { shopId, orderId: 'deadlock' as OrderId };
  await api.call('PUT', '/v1/orders/deadlock', anOrder());
  await addShipment(sql, order, shipmentOf('TN-WRONG'));
  const corrected = { ...order, shipmentId: 'S1' as ShipmentId };
  // The addition holds the number and needs the order. The correction needs both.
  const { correction } = await sql.begin(async (tx) => {
    await lockNumber(tx, shopId, number('TN-RIGHT'));
    const begun = correctShipment(sql, corrected, { trackingNumber: number('TN-RIGHT') });
    await untilWaiting(1);
    await tx`select 1 from customer_order where order_id = 'deadlock' for update`;
    return { correction: begun };
  });
  expect(await correction).toBe('changed');
});

test('a scan of the wrong number during a correction is not applied to the shipment', async () => {
  const order = { shopId, orderId: 'overlap' as OrderId };
  await api.call('PUT', '/v1/orders/overlap', anOrder());
  await addShipment(sql, order, shipmentOf('TN-OLD'));
  const corrected = { ...order, shipmentId: 'S1' as ShipmentId };
  // The correction has started. The scan finds the shipment by its old number.
  const { both } = await sql.begin(async (tx) => {
    await tx`select 1 from journey where id = 'order/acme/overlap' for update`;
    const correction = correctShipment(sql, corrected, { trackingNumber: number('TN-NEW') });
    await untilWaiting(1);
    const scan = recordScans(sql, aReport('TN-OLD', [['delivered', 5]]));
    await untilWaiting(2);
    return { both: Promise.all([scan, correction]) };
  });
  await both;
  const [shipment] = await readShipments(sql, shopId, 'overlap');
  expect(shipment).toMatchObject({ trackingNumber: 'TN-NEW', status: 'unknown' });
});

test('a return requested while the customer withdraws consent gets the withdrawal', async () => {
  await api.call('PUT', '/v1/orders/1001', anOrder());
  const contact = { email: 'ada@shop.example', consent: { email: false, sms: false } };
  const withdrawn = anOrder({ contact });
  // The return has read its contact and waits to write.
  const { both } = await sql.begin(async (tx) => {
    await tx`lock table journey_event in exclusive mode`;
    const asked = api.call('PUT', '/v1/returns/R1', aReturn());
    await untilWaiting(1);
    const changed = api.call('PUT', '/v1/orders/1001', withdrawn);
    await untilWaiting(2);
    return { both: Promise.all([asked, changed]) };
  });
  expect((await both).map(({ status }) => status)).toEqual([201, 200]);
  const log = await readLog(sql, 'return/acme/R1' as JourneyId);
  const contacts = log.flatMap((event) => ('contact' in event ? [event.contact] : []));
  expect(contacts.at(-1)?.consent.email).toBe(false);
});

test('a report of ten thousand scans of one parcel is counted completely, and few are kept', async () => {
  await api.call('PUT', '/v1/orders/many', anOrder());
  await addShipment(sql, { shopId, orderId: 'many' as OrderId }, shipmentOf('TN-MANY'));
  const scans = Array.from({ length: 10_000 }, (_, n) => ['in_transit', 10_000 - n] as const);
  const recorded = await recordScans(sql, aReport('TN-MANY', scans));
  expect(recorded.scans + recorded.dropped).toBe(10_000);
  expect(recorded.scans).toBeLessThan(200);
  const log = await readLog(sql, 'order/acme/many' as JourneyId);
  expect(log.filter(({ kind }) => kind === 'scanned')).toHaveLength(recorded.scans);
});

test('a page of a log is small enough for Temporal, however large its events are', async () => {
  const id = 'order/acme/heavy' as JourneyId;
  await createJourney(sql, id);
  const key = 'k'.repeat(300_000);
  const body = { kind: 'notification_settled', key, outcome: 'accepted', code: null } as const;
  await appendEvents(
    sql,
    id,
    Array.from({ length: 12 }, () => ({ body, wakes: false })),
  );
  expect(JSON.stringify(await readEventsAfter(sql, id, 0)).length).toBeLessThan(2_000_000);
  expect((await readLog(sql, id)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 12 }, (_, n) => n + 1),
  );
});
