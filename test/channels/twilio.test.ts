import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTwilio } from '../../channels/twilio.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { anSms } from '../dev/sandbox/messages.ts';
import { startReceiver } from '../dev/sandbox/receiver.ts';
import { twilioFor } from './providers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const sent = () => sandbox.ledger.accepted({ provider: 'twilio' });
const optionsOf = ({ url, credentials }: Sandbox) => ({
  accountSid: credentials.twilioAccountSid,
  authToken: credentials.twilioAuthToken,
  baseUrl: url,
  timeoutMs: 20_000,
});

test('an SMS arrives unchanged, and its callback URL names its notification', async () => {
  await twilioFor(sandbox).send(anSms());
  expect(sent()).toMatchObject([
    {
      notificationId: 'n-2',
      from: '+15005550006',
      to: ['+4915112345678'],
      body: 'Your blanket is out for delivery.',
      statusCallback: 'http://127.0.0.1:9/hooks/twilio?notification=n-2',
      validitySeconds: null,
    },
  ]);
});

test('a messaging service can send instead of a number', async () => {
  const messagingServiceSid = `MG${'0'.repeat(32)}`;
  const statusCallbackUrl = () => null;
  const { send } = createTwilio({ ...optionsOf(sandbox), messagingServiceSid, statusCallbackUrl });
  expect(await send(anSms())).toMatchObject({ kind: 'accepted' });
  expect(sent()).toMatchObject([{ messagingServiceSid, statusCallback: null }]);
});

test('a messaging service with an RCS sender reaches phones by RCS, and the others by SMS', async () => {
  const withRcs = await startSandbox({ receiptDelayMs: 1, rcsPhones: ['+4915112345678'] });
  const receiver = await startReceiver();
  const { send } = createTwilio({
    ...optionsOf(withRcs),
    messagingServiceSid: `MG${'0'.repeat(32)}`,
    statusCallbackUrl: (id) => `${receiver.url}/status?notification=${id}`,
  });
  await send(anSms());
  await send(anSms({ to: '+4915187654321' }));
  await withRcs.settled();
  const forms = receiver.received.map(({ body }) => new URLSearchParams(body));
  const statusesOf = (person: string) =>
    forms.filter((form) => form.get('To') === person).map((form) => form.get('MessageStatus'));
  expect(statusesOf('+4915112345678')).toEqual(['queued', 'sent', 'delivered', 'read']);
  expect(statusesOf('+4915187654321')).toEqual(['sent', 'delivered']);
  const read = forms.find((form) => form.get('MessageStatus') === 'read');
  expect(Object.fromEntries(read ?? [])).toMatchObject({
    From: 'rcs:wismr_sandbox',
    ChannelPrefix: 'rcs',
    EventType: 'READ',
  });
  const senders = withRcs.ledger.accepted().map((message) => message.from);
  expect(senders).toEqual(['rcs:wismr_sandbox', '+15005550006']);
  await withRcs.stop();
  await receiver.stop();
});

test.each(['+4915112345678', 'rcs:+4915112345678'])('an SMS by RCS to %s is found', async (to) => {
  const withRcs = await startSandbox({ receiptDelayMs: 1, rcsPhones: ['+4915112345678'] });
  const provider = createTwilio({
    ...optionsOf(withRcs),
    messagingServiceSid: `MG${'0'.repeat(32)}`,
    statusCallbackUrl: () => null,
  });
  const since = Date.now();
  withRcs.faults.inject({ provider: 'twilio', kind: 'reset_after' });
  expect(await provider.send(anSms())).toMatchObject({ kind: 'unknown' });
  const [message] = withRcs.ledger.accepted();
  withRcs.ledger.clear();
  if (message) withRcs.ledger.add({ ...message, to: [to] });
  const found = await provider.lookUp?.({ ...anSms(), since });
  expect(found).toEqual({ kind: 'found', providerIds: [message?.id] });
  await withRcs.stop();
});

test.each([
  [600, 600],
  [600.9, 600],
  [0, 1],
  [90_000, 36_000],
])('a validity of %d seconds becomes %d, within Twilio’s limits', async (given, asked) => {
  await twilioFor(sandbox).send(anSms({ validitySeconds: given }));
  expect(sent()).toMatchObject([{ validitySeconds: asked }]);
});

test('the callback URL asks Twilio to retry failed callbacks', async () => {
  const server = await startReceiver();
  const statusCallbackUrl = (id: string) => `https://hearth.shop/hooks?notification=${id}`;
  const options = { ...optionsOf(sandbox), baseUrl: server.url, from: '+15005550006' };
  await createTwilio({ ...options, statusCallbackUrl }).send(anSms());
  await server.stop();
  const callback = new URLSearchParams(server.received[0]?.body).get('StatusCallback');
  expect(callback).toBe('https://hearth.shop/hooks?notification=n-2#rc=5&rp=all');
});

test('a send that never connects to Twilio may be retried', async () => {
  const away = await startSandbox();
  await away.stop();
  expect(await twilioFor(away).send(anSms())).toMatchObject({
    kind: 'retry',
    code: 'ECONNREFUSED',
  });
});

test('a success without a readable body is an unknown outcome', async () => {
  const server = await startReceiver();
  const options = { ...optionsOf(sandbox), baseUrl: server.url, from: '+15005550006' };
  const outcome = await createTwilio({ ...options, statusCallbackUrl: () => null }).send(anSms());
  await server.stop();
  expect(outcome).toMatchObject({ kind: 'unknown' });
});

test('a bug in our own code is thrown, not returned as an outcome', async () => {
  const statusCallbackUrl = () => {
    throw new Error('no public URL');
  };
  const { send } = createTwilio({ ...optionsOf(sandbox), from: '+15005550006', statusCallbackUrl });
  await expect(send(anSms())).rejects.toThrow('no public URL');
});
