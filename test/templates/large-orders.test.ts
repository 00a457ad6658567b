/** Large orders, long numbers and odd shop names in messages. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, SENT_BY_SMS, wordsOf } from './message.ts';

const renderer = createRenderer();
const { sample } = CATALOG.shipped;
const [parcel] = sample.shipments;

function items(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    name: `Cup ${index} ${'ö'.repeat(280)}`,
    quantity: 1,
    price: '€9.00',
    lineTotal: '€9.00',
    url: `https://shop.example/${'p'.repeat(1_900)}`,
    imageUrl: `https://shop.example/${'i'.repeat(1_900)}`,
  }));
}

function shipments(count: number, each: number) {
  return Array.from({ length: count }, (_, index) => ({
    ...parcel,
    trackingNumber: `TN${index}`,
    index: index + 1,
    count,
    items: items(each),
  }));
}

test.each(['shipped', 'out_for_delivery', 'delivered', 'all_delivered'] as const)(
  '%s of sixty full parcels stays below the size that mail programs clip',
  async (kind) => {
    const order = { ...sample.order, items: items(500) };
    const data = { ...CATALOG[kind].sample, order, shipments: shipments(60, 25) };
    const { html, text } = await renderer.email(aMessage(kind, { data }));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    for (const body of [wordsOf(html), text]) {
      expect(body).toContain('and 55 more parcels');
      expect(body).toContain('and 5 more items');
      expect(body).toContain('TN4');
      expect(body).not.toContain('TN5');
    }
  },
);

test('a small order keeps its pictures and links', async () => {
  const [item] = items(1);
  const data = { ...sample, shipments: [{ ...parcel, items: [item] }] };
  const { html } = await renderer.email(aMessage('shipped', { data }));
  expect(html).toContain(item?.imageUrl);
  expect(html).toContain(item?.url);
  expect(wordsOf(html)).not.toContain('more parcel');
});

test.each(SENT_BY_SMS)('the SMS %s never cuts a number', async (kind) => {
  const number = `ORDER-2026-${'0'.repeat(60)}1`;
  const { sample: given } = CATALOG[kind] as { sample: Record<string, unknown> };
  const about = 'order' in given ? 'order' : 'return';
  const data = { ...given, [about]: { ...(given[about] as object), id: number } };
  expect((await renderer.sms(aMessage(kind, { data }))).body).toContain(number);
});

test('a shop called Shoes.com signs so, and its name becomes no link', async () => {
  const shop = { brand: 'default', shopName: 'Shoes.com' };
  const { html, text, subject } = await renderer.email(aMessage('shipped', shop));
  expect(wordsOf(html)).toContain('Shoes.\u2060com');
  expect(wordsOf(html)).not.toContain('Shoes.com');
  expect(text).toContain('\n--\nShoes.com\n');
  expect(subject).not.toContain('\u2060');
  expect((await renderer.sms(aMessage('shipped', shop))).body).toMatch(/^Shoes\.com, order /);
});
