/** A final status that a webhook without a signature reports, and the carrier's answer to a poll. */

import { expect, test } from 'vitest';
import { fireTimer } from '../../commands/fire-timer.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { LogPosition } from '../../domain/journeys.ts';
import { aReturn } from '../api/client.ts';
import { ENCRYPTION } from '../keys.ts';
import { aReport } from '../worker/scans.ts';
import { createPollRig, scan } from './poll-rig.ts';

const rig = await createPollRig();
const { sql, api, apis, shopId, round, connect, ship, asked } = rig;
const TOKEN = 'a-token-of-thirty-two-characters';

/** A UPS Track Alert: the delivery was some minutes ago. */
async function push(trackingNumber: string, facts: object = {}): Promise<void> {
  const secrets = [TOKEN];
  await saveWebhookSecrets(sql, { shopId, carrier: 'ups', secrets }, ENCRYPTION);
  const zone = { timeZone: 'America/New_York' };
  const local = new Date(Date.now() - 600_000).toLocaleString('sv-SE', zone).replace(/[-: ]/g, '');
  const body = JSON.stringify({
    trackingNumber,
    localActivityDate: local.slice(0, 8),
    localActivityTime: local.slice(8),
    activityLocation: { city: 'Hickory', stateProvince: 'NC', country: 'US', postalCode: '' },
    activityStatus: { type: 'D', code: 'FS', description: 'Delivered' },
    ...facts,
  });
  const { status } = await api.post(`/webhooks/carriers/ups/${shopId}?token=${TOKEN}`, body, {});
  expect(status).toBe(200);
}

async function read(orderId: string) {
  const { shipments } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  const [shipment] = shipments as { status: string; unconfirmed: unknown; scans: object[] }[];
  return shipment;
}

const WAITS = {
  status: 'unknown',
  unconfirmed: { status: 'delivered', until: expect.stringMatching(/Z$/) },
};

test('it waits for the carrier, is polled at once, and counts once the answer confirms it', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU100');
  apis.parcels.set('TNU100', [scan('moving', 60)]);
  await round('ups');
  await push('TNU100');
  expect(await read(orderId)).toMatchObject({
    status: 'in_transit',
    unconfirmed: { status: 'delivered', until: expect.stringMatching(/Z$/) },
    scans: [{ status: 'in_transit' }],
  });
  apis.parcels.set('TNU100', [scan('moving', 60), scan('delivered', 10)]);
  await round('ups');
  expect(asked()).toEqual(['TNU100', 'TNU100']);
  expect(await read(orderId)).toMatchObject({ status: 'delivered', unconfirmed: null });
});

test('an answer without it is a contradiction: it is dropped when its time is up', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU200');
  apis.parcels.set('TNU200', [scan('moving', 60)]);
  await push('TNU200');
  await round('ups');
  const journeyId = `order/${shopId}/${orderId}` as JourneyId;
  await fire(journeyId);
  expect(await read(orderId)).toMatchObject({ status: 'in_transit', unconfirmed: null });
});

test('without an answer, it counts after five minutes and stays marked', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU300');
  await push('TNU300');
  await fire(`order/${shopId}/${orderId}` as JourneyId);
  expect(await read(orderId)).toMatchObject({
    status: 'delivered',
    unconfirmed: { status: 'delivered', until: null },
    scans: [{ status: 'delivered' }],
  });
});

test('without a poll account, it counts at once and is marked', async () => {
  const orderId = await ship('ups', 'TNU400');
  await push('TNU400');
  expect(await read(orderId)).toMatchObject({
    status: 'delivered',
    unconfirmed: { status: 'delivered', until: null },
  });
});

test('one that came before its shipment waits too, and is dropped if the carrier contradicts it', async () => {
  await connect('ups');
  await push('TNU500');
  apis.parcels.set('TNU500', [scan('moving', 60)]);
  const orderId = await ship('ups', 'TNU500');
  expect(await read(orderId)).toMatchObject(WAITS);
  await round('ups');
  expect(asked()).toEqual(['TNU500']);
  await fire(`order/${shopId}/${orderId}` as JourneyId);
  expect(await read(orderId)).toMatchObject({ status: 'in_transit', unconfirmed: null });
});

test('one that came before the number was corrected to its own waits too', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU600');
  await push('TNU601');
  const path = `/v1/orders/${orderId}/shipments/TNU600`;
  const { status } = await api.call('PATCH', path, { trackingNumber: 'TNU601' });
  expect(status).toBe(200);
  expect(await read(orderId)).toMatchObject(WAITS);
  apis.parcels.set('TNU601', [scan('delivered', 10)]);
  await round('ups');
  expect(asked()).toContain('TNU601');
  expect(await read(orderId)).toMatchObject({ status: 'delivered', unconfirmed: null });
});

test('one that came before the carrier was corrected waits too', async () => {
  await connect('ups');
  const orderId = await ship('usps', 'TNU650');
  await push('TNU650');
  const path = `/v1/orders/${orderId}/shipments/TNU650`;
  expect((await api.call('PATCH', path, { carrier: 'ups' })).status).toBe(200);
  expect(await read(orderId)).toMatchObject(WAITS);
  await round('ups');
  expect(asked()).toContain('TNU650');
});

test('one that came before the label of a return waits too, and the refund is not due', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU700');
  await api.call('PUT', '/v1/returns/R700', aReturn({ orderId, approved: true }));
  await push('TNU701');
  const label = { carrier: 'ups', trackingNumber: 'TNU701' };
  expect((await api.call('POST', '/v1/returns/R700/label', label)).status).toBe(200);
  expect((await api.call('GET', '/v1/returns/R700')).body).toMatchObject({
    status: 'label_issued',
    receivedAt: null,
    parcels: [WAITS],
  });
  await round('ups');
  expect(asked()).toContain('TNU701');
});

test('one about a parcel that is polled no longer, because its label was void, is polled again', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU800');
  apis.parcels.set('TNU800', [scan('moving', 60)]);
  await recordScans(sql, {
    ...aReport('TNU800', [['cancelled', 60]]),
    receivedAt: null,
  });
  await sql`update parcel_poll set next_at = null where tracking_number = 'TNU800'`;
  await push('TNU800');
  expect(await read(orderId)).toMatchObject({ ...WAITS, status: 'cancelled' });
  await round('ups');
  expect(asked()).toEqual(['TNU800']);
});

test('its proof of delivery is not shown, neither while it waits nor after any answer', async () => {
  await connect('ups');
  const orderId = await ship('ups', 'TNU900', 'TNU901');
  apis.parcels.set('TNU900', [scan('moving', 60)]);
  apis.parcels.set('TNU901', [scan('moving', 60), scan('delivered', 10)]);
  for (const number of ['TNU900', 'TNU901']) await push(number, { receivedBy: 'FORGED' });
  expect(await read(orderId)).toMatchObject({ ...WAITS, proofOfDelivery: null });
  await round('ups');
  await fire(`order/${shopId}/${orderId}` as JourneyId);
  const { shipments } = (await api.call('GET', `/v1/orders/${orderId}`)).body;
  expect(shipments).toMatchObject([{ status: 'in_transit' }, { status: 'delivered' }]);
  expect(JSON.stringify(shipments)).not.toContain('FORGED');
  // The carrier has confirmed the delivery, and no proof that comes later by webhook.
  await push('TNU901', { receivedBy: 'FORGED AGAIN' });
  expect(JSON.stringify((await api.call('GET', `/v1/orders/${orderId}`)).body)).not.toContain(
    'FORGED',
  );
});

test('without a poll account, its proof of delivery is all there is', async () => {
  const orderId = await ship('ups', 'TNU950');
  await push('TNU950', { receivedBy: 'M. Doe' });
  expect(await read(orderId)).toMatchObject({ proofOfDelivery: { signedBy: 'M. Doe' } });
});

/** The journey's timer, five minutes later. */
async function fire(journeyId: JourneyId): Promise<void> {
  const [after] = await sql<LogPosition[]>`
    select seq::int, hash from journey_event
    where journey_id = ${journeyId} order by seq desc limit 1`;
  if (!after) throw new Error('the journey has no event');
  await fireTimer(sql, { journeyId, after, until: Date.now() + 300_000 });
}
