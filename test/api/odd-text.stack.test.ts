/** Characters that JSON allows and Postgres does not. Ids are refused, other texts are cleaned. */

import { expect, test } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import { recordScans } from '../../commands/record-scans.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { aReport } from '../worker/scans.ts';
import { anOrder, aReturn, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);
await api.call('PUT', '/v1/orders/1001', anOrder());
await api.call('PUT', '/v1/returns/R1', aReturn({ approved: true }));

const NUL = 'a\u0000b';
const HALF = 'a\ud83db';

test('a text with such a character is refused with a pointer to it', async () => {
  const item = (name: string) => ({ name, quantity: 1 });
  const wrong: readonly (readonly [method: string, path: string, body: object, at: string])[] = [
    ['PUT', '/v1/orders/1002', anOrder({ items: [{ ...item('a'), sku: NUL }] }), '/items/0/sku'],
    ['PUT', '/v1/orders/1002', anOrder({ items: [item(HALF)] }), '/items/0/name'],
    ['PUT', '/v1/returns/R2', aReturn({ reason: HALF }), '/reason'],
    ['PUT', '/v1/policy', { overrides: [{ when: { service: HALF }, expectations: {} }] }, '/over'],
    ['POST', '/v1/orders/1001/shipments', { carrier: NUL, trackingNumber: 'TN1001' }, '/carrier'],
    ['GET', `/v1/escalations?carrier=${encodeURIComponent(NUL)}`, {}, 'query/carrier'],
    [
      'POST',
      '/v1/returns/R1/inspection',
      { items: [{ line: 1, quantity: 1, disposition: 'reject', note: HALF }] },
      '/items/0/note',
    ],
  ];
  for (const [method, path, body, at] of wrong) {
    const answer = await api.call(method, path, method === 'GET' ? undefined : body);
    expect([path, answer.status, answer.type]).toEqual([path, 422, 'application/problem+json']);
    expect(JSON.stringify(answer.body['errors'])).toContain(`"pointer":"${at}`);
  }
});

test('a page address with such a character is not found', async () => {
  for (const path of ['/t/a%00b', '/r/a%00b', '/t/%ff']) {
    expect((await api.app.request(path)).status).toBe(404);
  }
});

test('a carrier’s text is stored without the character', async () => {
  const report = aReport('TN-ODD', [['in_transit', 5]]);
  const [parcel] = report.shipments;
  const [scan] = parcel?.events ?? [];
  if (!parcel || !scan) throw new Error('the report has a scan');
  const place = { city: NUL, region: HALF, postalCode: null, country: 'DE' };
  const events = [{ ...scan, description: NUL, place }];
  const proofOfDelivery = {
    at: null,
    signedBy: NUL,
    location: HALF,
    signatureUrl: null,
    photoUrl: null,
  };
  await api.call('POST', '/v1/orders/1001/shipments', {
    carrier: 'usps',
    trackingNumber: 'TN-ODD',
  });
  const shipments = [{ ...parcel, trackingNumber: parcel.trackingNumber, events, proofOfDelivery }];
  expect(await recordScans(sql, { ...report, shipments })).toMatchObject({ scans: 1 });
  const [kept] = await sql`select description, place from tracking_event`;
  expect(kept).toEqual({ description: 'ab', place: { ...place, city: 'ab', region: 'a\ufffdb' } });
});

test('a provider’s text is stored in the log without the character', async () => {
  const body = { kind: 'notification_settled', key: 'k', outcome: 'refused', code: NUL } as const;
  const journeyId = 'order/acme/1001' as JourneyId;
  expect(await appendEvents(sql, journeyId, [{ body, wakes: false }])).toHaveLength(1);
});
