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

test('an email arrives as it was written', async () => {
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

test('an order number that no tag can hold is spelled so that it can', async () => {
  await resendFor(sandbox).send(anEmail({ tags: { 'order no': '#10/42 Ä', note: '' } }));
  expect(sent()).toMatchObject([{ tags: { order_no: '_10_42__' } }]);
});

test('the same key sends once, however often and from however many places', async () => {
  const { send } = resendFor(sandbox);
  const first = await send(anEmail());
  const others = await Promise.all([1, 2, 3].map(() => resendFor(sandbox).send(anEmail())));
  expect(others).toEqual([first, first, first]);
  expect(sent()).toHaveLength(1);
});

test('the same key with other words is refused', async () => {
  const { send } = resendFor(sandbox);
  await send(anEmail());
  expect(await send(anEmail({ subject: 'Changed' }))).toMatchObject({
    kind: 'refused',
    scope: 'permanent',
    code: 'invalid_idempotent_request',
  });
  expect(sent()).toHaveLength(1);
});

test.each([
  ['too long for a header', `${'k'.repeat(256)}a`, `${'k'.repeat(256)}b`],
  ['with letters that no header takes', 'order/Strauß 🌷', 'order/Strauß 🌼'],
  ['that ends in a blank, which HTTP would cut off', 'order/1042 ', 'order/1042'],
])('a key %s sends once, and is not taken for another', async (_, key, other) => {
  const { send } = resendFor(sandbox);
  const first = await send(anEmail({ key }));
  expect(await send(anEmail({ key }))).toEqual(first);
  expect(await send(anEmail({ key: other }))).not.toEqual(first);
  expect(sent()).toHaveLength(2);
});

test('when the first attempt is still under way, the second waits for it', async () => {
  sandbox.faults.inject({ provider: 'resend', kind: 'slow', ms: 300 });
  const first = resendFor(sandbox).send(anEmail());
  await expect.poll(sent).toHaveLength(1);
  const second = await resendFor(sandbox).send(anEmail());
  expect(second).toMatchObject({ kind: 'retry', code: 'concurrent_idempotent_requests' });
  expect(await first).toMatchObject({ kind: 'accepted' });
});
