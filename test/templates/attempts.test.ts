import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

async function attemptNumber(attempt: number): Promise<readonly string[]> {
  const data = { ...CATALOG.attempted.sample, attempt };
  const { html, text } = await renderer.email(aMessage('attempted', { data }));
  return [wordsOf(html), text];
}

test.each([
  [2, 'This was the 2nd attempt.'],
  [3, 'This was the 3rd attempt.'],
  [4, 'This was the 4th attempt.'],
])('attempt %i is counted in words', async (attempt, expected) => {
  for (const part of await attemptNumber(attempt)) expect(part).toContain(expected);
});

test('the first attempt is not counted', async () => {
  for (const part of await attemptNumber(1)) expect(part).not.toContain('This was the');
});

test('an attempt without a reason does not say that nobody was there', async () => {
  const data = { ...CATALOG.attempted.sample, reason: 'other' };
  const { html, text } = await renderer.email(aMessage('attempted', { data }));
  const { body } = await renderer.sms(aMessage('attempted', { data }));
  for (const part of [wordsOf(html), text]) {
    expect(part).toContain('UPS tried to deliver your parcel and could not.');
  }
  expect(body).toContain('UPS came and could not deliver.');
  for (const part of [wordsOf(html), text, body]) {
    expect(part).not.toMatch(/nobody|reports a problem/);
  }
});
