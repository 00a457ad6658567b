/** Looking for an SMS of unknown outcome in Twilio's list. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ListedMessage, matchListed } from '../../channels/twilio-look-up.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { anSms } from '../dev/sandbox/messages.ts';
import { twilioFor } from './providers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const SINCE = Date.now();
const { payload } = anSms();
const look = (since = SINCE, provider = twilioFor(sandbox)) =>
  provider.lookUp?.({ notificationId: 'n-2', payload, since });

test('an SMS that Twilio took before the connection broke is found', async () => {
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_after' });
  await twilioFor(sandbox).send(anSms());
  const [sms] = sandbox.ledger.accepted();
  expect(await look()).toEqual({ kind: 'found', providerIds: [sms?.id] });
});

test('an SMS that Twilio did not take is not found', async () => {
  sandbox.faults.inject({ provider: 'twilio', kind: 'reset_before' });
  await twilioFor(sandbox).send(anSms());
  await twilioFor(sandbox).send(anSms({ to: '+4915119999999' }));
  await twilioFor(sandbox).send(anSms({ body: 'Your blanket has arrived.' }));
  expect(await look()).toEqual({ kind: 'none' });
});

test('an earlier SMS of the same words is another one', async () => {
  await twilioFor(sandbox).send(anSms());
  expect(await look(Date.now() + 3_600_000)).toEqual({ kind: 'none' });
});

test('an answer that is no list proves nothing', async () => {
  expect(await look(SINCE, twilioFor(sandbox, { authToken: 'other' }))).toMatchObject({
    kind: 'failed',
    code: '20003',
  });
  await sandbox.stop();
  expect(await look()).toMatchObject({ kind: 'failed', code: 'ECONNREFUSED' });
  sandbox = await startSandbox();
});

const listed = (more: Partial<ListedMessage> = {}): ListedMessage => ({
  sid: 'SM1',
  body: payload.body,
  direction: 'outbound-api',
  dateCreated: new Date(SINCE),
  ...more,
});

test.each([
  ['a trial account’s sentence in front', { body: `Sent from a trial account - ${payload.body}` }],
  ['other quotes and dashes', { body: 'Your “blanket” is out – for delivery' }],
  ['a clock that is a minute behind', { dateCreated: new Date(SINCE - 60_000) }],
])('%s hides no message', (_, more) => {
  expect(matchListed([listed(more)], { body: payload.body, since: SINCE }).kind).toBe('found');
});

test.each([
  ['a customer’s reply', { direction: 'inbound' }, 'none'],
  ['a message of another text', { body: 'Your code is 123456' }, 'none'],
  ['a message whose text Twilio does not keep', { body: '' }, 'failed'],
])('%s: %s', (_, more, kind) => {
  expect(matchListed([listed(more)], { body: payload.body, since: SINCE }).kind).toBe(kind);
});

test('a list that goes on proves nothing', () => {
  const others = Array.from({ length: 1_000 }, () => listed({ body: 'other' }));
  expect(matchListed(others, { body: payload.body, since: SINCE }).kind).toBe('failed');
});
