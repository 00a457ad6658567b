import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

test.each([
  [
    'original',
    /We have sent you money back for your order of 22 November 2026, the same way you paid\./,
  ],
  [
    'bank_transfer',
    /We have sent you money back for your order of 22 November 2026, by bank transfer\./,
  ],
  ['other', /We have sent you money back for your order of 22 November 2026\./],
  ['store_credit', /We have added credit to your account for your order of 22 November 2026\./],
])('a refund of an order by “%s” says how and how much', async (outcome, words) => {
  const data = { ...CATALOG.order_refunded.sample, outcome };
  const { html, text } = await renderer.email(aMessage('order_refunded', { data }));
  for (const part of [text.replaceAll(/\s+/g, ' '), wordsOf(html)]) {
    expect(part).toMatch(words);
    expect(part).toContain('€181.90');
    expect(part).toContain('Visa ending in 4242');
    expect(part).not.toContain('in part');
  }
});
