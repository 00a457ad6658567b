/** InPost: two sets of codes in five formats, and webhooks with or without a signature. */

import { describe, expect, test } from 'vitest';
import { inpost } from '../../../carriers/adapters/inpost/inpost.ts';
import { aWebhook, eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

const NUMBER = '630400123456789012345678';

function shipX(...statuses: readonly string[]): object {
  const details = statuses.map((status, index) => ({
    status,
    origin_status: 'XXX',
    agency: null,
    datetime: `2026-11-2${4 - index}T09:00:00.000+01:00`,
  }));
  return { tracking_number: NUMBER, service: 'inpost_locker_standard', tracking_details: details };
}

function group(eventCode: string): object {
  return { trackingNumber: NUMBER, eventCode, timestamp: '2026-11-24T08:00:00Z' };
}

test.each([
  ['confirmed', 'pre_transit'],
  ['dispatched_by_sender', 'in_transit'],
  ['out_for_delivery', 'out_for_delivery'],
  ['ready_to_pickup', 'available_for_pickup'],
  ['stack_in_customer_service_point', 'available_for_pickup'],
  ['pickup_time_expired', 'exception unclaimed'],
  ['rejected_by_receiver', 'exception refused'],
  ['avizo', 'attempted'],
  ['delivered', 'delivered'],
  ['returned_to_sender', 'return_to_sender returned'],
  ['canceled', 'cancelled'],
  ['teleported', 'unknown'],
])('in ShipX, %s: %s', (status, expected) => {
  expect(finalStatus(inpost, shipX(status))).toBe(expected);
});

test.each([
  ['CRE.1001', 'pre_transit'],
  ['FMD.1002', 'in_transit'],
  ['LMD.1005', 'available_for_pickup'],
  ['LMD.9017', 'attempted nobody_home'],
  ['EOL.1004', 'delivered'],
  ['EOL.9001', 'exception loss'],
  ['CC.003', 'exception customs'],
  ['RTS.1001', 'return_to_sender'],
  ['RTS.1002', 'return_to_sender returned'],
  ['LMD.4711', 'unknown'],
])('in the Group’s webhooks, %s: %s', (code, expected) => {
  expect(finalStatus(inpost, group(code))).toBe(expected);
});

test('ShipX lists the newest event first', () => {
  expect(eventLines(inpost, shipX('delivered', 'out_for_delivery'))).toEqual([
    '2026-11-23T09:00:00+01:00 out_for_delivery',
    '2026-11-24T09:00:00+01:00 delivered',
  ]);
});

test('a ShipX webhook has one status of one parcel', () => {
  const webhookBody = {
    event_ts: '2026-11-24 10:00:00 +0100',
    event: 'shipment_status_changed',
    payload: { shipment_id: 7, status: 'delivered', tracking_number: NUMBER },
  };
  expect(onlyShipment(inpost, webhookBody)).toMatchObject({
    trackingNumber: NUMBER,
    uniqueId: '7',
  });
  expect(eventLines(inpost, webhookBody)).toEqual(['2026-11-24T10:00:00+01:00 delivered']);
});

test('an entry of the app’s log that is not a status is ignored', () => {
  const at = { date: '2026-11-24T09:00:00+01:00' };
  const log = [
    { type: 'PARCEL_STATUS', name: 'READY_TO_PICKUP', ...at },
    { type: 'PAYMENT', name: 'DELIVERED', ...at },
  ];
  expect(finalStatus(inpost, { shipmentNumber: NUMBER, eventLog: log })).toBe(
    'available_for_pickup',
  );
});

test.each([
  [{ status: 404, error: 'resource_not_found', message: 'Resource not found' }, 'not_found'],
  [{ status: 401, error: 'unauthorized', message: 'Token is missing or invalid.' }, 'error'],
  [{ parcels: [] }, 'not_found'],
])('%j is refused as %s', (body, refusal) => {
  expect(readBody(inpost, body)).toMatchObject({ ok: false, refusal });
});

/** Made with `openssl dgst -sha256 -hmac s3cret` and `openssl dgst -sha256 -sign`, openssl 3. */
describe('a webhook', () => {
  const body = `{"trackingNumber":"${NUMBER}","eventCode":"EOL.1001"}`;
  const ofBody = 'FyqTo/oPiAXO/6gNUARj7lKJ4CYmvUKF9OK64LOqGkA=';
  const ofTimestampAndBody = 'buNz5qajjvvttDDAGtu1BzelKWJNU4yWoO63Wvz7D7g=';
  const publicKey = [
    '-----BEGIN PUBLIC KEY-----',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6+NTeYW++eOKNi5o8ySu',
    'jKlMUnjdkeyuIuEdTv5DtyLez27FqcTMHQ7mqq1Jd936SAywTNc4dkpILkaV5eFK',
    'auZfhWb4M05L9urLbEVhrS9WJviG8pbNPTpv3moyELN6vnyjuXOL8LxUtF/Fa0JX',
    'kT1hZOHVQibT5vgAZBLT9JLp2zjU6IDVXbdXevyAKmX3VJPIrAW553hWYJvM3M9q',
    'zxFb8WbGnzC6XjkN6CBJGmcg5jmso6WdYn2JDGc1DwKRZDZOABOu/3XyQ3/SsqzJ',
    'fBhboUlBd5ni7WuYpHUzjQutZRqDDJoZTr0jkwUydAMFhxNVEeMpZ2mOCpuxUT8z',
    '8wIDAQAB',
    '-----END PUBLIC KEY-----',
  ].join('\n');
  const signedByKey = [
    'FxxW++OKkTziTgpXvwzj79XUQh47l0pD6KU37yEkHOn0VUAYSYz4M4pXFgvz4//+jQrshaMSLqHG31AMNWSDNXH9NPh4',
    'ePOMY+dLROi96/m5I6w1tdB0aT/XNcQ/UC5P2fquXaVgVEU71w8zGbH5Plavua4iHOTY7qQSVWVpc8lZF20veAJxGWtK',
    'O7VP5kC3UXQzAaoqRgWoJNmCttqphKWZ+s4VENeup1JIxyhgC2S+Vwdac9CTa6FXVZjJaMik0zhsg/UHURNFy8hB0pQz',
    'pFtrjM6fWPv8HYe4R+S/5LENze40iCz8r3WC0tw+a8PahVNQltKnl1o/qKcysVaqAg==',
  ].join('');
  /** A MAC whose key is the public key: anyone can make it. */
  const macWithPublicKey = 'HFVJIw3lc6Xx5Q93m4jL5h1TAaFAgLctlTjkuoGYYiU=';

  const isOk = async (headers: Readonly<Record<string, string>>, ...secrets: readonly string[]) =>
    (await inpost.verify(aWebhook(body, headers), secrets)).ok;

  test('is verified by the shop’s secret, over the body or with the time', async () => {
    expect(await isOk({ 'x-inpost-signature': ofBody }, 'old', 's3cret')).toBe(true);
    const timed = { 'x-inpost-signature': ofTimestampAndBody, 'x-inpost-timestamp': '1780000000' };
    expect(await isOk(timed, 's3cret')).toBe(true);
    expect(await isOk({ ...timed, 'x-inpost-timestamp': '1780000001' }, 's3cret')).toBe(false);
    expect(await isOk({ 'x-inpost-signature': ofBody }, 'another')).toBe(false);
  });

  test('is verified by InPost’s public key, which is never a MAC key', async () => {
    expect(await isOk({ 'x-inpost-signature': signedByKey }, publicKey)).toBe(true);
    expect(await isOk({ 'x-inpost-signature': macWithPublicKey }, publicKey)).toBe(false);
    expect(await isOk({ 'x-inpost-signature': signedByKey }, 'no key')).toBe(false);
  });

  test('without a signature, has the shop’s secret in a header', async () => {
    expect(await isOk({ 'x-api-key': 's3cret' }, 's3cret')).toBe(true);
    expect(await isOk({ 'x-api-key': 'guess' }, 's3cret')).toBe(false);
    // A valid key does not make up for a wrong signature.
    const both = { 'x-api-key': 's3cret', 'x-inpost-signature': 'AAAA' };
    expect(await isOk(both, 's3cret')).toBe(false);
  });
});
