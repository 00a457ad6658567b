/** Who can resolve a problem: in the scans, the escalations and the emails to staff. */

import { expect, test } from 'vitest';
import { composeStaffMessage } from '../../activities/compose-staff-message.ts';
import { openEscalation } from '../../commands/open-escalation.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { findShop } from '../../db/shops.ts';
import type { JourneyId } from '../../domain/ids.ts';
import type { Party, Reason, Status } from '../../domain/tracking.ts';
import { aPlannedMessage } from '../activities/order-sources.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';
import { aReport } from '../worker/scans.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const { sql } = database;
const api = await createApi(database, () => null);

/** An order with the shipment S1 and an escalation about it. */
async function escalate(orderId: string, kind: 'movement' | 'shipped'): Promise<void> {
  await api.call('PUT', `/v1/orders/${orderId}`, anOrder());
  await api.call('POST', `/v1/orders/${orderId}/shipments`, {
    shipmentId: 'S1',
    carrier: 'usps',
    trackingNumber: `TNR100${orderId}`,
  });
  const now = Date.now();
  await openEscalation(sql, `order/acme/${orderId}` as JourneyId, {
    expectationId: `S1/${kind}/1`,
    causedBy: `S1/${kind}/1`,
    kind,
    shipmentId: kind === 'shipped' ? null : 'S1',
    carrier: 'usps',
    severity: 'high',
    to: 'customer_service',
    proposal: null,
    since: now,
    due: now,
    at: now,
    step: 1,
    raises: true,
  });
}

interface Report {
  readonly status: Status;
  readonly minutesAgo: number;
  readonly reason: Reason | null;
  readonly responsible: Party | null;
}

async function report(orderId: string, { status, minutesAgo, ...facts }: Report): Promise<void> {
  const one = aReport(`TNR100${orderId}`, [[status, minutesAgo]]);
  const shipments = one.shipments.map((each) => ({
    ...each,
    events: each.events.map((event) => ({ ...event, ...facts })),
  }));
  await recordScans(sql, { ...one, shipments });
}

async function readOrder(orderId: string) {
  const { body } = await api.call('GET', `/v1/orders/${orderId}`);
  const [escalation] = body['escalations'] as { id: string; responsible: string }[];
  const [shipment] = body['shipments'] as { scans: { responsible: string | null }[] }[];
  return { escalation, shipment };
}

async function responsibleInEmail(orderId: string, expectation: string) {
  const shop = await findShop(sql, api.shopId);
  if (!shop) throw new Error('no shop');
  const planned = aPlannedMessage('escalation_opened', '2026-11-26T09:00:00Z');
  const data = await composeStaffMessage(sql, {
    journeyId: `order/acme/${orderId}` as JourneyId,
    planned: { ...planned, facts: { expectation } },
    publicUrl: 'https://wismr.example',
    keys: KEYS,
    localeFor: async (locale) => locale,
    shop,
    localeSettings: { locale: 'en', timeZone: 'UTC' },
  });
  return Object(data).responsible;
}

const ADDRESS: Report = {
  status: 'exception',
  minutesAgo: 60,
  reason: 'address',
  responsible: 'customer',
};

test('a problem that the carrier reports names the party', async () => {
  await escalate('1', 'movement');
  await report('1', ADDRESS);
  const { escalation, shipment } = await readOrder('1');
  expect(shipment?.scans.map((scan) => scan.responsible)).toEqual(['customer']);
  expect(escalation?.responsible).toBe('customer');
  const { body } = await api.call('GET', `/v1/escalations/${escalation?.id}`);
  expect(body['responsible']).toBe('customer');
  expect(await responsibleInEmail('1', 'movement')).toBe('customer');
});

test('a problem that is over names nobody', async () => {
  await escalate('2', 'movement');
  await report('2', ADDRESS);
  await report('2', { status: 'in_transit', minutesAgo: 10, reason: null, responsible: null });
  expect((await readOrder('2')).escalation?.responsible).toBe('carrier');
  expect(await responsibleInEmail('2', 'movement')).toBe('carrier');
});

test('a problem that nobody can resolve is in no email', async () => {
  await escalate('3', 'movement');
  await report('3', { ...ADDRESS, reason: 'weather', responsible: 'nobody' });
  expect((await readOrder('3')).escalation?.responsible).toBe('nobody');
  expect(await responsibleInEmail('3', 'movement')).toBeNull();
});

test('a missing shipment is for the shop to resolve', async () => {
  await escalate('4', 'shipped');
  expect((await readOrder('4')).escalation?.responsible).toBe('shop');
});
