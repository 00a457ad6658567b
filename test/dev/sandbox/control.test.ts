import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../dev/sandbox/sandbox.ts';
import { resendFor, twilioFor } from '../../channels/providers.ts';
import { anEmail, anSms } from './messages.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const call = (path: string, method = 'GET', body?: unknown) =>
  fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('from another process', () => {
  test('a test counts the accepted messages by key', async () => {
    await resendFor(sandbox).send(anEmail({ key: 'a' }));
    await resendFor(sandbox).send(anEmail({ key: 'a' }));
    await twilioFor(sandbox).send(anSms({ notificationId: 'n-7' }));
    await twilioFor(sandbox).send(anSms({ notificationId: 'n-7' }));
    const ledger = await (await call('/ledger')).json();
    expect(ledger).toMatchObject({ count: 3, counts: { a: 1, 'n-7': 2 } });
  });

  test.each([
    ['?provider=resend', 1],
    ['?to=%2B4915112345678', 1],
    ['?key=n-2', 1],
    ['?to=nobody@post.eu', 0],
  ])('a test filters the ledger: %s', async (query, count) => {
    await resendFor(sandbox).send(anEmail());
    await twilioFor(sandbox).send(anSms());
    expect(await (await call(`/ledger${query}`)).json()).toMatchObject({ count });
  });

  test('a test injects faults, and clears them', async () => {
    const fault = { provider: 'resend', kind: 'error_before', times: 2 };
    expect((await call('/faults', 'POST', fault)).status).toBe(201);
    expect(await resendFor(sandbox).send(anEmail())).toMatchObject({ kind: 'unknown' });
    await call('/faults', 'DELETE');
    expect(await resendFor(sandbox).send(anEmail())).toMatchObject({ kind: 'accepted' });
  });

  test('a test replies as a customer', async () => {
    const reply = { from: '+4915112345678', to: '+15005550006', body: 'STOP' };
    expect((await call('/replies', 'POST', reply)).status).toBe(202);
    expect(await twilioFor(sandbox).send(anSms())).toMatchObject({ code: '21610' });
  });

  test('a test sets where webhooks go', async () => {
    await call('/webhooks', 'PUT', { twilioInbound: 'http://127.0.0.1:9/in' });
    const twilioInbound = 'http://127.0.0.1:9/in';
    expect(sandbox.webhooks).toEqual({ resend: null, twilioInbound, sinchInbound: null });
  });

  test.each([
    ['/faults', 'POST', { provider: 'resend', kind: 'bad_luck' }],
    ['/faults', 'POST', { provider: 'resend', kind: 'slow' }],
    ['/replies', 'POST', { from: '+4915112345678' }],
    ['/webhooks', 'PUT', { resend: { url: 'nowhere' } }],
    ['/ledger?provider=post', 'GET', undefined],
  ])('the response says what is wrong with %s', async (path, method, body) => {
    const response = await call(path, method, body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('faults', () => {
  test('occur in the order in which they were injected, each as often as requested', async () => {
    const { faults } = sandbox;
    faults.inject({ provider: 'twilio', kind: 'throttle', times: 2 });
    faults.inject({ provider: 'twilio', kind: 'error_before' });
    const kinds: string[] = [];
    for (let n = 0; n < 4; n += 1) kinds.push((await twilioFor(sandbox).send(anSms())).kind);
    expect(kinds).toEqual(['retry', 'retry', 'unknown', 'accepted']);
  });

  test('can be limited to some recipients and to one provider', async () => {
    sandbox.faults.inject({ provider: 'resend', kind: 'error_before', to: 'bo@' });
    expect(await twilioFor(sandbox).send(anSms())).toMatchObject({ kind: 'accepted' });
    expect(await resendFor(sandbox).send(anEmail())).toMatchObject({ kind: 'accepted' });
    const toBo = anEmail({ to: 'bo@post.eu', key: 'bo' });
    expect(await resendFor(sandbox).send(toBo)).toMatchObject({ kind: 'unknown' });
  });
});

describe('a sandbox with a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const restart = async () => {
    await sandbox.stop();
    sandbox = await startSandbox({ receiptDelayMs: 1, file: join(folder, 'a', 'ledger.jsonl') });
  };

  test('keeps messages, keys and opt-outs over a restart', async () => {
    await restart();
    const first = await resendFor(sandbox).send(anEmail());
    sandbox.reply({ from: '+4915112345678', to: '+15005550006', body: 'STOP' });
    await sandbox.settled();
    const before = sandbox.ledger.accepted();
    await restart();
    expect(sandbox.ledger.accepted()).toEqual(before);
    expect(await resendFor(sandbox).send(anEmail())).toEqual(first);
    expect(await twilioFor(sandbox).send(anSms())).toMatchObject({ code: '21610' });
    expect(sandbox.ledger.accepted()).toEqual(before);
  });

  test('ignores an incomplete line', async () => {
    await restart();
    await resendFor(sandbox).send(anEmail());
    await sandbox.settled();
    const file = join(folder, 'a', 'ledger.jsonl');
    await writeFile(file, `${await readFile(file, 'utf8')}{"kind":"accepted","ent`);
    await restart();
    await resendFor(sandbox).send(anEmail({ key: 'second' }));
    await restart();
    expect(sandbox.ledger.accepted()).toHaveLength(2);
  });
});
