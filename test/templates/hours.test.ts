/** The hours of a delivery, in the messages about its day. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();
const [parcel] = CATALOG.out_for_delivery.sample.shipments;

async function outToday(...hours: readonly object[]) {
  const shipments = hours.map((each, index) => ({
    ...parcel,
    hours: each,
    index: index + 1,
    count: hours.length,
  }));
  const data = { ...CATALOG.out_for_delivery.sample, shipments };
  const { html, text } = await renderer.email(aMessage('out_for_delivery', { data }));
  const { body } = await renderer.sms(aMessage('out_for_delivery', { data }));
  return { words: wordsOf(html), text, body };
}

test.each([
  [{ from: '10:00', until: '12:00' }, 'between 10:00 and 12:00'],
  [{ from: '10:00', until: null }, 'from 10:00'],
  [{ from: null, until: '12:00' }, 'by 12:00'],
])('a parcel that is out for delivery with the hours %o comes %s', async (hours, expected) => {
  const { words, text, body } = await outToday(hours);
  expect(words).toContain(`Today ${expected}`);
  expect(text).toContain(`Today, ${expected}`);
  expect(words).toContain(`Arriving today ${expected}`);
  expect(body).toContain(`expected today ${expected}.`);
});

test('each of two parcels has its own hours, and the SMS has none', async () => {
  const { words, text, body } = await outToday(
    { from: '10:00', until: '12:00' },
    { from: null, until: '18:00' },
  );
  expect(words).toMatch(/Today · Parcel 1 of 2 between 10:00 and 12:00/);
  expect(words).toMatch(/Today · Parcel 2 of 2 by 18:00/);
  expect(text).toContain('Today, parcel 2 of 2, by 18:00');
  expect(body).not.toContain('12:00');
});

test('a delay to a day with hours has both', async () => {
  const { html, text } = await renderer.email(aMessage('delayed'));
  expect(wordsOf(html)).toContain('New estimated delivery Monday 30 November by 12:00');
  expect(text).toContain('New estimated delivery: Monday 30 November, by 12:00');
  const { body } = await renderer.sms(aMessage('delayed'));
  expect(body).toContain('now expected Monday 30 November by 12:00, not Thursday 26 November.');
});

test('a shipped parcel has the hours of its day', async () => {
  const [sample] = CATALOG.shipped.sample.shipments;
  const edd = { text: 'Thursday 26 November', window: { from: '10:00', until: '12:00' } };
  const data = { ...CATALOG.shipped.sample, shipments: [{ ...sample, edd }] };
  const { html, text } = await renderer.email(aMessage('shipped', { data }));
  expect(wordsOf(html)).toContain('Thursday 26 November between 10:00 and 12:00');
  expect(text).toContain('Thursday 26 November, between 10:00 and 12:00');
});
