import { Resend } from 'resend';
import { Webhook } from 'svix';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../dev/sandbox/sandbox.ts';
import { resendFor, twilioFor } from '../../channels/providers.ts';
import { anEmail, anSms } from './messages.ts';
import { startReceiver } from './receiver.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;
beforeEach(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({
    receiptDelayMs: 1,
    resendWebhookUrl: `${receiver.url}/hooks/resend`,
    twilioInboundUrl: `${receiver.url}/hooks/replies`,
  });
});
afterEach(async () => {
  await sandbox.stop();
  await receiver.stop();
});

describe('Resend’s events', () => {
  const types = () => receiver.received.map(({ body }) => JSON.parse(body).type);
  const sendTo = async (to: string) => {
    await resendFor(sandbox).send(anEmail({ to, key: `to/${to}` }));
    await sandbox.settled();
  };

  test.each([
    ['ann@post.eu', ['email.sent', 'email.delivered']],
    ['delivered@resend.dev', ['email.sent', 'email.delivered']],
    ['bounced@resend.dev', ['email.sent', 'email.bounced']],
    ['bounced+order-1042@resend.dev', ['email.sent', 'email.bounced']],
    ['complained@resend.dev', ['email.sent', 'email.delivered', 'email.complained']],
    ['suppressed@resend.dev', ['email.sent', 'email.suppressed']],
  ])('report what happened to an email to %s', async (to, expected) => {
    await sendTo(to);
    expect(types()).toEqual(expected);
  });

  test('have a valid Svix signature', async () => {
    await sendTo('ann@post.eu');
    const { resendWebhookSecret: secret } = sandbox.credentials;
    const [{ headers = {}, body = '' } = {}] = receiver.received;
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'email.sent' });
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });

  test('pass the check of Resend’s own SDK, and carry the tags', async () => {
    await sendTo('bounced@resend.dev');
    const { headers = {}, body = '' } = receiver.received[1] ?? {};
    const event = new Resend('re_x').webhooks.verify({
      payload: body,
      webhookSecret: sandbox.credentials.resendWebhookSecret,
      headers: {
        id: headers['svix-id'] ?? '',
        timestamp: headers['svix-timestamp'] ?? '',
        signature: headers['svix-signature'] ?? '',
      },
    });
    expect(event).toMatchObject({
      type: 'email.bounced',
      data: {
        email_id: sandbox.ledger.accepted()[0]?.id,
        to: ['bounced@resend.dev'],
        tags: { shop: 'hearth', notification_id: 'n-1' },
        bounce: { type: 'Permanent' },
      },
    });
  });

  test('report an address that bounced before as suppressed', async () => {
    sandbox.faults.inject({ provider: 'resend', kind: 'undelivered' });
    await sendTo('ann@post.eu');
    await sendTo('Ann <ann@post.eu>');
    expect(types()).toEqual(['email.sent', 'email.bounced', 'email.sent', 'email.suppressed']);
  });

  test('arrive even if the response was lost', async () => {
    sandbox.faults.inject({ provider: 'resend', kind: 'reset_after' });
    await sendTo('ann@post.eu');
    expect(types()).toEqual(['email.sent', 'email.delivered']);
  });
});

describe('Twilio’s callbacks', () => {
  const send = async () => {
    const { credentials, url } = sandbox;
    const client = twilio(credentials.twilioAccountSid, credentials.twilioAuthToken);
    client.api.baseUrl = url;
    await client.messages.create({
      to: '+4915112345678',
      from: '+15005550006',
      body: 'Out for delivery.',
      statusCallback: `${receiver.url}/hooks/twilio?notification=n-2#rc=5&rp=all`,
    });
    await sandbox.settled();
  };
  const forms = () =>
    receiver.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

  test('report that an SMS was sent and delivered, but not that it was queued', async () => {
    await send();
    expect(receiver.received.map(({ path }) => path)).toEqual([
      '/hooks/twilio?notification=n-2',
      '/hooks/twilio?notification=n-2',
    ]);
    const MessageSid = sandbox.ledger.accepted()[0]?.id;
    expect(forms()).toMatchObject([
      { MessageSid, MessageStatus: 'sent', To: '+4915112345678' },
      { MessageSid, MessageStatus: 'delivered' },
    ]);
  });

  test('are signed over the URL without its fragment', async () => {
    await send();
    const { twilioAuthToken } = sandbox.credentials;
    const signature = receiver.received[0]?.headers['x-twilio-signature'] ?? '';
    const url = `${receiver.url}/hooks/twilio?notification=n-2`;
    const form = forms()[0] ?? {};
    expect(twilio.validateRequest(twilioAuthToken, signature, url, form)).toBe(true);
    expect(twilio.validateRequest(twilioAuthToken, signature, `${url}#rc=5`, form)).toBe(false);
    const forged = { ...form, MessageStatus: 'delivered' };
    expect(twilio.validateRequest(twilioAuthToken, signature, url, forged)).toBe(false);
  });

  test('report why an SMS was not delivered', async () => {
    sandbox.faults.inject({ provider: 'twilio', kind: 'undelivered', code: 30005 });
    await send();
    expect(forms()[1]).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30005' });
  });

  test('have the operator’s time of an SMS that was delivered', async () => {
    await send();
    expect(forms()[0]).not.toHaveProperty('RawDlrDoneDate');
    expect(forms()[1]).toMatchObject({ RawDlrDoneDate: expect.stringMatching(/^\d{10}$/) });
    expect(forms()[1]).not.toHaveProperty('ChannelPrefix');
  });

  test('carry a customer’s reply', async () => {
    sandbox.reply({ from: '+4915112345678', to: '+15005550006', body: 'Stop' });
    await sandbox.settled();
    const [{ path = '', headers = {} } = {}] = receiver.received;
    expect(path).toBe('/hooks/replies');
    expect(forms()[0]).toMatchObject({ From: '+4915112345678', To: '+15005550006', Body: 'Stop' });
    expect(
      twilio.validateRequest(
        sandbox.credentials.twilioAuthToken,
        headers['x-twilio-signature'] ?? '',
        `${receiver.url}/hooks/replies`,
        forms()[0] ?? {},
      ),
    ).toBe(true);
  });

  test('report how a messaging service understood a reply', async () => {
    sandbox.reply({ from: '+4915112345678', to: `MG${'0'.repeat(32)}`, body: 'STOP' });
    await sandbox.settled();
    expect(forms()).toMatchObject([{ OptOutType: 'STOP' }]);
  });
});

test('a receiver that does not answer is recorded, and breaks nothing', async () => {
  sandbox.webhooks.resend = { url: 'http://127.0.0.1:9/', secret: `whsec_${btoa('a'.repeat(24))}` };
  await resendFor(sandbox).send(anEmail());
  await twilioFor(sandbox).send(anSms());
  await sandbox.settled();
  expect(sandbox.deliveries().map(({ status }) => status)).toEqual([null, null, null, null]);
});
