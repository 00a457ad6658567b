/** A carrier that delivers a parcel and takes it back, again and again: its journey stays small. */

import { expect, test } from 'vitest';
import { recordScans } from '../../commands/record-scans.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { aReport } from '../worker/scans.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

const REPORTS = 400;
const SPAN_MS = 20 * DAY;

test('of four hundred reports, the log takes little more than the first two hundred', async () => {
  const start = Date.now() - SPAN_MS;
  const placedAt = new Date(start - DAY).toISOString();
  await api.call('PUT', '/v1/orders/A1', anOrder({ placedAt, edd: null }));
  const shippedAt = new Date(start - HOUR).toISOString();
  const shipment = { carrier: 'usps', trackingNumber: 'TNA1', shippedAt };
  await api.call('POST', '/v1/orders/A1/shipments', shipment);
  const report = aReport('TNA1', [['in_transit', 0]]);
  const [tracked] = report.shipments;
  const [scan] = tracked?.events ?? [];
  if (!tracked || !scan) throw new Error('the report has no scan');
  for (let index = 0; index < REPORTS; index += 1) {
    const facts =
      index % 2 === 0
        ? ({ status: 'delivered', reason: null } as const)
        : ({ status: 'in_transit', reason: 'delivery_withdrawn' } as const);
    const occurredAt = start + Math.floor((index * (SPAN_MS - HOUR)) / REPORTS);
    const events = [{ ...scan, ...facts, occurredAt, code: facts.status }];
    await recordScans(sql, { ...report, receivedAt: null, shipments: [{ ...tracked, events }] });
  }
  const [log] = await sql<{ count: number }[]>`
    select count(*)::int as count from journey_event where journey_id = 'order/acme/A1'`;
  expect(log?.count).toBeLessThan(300);
  // The page and the API show what the carrier said last all the same.
  const { shipments } = (await api.call('GET', '/v1/orders/A1')).body;
  expect(shipments).toMatchObject([{ status: 'in_transit' }]);
}, 120_000);
