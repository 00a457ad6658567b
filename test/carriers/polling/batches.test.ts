/** Responses about several numbers, in the carriers' formats. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { findAdapter } from '../../../carriers/index.ts';
import { createPollClient } from '../../../carriers/polling/client.ts';
import { findPollSpec } from '../../../carriers/polling/index.ts';
import type { TrackingNumber } from '../../../domain/ids.ts';

let body: unknown = null;
const server = createServer((_, response) => response.end(JSON.stringify(body)));
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
afterAll(() => server.close());
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const client = createPollClient({ timeoutMs: 2_000 });

async function ask(carrier: string, written: readonly string[], answer: unknown) {
  body = answer;
  const spec = findPollSpec(carrier);
  const adapter = findAdapter(carrier);
  if (!spec || !adapter) throw new Error(`${carrier} cannot be asked`);
  const numbers = written as readonly TrackingNumber[];
  const account = { name: `acme/${carrier}`, baseUrl, credentials: {} };
  const carriers = numbers.map(() => carrier);
  const expected = await client.ask({ spec, adapter, account, numbers, carriers });
  return [...expected.numbers].map(([number, words]) =>
    words.kind === 'ok'
      ? `${number} ${words.shipments.map(({ events }) => events.at(-1)?.status).join()}`
      : `${number} ${words.kind}`,
  );
}

test('Australia Post has a result or an error for each number', async () => {
  const event = {
    date: '2026-11-20T09:00:00+11:00',
    description: 'Delivered',
    location: 'PERTH WA',
  };
  const tracking_results = [
    { tracking_id: 'AUP0001', errors: [{ code: 'ESB-10001', name: 'Invalid tracking ID' }] },
    {
      tracking_id: 'AUP0002',
      status: 'Delivered',
      trackable_items: [{ article_id: 'AUP0002', product_type: 'eParcel', events: [event] }],
    },
  ];
  expect(
    await ask('australiapost', ['AUP0001', 'AUP0002', 'AUP0003'], { tracking_results }),
  ).toEqual(['AUP0001 not_found', 'AUP0002 delivered', 'AUP0003 not_found']);
});

const laPoste = (idShip: string, code: string) => ({
  lang: 'en_GB',
  scope: 'open',
  returnCode: 200,
  shipment: {
    idShip,
    product: 'colissimo',
    event: [{ code, label: 'x', date: '2026-11-20T09:00:00+01:00' }],
  },
});

test('La Poste returns a list for several numbers', async () => {
  const none = {
    returnCode: 404,
    returnMessage: 'Resource not found',
    lang: 'en_GB',
    scope: 'open',
    idShip: '6A00000000002',
  };
  const answer = [laPoste('6A00000000001', 'DI1'), none];
  expect(await ask('colissimo', ['6A00000000001', '6A00000000002'], answer)).toEqual([
    '6A00000000001 delivered',
    '6A00000000002 not_found',
  ]);
});

test('La Poste returns an object for one number', async () => {
  const answer = laPoste('6A00000000001', 'MD2');
  expect(await ask('colissimo', ['6A00000000001'], answer)).toEqual([
    '6A00000000001 out_for_delivery',
  ]);
});

test('AfterShip lists only the trackings that it has', async () => {
  const checkpoint = {
    tag: 'Delivered',
    subtag: 'Delivered_001',
    checkpoint_time: '2026-11-20T09:00:00+01:00',
    message: 'Delivered',
  };
  const tracking = {
    id: '1',
    tracking_number: 'AFT0001',
    slug: 'dpd',
    tag: 'Delivered',
    checkpoints: [checkpoint],
  };
  const answer = { meta: { code: 200 }, data: { trackings: [tracking], pagination: { total: 1 } } };
  expect(await ask('aftership', ['AFT0001', 'AFT0002'], answer)).toEqual([
    'AFT0001 delivered',
    'AFT0002 not_found',
  ]);
});

test('17TRACK separates unregistered numbers from registered ones', async () => {
  const event = {
    time_utc: '2026-11-20T08:00:00Z',
    time_iso: '2026-11-20T09:00:00+01:00',
    description: 'Delivered',
    stage: 'Delivered',
    sub_status: 'Delivered_Other',
  };
  const provider = { provider: { key: 100003, name: 'FedEx' }, events: [event] };
  const track_info = {
    latest_status: { status: 'Delivered', sub_status: 'Delivered_Other' },
    tracking: { providers: [provider] },
  };
  const accepted = [{ number: 'SVT0001', carrier: 100003, track_info }];
  const error = {
    code: -18019902,
    message: "The tracking number 'SVT0002' does not register, please register first.",
  };
  const answer = { code: 0, data: { accepted, rejected: [{ number: 'SVT0002', error }] } };
  const [known, unknown] = await ask('17track', ['SVT0001', 'SVT0002'], answer);
  expect(known).toBe('SVT0001 delivered');
  expect(unknown).toMatch(/^SVT0002 (not_found|error)$/);
});

test('a UPS response with all parcels of a consignment keeps each parcel’s number', async () => {
  const activity = (statusCode: string) => ({
    status: { type: statusCode === '011' ? 'D' : 'I', statusCode, description: 'x' },
    date: '20261120',
    time: '090000',
    gmtDate: '20261120',
    gmtTime: '09:00:00',
    gmtOffset: '+00:00',
  });
  const parcels = [
    { trackingNumber: 'UPS0001', activity: [activity('011')], packageCount: 2 },
    { trackingNumber: 'UPS0002', activity: [activity('021')], packageCount: 2 },
  ];
  const spec = findPollSpec('ups');
  const adapter = findAdapter('ups');
  if (!spec || !adapter) throw new Error('UPS cannot be asked');
  const { token: _, ...open } = spec;
  body = { trackResponse: { shipment: [{ inquiryNumber: 'UPS0001', package: parcels }] } };
  const numbers = ['UPS0002' as TrackingNumber];
  const account = { name: 'acme/ups', baseUrl, credentials: {} };
  const expected = await client.ask({ spec: open, adapter, account, numbers, carriers: ['ups'] });
  const words = expected.numbers.get('UPS0002' as TrackingNumber);
  const each = words?.kind === 'ok' ? words.shipments : [];
  expect(each.map((it) => `${it.trackingNumber} ${it.events.at(-1)?.status}`)).toEqual([
    'UPS0001 delivered',
    'UPS0002 out_for_delivery',
  ]);
});
