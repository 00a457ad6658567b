import { expect, test } from 'vitest';
import { saveShop } from '../../commands/save-shop.ts';
import { readLog } from '../../db/journey-events.ts';
import type { JourneyId, ShopId } from '../../domain/ids.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const put = (policy: object, by = api) => by.call('PUT', '/v1/policy', policy);

test('a shop that has never set a policy has an empty one, and the defaults apply', async () => {
  const fresh = await createApi(database, () => null, 'fresh');
  expect((await fresh.call('GET', '/v1/policy')).body).toEqual({
    version: 0,
    createdAt: null,
    policy: {},
  });
  expect((await fresh.call('GET', '/v1/policy/effective')).body).toMatchObject({
    version: 0,
    timeZone: 'Europe/Berlin',
    holidays: expect.arrayContaining(['2026-12-25']),
    policy: {
      calendar: { weekdays: [1, 2, 3, 4, 5], cutOff: '17:00', holidays: 'DE' },
      channels: { shipped: ['email'], delivered: ['email', 'sms'] },
      quietHours: {
        email: { from: '21:00', until: '08:00' },
        sms: { from: '21:00', until: '09:00' },
      },
      staffHours: { from: '08:00', until: '18:00' },
      messagesPerDay: 3,
      staleAfter: { out_for_delivery: '12h', shipped: '3d' },
      backfillLimit: '36h',
      together: '2m',
      abandonAfter: '180d',
      expectations: { refunded: { within: '5bd' } },
      returns: { receivedBy: 'carrier' },
    },
  });
});

test('each change of the policy creates a version, and the same policy creates none', async () => {
  const shop = await createApi(database, () => null, 'versions');
  const first = { expectations: { shipped: { within: '48h' } }, together: '5m' };
  const answers = [
    await put(first, shop),
    // The same document with its keys in a different order.
    await put({ together: '5m', expectations: { shipped: { within: '48h' } } }, shop),
    await put({}, shop),
    await put(first, shop),
  ];
  expect(answers.map(({ status, body }) => [status, body['version'], body['result']])).toEqual([
    [200, 1, 'changed'],
    [200, 1, 'unchanged'],
    [200, 2, 'changed'],
    [200, 3, 'changed'],
  ]);
  expect((await shop.call('GET', '/v1/policy')).body).toMatchObject({ version: 3, policy: first });
  const [count] = await database.sql`
    select count(*)::int as versions from shop_policy where shop_id = 'versions'`;
  expect(count).toEqual({ versions: 3 });
});

test('concurrent requests add one version per change', async () => {
  const shop = await createApi(database, () => null, 'racers');
  const puts = Array.from({ length: 10 }, (_, n) => put({ together: `${n % 2}m` }, shop));
  const answers = await Promise.all(puts);
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const changed = answers.filter(({ body }) => body['result'] === 'changed').length;
  expect((await shop.call('GET', '/v1/policy')).body['version']).toBe(changed);
});

test('the effective policy, saved as the policy, changes no default', async () => {
  const shop = await createApi(database, () => null, 'whole');
  const when = { carrier: 'USPS', country: 'US' };
  await put({ overrides: [{ when, expectations: { movement: { within: '9bd' } } }] }, shop);
  const before = (await shop.call('GET', '/v1/policy/effective')).body;
  expect(before['policy']).toMatchObject({ overrides: [{ when: { carrier: 'usps' } }] });
  expect((await put(before['policy'] as object, shop)).status).toBe(200);
  const after = (await shop.call('GET', '/v1/policy/effective')).body;
  expect(after).toEqual({ ...before, version: 2 });
});

test('a journey follows a new policy and its holidays from its next event', async () => {
  const journey = 'order/acme/1001' as JourneyId;
  await api.call('PUT', '/v1/orders/1001', anOrder());
  await put({
    calendar: { holidays: 'DE-BY', extraHolidays: ['2026-12-24'], workingDays: ['2026-12-26'] },
    expectations: { shipped: { within: '30s', ladder: [] } },
    staff: { customer_service: ['grace@shop.example'] },
  });
  await api.call('PUT', '/v1/orders/1001', anOrder({ edd: { date: '2026-11-30' } }));
  await api.call('PUT', '/v1/orders/1001', anOrder({ edd: { date: '2026-12-01' } }));
  const log = await readLog(database.sql, journey);
  expect(log.map(({ kind }) => kind)).toEqual([
    'policy_set',
    'order_placed',
    'policy_set',
    'edd_set',
    'edd_set',
  ]);
  expect(log[0]).toMatchObject({ version: 0, rules: {}, calendar: { country: 'DE' } });
  const set = log[2];
  expect(set).toMatchObject({
    rules: { expectations: { shipped: { within: '30s', ladder: [] } } },
    calendar: { timeZone: 'Europe/Berlin' },
  });
  const { holidays } = set?.kind === 'policy_set' ? set.calendar : { holidays: [] };
  expect(holidays).toEqual(expect.arrayContaining(['2026-12-24', '2026-12-25', '2026-01-06']));
  expect(holidays).not.toContain('2026-12-26');
  expect(JSON.stringify(log)).not.toContain('grace');
});

test('a policy applies to its own shop only', async () => {
  const other = await createApi(database, () => null, 'other');
  await put({ together: '9m' });
  expect((await other.call('GET', '/v1/policy')).body).toMatchObject({ version: 0, policy: {} });
});

test('a shop in a country without known holidays has none', async () => {
  const shop = await createApi(database, () => null, 'nowhere');
  const id = 'nowhere' as ShopId;
  const facts = { name: 'N', brand: 'default', locale: 'en', timeZone: 'UTC', country: 'XX' };
  await saveShop(database.sql, { id, ...facts });
  expect((await shop.call('PUT', '/v1/orders/1', anOrder())).status).toBe(201);
  expect((await shop.call('GET', '/v1/policy/effective')).body).toMatchObject({
    holidays: [],
    policy: { calendar: { holidays: null } },
  });
});

const ladder = (step: object) => ({ ladder: [{ after: '0h', ...step }] });
const wrong: readonly [string, object, string][] = [
  ['an unknown field', { expectation: {} }, '/expectation'],
  ['an unknown expectation', { expectations: { shiped: {} } }, '/expectations/shiped'],
  [
    'a duration in words',
    { expectations: { shipped: { within: '3 days' } } },
    '/expectations/shipped/within',
  ],
  ['business days in a clock duration', { together: '1bd' }, '/together'],
  ['an invalid time', { calendar: { cutOff: '24:00' } }, '/calendar/cutOff'],
  ['an eighth day', { calendar: { weekdays: [1, 8] } }, '/calendar/weekdays/1'],
  ['no weekday', { calendar: { weekdays: [] } }, '/calendar/weekdays'],
  ['an unknown region', { calendar: { holidays: 'DE-XX' } }, '/calendar/holidays'],
  [
    'a day that does not exist',
    { calendar: { extraHolidays: ['2026-02-30'] } },
    '/calendar/extraHolidays/0',
  ],
  [
    'an invalid hour',
    { quietHours: { sms: { from: '9', until: '21:00' } } },
    '/quietHours/sms/from',
  ],
  ['an unknown channel', { channels: { shipped: ['fax'] } }, '/channels/shipped/0'],
  [
    'a channel without a template',
    { channels: { order_confirmed: ['email', 'sms'] } },
    '/channels/order_confirmed/1',
  ],
  ['an unknown message', { staleAfter: { shiped: '1h' } }, '/staleAfter/shiped'],
  [
    'an unknown step',
    { expectations: { shipped: ladder({ do: 'call' }) } },
    '/expectations/shipped/ladder/0/do',
  ],
  [
    'a team that does not exist',
    { expectations: { shipped: ladder({ do: 'notify_shop', to: 'boss' }) } },
    '/expectations/shipped/ladder/0/to',
  ],
  [
    'a message about a return for an order',
    { expectations: { movement: ladder({ do: 'notify_customer', message: 'refund_late' }) } },
    '/expectations/movement/ladder/0/message',
  ],
  [
    'a message about an order for a return',
    { expectations: { refunded: ladder({ do: 'notify_customer', message: 'delayed' }) } },
    '/expectations/refunded/ladder/0/message',
  ],
  [
    'a message about a parcel before there is one',
    { expectations: { shipped: ladder({ do: 'notify_customer', message: 'delayed' }) } },
    '/expectations/shipped/ladder/0/message',
  ],
  [
    'an order that expires',
    { expectations: { shipped: ladder({ do: 'expire' }) } },
    '/expectations/shipped/ladder/0/do',
  ],
  [
    'a refund that is lost',
    {
      expectations: {
        refunded: ladder({
          do: 'escalate',
          to: 'customer_service',
          severity: 'low',
          propose: 'lost',
        }),
      },
    },
    '/expectations/refunded/ladder/0/propose',
  ],
  [
    'an override without a condition',
    { overrides: [{ when: {}, expectations: {} }] },
    '/overrides/0/when',
  ],
  [
    'an override of an unknown expectation',
    { overrides: [{ when: { carrier: 'ups' }, expectations: { moved: {} } }] },
    '/overrides/0/expectations/moved',
  ],
  [
    'a country in words',
    { overrides: [{ when: { country: 'Germany' }, expectations: {} }] },
    '/overrides/0/when/country',
  ],
  [
    'an invalid email address',
    { staff: { customer_service: ['grace'] } },
    '/staff/customer_service/0',
  ],
  [
    'an unknown value of receivedBy',
    { returns: { receivedBy: 'customer' } },
    '/returns/receivedBy',
  ],
];

test.each(wrong)('a policy with %s is refused with a pointer', async (_, policy, pointer) => {
  const before = (await api.call('GET', '/v1/policy')).body;
  const answer = await put(policy);
  expect([answer.status, answer.type]).toEqual([422, 'application/problem+json']);
  expect(answer.body['errors']).toMatchObject([{ pointer }]);
  expect((await api.call('GET', '/v1/policy')).body).toEqual(before);
});

test('one problem lists every fault', async () => {
  const answer = await put({ together: 'x', grace: 'y', staff: { customer_service: ['z'] } });
  expect(answer.body['errors']).toHaveLength(3);
});
