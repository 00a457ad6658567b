/** The erasure of a customer with an open order and an open return, and everything that follows. */

import { afterAll, expect, test } from 'vitest';
import { openEscalation } from '../../commands/open-escalation.ts';
import { recordScans } from '../../commands/record-scans.ts';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import { insertSuppression, readSuppressionReasons } from '../../db/suppressions.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import type { ProofOfDelivery, Status } from '../../domain/tracking.ts';
import { anOrder, aReturn, createApi } from '../api/client.ts';
import { tablesNaming } from '../database.ts';
import { eventually } from '../eventually.ts';
import { KEYS } from '../keys.ts';
import { createRig, sendAtAnyHour, textOf } from './rig.ts';
import { aReport, zoneWhereItIs } from './scans.ts';

const rig = await createRig();
const { sql, sandbox, client } = rig;
const api = await createApi(rig, () => null);
await sendAtAnyHour(rig);
const worker = await rig.startWorker();
afterAll(() => worker.stop());

const SHOP = 'acme' as ShopId;
const ORDER = 'order/acme/E1' as JourneyId;
const RETURN = 'return/acme/ER1' as JourneyId;
const NAME = 'Quastenflosser';
const EMAIL = 'delivered+quastenflosser@resend.dev';
const PHONE = '+15005550101';
const STREET = 'Mühlengrabenweg';
/** Whatever names the person. Without regard to case. */
const PERSON = [NAME, EMAIL, PHONE, STREET, 'flosser-7'];

const contact = {
  name: `Ottilie ${NAME}`,
  email: EMAIL,
  phone: PHONE,
  timeZone: zoneWhereItIs(12),
  consent: { email: true, sms: true, source: 'checkout' },
};
const anOrderOfHers = () => {
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  return anOrder({ contact, placedAt, customerId: 'flosser-7' });
};

async function ok(method: string, path: string, body?: unknown) {
  const answer = await api.call(method, path, body);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

/** A scan whose words and proof name the person. */
async function scan(number: string, status: Status, minutesAgo: number): Promise<void> {
  const report = aReport(number, [[status, minutesAgo]]);
  const at = Date.now() - minutesAgo * 60_000;
  const proof: ProofOfDelivery = {
    at,
    signedBy: NAME,
    location: `${STREET} 7`,
    signatureUrl: `https://carrier.example/${NAME}.png`,
    photoUrl: null,
  };
  const shipments = report.shipments.map((shipment) => ({
    ...shipment,
    proofOfDelivery: proof,
    events: shipment.events.map((event) => ({
      ...event,
      description: `For ${NAME}`,
      place: { city: STREET, region: null, postalCode: '12345', country: 'DE' },
    })),
  }));
  await recordScans(sql, { ...report, shipments });
}

async function accepted(journeyId: JourneyId): Promise<readonly string[]> {
  const rows = await readNotifications(sql, journeyId);
  return rows.filter(({ state }) => state === 'accepted').map(({ kind }) => kind);
}

async function place(): Promise<void> {
  await ok('PUT', '/v1/orders/E1', anOrderOfHers());
  await ok('POST', '/v1/orders/E1/shipments', { carrier: 'usps', trackingNumber: 'TNE1' });
  await scan('TNE1', 'out_for_delivery', 30);
  const refund = { reference: 'RF1', amount: { amount: '1.00', currency: 'EUR' }, final: false };
  const words = { methodNote: `Account of ${NAME}`, reason: `Asked for by ${NAME}` };
  await ok('POST', '/v1/orders/E1/refunds', { ...refund, method: 'original', ...words });
  const reason = `Too small for ${NAME}`;
  await ok('PUT', '/v1/returns/ER1', aReturn({ orderId: 'E1', reason, approved: true }));
  await ok('POST', '/v1/returns/ER1/label', {
    carrier: 'usps',
    trackingNumber: 'TNER1',
    labelUrl: `https://labels.example/${NAME}.pdf`,
  });
  await scan('TNER1', 'in_transit', 20);
  await openEscalation(sql, ORDER, {
    expectationId: 's1/movement/1',
    causedBy: 's1/movement/1',
    kind: 'movement',
    shipmentId: null,
    carrier: 'usps',
    severity: 'low',
    to: 'customer_service',
    proposal: null,
    since: 1,
    due: 2,
    at: 3,
    step: 1,
    raises: true,
  });
  const [escalation] = await listEscalations(sql, { shopId: SHOP, journeyId: ORDER, limit: 1 });
  const note = { by: 'agent-3', note: `${NAME} called from ${PHONE}` };
  await ok('POST', `/v1/escalations/${escalation?.id}/acknowledge`, note);
  // Another person's order, from which she withdraws.
  const other = { name: 'Bo', email: 'delivered+bo@resend.dev', timeZone: contact.timeZone };
  const placedAt = new Date(Date.now() - 3_600_000).toISOString();
  await ok('PUT', '/v1/orders/E2', anOrder({ contact: other, placedAt }));
  await ok('POST', '/v1/orders/E2/shipments', { carrier: 'usps', trackingNumber: 'TNE2' });
  const notice = { name: NAME, statement: `By ${NAME}, ${STREET} 7`, email: EMAIL };
  await ok('POST', '/v1/orders/E2/withdrawal', notice);
  const suppressed = { channel: 'email', address: EMAIL, reason: 'complained' } as const;
  await insertSuppression({ sql, keys: KEYS }, SHOP, { ...suppressed, source: 'test' });
}

test('an erased customer is in no column of any table, and nothing brings them back', async () => {
  await place();
  await eventually(
    () => accepted(ORDER),
    (kinds) => kinds.includes('out_for_delivery'),
  );
  expect(await tablesNaming(sql, PERSON)).toEqual(
    expect.arrayContaining([
      'contact',
      'customer_order',
      'customer_return',
      'escalation_history',
      'notification',
      'order_refund',
      'return_parcel',
      'shipment',
      'tracking_event',
    ]),
  );

  const id = encodeURIComponent(`email:${EMAIL.toUpperCase()}`);
  const exported = await ok('GET', `/v1/customers/${id}`);
  expect(exported).toMatchObject({
    orders: [{ orderId: 'E1', customerId: 'flosser-7' }],
    returns: [{ returnId: 'ER1' }, { returnId: 'W-E2' }],
    suppressions: [{ channel: 'email', reason: 'complained' }],
  });
  for (const each of PERSON) expect(JSON.stringify(exported)).toContain(each);

  const page = new URL(String((await ok('GET', '/v1/orders/E1'))['trackingPageUrl'])).pathname;
  expect((await api.app.request(page)).status).toBe(200);
  expect(await ok('DELETE', '/v1/customers/flosser-7')).toMatchObject({
    result: 'erased',
    orders: 1,
  });
  expect(await ok('DELETE', `/v1/customers/${id}`)).toMatchObject({ orders: 0, notices: 1 });
  expect(await tablesNaming(sql, PERSON)).toEqual([]);
  expect((await api.app.request(page)).status).toBe(404);

  // The platform repeats the order, carriers report the parcels, and the customer gets no message.
  const messages = sandbox.ledger.accepted().length;
  await ok('PUT', '/v1/orders/E1', anOrderOfHers());
  await scan('TNE1', 'delivered', 1);
  await scan('TNER1', 'delivered', 1);
  const reasonsOf = async (journeyId: JourneyId) =>
    (await readNotifications(sql, journeyId)).map(
      ({ kind, reason, state }) => `${kind} ${reason ?? state}`,
    );
  await eventually(
    () => reasonsOf(ORDER),
    (rows) => rows.includes('delivered erased'),
  );
  await eventually(
    () => reasonsOf(RETURN),
    (rows) => rows.some((row) => /^return_(received|in_transit) erased$/.test(row)),
  );
  const since = sandbox.ledger.accepted().slice(messages);
  expect(JSON.stringify(since).toLowerCase()).not.toContain(NAME.toLowerCase());
  expect(await tablesNaming(sql, PERSON)).toEqual([]);
  expect(await ok('DELETE', '/v1/customers/flosser-7')).toMatchObject({ result: 'unchanged' });
  expect((await ok('GET', '/v1/orders/E1'))['contact']).toMatchObject({ name: null, email: null });

  // Suppression and consent are recognized by the address, which nobody stores.
  const address = { shopId: SHOP, channel: 'email', address: EMAIL } as const;
  expect(await readSuppressionReasons({ sql, keys: KEYS }, address)).toEqual(['complained']);
  const [proof] = await sql`select count(*)::int as count from consent_change
    where address_hash is not null and source = 'checkout'`;
  expect(proof).toEqual({ count: 2 });

  for (const journeyId of [ORDER, RETURN, 'return/acme/W-E2']) {
    const history = textOf(await client.workflow.getHandle(journeyId).fetchHistory());
    for (const each of PERSON) expect(history).not.toContain(each);
  }
});
