import { afterAll, beforeEach, expect, test } from 'vitest';
import { findAdapter } from '../../../carriers/index.ts';
import { createPollClient } from '../../../carriers/polling/client.ts';
import { findPollSpec } from '../../../carriers/polling/index.ts';
import type { PollCredentials } from '../../../carriers/polling/spec.ts';
import { FAKE_CREDENTIALS, startCarrierApis } from '../../../dev/fakes/carrier-apis.ts';
import type { FakeScan } from '../../../dev/fakes/fake-scan.ts';
import type { TrackingNumber } from '../../../domain/ids.ts';

const apis = await startCarrierApis();
afterAll(() => apis.stop());

const CARRIERS = ['ups', 'fedex', 'usps', 'dhl_unified'] as const;
type Asked = (typeof CARRIERS)[number];

let client = createPollClient({ timeoutMs: 500 });
beforeEach(() => {
  client = createPollClient({ timeoutMs: 500 });
  apis.calls.length = 0;
  apis.faults.length = 0;
  apis.tokenFaults.length = 0;
  apis.tokenSeconds = 3_600;
});

const scan = (what: FakeScan['what'], hoursAgo: number): FakeScan => ({
  what,
  at: Date.now() - hoursAgo * 3_600_000,
});
apis.parcels.set('KNOWN', [scan('label', 60), scan('moving', 30), scan('delivered', 2)]);
apis.parcels.set('MOVING', [scan('moving', 3)]);

function ask(
  carrier: Asked,
  numbers: readonly string[],
  credentials: PollCredentials = FAKE_CREDENTIALS[carrier],
) {
  const spec = findPollSpec(carrier);
  const adapter = findAdapter(carrier);
  if (!spec || !adapter) throw new Error(`${carrier} cannot be asked`);
  return client.ask({
    spec,
    adapter,
    account: { name: `acme/${carrier}`, baseUrl: apis.url, credentials },
    numbers: numbers as readonly TrackingNumber[],
    carriers: numbers.map(() => carrier),
  });
}

test.each(CARRIERS)('%s returns a parcel’s status', async (carrier) => {
  const answer = await ask(carrier, ['KNOWN']);
  expect(answer).toMatchObject({ result: 'ok', detail: null, waitMs: null });
  const expected = answer.numbers.get('KNOWN' as TrackingNumber);
  const shipments = expected?.kind === 'ok' ? expected.shipments : [];
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['KNOWN']);
  expect(shipments[0]?.events.map(({ status }) => status)).toEqual([
    'pre_transit',
    'in_transit',
    'delivered',
  ]);
});

test.each([
  ['ups', 'not_found'],
  ['fedex', 'not_found'],
  ['usps', 'not_yet'],
  ['dhl_unified', 'not_found'],
] as const)('%s answers an unknown number with %s', async (carrier, kind) => {
  const answer = await ask(carrier, ['NOBODYS']);
  expect(answer.result).toBe('ok');
  expect(answer.numbers.get('NOBODYS' as TrackingNumber)).toMatchObject({ kind });
});

test('a batch is one call, and each number gets its own result', async () => {
  const { numbers } = await ask('fedex', ['MOVING', 'NOBODYS', 'KNOWN']);
  const kinds = [...numbers].map(([number, { kind }]) => `${number} ${kind}`);
  expect(kinds).toEqual(['MOVING ok', 'NOBODYS not_found', 'KNOWN ok']);
  expect(apis.calls.map(({ path }) => path)).toEqual(['/oauth/token', '/track/v1/trackingnumbers']);
});

test('a token serves many calls, and concurrent calls share the token request', async () => {
  const before = apis.tokensGiven();
  await Promise.all([1, 2, 3].map(() => ask('ups', ['KNOWN'])));
  await ask('ups', ['KNOWN']);
  expect(apis.tokensGiven() - before).toBe(1);
});

test('a token is replaced before it expires', async () => {
  apis.tokenSeconds = 0;
  const before = apis.tokensGiven();
  await ask('usps', ['KNOWN']);
  await ask('usps', ['KNOWN']);
  expect(apis.tokensGiven() - before).toBe(2);
});

test('a refused token is replaced once, and the call is repeated', async () => {
  await ask('fedex', ['KNOWN']);
  apis.revokeTokens();
  const answer = await ask('fedex', ['KNOWN']);
  expect(answer.numbers.get('KNOWN' as TrackingNumber)).toMatchObject({ kind: 'ok' });
  apis.faults.push({ status: 401 }, { status: 401 }, { status: 401 });
  const refused = await ask('fedex', ['KNOWN']);
  expect(refused).toMatchObject({ result: 'auth', numbers: new Map() });
  expect(apis.faults).toHaveLength(1);
});

test.each(['ups', 'fedex', 'usps'] as const)(
  '%s refuses wrong credentials, and the detail does not reveal them',
  async (carrier) => {
    const credentials = { clientId: 'somebody', clientSecret: 'a-secret-of-theirs' };
    apis.tokenFaults.push({
      status: 401,
      body: JSON.stringify({
        error: 'invalid_client',
        error_description: 'somebody:a-secret-of-theirs',
      }),
    });
    for (const _ of ['as the fake says it', 'as a fault says it']) {
      const answer = await ask(carrier, ['KNOWN'], credentials);
      expect(answer.result).toBe('auth');
      expect(JSON.stringify(answer)).not.toMatch(/somebody|a-secret/);
    }
  },
);

test.each([
  [{ status: 429, headers: { 'retry-after': '120' } }, 'rate_limited', 120_000],
  [{ status: 503, headers: { 'retry-after': '30' } }, 'server_error', 30_000],
  [{ status: 429 }, 'rate_limited', null],
  [{ status: 429, headers: { 'x-ratelimit-reset': '45' } }, 'rate_limited', 45_000],
  [{ status: 403 }, 'auth', null],
  [{ status: 302, headers: { location: 'https://elsewhere.example/' } }, 'auth', null],
  [{ status: 500, body: '<html>oops</html>' }, 'server_error', null],
  [{ status: 200, delayMs: 700 }, 'server_error', null],
  [{ status: 200, body: '{"response":{"errors":[{"code":"10429"}]}}' }, 'rate_limited', null],
])('%j means %s', async (fault, result, waitMs) => {
  apis.faults.push(fault);
  expect(await ask('ups', ['KNOWN'])).toMatchObject({ result, waitMs });
});

test('after a call that uses up the quota, the next one waits', async () => {
  const reset = Math.floor(Date.now() / 1_000) + 60;
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${reset}` };
  apis.faults.push({ status: 404, headers, body: '{"status":404,"title":"No result found"}' });
  const { result, waitMs } = await ask('dhl_unified', ['KNOWN']);
  expect(result).toBe('ok');
  expect(waitMs).toBeGreaterThan(50_000);
});

test('a used-up daily quota of FedEx pauses polling until midnight UTC', async () => {
  const message = 'Daily transaction quota exceeded. Retry after 12:00AM GMT';
  apis.faults.push({ status: 429, body: JSON.stringify({ errors: [{ message }] }) });
  const { waitMs } = await ask('fedex', ['KNOWN']);
  expect(new Date(Date.now() + (waitMs ?? 0)).toISOString()).toMatch(/T00:01/);
});

test.each([
  ['', 'malformed'],
  ['<html><body>a proxy</body></html>', 'error'],
  ['{"trackResponse":{"shipment":[]}}', null],
])('a response %j is not a result', async (body, kind) => {
  apis.faults.push({ status: 200, body });
  const { result, numbers } = await ask('ups', ['KNOWN']);
  const expected = numbers.get('KNOWN' as TrackingNumber)?.kind;
  expect(result).toBe('ok');
  if (kind === null) expect(expected).not.toBe('ok');
  else expect(expected).toBe(kind);
});

test('a response about another parcel is not a result for this one', async () => {
  const body = {
    shipments: [
      {
        id: 'OTHER',
        service: 'express',
        events: [],
        status: { statusCode: 'delivered', timestamp: '2026-11-20T10:00:00Z' },
      },
    ],
  };
  apis.faults.push({ status: 200, body: JSON.stringify(body) });
  const { numbers } = await ask('dhl_unified', ['KNOWN']);
  expect(numbers.get('KNOWN' as TrackingNumber)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringContaining('OTHER'),
  });
});

test('a refused connection is a server error, not an exception', async () => {
  const spec = findPollSpec('dhl_unified');
  const adapter = findAdapter('dhl_unified');
  if (!spec || !adapter) throw new Error('DHL cannot be asked');
  const account = { name: 'acme/x', baseUrl: 'http://127.0.0.1:9', credentials: { apiKey: 'k' } };
  const numbers = ['KNOWN' as TrackingNumber];
  const answer = await client.ask({ spec, adapter, account, numbers, carriers: ['dhl'] });
  expect(answer).toMatchObject({
    result: 'server_error',
    detail: expect.stringContaining('no response'),
  });
});
