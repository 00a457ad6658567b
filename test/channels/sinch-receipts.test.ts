/** Webhooks as Sinch documents them, with its signature. */

import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSignedBySinch, readSinchEvent } from '../../channels/sinch-receipts.ts';

const SECRET = 'the HMAC secret';
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const NOW = Date.parse('2026-11-27T12:00:00Z');

function signed(body: string, secret = SECRET) {
  const signature = createHmac('sha256', secret).update(`${body}.nonce-1.1764244800`);
  return {
    body,
    headers: {
      'x-sinch-webhook-signature': signature.digest('base64'),
      'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
      'x-sinch-webhook-signature-nonce': 'nonce-1',
      'x-sinch-webhook-signature-timestamp': '1764244800',
    },
  };
}

test('Sinch’s signature is verified over the body, the nonce and the time', () => {
  const { headers, body } = signed('{}');
  const isTaken = (more: object, text = body) =>
    isSignedBySinch({ headers: { ...headers, ...more }, body: text }, SECRET);
  expect(isTaken({})).toBe(true);
  expect(isTaken({}, '{} ')).toBe(false);
  expect(isTaken({ 'x-sinch-webhook-signature-nonce': 'nonce-2' })).toBe(false);
  expect(isTaken({ 'x-sinch-webhook-signature-timestamp': '1764244801' })).toBe(false);
  expect(isTaken({ 'x-sinch-webhook-signature': '' })).toBe(false);
  expect(isTaken({ 'x-sinch-webhook-signature': 'AAAA' })).toBe(false);
  expect(isSignedBySinch(signed('{}', 'another'), SECRET)).toBe(false);
  expect(isSignedBySinch({ headers: {}, body }, SECRET)).toBe(false);
});

function aReport(more: object = {}): string {
  return JSON.stringify({
    type: 'recipient_delivery_report_sms',
    batch_id: '01FC66621XXXXX119Z8PMV1QPQ',
    recipient: '491701234567',
    status: 'Delivered',
    code: 0,
    at: '2026-11-27T11:00:00.000Z',
    client_reference: ID,
    ...more,
  });
}

test.each([
  ['Dispatched', 401, 'sent', null],
  ['Delivered', 0, 'delivered', null],
  ['DELIVERED', 0, 'delivered', null],
  ['Unknown', 0, 'sent', null],
  ['Aborted', 402, 'failed', '402'],
  ['Aborted', 413, 'failed', '413'],
  ['Cancelled', 407, 'failed', '407'],
  ['Rejected', 8, 'failed', '8'],
  ['Deleted', 34, 'failed', '34'],
  ['Failed', 11, 'failed', '11'],
  ['Expired', 27, 'failed', '27'],
  ['Failed', 'call +491701234567', 'failed', null],
])('an SMS that is %s with the code %s is %s', (status, code, kind, kept) => {
  expect(readSinchEvent(aReport({ status, code }), NOW)).toEqual({
    kind: 'receipt',
    receipt: {
      channel: 'sms',
      notificationId: ID,
      providerId: '01FC66621XXXXX119Z8PMV1QPQ',
      receipt: { kind, at: Date.parse('2026-11-27T11:00:00Z'), code: kept },
      suppress: null,
      event: status.toLowerCase(),
    },
  });
});

test.each([
  { status: 'Queued', code: 400 },
  { status: 'New status' },
  { status: 'constructor' },
  { type: 'delivery_report_sms' },
  { type: 'mo_binary' },
  { type: 'new_type' },
])('%j is ignored', (more) => {
  expect(readSinchEvent(aReport(more), NOW).kind).toBe('ignored');
});

test('a report without our reference or a time is still about the SMS', () => {
  const { client_reference: _, at: __, ...bare } = JSON.parse(aReport());
  expect(readSinchEvent(JSON.stringify(bare), NOW)).toMatchObject({
    receipt: { notificationId: null, receipt: { at: NOW } },
  });
});

test.each([
  '',
  'null',
  '[]',
  '{"type":5}',
  '{"type":"mo_text","body":"STOP"}',
  '{"type":"mo_text","from":"Acme","body":"STOP"}',
  '{"type":"recipient_delivery_report_sms","status":"Delivered"}',
  '{"type":"recipient_delivery_report_sms","batch_id":"1"}',
])('%s is unreadable', (body) => {
  expect(readSinchEvent(body, NOW).kind).toBe('unreadable');
});

test('a reply has a number, with or without a plus, and a text', () => {
  const reply = (from: string) =>
    readSinchEvent(JSON.stringify({ type: 'mo_text', id: '1', from, to: '123', body: 'Hi' }), NOW);
  for (const from of ['491701234567', '+491701234567']) {
    const expected = { from, text: 'Hi', optOutType: null };
    expect(reply(from)).toEqual({ kind: 'reply', reply: expected });
  }
});
