/** A parcel whose carrier reports something else each time: its log is bounded, and its end is in it. */

import { expect, test } from 'vitest';
import type { CarrierReport } from '../../commands/carrier-report.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { foldUntilStuck } from '../../domain/journey/machine.ts';
import type { OrderEvent } from '../../domain/order/event.ts';
import { orderMachine } from '../../domain/order/index.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import type { EstimatedDelivery, Status } from '../../domain/tracking.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { aReport } from '../worker/scans.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

async function ship(orderId: string, trackingNumber: string): Promise<JourneyId> {
  const shippedAt = new Date(Date.now() - 9 * DAY).toISOString();
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder({ edd: null }));
  const parcel = { carrier: 'usps', trackingNumber, shippedAt };
  await api.call('POST', `/v1/orders/${orderId}/shipments`, parcel);
  return `order/acme/${orderId}` as JourneyId;
}

/** One scan, so many minutes ago, and an estimate. */
function report(
  trackingNumber: string,
  scan: readonly [Status, number],
  edd: EstimatedDelivery | null = null,
): CarrierReport {
  const { shipments, ...rest } = aReport(trackingNumber, [scan]);
  return { ...rest, receivedAt: null, shipments: shipments.map((each) => ({ ...each, edd })) };
}

test('a status that changes 1,300 times fills no log, and the delivery after it is known', async () => {
  const journeyId = await ship('restless', 'TNRESTLESS');
  for (let n = 0; n < 1_300; n += 1) {
    const status = n % 2 === 0 ? 'in_transit' : 'exception';
    await recordScans(sql, report('TNRESTLESS', [status, 1_400 - n]));
  }
  const logged = async () => await readLog<OrderEvent>(sql, journeyId);
  const before = (await logged()).filter(({ kind }) => kind === 'scanned').length;
  expect(before).toBeGreaterThan(200);
  expect(before).toBeLessThan(1_010);
  await recordScans(sql, report('TNRESTLESS', ['delivered', 1]));
  const log = await logged();
  const { state, stuckEvent } = foldUntilStuck(orderMachine, journeyId, log);
  expect(stuckEvent).toBeNull();
  const shipment = state.shipments['TNRESTLESS'];
  expect(shipment && currentStatus(shipment.scanSummary).status).toBe('delivered');
  const [row] = await sql`select scan_summary from shipment where order_id = 'restless'`;
  // What waited came with the delivery.
  expect(shipment?.scanSummary).toEqual(row?.['scanSummary']);
}, 120_000);

test('an estimate that changes 700 times fills no log, and the last one is shown', async () => {
  const journeyId = await ship('vague', 'TNVAGUE');
  const hour = (n: number) => Date.parse('2099-01-01T00:00:00Z') + n * MINUTE;
  for (let n = 0; n < 150; n += 1) {
    const edd = { date: '2099-01-01', from: null, until: hour(n) };
    await recordScans(sql, report('TNVAGUE', ['in_transit', 1_000 - n], edd));
  }
  const changes = async () =>
    (await readLog(sql, journeyId)).filter(({ kind }) => kind === 'edd_set').length;
  expect(await changes()).toBe(100);
  for (let n = 0; n < 550; n += 1) {
    const edd = { date: n % 2 === 0 ? '2099-01-02' : '2099-01-03', from: null, until: null };
    await recordScans(sql, report('TNVAGUE', ['in_transit', 800 - n], edd));
  }
  // 350 of other days, until the 500th change.
  expect(await changes()).toBe(450);
  const order = (await api.call('GET', '/v1/orders/vague')).body;
  expect(order).toMatchObject({ shipments: [{ edd: { date: '2099-01-03' } }] });
}, 120_000);
