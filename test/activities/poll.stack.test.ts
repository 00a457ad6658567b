import { expect, test } from 'vitest';
import { findSleepingAccounts } from '../../commands/poll-parcels.ts';
import { savePollAccount } from '../../commands/save-carrier-account.ts';
import { createEncryption } from '../../db/encryption.ts';
import { addWebhookCounts } from '../../db/webhook-counts.ts';
import { readHealth } from '../../views/health.ts';
import { createPollRig, ENCRYPTION_KEY, scan } from './poll-rig.ts';

const rig = await createPollRig();
const { sql, api, apis, encryption, shopId, logged } = rig;
const { round, connect, ship, asked, polls, makeDue } = rig;

test.each(['ups', 'usps', 'dhl_unified'] as const)(
  'a poll of %s records the parcel’s scans and the time of the poll',
  async (carrier) => {
    await connect(carrier);
    const orderId = await ship(carrier === 'dhl_unified' ? 'dhl' : carrier, 'TN001');
    apis.parcels.set('TN001', [scan('moving', 60)]);
    expect(await round(carrier)).toMatchObject({ state: 'ok', asked: 1, parcels: 1, error: null });
    const { body } = await api.call('GET', `/v1/orders/${orderId}`);
    const [shipment] = body['shipments'] as Record<string, unknown>[];
    expect(shipment).toMatchObject({ status: 'in_transit' });
    expect(shipment?.['lastPollAt']).toMatch(/Z$/);
    expect(shipment?.['lastReportAt']).toMatch(/Z$/);
    expect(await polls()).toEqual(['TN001 ok 180']);
  },
);

test('FedEx gets many numbers in one call, and each is polled again by its status', async () => {
  await connect('fedex');
  await ship('fedex', 'TNA100', 'TNA200', 'TNA300', 'TNA400');
  apis.parcels.set('TNA100', [scan('label', 60)]);
  apis.parcels.set('TNA200', [scan('moving', 60)]);
  apis.parcels.set('TNA300', [scan('moving', 60), scan('out', 5)]);
  await round('fedex');
  expect(apis.calls.filter(({ numbers }) => numbers.length > 0)).toHaveLength(1);
  expect(await polls()).toEqual([
    'TNA100 ok 360',
    'TNA200 ok 180',
    'TNA300 ok 30',
    'TNA400 not_found 60',
  ]);
});

test('a delivered parcel is not polled again, and the account has nothing due', async () => {
  await connect('fedex');
  const orderId = await ship('fedex', 'TNB100');
  apis.parcels.set('TNB100', [scan('moving', 60), scan('delivered', 5)]);
  expect(await round('fedex')).toMatchObject({ asked: 1, parcels: 0, nextAt: null });
  await makeDue();
  expect(await round('fedex')).toMatchObject({ asked: 0, nextAt: null });
  expect(asked()).toEqual(['TNB100']);
  const { body } = await api.call('GET', `/v1/orders/${orderId}`);
  expect(body['shipments']).toMatchObject([{ status: 'delivered' }]);
});

test('a closed order and a corrected number are not polled', async () => {
  await connect('fedex');
  await ship('fedex', 'TNC100');
  await ship('fedex', 'TNC200');
  await sql`update journey set closed_at = now()`;
  const orderId = await ship('fedex', 'TNC300');
  const change = { trackingNumber: 'TNC400' };
  await api.call('PATCH', `/v1/orders/${orderId}/shipments/TNC300`, change);
  await round('fedex');
  expect(asked()).toEqual(['TNC400']);
});

test('a parcel that a person gave up is polled once a day for 30 days, in a closed order too', async () => {
  await connect('fedex');
  const orderId = await ship('fedex', 'TNE100');
  const journeyId = `order/${shopId}/${orderId}`;
  apis.parcels.set('TNE100', [scan('moving', 60)]);
  await sql`
    insert into escalation (shop_id, journey_id, expectation_id, kind, shipment_id, severity, team,
      state, resolution, step, since, due, opened_at, ended_at)
    values (${shopId}, ${journeyId}, 'TNE100/movement/1', 'movement', 'TNE100', 'high',
      'customer_service', 'resolved', 'lost', 1, now(), now(), now(), now())`;
  await sql`update journey set closed_at = now() where id = ${journeyId}`;
  await round('fedex');
  expect(asked()).toEqual(['TNE100']);
  expect(await polls()).toEqual(['TNE100 ok 1440']);
  await sql`update escalation set ended_at = now() - interval '31 days'`;
  await makeDue();
  await round('fedex');
  expect(asked()).toEqual(['TNE100']);
});

test('a number in two orders is polled once', async () => {
  await connect('fedex');
  await ship('fedex', 'TND100');
  await ship('fedex', 'TND100');
  await round('fedex');
  expect(asked()).toEqual(['TND100']);
});

test('several workers never poll the same number at the same time', async () => {
  await connect('ups', { requestsPerMinute: 600_000 });
  const numbers = Array.from({ length: 24 }, (_, i) => `TNE${i}00`);
  await ship('ups', ...numbers);
  await Promise.all([round('ups'), round('ups'), round('ups')]);
  expect(asked().sort()).toEqual([...numbers].sort());
  expect(apis.maxConcurrentCalls()).toBe(1);
});

test('a Retry-After of two minutes pauses the account', async () => {
  await connect('fedex');
  await ship('fedex', 'TNF100');
  apis.faults.push({ status: 429, headers: { 'retry-after': '120' } });
  const { state, nextAt } = await round('fedex');
  expect(state).toBe('rate_limited');
  const [row] = await sql<{ seconds: number; isDue: boolean }[]>`
    select extract(epoch from paused_until - last_call_at)::float8 as seconds,
      (select next_at <= now() from parcel_poll) as is_due from carrier_poll`;
  expect(row?.seconds).toBeGreaterThanOrEqual(120);
  expect(row?.seconds).toBeLessThan(150);
  expect(row?.isDue).toBe(true);
  expect(nextAt).toBeGreaterThan(Date.now() + 100_000);
  await round('fedex');
  expect(asked()).toEqual(['TNF100']);
  expect(await findSleepingAccounts(sql)).toEqual([]);
});

test('polling stays within the daily limit of calls', async () => {
  await connect('dhl_unified', { requestsPerDay: 3 });
  await ship('dhl', 'TNG100', 'TNG200', 'TNG300', 'TNG400', 'TNG500');
  const { nextAt, parcels } = await round('dhl_unified');
  expect([asked().length, parcels]).toEqual([3, 5]);
  expect(new Date(nextAt ?? 0).toISOString()).toMatch(/T00:01/);
  expect((await round('dhl_unified')).asked).toBe(0);
});

test('polling stays within the limit of calls per minute', async () => {
  await connect('usps', { requestsPerMinute: 1 });
  await ship('usps', 'TNH100', 'TNH200');
  const { nextAt } = await round('usps');
  await round('usps');
  expect(asked()).toHaveLength(1);
  expect(nextAt).toBeGreaterThan(Date.now() + 30_000);
});

test('a number that fails does not delay the others', async () => {
  await connect('ups');
  await ship('ups', 'TNI100', 'TNI200');
  apis.parcels.set('TNI200', [scan('moving', 60)]);
  apis.faults.push({ status: 500, body: 'oops' });
  await round('ups');
  expect(await polls()).toEqual(['TNI100 error 5', 'TNI200 ok 180']);
});

test('a failing carrier is polled less and less often, and reported', async () => {
  await connect('ups');
  await ship('ups', 'TNJ100', 'TNJ200', 'TNJ300', 'TNJ400');
  apis.faults.push(...Array.from({ length: 9 }, () => ({ status: 502 })));
  expect(await round('ups')).toMatchObject({ state: 'server_error' });
  expect(asked()).toHaveLength(3);
  await sql`update carrier_poll set failing_since = now() - interval '1 hour'`;
  expect((await readHealth(sql)).failing).toMatchObject([
    { carrier: 'ups', result: 'server_error' },
  ]);
});

test('refused credentials are reported at once and retried rarely; new ones work at once', async () => {
  await connect('fedex');
  const credentials = { clientId: 'fedex-client', clientSecret: 'mistyped' };
  await savePollAccount(sql, { shopId, carrier: 'fedex', credentials }, encryption);
  await ship('fedex', 'TNK100');
  expect(await round('fedex')).toMatchObject({ state: 'auth', asked: 0 });
  const { body } = await api.call('GET', '/readyz');
  expect(body['warnings']).toEqual([expect.stringMatching(/^polling fedex for acme/)]);
  expect(JSON.stringify(body)).not.toContain('mistyped');
  expect((await round('fedex')).nextAt).toBeGreaterThan(Date.now() + 50 * 60_000);
  await connect('fedex');
  expect(await round('fedex')).toMatchObject({ state: 'ok', asked: 1 });
  expect((await api.call('GET', '/readyz')).body['warnings']).toEqual([]);
});

test('a carrier with webhooks is polled only about parcels that it has not reported', async () => {
  await connect('fedex');
  await ship('fedex', 'TNL100', 'TNL200');
  apis.parcels.set('TNL100', [scan('moving', 60)]);
  await round('fedex');
  const tally = { verified: 1, refused: 0, unmapped: 0, ignored: 0, refusal: null };
  await addWebhookCounts(sql, [{ shopId, carrier: 'fedex', ...tally }]);
  await sql`update parcel_poll set next_at = now()`;
  await sql`update parcel_poll set asked_at = now() - interval '2 days' where tracking_number = 'TNL200'`;
  apis.calls.length = 0;
  await round('fedex');
  expect(asked()).toEqual(['TNL200']);
  expect((await polls())[0]).toMatch(/^TNL100 ok 14[34]\d$/);
});

test('a return’s parcel is polled until the shop has received it', async () => {
  await connect('fedex');
  const orderId = await ship('fedex');
  const items = [{ line: 1, quantity: 1 }];
  await api.call('PUT', '/v1/returns/R1', { orderId, items, approved: true });
  const label = { carrier: 'fedex', trackingNumber: 'TNM100' };
  expect((await api.call('POST', '/v1/returns/R1/label', label)).status).toBeLessThan(300);
  apis.parcels.set('TNM100', [scan('moving', 60)]);
  await round('fedex');
  expect((await api.call('POST', '/v1/returns/R1/received', {})).status).toBeLessThan(300);
  await makeDue();
  expect((await round('fedex')).nextAt).toBeNull();
  expect(asked()).toEqual(['TNM100']);
});

test('an aggregator for all carriers is not polled about another account’s parcels', async () => {
  await connect('fedex');
  await savePollAccount(
    sql,
    { shopId, carrier: 'easypost', enabled: true, carriers: ['*'] },
    encryption,
  );
  await ship('fedex', 'TNN100');
  await ship('ups', 'TNN200');
  const pollClient = { ask: () => Promise.reject(new Error('asked')) };
  await round('easypost', { pollClient }).catch(() => undefined);
  const rows = await sql`select tracking_number from parcel_poll where account = 'easypost'`;
  expect(rows.map((row) => row['trackingNumber'])).toEqual(['TNN200']);
});

test('credentials are encrypted in the database, and readable after a key rotation', async () => {
  await connect('ups');
  const [row] = await sql`select credentials from carrier_account where carrier = 'ups'`;
  expect(JSON.stringify(row)).not.toMatch(/ups-client|ups-secret/);
  await ship('ups', 'TNO100');
  const newer = createEncryption([Buffer.alloc(32, 2), ENCRYPTION_KEY]);
  expect(await round('ups', { encryption: newer })).toMatchObject({ asked: 1 });
  const stranger = createEncryption([Buffer.alloc(32, 3)]);
  await expect(round('ups', { encryption: stranger })).rejects.toThrow('CREDENTIALS_KEY');
});

test('no test above has logged credentials or tokens', () => {
  expect(logged.length).toBeGreaterThan(10);
  expect(logged.join('')).not.toMatch(/-client|-secret|dhl-key|token-\d|mistyped/);
});
