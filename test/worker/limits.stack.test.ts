/** Long logs, long references and unusual names do not stop a journey. */

import { afterAll, expect, test } from 'vitest';
import { appendEvents } from '../../commands/append-events.ts';
import { readNotifications } from '../../db/notifications.ts';
import type { JourneyId } from '../../domain/ids.ts';
import { anOrder, createApi } from '../api/client.ts';
import { eventually } from '../eventually.ts';
import { createRig, sendAtAnyHour } from './rig.ts';

const rig = await createRig();
const { sql } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

async function place(orderId: string, overrides: object = {}): Promise<JourneyId> {
  const contact = { email: 'delivered+limits@resend.dev' };
  const placedAt = new Date().toISOString();
  const order = anOrder({ contact, placedAt, edd: null, ...overrides });
  await api.call('PUT', `/v1/orders/${encodeURIComponent(orderId)}`, order);
  return `order/acme/${orderId}` as JourneyId;
}

async function ship(orderId: string, shipment: object): Promise<void> {
  const path = `/v1/orders/${encodeURIComponent(orderId)}/shipments`;
  const { status } = await api.call('POST', path, { carrier: 'usps', ...shipment });
  expect(status).toBe(201);
}

async function shippedMessage(journeyId: JourneyId) {
  const rows = await readNotifications(sql, journeyId);
  return rows.find(({ kind }) => kind === 'shipped');
}

test('a journey’s timer works even if its log has grown by more than a page', async () => {
  await api.call('PUT', '/v1/policy', {
    together: '8s',
    messagesPerDay: null,
    quietHours: { email: null },
  });
  const journeyId = await place('many-scans');
  // No other activity may be under way that would read the log.
  await eventually(
    () => readNotifications(sql, journeyId),
    ([row]) => row?.state === 'accepted',
  );
  const shipment = {
    shipmentId: 'S1',
    trackingNumber: 'TN1001',
    items: [{ line: 1, quantity: 1 }],
  };
  await ship('many-scans', shipment);
  await eventually(
    () => shippedMessage(journeyId),
    (row) => row?.decision === 'hold',
  );
  const scan = { status: null, reason: null, occurredAt: Date.now(), localDate: '2026-11-24' };
  const body = { kind: 'scanned', shipmentId: 'S1', scan } as const;
  await sql.begin((tx) =>
    appendEvents(
      tx,
      journeyId,
      Array.from({ length: 2_500 }, () => ({ body, wakes: false })),
    ),
  );
  expect((await shippedMessage(journeyId))?.decision).toBe('hold');
  await eventually(
    () => shippedMessage(journeyId),
    (row) => row?.state === 'accepted',
  );
});

test('references of a hundred three-byte letters send messages like any others', async () => {
  const long = '\u8239'.repeat(100);
  const journeyId = await place(long);
  await ship(long, { shipmentId: long, trackingNumber: 'TN1002' });
  await eventually(
    () => shippedMessage(journeyId),
    (row) => row?.state === 'accepted',
  );
});

test('a shipment may be named like a property of JavaScript’s objects', async () => {
  for (const name of ['constructor', '__proto__']) {
    const journeyId = await place(`named-${name}`);
    await ship(`named-${name}`, { shipmentId: name, carrier: name, trackingNumber: 'TN1003' });
    await eventually(
      () => shippedMessage(journeyId),
      (row) => row?.state === 'accepted',
    );
  }
});

test('an order with a hundred parcels sends its messages like any other, and takes no more', async () => {
  const journeyId = await place('hundred');
  for (let index = 0; index < 100; index += 1) {
    await ship('hundred', { trackingNumber: `TNMANY${index}` });
  }
  const path = '/v1/orders/hundred/shipments';
  const parcel = { carrier: 'usps', trackingNumber: 'TNMANY100' };
  expect(await api.call('POST', path, parcel)).toMatchObject({
    status: 409,
    body: { detail: 'order hundred has 100 parcels; it cannot have more' },
  });
  await eventually(
    () => shippedMessage(journeyId),
    (row) => row?.state === 'accepted',
  );
});
