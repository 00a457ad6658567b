/** Whatever a verified webhook contains, it is read or refused: senders repeat what fails for days. */

import { createHash, createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import twilio from 'twilio';
import { expect, test } from 'vitest';
import { findAdapter } from '../../carriers/index.ts';
import { signEasyPost } from '../../dev/fixtures/easypost.ts';
import { SANDBOX_CREDENTIALS } from '../../dev/sandbox/sandbox.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi, SECRET } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, findAdapter);
await api.call('PUT', '/v1/orders/1001', anOrder());
const parcel = { carrier: 'usps', trackingNumber: '9405511899223197428490' };
await api.call('POST', '/v1/orders/1001/shipments', parcel);

/** Text that a compressed index cannot hold either. */
const noise = (length: number) =>
  Array.from({ length: Math.ceil(length / 64) }, (_, index) =>
    createHash('sha256').update(String(index)).digest('hex'),
  )
    .join('')
    .slice(0, length);

const deep = (inside: string) => `${'['.repeat(10_000)}${inside}${']'.repeat(10_000)}`;
const detail = { status: 'in_transit', status_detail: 'arrived_at_facility', message: 'Arrived' };
const SCAN = { ...detail, datetime: '2026-11-24T08:00:00Z' };

/** An EasyPost body as JSON text. `replace`: what JSON.stringify cannot write. */
function tracker(change: object, replace: readonly [string, string] = ['', '']): string {
  const result = {
    object: 'Tracker',
    tracking_code: parcel.trackingNumber,
    carrier: 'USPS',
    status: 'in_transit',
    tracking_details: [SCAN],
    ...change,
  };
  return JSON.stringify({ description: 'tracker.updated', result }).replace(...replace);
}

const scan = (change: object) => tracker({ tracking_details: [{ ...SCAN, ...change }] });

const ODD_ANYWHERE: readonly (readonly [what: string, body: string | Buffer])[] = [
  ['nothing', ''],
  ['blanks', ' \n\t'],
  ['null', 'null'],
  ['a list', '[]'],
  ['an object', '{}'],
  ['a number', '1e999'],
  ['a text', '"tracker.updated"'],
  ['half of a JSON', '{"description":'],
  ['10,000 lists', deep('')],
  ['10,000 open lists', '['.repeat(10_000)],
  ['5,000 objects', `${'{"result":'.repeat(5_000)}null${'}'.repeat(5_000)}`],
  ['a prototype', '{"__proto__":{"description":"tracker.updated"}}'],
  ['a constructor', '{"constructor":{"prototype":{"description":"tracker.updated"}}}'],
  ['a byte order mark', '\ufeff{}'],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['UTF-16', Buffer.from('{"description":"tracker.updated"}', 'utf16le')],
  ['NUL', '\u0000'],
  ['a web page', '<!doctype html><html><body>503</body></html>'],
  [
    'a bomb of entities',
    `<!DOCTYPE a [<!ENTITY b "${'b'.repeat(99)}">]><a>${'&b;'.repeat(999)}</a>`,
  ],
];

const ODD_TRACKERS: readonly (readonly [what: string, body: string | Buffer])[] = [
  ['two keys of one name', tracker({}, ['"status":', '"status":"delivered","status":'])],
  ['a prototype', tracker({}, ['"object":', '"__proto__":{"status":"delivered"},"object":'])],
  ['a huge number', tracker({ weight: 1 }, ['"weight":1', '"weight":1e999'])],
  ['10²⁰ attempts', tracker({ carrier_detail: { delivery_attempts: 1e20 } })],
  ['3·10⁹ attempts', tracker({ carrier_detail: { delivery_attempts: 3e9 } })],
  ['-1 attempts', tracker({ carrier_detail: { delivery_attempts: -1 } })],
  ['half an attempt', tracker({ carrier_detail: { delivery_attempts: 0.5 } })],
  ['a scan of year 0', scan({ datetime: '0000-01-01T00:00:00Z' })],
  ['a scan of year 9999', scan({ datetime: '9999-12-31T23:59:59Z' })],
  ['a scan of 1999', scan({ datetime: '1999-08-22T00:00:00Z' })],
  ['an estimate of 9999', tracker({ est_delivery_date: '9999-12-31T00:00:00Z' })],
  ['NUL in a place', scan({ tracking_location: { city: 'a\u0000b' } })],
  ['half of a pair in the words', scan({ message: 'a\ud83d' })],
  ['a long number', tracker({ tracking_code: noise(5_000) })],
  ['a number with NUL', tracker({ tracking_code: '94055\u0000118' })],
  ['a number that is a list', tracker({ tracking_code: [1, 2] })],
  ['10⁵ characters of words', scan({ message: noise(100_000) })],
  ['a long status', scan({ status: noise(10_000), status_detail: noise(10_000) })],
  ['lists for words', tracker({ signed_by: 'X' }, ['"X"', deep('1')])],
  ['1,000 scans of one second', tracker({ tracking_details: Array(1_000).fill(SCAN) })],
  ['bytes that are not UTF-8', Buffer.from(tracker({ carrier: 'US\u00ffPS' }), 'latin1')],
];

test.each([...ODD_ANYWHERE, ...ODD_TRACKERS])('EasyPost: %s', async (_, body) => {
  const bytes = Buffer.from(body);
  const mac = createHmac('sha256', SECRET).update(bytes).digest('hex');
  const headers = { 'x-hmac-signature': `hmac-sha256-hex=${mac}` };
  const path = '/webhooks/carriers/easypost/acme';
  const response = await api.app.request(path, { method: 'POST', headers, body: bytes });
  expect([200, 422]).toContain(response.status);
});

test('what is odd beside a scan does not cost the scan', async () => {
  const body = tracker({
    carrier_detail: { delivery_attempts: 1e20 },
    tracking_details: [{ ...SCAN, datetime: '2026-11-24T09:00:00Z' }],
  });
  const headers = signEasyPost(body, SECRET);
  const answer = await api.post('/webhooks/carriers/easypost/acme', body, headers);
  expect(answer).toMatchObject({ status: 200, body: { scans: 1 } });
  const { body: order } = await api.call('GET', '/v1/orders/1001');
  expect(order).toMatchObject({ shipments: [{ attempts: 0 }] });
});

const ID = '01920c5e-7d3a-7c3e-9f1b-2a4b6c8d0e1f';
const event = (change: object, data: object = {}) =>
  JSON.stringify({
    type: 'email.delivered',
    created_at: '2026-11-24T08:00:00Z',
    data: { email_id: ID, tags: { notification: ID }, ...data },
    ...change,
  });

test.each<readonly [string, string | Buffer]>([
  ...ODD_ANYWHERE,
  ['an event of year 0', event({ created_at: '0000-01-01T00:00:00Z' })],
  ['an event of year 275760', event({ created_at: '+275760-09-13T00:00:00Z' })],
  ['a type of Object', event({ type: 'toString' })],
  ['a type that is a list', event({ type: ['email.delivered'] })],
  ['an id with NUL', event({}, { email_id: 'a\u0000b' })],
  ['a long id', event({}, { email_id: noise(10_000) })],
  ['a list for data', event({ data: [] })],
])('Resend: %s', async (_, body) => {
  const bytes = Buffer.from(body);
  const time = new Date();
  const signature = new Webhook(SANDBOX_CREDENTIALS.resendWebhookSecret).sign(
    'msg_1',
    time,
    new TextDecoder().decode(bytes),
  );
  const headers = {
    'svix-id': 'msg_1',
    'svix-timestamp': String(Math.floor(time.getTime() / 1_000)),
    'svix-signature': signature,
  };
  const response = await api.app.request('/webhooks/resend', {
    method: 'POST',
    headers,
    body: bytes,
  });
  expect([200, 422]).toContain(response.status);
});

const report = (change: object) =>
  JSON.stringify({
    type: 'recipient_delivery_report_sms',
    batch_id: 'b1',
    status: 'Delivered',
    at: '2026-11-24T08:00:00Z',
    ...change,
  });

test.each<readonly [string, string | Buffer]>([
  ...ODD_ANYWHERE,
  ['a report of year 0', report({ at: '0000-01-01T00:00:00Z' })],
  ['a report without a time', report({ at: {} })],
  ['a status of Object', report({ status: 'constructor' })],
  ['a code of 10³⁰', report({ status: 'Failed', code: 1e30 })],
  ['a long id', report({ batch_id: noise(10_000) })],
  ['a reply from NUL', JSON.stringify({ type: 'mo_text', from: '+49\u0000', body: 'STOP' })],
  ['a long reply', JSON.stringify({ type: 'mo_text', from: '+491701234567', body: noise(30_000) })],
])('Sinch: %s', async (_, body) => {
  const bytes = Buffer.from(body);
  const text = new TextDecoder().decode(bytes);
  const signature = createHmac('sha256', SANDBOX_CREDENTIALS.sinchWebhookSecret)
    .update(`${text}.n.1`)
    .digest('base64');
  const headers = {
    'x-sinch-webhook-signature': signature,
    'x-sinch-webhook-signature-nonce': 'n',
    'x-sinch-webhook-signature-timestamp': '1',
  };
  const response = await api.app.request('/webhooks/sinch', {
    method: 'POST',
    headers,
    body: bytes,
  });
  expect([200, 422]).toContain(response.status);
});

test.each([
  ['nothing', {}],
  ['a prototype', { __proto__: 'x', constructor: 'y' }],
  ['a long id', { MessageSid: noise(10_000), MessageStatus: 'delivered' }],
  ['an id with NUL', { MessageSid: 'SM\u0000', MessageStatus: 'delivered' }],
  ['a status of Object', { MessageSid: 'SM1', MessageStatus: 'hasOwnProperty' }],
  ['a code of letters', { MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: "30005' or 1" }],
])('Twilio: a form with %s', async (_, fields) => {
  const url = 'https://wismr.example/webhooks/twilio/status?notification=1';
  const signature = twilio.getExpectedTwilioSignature(
    SANDBOX_CREDENTIALS.twilioAuthToken,
    url,
    fields,
  );
  const response = await api.app.request('/webhooks/twilio/status?notification=1', {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(fields).toString(),
  });
  expect([200, 422]).toContain(response.status);
});
