/** The emails about accounts, and how they are sent. */

import pino from 'pino';
import { expect, test } from 'vitest';
import type { EmailPayload, Provider, SendOutcome } from '../../channels/provider.ts';
import { createAccountMailer } from '../../commands/send-account-email.ts';
import { ACCOUNT_EMAIL_KINDS, type AccountEmail } from '../../domain/account-email.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { wordsOf } from '../templates/message.ts';

const renderer = createRenderer();
const LEFT_OVER = /\{\{|\}\}|undefined|\[object|\bnull\b|NaN/;

test.each(ACCOUNT_EMAIL_KINDS)('%s says what it is, with one link', async (kind) => {
  const isInvitation = kind === 'invitation';
  const hasEvent = !isInvitation && !kind.includes('link') && kind !== 'password_reset';
  const { sample } = CATALOG.account_email;
  const data = {
    ...sample,
    kind,
    invitation: isInvitation ? sample.invitation : null,
    event: hasEvent ? sample.event : null,
    expiresIn: hasEvent ? null : '15 minutes',
  };
  const request = { brand: 'default', shopName: 'wismr', locale: 'en', data } as const;
  const { subject, html, text } = await renderer.email({ kind: 'account_email', ...request });
  expect(subject).toMatch(/^(You|Choose|The way).{8,60}$/);
  const words = wordsOf(html);
  expect([subject, words, text].join('\n')).not.toMatch(LEFT_OVER);
  for (const [shown, said] of [
    [isInvitation, 'Alder & Finch'],
    [isInvitation, 'Ada Byrne'],
    [hasEvent, 'Firefox on Windows, 24 Nov, 16:20 UTC, from 203.0.113.7'],
    [!hasEvent, '15 minutes'],
  ] as const) {
    expect([said, words.includes(said), text.includes(said)]).toEqual([said, shown, shown]);
  }
  expect(html).toContain(`href="${data.url}"`);
  expect(text).toContain(data.url);
});

const EMAIL: AccountEmail = {
  kind: 'sign_in_link',
  to: 'ada@acme.example',
  url: 'https://wismr.example/account/link/x',
  expiresIn: '15 minutes',
  invitation: null,
  event: null,
};

/** A provider that answers with these outcomes, one after another. */
function providerOf(name: string, outcomes: readonly SendOutcome['kind'][]) {
  const sent: EmailPayload[] = [];
  const provider: Provider<EmailPayload> = {
    name,
    takesKeys: true,
    keyLifetimeMs: 60_000,
    send: async ({ payload }) => {
      const kind = outcomes[sent.length] ?? 'accepted';
      sent.push(payload);
      if (kind === 'accepted') return { kind, providerId: 'x' };
      if (kind === 'refused') return { kind, scope: 'configuration', code: 'c', detail: 'd' };
      if (kind === 'retry') return { kind, afterMs: null, code: 'c', detail: 'd' };
      return { kind, code: 'c', detail: 'd' };
    },
  };
  return { provider, sent };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !isTrue(); attempt += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  expect(isTrue()).toBe(true);
}

const from = 'orders@acme.example';

test('an email is repeated until the provider takes it, three times at most', async () => {
  const log = pino({ level: 'silent' });
  const { provider, sent } = providerOf('first', ['retry', 'unknown', 'accepted']);
  const send = createAccountMailer({ renderer, email: { provider, from }, log, retryMs: 1 });
  send(EMAIL);
  await until(() => sent.length === 3);
  expect(sent[0]).toMatchObject({ to: 'ada@acme.example', from: 'wismr <orders@acme.example>' });
});

test('the second provider takes what the first refuses because of the account', async () => {
  const log = pino({ level: 'silent' });
  const first = providerOf('first', ['refused', 'refused', 'refused']);
  const second = providerOf('second', []);
  const email = { provider: first.provider, second: second.provider, from };
  createAccountMailer({ renderer, email, log, retryMs: 1 })(EMAIL);
  await until(() => second.sent.length === 1);
  expect(first.sent).toHaveLength(1);
});

test('without email, and with a broken provider, it logs and does not throw', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  createAccountMailer({ renderer, email: null, log })(EMAIL);
  await until(() => lines.length === 1);
  const broken = {
    ...providerOf('x', []).provider,
    send: () => Promise.reject(new Error('a bug')),
  };
  createAccountMailer({ renderer, email: { provider: broken, from }, log })(EMAIL);
  await until(() => lines.length === 2);
  expect(lines[0]).toContain('email is not set up');
  expect(lines[1]).toContain('a bug');
  // Neither the address nor the link is in the log.
  expect(lines.join('')).not.toMatch(/ada@|account\/link/);
});
