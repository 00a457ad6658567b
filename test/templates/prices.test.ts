/** A price is of one piece, and the amounts of a message add up. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();
const { sample } = CATALOG.order_confirmed;

test('two pieces show the price of one, and what both cost', async () => {
  const { html, text } = await renderer.email(aMessage('order_confirmed'));
  const words = wordsOf(html);
  expect(words).toContain('Qty 2 × €24.00 €48.00');
  expect(words).toContain('Qty 1 €129.00');
  expect(text).toContain('- Stoneware cup, set of two (2 × €24.00), €48.00');
  expect(text).toContain('- Reading lamp “Fjord”, brass (1), €129.00');
});

test('a total that is not the sum of the items is shown with the sum', async () => {
  const { html, text } = await renderer.email(aMessage('order_confirmed'));
  expect(wordsOf(html)).toContain('Items €177.00 Total €181.90');
  expect(text).toContain('Items: €177.00\nTotal: €181.90');
});

test('a total that is the sum of the items is shown once', async () => {
  const order = { ...sample.order, itemsTotal: null, total: '€177.00' };
  const { html, text } = await renderer.email(
    aMessage('order_confirmed', { data: { ...sample, order } }),
  );
  expect(wordsOf(html)).toContain('Total €177.00');
  expect(wordsOf(html)).not.toContain('Items €');
  expect(text).not.toContain('Items:');
});

test('an item without a price has a quantity only', async () => {
  const [item] = sample.order.items;
  const items = [{ ...item, quantity: 3, price: null, lineTotal: null }];
  const order = { ...sample.order, items, itemsTotal: null, total: null };
  const { html, text } = await renderer.email(
    aMessage('order_confirmed', { data: { ...sample, order } }),
  );
  expect(wordsOf(html)).toContain('Qty 3');
  expect(wordsOf(html)).not.toMatch(/×|€/);
  expect(text).toContain('brass (3)\n');
});
