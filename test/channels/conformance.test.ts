import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultInput } from '../../dev/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { SUBJECTS } from './providers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

type Aimed<T> = T extends unknown ? Omit<T, 'provider'> : never;

describe.each(SUBJECTS)('$name', ({ name: provider, takesKeys, ...subject }) => {
  const inject = (fault: Aimed<FaultInput>) =>
    sandbox.faults.inject({ ...fault, provider } as FaultInput);
  const taken = () => sandbox.ledger.accepted({ provider });

  test('a message is accepted once, with the provider’s id', async () => {
    const outcome = await subject.send(sandbox);
    expect(taken()).toHaveLength(1);
    expect(outcome).toEqual({ kind: 'accepted', providerId: taken()[0]?.id });
  });

  test('an address that cannot receive is refused permanently', async () => {
    const outcome = await subject.send(sandbox, { to: subject.refusedRecipient });
    expect(outcome).toMatchObject({ kind: 'refused', scope: 'permanent' });
    expect(taken()).toEqual([]);
  });

  test('wrong credentials are refused as a configuration error', async () => {
    const outcome = await subject.sendAsStranger(sandbox);
    expect(outcome).toMatchObject({ kind: 'refused', scope: 'configuration' });
  });

  test('a throttled message may be retried after the provider’s delay', async () => {
    inject({ kind: 'throttle', retryAfterSeconds: 7 });
    expect(await subject.send(sandbox)).toMatchObject({ kind: 'retry', afterMs: 7000 });
    expect(taken()).toEqual([]);
  });

  test('a throttled message is not retried by the SDK', async () => {
    inject({ kind: 'throttle', times: 3 });
    await subject.send(sandbox);
    expect(sandbox.faults.waiting()).toMatchObject([{ times: 2 }]);
  });

  test('each of several concurrent messages gets its own delay', async () => {
    const waits = [1, 2, 3, 4, 5];
    for (const [index, retryAfterSeconds] of waits.entries()) {
      inject({ kind: 'throttle', retryAfterSeconds, to: `000${index}` });
    }
    const recipients = waits.map((_, index) =>
      provider === 'resend' ? `ann000${index}@post.eu` : `+4915112000${index}`,
    );
    const outcomes = await Promise.all(recipients.map((to) => subject.send(sandbox, { to })));
    expect(outcomes).toMatchObject(waits.map((wait) => ({ kind: 'retry', afterMs: wait * 1000 })));
  });

  test.each([
    ['the connection breaks after the message was taken', { kind: 'reset_after' }, 1],
    ['the connection breaks before the message was taken', { kind: 'reset_before' }, 0],
    ['the provider fails after the message was taken', { kind: 'error_after' }, 1],
    ['the provider fails before the message was taken', { kind: 'error_before' }, 0],
    ['a gateway fails after the message was taken', { kind: 'error_after', status: 502 }, 1],
    ['a gateway fails before the message was taken', { kind: 'error_before', status: 503 }, 0],
  ] as const)('the outcome is unknown when %s', async (_, fault, truth) => {
    inject(fault);
    expect(await subject.send(sandbox)).toMatchObject({ kind: 'unknown' });
    expect(taken()).toHaveLength(truth);
  });

  test('the outcome is unknown when the response does not arrive in time', async () => {
    inject({ kind: 'slow', ms: 60_000 });
    const outcome = await subject.send(sandbox, { timeoutMs: 300 });
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect(taken()).toHaveLength(1);
  });

  test('the outcome is unknown when the response never ends', async () => {
    const server = createServer((_, response) => {
      const trickle = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(trickle));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outcome = await subject.send({ ...sandbox, url }, { timeoutMs: 300 });
    server.closeAllConnections();
    server.close();
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'timeout' });
  });

  test(`repeating a send with an unknown outcome sends ${takesKeys ? 'once' : 'twice'}`, async () => {
    inject({ kind: 'reset_after' });
    await subject.send(sandbox);
    expect(await subject.send(sandbox)).toMatchObject({ kind: 'accepted' });
    expect(taken()).toHaveLength(takesKeys ? 1 : 2);
  });

  test('an outcome contains no address or number from the provider’s error', async () => {
    const message = 'cannot write to ann@post.eu or +49 1511 2345678 at all';
    inject({ kind: 'refuse', status: 400, code: 'odd', message });
    const outcome = JSON.stringify(await subject.send(sandbox));
    expect(outcome).toContain('cannot write to [address] or [number] at all');
  });
});
