/** Signatures made by the providers' own packages, and bodies as the providers document them. */

import { Webhook } from 'svix';
import twilio from 'twilio';
import { expect, test } from 'vitest';
import { isSignedByResend, readResendEvent } from '../../channels/resend-receipts.ts';
import {
  isSignedByTwilio,
  readTwilioReply,
  readTwilioStatus,
} from '../../channels/twilio-receipts.ts';

const SECRET = `whsec_${Buffer.from('the secret of the tests').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret').toString('base64')}`;
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const NOW = Date.parse('2026-11-27T12:00:00Z');

interface Signing {
  readonly secret?: string;
  readonly ageSeconds?: number;
}

function signed(body: string, { secret = SECRET, ageSeconds = 0 }: Signing = {}) {
  const at = new Date(Date.now() - ageSeconds * 1_000);
  return {
    body,
    headers: {
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'svix-signature': new Webhook(secret).sign('msg_1', at, body),
    },
  };
}

test('Svix’s signature is verified over the id, the time and the body', () => {
  const request = signed('{}');
  const { headers } = request;
  expect(isSignedByResend(request, SECRET)).toBe(true);
  expect(isSignedByResend(request, OTHER)).toBe(false);
  expect(isSignedByResend({ headers, body: '{} ' }, SECRET)).toBe(false);
  expect(
    isSignedByResend({ headers: { ...headers, 'svix-id': 'msg_2' }, body: '{}' }, SECRET),
  ).toBe(false);
  expect(isSignedByResend({ headers: {}, body: '{}' }, SECRET)).toBe(false);
  expect(isSignedByResend(request, 'not base64!')).toBe(false);
});

test('one of several signatures is enough', () => {
  const { headers, body } = signed('{}');
  const several = `v1,AAAA v2,x v1 ${signed('{}', { secret: OTHER }).headers['svix-signature']}`;
  const both = `${several} ${headers['svix-signature']}`;
  expect(isSignedByResend({ headers: { ...headers, 'svix-signature': both }, body }, SECRET)).toBe(
    true,
  );
  expect(
    isSignedByResend({ headers: { ...headers, 'svix-signature': several }, body }, SECRET),
  ).toBe(false);
});

test.each([
  [290, true],
  [310, false],
  [-290, true],
  [-310, false],
])('a signature that is %i seconds old is taken: %s', (ageSeconds, isTaken) => {
  expect(isSignedByResend(signed('{}', { ageSeconds }), SECRET)).toBe(isTaken);
});

function anEvent(type: string, data: object = {}): string {
  return JSON.stringify({
    type,
    created_at: '2026-11-27T11:00:00.000Z',
    data: { email_id: 'e1', tags: { notification_id: ID }, to: ['ada@shop.example'], ...data },
  });
}

const permanent = {
  bounce: { type: 'Permanent', subType: 'General', message: 'for ada@x.example' },
};
const transient = { bounce: { type: 'Transient', subType: 'MailboxFull' } };

test.each([
  ['email.sent', {}, 'sent', null, null],
  ['email.delivery_delayed', {}, 'delayed', null, null],
  ['email.delivered', {}, 'delivered', null, null],
  ['email.bounced', permanent, 'bounced', 'Permanent/General', 'bounced'],
  ['email.bounced', transient, 'bounced', 'Transient/MailboxFull', null],
  ['email.bounced', {}, 'bounced', null, null],
  [
    'email.failed',
    { failed: { reason: 'reached_daily_quota' } },
    'failed',
    'reached_daily_quota',
    null,
  ],
  [
    'email.suppressed',
    { suppressed: { reason: 'previous_bounce' } },
    'failed',
    'suppressed',
    'bounced',
  ],
  [
    'email.suppressed',
    { suppressed: { reason: 'previous_complaint' } },
    'failed',
    'suppressed',
    'complained',
  ],
  ['email.complained', {}, 'complained', null, 'complained'],
])('%s with %j is %s', (type, data, kind, code, suppress) => {
  expect(readResendEvent(anEvent(type, data), NOW)).toEqual({
    kind: 'receipt',
    receipt: {
      channel: 'email',
      notificationId: ID,
      providerId: 'e1',
      receipt: { kind, at: Date.parse('2026-11-27T11:00:00Z'), code },
      suppress,
      event: type,
    },
  });
});

test.each(['email.opened', 'email.clicked', 'email.scheduled', 'domain.updated', 'toString'])(
  '%s is ignored',
  (type) => {
    expect(readResendEvent(anEvent(type), NOW)).toEqual({ kind: 'ignored', event: type });
  },
);

test('an event without our tag or a time is still about the email', () => {
  const body = anEvent('email.delivered', { tags: { notification_id: 'x' } });
  const timeless = body.replace('2026-11-27T11:00:00.000Z', 'soon');
  expect(readResendEvent(timeless, NOW)).toMatchObject({
    receipt: { notificationId: null, providerId: 'e1', receipt: { at: NOW } },
  });
});

test.each([
  '',
  'null',
  '[]',
  '"email.sent"',
  '{"type":5}',
  '{"type":"email.sent"}',
  '{"type":"email.sent","data":[]}',
  '{"type":"email.sent","data":{"email_id":7}}',
])('%s is unreadable', (body) => {
  expect(readResendEvent(body, NOW).kind).toBe('unreadable');
});

const TOKEN = 'the auth token';
const URL = 'https://wismr.example/webhooks/twilio/status?notification=1';

test('Twilio’s signature is verified over the public address and all fields', () => {
  const fields = { MessageSid: 'SM1', MessageStatus: 'sent', NewField: 'ä b&c' };
  const signature = twilio.getExpectedTwilioSignature(TOKEN, URL, fields);
  const body = new URLSearchParams(fields).toString();
  expect(isSignedByTwilio({ signature, url: URL, body }, TOKEN)).toBe(true);
  expect(isSignedByTwilio({ signature, url: URL, body }, 'another')).toBe(false);
  expect(isSignedByTwilio({ signature, url: `${URL}2`, body }, TOKEN)).toBe(false);
  expect(isSignedByTwilio({ signature, url: URL, body: `${body}&More=1` }, TOKEN)).toBe(false);
  expect(isSignedByTwilio({ signature: '', url: URL, body }, TOKEN)).toBe(false);
});

test.each([
  ['sent', '', 'sent', null, null],
  ['delivered', '', 'delivered', null, null],
  ['read', '', 'delivered', null, null],
  ['undelivered', '30005', 'failed', '30005', null],
  ['failed', '21610', 'failed', '21610', 'opted_out'],
  ['failed', 'call +491701234567', 'failed', null, null],
])('an SMS that is %s with the code “%s” is %s', (status, errorCode, kind, code, suppress) => {
  const body = new URLSearchParams({
    MessageSid: 'SM1',
    MessageStatus: status,
    ErrorCode: errorCode,
  }).toString();
  expect(readTwilioStatus(body, ID, NOW)).toMatchObject({
    receipt: { notificationId: ID, receipt: { kind, at: NOW, code }, suppress },
  });
});

test('a callback about RCS is read like one about SMS', () => {
  const read = new URLSearchParams({
    AccountSid: `AC${'0'.repeat(32)}`,
    ChannelInstallSid: `XE${'0'.repeat(32)}`,
    ChannelPrefix: 'rcs',
    EventType: 'READ',
    From: 'rcs:acme_agent',
    MessageSid: 'SM1',
    MessageStatus: 'read',
    MessagingServiceSid: `MG${'0'.repeat(32)}`,
    SmsSid: 'SM1',
    SmsStatus: 'read',
    To: '+491701234567',
  });
  expect(readTwilioStatus(read.toString(), ID, NOW)).toMatchObject({
    kind: 'receipt',
    receipt: { channel: 'sms', providerId: 'SM1', receipt: { kind: 'delivered', code: null } },
  });
  read.set('MessageStatus', 'queued');
  expect(readTwilioStatus(read.toString(), ID, NOW).kind).toBe('ignored');
});

test('statuses before a message is sent, and forms without one, are no receipts', () => {
  expect(readTwilioStatus('MessageSid=SM1&MessageStatus=queued', ID, NOW).kind).toBe('ignored');
  expect(readTwilioStatus('MessageSid=SM1&MessageStatus=hasOwnProperty', ID, NOW).kind).toBe(
    'ignored',
  );
  expect(readTwilioStatus('MessageStatus=sent', ID, NOW).kind).toBe('unreadable');
  expect(readTwilioStatus('MessageSid=SM1', ID, NOW).kind).toBe('unreadable');
  expect(readTwilioStatus('', undefined, NOW).kind).toBe('unreadable');
});

test('a reply has a number, a text and what Twilio made of it', () => {
  const reply = (form: Record<string, string>) =>
    readTwilioReply(new URLSearchParams(form).toString());
  expect(reply({ From: '+491701234567', Body: 'Hi', OptOutType: 'HELP' })).toEqual({
    from: '+491701234567',
    text: 'Hi',
    optOutType: 'HELP',
  });
  expect(reply({ From: 'whatsapp:+491701234567' })).toMatchObject({
    from: '+491701234567',
    text: '',
  });
  expect(reply({ From: 'rcs:+491701234567', To: 'rcs:acme_agent', Body: 'STOP' })).toMatchObject({
    from: '+491701234567',
    text: 'STOP',
  });
  expect(reply({ From: 'Anonymous', Body: 'STOP' })).toBeNull();
  expect(reply({ Body: 'STOP' })).toBeNull();
});
