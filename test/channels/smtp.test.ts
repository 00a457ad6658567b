/** SMTP against real SMTP servers: the sandbox's, one that offers TLS, and some that misbehave. */

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSmtp, isLoopback } from '../../channels/smtp.ts';
import type { FaultInput } from '../../dev/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { anEmail } from '../dev/sandbox/messages.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const sent = () => sandbox.ledger.accepted({ provider: 'smtp' });
const smtp = ({ url = sandbox.smtpUrl, timeoutMs = 20_000 } = {}) => createSmtp({ url, timeoutMs });
const inject = (fault: object) =>
  sandbox.faults.inject({ ...fault, provider: 'smtp' } as FaultInput);

test('an email arrives unchanged, with our Message-ID', async () => {
  const outcome = await smtp().send(anEmail());
  expect(outcome).toEqual({ kind: 'accepted', providerId: 'n-1@hearth.shop' });
  expect(sent()).toMatchObject([
    {
      id: 'n-1@hearth.shop',
      from: 'Hearth & Loom <hello@hearth.shop>',
      to: ['ann@post.eu'],
      replyTo: ['care@hearth.shop'],
      subject: 'Your blanket is on its way',
      html: '<p>It left us today.</p>\n',
      text: 'It left us today.\n',
      headers: { 'List-Unsubscribe': '<https://hearth.shop/u/1>' },
    },
  ]);
});

test('letters beyond ASCII arrive in the sender, the subject and the text', async () => {
  const from = 'Größe & Söhne <hello@hearth.shop>';
  await smtp().send(anEmail({ from, subject: 'Ihr Päckchen 📦', text: 'Grüße aus Köln' }));
  expect(sent()).toMatchObject([{ from, subject: 'Ihr Päckchen 📦', text: 'Grüße aus Köln\n' }]);
});

test('a line break in the subject adds no header', async () => {
  await smtp().send(anEmail({ subject: 'Hello\r\nBcc: eve@evil.example' }));
  expect(sent()).toMatchObject([{ to: ['ann@post.eu'], subject: 'Hello Bcc: eve@evil.example' }]);
});

test('a text that looks like a path is sent as text', async () => {
  await smtp().send(anEmail({ text: '/etc/passwd', html: 'file:///etc/passwd' }));
  expect(sent()).toMatchObject([{ text: '/etc/passwd\n' }]);
});

test('a message to a team goes to all who are accepted', async () => {
  inject({ kind: 'refuse', status: 550, code: '5.1.1', to: 'bo@' });
  const outcome = await smtp().send(anEmail({ to: ['ann@post.eu', 'bo@post.eu'] }));
  expect(outcome.kind).toBe('accepted');
  expect(sent()).toMatchObject([{ to: ['ann@post.eu'] }]);
});

describe.each([
  [550, '5.1.1', 'User unknown', 'permanent'],
  [553, '5.1.3', 'Bad address syntax', 'permanent'],
  [550, '5.7.1', 'Message rejected by the recipient’s policy', 'permanent'],
  [554, '5.7.1', 'Relay access denied', 'configuration'],
  [530, '5.7.0', 'Authentication required', 'configuration'],
  [550, '5.1.8', 'Sender address rejected', 'configuration'],
] as const)('a recipient refused with %i %s %s', (status, code, message, scope) => {
  test(`is ${scope}`, async () => {
    inject({ kind: 'refuse', status, code, message });
    expect(await smtp().send(anEmail())).toMatchObject({
      kind: 'refused',
      scope,
      code: `smtp_${status}_${code}`,
    });
    expect(sent()).toEqual([]);
  });
});

test('a temporary refusal is tried again, as greylisting asks', async () => {
  inject({ kind: 'throttle' });
  const outcome = await smtp().send(anEmail());
  expect(outcome).toMatchObject({ kind: 'retry', afterMs: null, code: 'smtp_451_4.7.0' });
  expect(sent()).toEqual([]);
});

test('a used-up daily quota is tried again after an hour', async () => {
  inject({ kind: 'refuse', status: 454, code: '4.7.0', message: 'Daily message quota exceeded' });
  expect(await smtp().send(anEmail())).toMatchObject({ kind: 'retry', afterMs: 3_600_000 });
});

test('a wrong password is refused as a configuration error', async () => {
  const url = sandbox.smtpUrl.replace(/:[^:@]+@/, ':wrong@');
  expect(await smtp({ url }).send(anEmail())).toMatchObject({
    kind: 'refused',
    scope: 'configuration',
    code: 'smtp_535_5.7.8',
  });
});

test('a connection that breaks before the email was written is tried again', async () => {
  inject({ kind: 'reset_before' });
  expect(await smtp().send(anEmail())).toMatchObject({ kind: 'retry' });
  expect(sent()).toEqual([]);
});

test.each([
  ['the connection breaks after the email was taken', { kind: 'reset_after' }],
  ['the server shuts down after the email was taken', { kind: 'error_after' }],
])('the outcome is unknown when %s', async (_, fault) => {
  inject(fault);
  expect(await smtp().send(anEmail())).toMatchObject({ kind: 'unknown' });
  expect(sent()).toHaveLength(1);
});

test('an email that the server has read and refused for now is tried again', async () => {
  inject({ kind: 'error_before' });
  expect(await smtp().send(anEmail())).toMatchObject({ kind: 'retry', code: 'smtp_451_4.3.0' });
});

test('the outcome is unknown when the answer to the email does not arrive in time', async () => {
  inject({ kind: 'slow', ms: 60_000 });
  const outcome = await smtp({ timeoutMs: 500 }).send(anEmail());
  expect(outcome).toMatchObject({ kind: 'unknown', code: 'timeout' });
});

test('a server that is not there is tried again', async () => {
  const { smtpUrl: url } = sandbox;
  await sandbox.stop();
  expect(await smtp({ url }).send(anEmail())).toMatchObject({
    kind: 'retry',
    code: 'ECONNREFUSED',
  });
  sandbox = await startSandbox();
});

test('an error contains no address', async () => {
  inject({ kind: 'refuse', status: 550, code: '5.1.1', message: '<ann@post.eu>: unknown' });
  const outcome = await smtp().send(anEmail());
  expect(JSON.stringify(outcome)).toContain('550 5.1.1 <[address]>: unknown');
});

/** A server that says these lines, one for each that it receives. */
async function serverThatSays(lines: readonly string[], run: (url: string) => Promise<void>) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const left = [...lines];
    const say = () => {
      const line = left.shift();
      if (line !== undefined) socket.write(`${line}\r\n`);
    };
    say();
    socket.on('data', say).on('error', () => undefined);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await run(`smtp://127.0.0.1:${port}`).finally(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
}

test.each([
  ['never greets', []],
  ['never answers DATA', ['220 hi', '250 me', '250 ok', '250 ok']],
])('a server that %s is tried again', async (_, lines) => {
  await serverThatSays(lines, async (url) => {
    const outcome = await smtp({ url, timeoutMs: 300 }).send(anEmail());
    // nodemailer's own limit is the same, and may be the first.
    const code = expect.stringMatching(/^(timeout|ETIMEDOUT)$/);
    expect(outcome).toMatchObject({ kind: 'retry', code });
  });
});

test.each([
  ['refuses every client', ['554 5.7.1 blocked'], 'configuration'],
  ['refuses the sender', ['220 hi', '250 me', '550 5.7.1 not your domain'], 'configuration'],
  [
    'refuses the text as spam',
    ['220 hi', '250 me', '250 ok', '250 ok', '354 go', '554 5.7.1 spam'],
    'permanent',
  ],
  [
    'learns only at the end that the sender is not verified, as Amazon SES',
    ['220 hi', '250 me', '250 ok', '250 ok', '354 go', '554 Email address is not verified'],
    'configuration',
  ],
])('a server that %s', async (_, lines, scope) => {
  await serverThatSays(lines, async (url) => {
    expect(await smtp({ url }).send(anEmail())).toMatchObject({ kind: 'refused', scope });
  });
});

test('an email larger than the server takes is refused before it is sent', async () => {
  await serverThatSays(['220 hi', '250-me\r\n250 SIZE 100'], async (url) => {
    const outcome = await smtp({ url }).send(anEmail());
    expect(outcome).toMatchObject({ kind: 'refused', scope: 'permanent', code: 'EMESSAGE' });
  });
});

test('a server without a login gets no email from us if there is a password', async () => {
  await serverThatSays(['220 hi', '250 me'], async (url) => {
    const withUser = url.replace('smtp://', 'smtp://user:secret@');
    const outcome = await smtp({ url: withUser }).send(anEmail());
    expect(outcome).toMatchObject({ scope: 'configuration', code: 'auth_not_offered' });
  });
});

test('only this machine is reached without TLS', () => {
  for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]']) {
    expect(isLoopback(host)).toBe(true);
  }
  for (const host of [
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'smtp.example',
    '10.0.0.1',
  ]) {
    expect(isLoopback(host)).toBe(false);
  }
});

describe('with TLS', () => {
  /** A server with a certificate that nobody has signed. */
  async function withServer(options: SMTPServerOptions, run: (port: number) => Promise<void>) {
    const server = new SMTPServer({
      cert: TEST_CERTIFICATE,
      key: TEST_KEY,
      authOptional: true,
      closeTimeout: 1,
      ...options,
    });
    server.on('error', () => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.server.address() as AddressInfo;
    await run(port).finally(() => server.close());
  }

  // Reaches this machine, and is not one of its names.
  const elsewhere = (port: number) => `smtp://0.0.0.0:${port}`;

  test.each([
    ['a server elsewhere that offers no TLS', { disabledCommands: ['STARTTLS'] }, elsewhere],
    ['a server elsewhere with a certificate that is not trusted', {}, elsewhere],
    [
      'TLS from the start with a certificate that is not trusted',
      { secure: true },
      (port: number) => `smtps://localhost:${port}`,
    ],
  ])('%s gets no email', async (_, options, urlOf) => {
    await withServer({ ...options, onMailFrom: refuseToBeAsked }, async (port) => {
      const outcome = await smtp({ url: urlOf(port) }).send(anEmail());
      expect(outcome).toMatchObject({ kind: 'refused', scope: 'configuration' });
    });
  });

  test('a login that the server takes after STARTTLS only is given then', async () => {
    const sessions: boolean[] = [];
    const options: SMTPServerOptions = {
      authOptional: false,
      onAuth: ({ username, password }, { secure }, done) => {
        sessions.push(secure);
        done(null, username === 'shop' && password === 's3cret' ? { user: 'shop' } : {});
      },
    };
    await withServer(options, async (port) => {
      const url = `smtp://shop:s3cret@0.0.0.0:${port}`;
      const provider = createSmtp({ url, timeoutMs: 20_000, ca: TEST_CERTIFICATE });
      expect(await provider.send(anEmail())).toMatchObject({ kind: 'accepted' });
    });
    expect(sessions).toEqual([true]);
  });
});

function refuseToBeAsked(): never {
  throw new Error('the session went on without TLS');
}
