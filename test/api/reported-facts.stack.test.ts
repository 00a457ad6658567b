/** What a carrier reports beside scans and estimates: stored, shown by the API, in no log. */

import { expect, test } from 'vitest';
import { recordScans } from '../../commands/record-scans.ts';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId, TrackingNumber } from '../../domain/ids.ts';
import type { ProofOfDelivery, TrackedShipment } from '../../domain/tracking.ts';
import { createDatabase } from '../database.ts';
import { aReport } from '../worker/scans.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

const PROOF: ProofOfDelivery = {
  at: null,
  signedBy: null,
  location: null,
  signatureUrl: null,
  photoUrl: null,
};

async function placeOrder(orderId: string, ...numbers: readonly string[]): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  for (const trackingNumber of numbers) {
    await api.call('POST', `/v1/orders/${orderId}/shipments`, { carrier: 'usps', trackingNumber });
  }
}

async function report(number: string, facts: Partial<TrackedShipment>): Promise<void> {
  const scans = aReport(number, [['delivered', 5]]);
  const shipments = scans.shipments.map((each) => ({ ...each, ...facts }));
  await recordScans(sql, { ...scans, shipments });
}

async function readShipment(orderId: string): Promise<Record<string, unknown>> {
  const { body } = await api.call('GET', `/v1/orders/${orderId}`);
  const [shipment] = body['shipments'] as Record<string, unknown>[];
  return { ...shipment };
}

test('the API shows the proof of delivery, and no log contains it', async () => {
  await placeOrder('P1', 'TNP1');
  await report('TNP1', {
    proofOfDelivery: { ...PROOF, signedBy: 'M. Curie', photoUrl: 'https://p.example/1.jpg' },
  });
  await report('TNP1', { proofOfDelivery: { ...PROOF, location: 'Porch' } });
  expect((await readShipment('P1'))['proofOfDelivery']).toEqual({
    at: null,
    signedBy: 'M. Curie',
    location: 'Porch',
    signatureUrl: null,
    photoUrl: 'https://p.example/1.jpg',
  });
  const log = JSON.stringify(await readLog(sql, 'order/acme/P1' as JourneyId));
  expect(log).toContain('delivered');
  expect(log).not.toMatch(/Curie|Porch|p\.example/);
});

test('a proof from an earlier use of the number is left out', async () => {
  await placeOrder('P2', 'TNP2');
  const at = Date.now() - 90 * 86_400_000;
  await report('TNP2', { proofOfDelivery: { ...PROOF, at, signedBy: 'M. Curie' } });
  expect((await readShipment('P2'))['proofOfDelivery']).toBeNull();
});

test('a link that is no web address is left out', async () => {
  await placeOrder('P3', 'TNP3');
  const [signatureUrl, photoUrl] = ['javascript:alert(1)', 'data:text/html,x'];
  await report('TNP3', { proofOfDelivery: { ...PROOF, signatureUrl, photoUrl } });
  expect((await readShipment('P3'))['proofOfDelivery']).toEqual(PROOF);
});

test('the attempts are the carrier’s count, which never falls', async () => {
  await placeOrder('A1', 'TNA1');
  expect((await readShipment('A1'))['attempts']).toBe(0);
  await report('TNA1', { attempts: 2 });
  await report('TNA1', { attempts: 1 });
  await report('TNA1', { attempts: 1_000_000_000_000 });
  expect((await readShipment('A1'))['attempts']).toBe(2);
});

test('related numbers are those of all reports, with the shipments that have them', async () => {
  await placeOrder('R1', 'TNR1', 'TNR2');
  const numbers = (...written: readonly string[]) => written as TrackingNumber[];
  await report('TNR1', { relatedNumbers: numbers('TNR2', 'a\u0000b') });
  await report('TNR1', { relatedNumbers: numbers('TNR3', 'TNR1') });
  const shipment = await readShipment('R1');
  expect(shipment['relatedNumbers']).toEqual([
    { trackingNumber: 'TNR2', shipmentId: 'TNR2' },
    { trackingNumber: 'TNR3', shipmentId: null },
  ]);
  const { body } = await api.call('GET', '/v1/orders/R1');
  expect(body['shipments']).toHaveLength(2);
});

test('the number of a parcel on the way back is shown', async () => {
  await placeOrder('B1', 'TNB1');
  await report('TNB1', { returnNumber: 'TNB2' as TrackingNumber });
  await report('TNB1', { returnNumber: null });
  expect((await readShipment('B1'))['returnNumber']).toBe('TNB2');
});

test('another number removes what the carrier reported about the first one', async () => {
  await placeOrder('C1', 'TNC1');
  await report('TNC1', {
    proofOfDelivery: { ...PROOF, signedBy: 'M. Curie' },
    attempts: 2,
    relatedNumbers: ['TNC3' as TrackingNumber],
    returnNumber: 'TNC4' as TrackingNumber,
  });
  await api.call('PATCH', '/v1/orders/C1/shipments/TNC1', { trackingNumber: 'TNC2' });
  expect(await readShipment('C1')).toMatchObject({
    trackingNumber: 'TNC2',
    proofOfDelivery: null,
    attempts: 0,
    relatedNumbers: [],
    returnNumber: null,
  });
});
