/** The receipt of a withdrawal, and the last day to withdraw in the emails about a delivery. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

/** The words of the HTML, and the text. */
async function wordsFor(kind: 'withdrawal_received' | 'delivered' | 'return_approved', more = {}) {
  const data = { ...CATALOG[kind].sample, ...more };
  const { html, text, subject } = await renderer.email(aMessage(kind, { data }));
  return [wordsOf(html), text.replaceAll(/\s+/g, ' ')].map((words) => `${subject} ${words}`);
}

test('the receipt repeats the notice with its date and time, and calls it received', async () => {
  for (const words of await wordsFor('withdrawal_received')) {
    expect(words).toContain('We have received your withdrawal');
    expect(words).toContain('27 November 2026 at 21:04 GMT');
    expect(words).toContain('Name: Ada Byrne');
    expect(words).toContain('Your statement: I withdraw from the contract about one of the two');
    expect(words).toContain('Stoneware cup, set of two');
    // It confirms the receipt, and does not say that the shop agrees.
    expect(words).not.toMatch(/accept|approve|agree|confirm your withdrawal/i);
  }
});

test('a notice without a name or a statement shows neither', async () => {
  for (const words of await wordsFor('withdrawal_received', { name: null, statement: null })) {
    expect(words).not.toMatch(/Name:|Your statement/);
  }
});

test.each([
  [
    'EU: from the notice',
    {},
    /send them to us by Friday 11 December\..*refund is due by Friday 11 December, or later as soon as we have the items or proof/,
  ],
  [
    'UK: from the proof of sending',
    { refundBy: null, refundDays: 14 },
    /refund is due within 14 days after we have the items or proof that you sent them/,
  ],
  [
    'no law',
    { postBy: null, refundBy: null },
    /send them to us\. .*If you have a question about your refund, please reply to this email\./,
  ],
  [
    'never shipped',
    { next: 'unshipped', postBy: null },
    /there is nothing to send back\..*refund is due by Friday 11 December\. /,
  ],
  ['not decided how', { next: 'wait', postBy: null }, /We will write about how to send/],
  ['cancelled since', { next: 'none', postBy: null }, /has been cancelled since then/],
])('the receipt says what happens next: %s', async (_, more, expected) => {
  for (const words of await wordsFor('withdrawal_received', more)) expect(words).toMatch(expected);
});

test('the label of a withdrawal is not called an approval', async () => {
  for (const words of await wordsFor('return_approved', { withdrawal: true })) {
    expect(words).toContain('How to send your items back');
    expect(words).not.toMatch(/approved/i);
  }
  for (const words of await wordsFor('return_approved')) expect(words).toContain('is approved');
});

test('a delivery names the last day to withdraw, and the items to which it does not apply', async () => {
  const until = 'You can withdraw from the contract until Thursday 10 December.';
  for (const words of await wordsFor('delivered')) {
    expect(words).toContain(until);
    expect(words).not.toContain('does not apply');
  }
  for (const words of await wordsFor('delivered', { excludedItems: ['Socks', 'Cake'] })) {
    expect(words).toContain(`${until} This does not apply to: Socks, Cake.`);
  }
  for (const words of await wordsFor('delivered', { withdrawUntil: null })) {
    expect(words).not.toContain('withdraw');
  }
});
