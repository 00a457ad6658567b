import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { anEmail } from '../dev/sandbox/messages.ts';
import { resendFor } from './providers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 1 });
});
afterEach(() => sandbox.stop());

const sent = () => sandbox.ledger.accepted({ provider: 'resend' });

test('an email arrives unchanged', async () => {
  await resendFor(sandbox).send(anEmail());
  expect(sent()).toMatchObject([
    {
      key: 'order/hearth/1042/shipped/email',
      notificationId: 'n-1',
      from: 'Hearth & Loom <hello@hearth.shop>',
      to: ['ann@post.eu'],
      replyTo: ['care@hearth.shop'],
      subject: 'Your blanket is on its way',
      html: '<p>It left us today.</p>',
      text: 'It left us today.',
      headers: { 'List-Unsubscribe': '<https://hearth.shop/u/1>' },
      tags: { shop: 'hearth', notification_id: 'n-1' },
    },
  ]);
});

test('characters that a tag cannot contain become underscores', async () => {
  await resendFor(sandbox).send(anEmail({ tags: { 'order no': '#10/42 Ä', note: '' } }));
  expect(sent()).toMatchObject([{ tags: { order_no: '_10_42__' } }]);
});

test('one key sends once, even from several processes at the same time', async () => {
  const { send } = resendFor(sandbox);
  const first = await send(anEmail());
  const others = await Promise.all([1, 2, 3].map(() => resendFor(sandbox).send(anEmail())));
  expect(others).toEqual([first, first, first]);
  expect(sent()).toHaveLength(1);
});

test('after another payload with its key, nobody knows what became of it', async () => {
  const { send } = resendFor(sandbox);
  await send(anEmail());
  expect(await send(anEmail({ subject: 'Changed' }))).toMatchObject({
    kind: 'unknown',
    isFinal: true,
    code: 'invalid_idempotent_request',
  });
  expect(sent()).toHaveLength(1);
});

test.each([
  ['too long for a header', `${'k'.repeat(256)}a`, `${'k'.repeat(256)}b`],
  ['with letters that a header cannot contain', 'order/Strauß 🌷', 'order/Strauß 🌼'],
  ['that ends with a blank, which HTTP trims', 'order/1042 ', 'order/1042'],
])('a key %s sends once, and differs from a similar key', async (_, key, other) => {
  const { send } = resendFor(sandbox);
  const first = await send(anEmail({ key }));
  expect(await send(anEmail({ key }))).toEqual(first);
  expect(await send(anEmail({ key: other }))).not.toEqual(first);
  expect(sent()).toHaveLength(2);
});

test('a second attempt while the first is under way must be retried', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'slow', ms: 300 });
  const first = resendFor(sandbox).send(anEmail());
  await expect.poll(sent).toHaveLength(1);
  const second = await resendFor(sandbox).send(anEmail());
  expect(second).toMatchObject({ kind: 'retry', code: 'concurrent_idempotent_requests' });
  expect(await first).toMatchObject({ kind: 'accepted' });
});
