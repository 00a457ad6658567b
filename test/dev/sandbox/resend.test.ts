import { Resend } from 'resend';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../dev/sandbox/sandbox.ts';

let sandbox: Sandbox;
let resend: Resend;
let clock: number;

async function restart(options: SandboxOptions = {}) {
  await sandbox?.stop();
  sandbox = await startSandbox({ receiptDelayMs: 1, now: () => clock, ...options });
  resend = new Resend(sandbox.credentials.resendApiKey, { baseUrl: sandbox.url });
}
beforeEach(async () => {
  clock = Date.parse('2026-10-01T12:00:00Z');
  await restart();
});
afterEach(() => sandbox.stop());

const email = {
  from: 'Hearth & Loom <hello@hearth.shop>',
  to: 'ann@post.eu',
  subject: 'On its way',
  text: 'It left us today.',
};
const HOUR_MS = 3_600_000;

test('an accepted email can be retrieved', async () => {
  const { data } = await resend.emails.send(email);
  await sandbox.settled();
  expect((await resend.emails.get(data?.id ?? '')).data).toMatchObject({
    object: 'email',
    id: data?.id,
    from: email.from,
    to: [email.to],
    subject: email.subject,
    text: email.text,
    last_event: 'delivered',
  });
});

test('an unknown email is not found', async () => {
  const { error } = await resend.emails.get('4ef9a417-02e9-4d39-ad75-9611e0fcc33c');
  expect(error).toMatchObject({ statusCode: 404, name: 'not_found' });
});

describe('idempotency keys', () => {
  const options = { idempotencyKey: 'order/1042' };

  test('are valid for 24 hours', async () => {
    const first = await resend.emails.send(email, options);
    clock += 24 * HOUR_MS - 1;
    expect((await resend.emails.send(email, options)).data).toEqual(first.data);
    clock += 1;
    expect((await resend.emails.send(email, options)).data).not.toEqual(first.data);
    expect(sandbox.ledger.counts()).toEqual({ 'order/1042': 2 });
  });

  test('refuse another payload', async () => {
    await resend.emails.send(email, options);
    const { error } = await resend.emails.send({ ...email, subject: 'Changed' }, options);
    expect(error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' });
  });

  test('are in use until the first request is answered', async () => {
    sandbox.faults.inject({ provider: 'resend', kind: 'slow', ms: 200 });
    const first = resend.emails.send(email, options);
    await expect.poll(() => sandbox.ledger.accepted()).toHaveLength(1);
    const { error } = await resend.emails.send(email, options);
    expect(error).toMatchObject({ statusCode: 409, name: 'concurrent_idempotent_requests' });
    expect((await resend.emails.send(email, options)).error?.statusCode).toBe(409);
    const { data } = await first;
    expect((await resend.emails.send(email, options)).data).toEqual(data);
  });

  test('are not used up by a refused request', async () => {
    await resend.emails.send({ ...email, to: 'ann@example.com' }, options);
    expect((await resend.emails.send(email, options)).data).toBeTruthy();
  });

  test('have at most 256 characters', async () => {
    const key = (length: number) => ({ idempotencyKey: 'k'.repeat(length) });
    expect((await resend.emails.send(email, key(256))).error).toBeNull();
    const { error } = await resend.emails.send(email, key(257));
    expect(error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' });
  });
});

test('with a limit of one request per second, the second request is refused', async () => {
  await restart({ resendRequestsPerSecond: 1 });
  const first = await resend.emails.send(email);
  expect(first.headers).toMatchObject({
    'ratelimit-limit': '1',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '1',
  });
  const second = await resend.emails.send(email);
  expect(second.error).toMatchObject({ statusCode: 429, name: 'rate_limit_exceeded' });
  expect(second.headers).toMatchObject({ 'retry-after': '1' });
  clock += 1000;
  expect((await resend.emails.send(email)).error).toBeNull();
});

test.each([
  ['no recipient’s domain that is blocked', { to: 'ann@example.com' }, 'validation_error'],
  ['nor another', { to: 'Ann <ann@TEST.com>' }, 'validation_error'],
  ['nor in copy', { cc: 'ann@example.com' }, 'validation_error'],
  ['no sender without a domain', { from: 'Hearth & Loom' }, 'validation_error'],
  ['no recipient without a domain', { to: 'ann' }, 'validation_error'],
  ['no recipients at all', { to: [] }, 'validation_error'],
  ['no more than fifty', { to: Array(51).fill('ann@post.eu') }, 'validation_error'],
  ['no subject of two lines', { subject: 'a\r\nBcc: b@post.eu' }, 'validation_error'],
  ['no tag with a blank', { tags: [{ name: 'a b', value: 'c' }] }, 'validation_error'],
  ['no tag without a value', { tags: [{ name: 'a', value: '' }] }, 'validation_error'],
  ['no email without a sender', { from: undefined }, 'missing_required_field'],
  ['no email without a subject', { subject: undefined }, 'missing_required_field'],
  ['no email without a body', { text: undefined }, 'missing_required_field'],
  ['nothing it does not know', { scheduledAt: 'tomorrow' }, 'validation_error'],
])('%s is accepted', async (_, changes, name) => {
  const { error } = await resend.emails.send({ ...email, ...changes } as typeof email);
  expect(error).toMatchObject({ statusCode: 422, name });
  expect(sandbox.ledger.accepted()).toEqual([]);
});

test('a sender whose domain is not verified is refused', async () => {
  await restart({ verifiedDomains: ['hearth.shop'] });
  expect((await resend.emails.send(email)).error).toBeNull();
  const { error } = await resend.emails.send({ ...email, from: 'hello@elsewhere.shop' });
  expect(error).toMatchObject({ statusCode: 403, name: 'validation_error' });
});

test('an unknown API key is refused', async () => {
  const { error } = await new Resend('re_x', { baseUrl: sandbox.url }).emails.send(email);
  expect(error).toMatchObject({
    statusCode: 401,
    name: 'validation_error',
    message: 'API key is invalid',
  });
  const response = await fetch(`${sandbox.url}/emails`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ name: 'missing_api_key' });
});
