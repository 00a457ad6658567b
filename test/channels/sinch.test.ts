import { afterEach, beforeEach, expect, test } from 'vitest';
import { outcomeOfError } from '../../channels/outcomes.ts';
import { createSinch } from '../../channels/sinch.ts';
import { SINCH_ERRORS } from '../../channels/sinch-errors.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { anSms } from '../dev/sandbox/messages.ts';
import { startReceiver } from '../dev/sandbox/receiver.ts';
import { sinchFor } from './providers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const sent = () => sandbox.ledger.accepted({ provider: 'sinch' });
const OPTIONS = {
  servicePlanId: 'plan',
  apiToken: 'token',
  region: 'eu',
  from: 'Acme',
  timeoutMs: 20_000,
  callbackUrl: null,
} as const;

test('an SMS arrives unchanged, with its notification as reference', async () => {
  await sinchFor(sandbox).send(anSms());
  expect(sent()).toMatchObject([
    {
      notificationId: 'n-2',
      from: '+15005550006',
      to: ['+4915112345678'],
      body: 'Your blanket is out for delivery.',
      statusCallback: 'http://127.0.0.1:9/hooks/sinch',
      validitySeconds: null,
    },
  ]);
});

test.each([
  [600, 600],
  [0, 1],
  [400_000, 259_200],
])('a validity of %d seconds becomes %d, three days at most', async (given, asked) => {
  await sinchFor(sandbox).send(anSms({ validitySeconds: given }));
  const [message] = sent();
  const validity = message && 'validitySeconds' in message ? message.validitySeconds : null;
  expect(Math.abs((validity ?? 0) - asked)).toBeLessThanOrEqual(2);
});

test('the request has the token, and its connection is used once', async () => {
  const server = await startReceiver();
  await createSinch({ ...OPTIONS, baseUrl: `${server.url}/` }).send(anSms());
  await server.stop();
  const [{ path = '', headers = {}, body = '' } = {}] = server.received;
  expect(path).toBe('/xms/v1/plan/batches');
  expect(headers).toMatchObject({ authorization: 'Bearer token', connection: 'close' });
  expect(JSON.parse(body)).toEqual({
    type: 'mt_text',
    from: 'Acme',
    to: ['+4915112345678'],
    body: 'Your blanket is out for delivery.',
    client_reference: 'n-2',
    delivery_report: 'none',
  });
});

test('a success without a readable body is an unknown outcome', async () => {
  const server = await startReceiver();
  const outcome = await createSinch({ ...OPTIONS, baseUrl: server.url }).send(anSms());
  await server.stop();
  expect(outcome).toMatchObject({ kind: 'unknown', code: 'no_id' });
});

test('a send that never connects to Sinch may be retried', async () => {
  const away = await startSandbox();
  await away.stop();
  expect(await sinchFor(away).send(anSms())).toMatchObject({ kind: 'retry', code: 'ECONNREFUSED' });
});

test('a bug in our own code is thrown, not returned as an outcome', async () => {
  const { send } = createSinch({ ...OPTIONS, baseUrl: 'no url' });
  await expect(send(anSms())).rejects.toThrow('Invalid URL');
});

const permanent = { kind: 'refused', scope: 'permanent' };
const configuration = { kind: 'refused', scope: 'configuration' };
const held = { kind: 'refused', scope: 'held' };

test.each([
  ['syntax_invalid_json', 400, 'Invalid JSON', configuration],
  ['syntax_invalid_parameter_format', 400, 'to: must be an MSISDN', permanent],
  ['syntax_invalid_parameter_format', 400, 'from: must be an MSISDN', configuration],
  ['syntax_invalid_parameter_format', 400, 'something else', held],
  ['syntax_constraint_violation', 400, 'body: 1 to 2000 characters', permanent],
  ['syntax_constraint_violation', 400, 'callback_url: too long', configuration],
  ['unknown_group', 403, 'Unknown group', permanent],
  ['unknown_campaign', 403, 'Unknown campaign', configuration],
  ['missing_callback_url', 403, 'No URL', configuration],
  ['http_401', 401, 'Sinch answered 401', configuration],
  ['http_402', 402, 'Sinch answered 402', configuration],
  ['http_403', 403, 'Sinch answered 403', configuration],
  ['http_404', 404, 'Sinch answered 404', configuration],
  ['http_405', 405, 'Sinch answered 405', configuration],
  ['http_415', 415, 'Sinch answered 415', configuration],
  ['http_429', 429, 'Sinch answered 429', { kind: 'retry', afterMs: null }],
  ['http_500', 500, 'Sinch answered 500', { kind: 'unknown' }],
  ['http_503', 503, 'Sinch answered 503', { kind: 'unknown' }],
])('Sinch’s error %s (%i, “%s”)', (code, status, message, expected) => {
  const error = { code, status, message, retryAfterMs: null };
  expect(outcomeOfError(error, SINCH_ERRORS)).toEqual({ ...expected, code, detail: message });
});

const lookUp = (provider = sinchFor(sandbox)) =>
  provider.lookUp?.({ ...anSms(), since: Date.now() - 60_000 });

test('an SMS that Sinch took before the connection broke is found', async () => {
  sandbox.faults.inject({ provider: 'sinch', kind: 'reset_after' });
  await sinchFor(sandbox).send(anSms());
  expect(await lookUp()).toEqual({ kind: 'found', providerIds: [sent()[0]?.id] });
});

test('an SMS that Sinch did not take is not found, whatever else it sent to the number', async () => {
  await sinchFor(sandbox).send(anSms({ notificationId: 'n-3' }));
  sandbox.faults.inject({ provider: 'sinch', kind: 'reset_before' });
  await sinchFor(sandbox).send(anSms());
  expect(await lookUp()).toEqual({ kind: 'none' });
});

test('a look-up that fails proves nothing', async () => {
  expect(await lookUp(sinchFor(sandbox, { apiToken: 'other' }))).toMatchObject({
    kind: 'failed',
    code: 'http_401',
  });
  const away = await startSandbox();
  await away.stop();
  expect(await lookUp(sinchFor(away))).toMatchObject({ kind: 'failed', code: 'ECONNREFUSED' });
  const server = await startReceiver();
  const provider = createSinch({ ...OPTIONS, baseUrl: server.url });
  expect(await lookUp(provider)).toMatchObject({ kind: 'failed' });
  await server.stop();
});
