/** Messages about several parcels or labels count and list them; a late order may have none. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();
const [parcel] = CATALOG.attempted.sample.shipments;
const pickup = { where: 'Dublin', until: null };
const three = ['TN1', 'TN2', 'TN3'].map((trackingNumber, index) => ({
  ...parcel,
  trackingNumber,
  index: index + 1,
  count: 3,
}));

test.each([
  ['attempted', 'Sorry we missed you: ', '3 parcels could not be delivered'],
  ['exception', 'Confirm your address: ', 'This is about 3 parcels.'],
  ['payment_due', 'A payment is needed: ', 'before 3 parcels can go on'],
  ['available_for_pickup', '3 parcels to collect: ', '3 parcels are ready'],
  ['pickup_reminder', '3 parcels waiting: ', '3 parcels are still'],
] as const)('%s of three parcels counts and lists them', async (kind, expected, title) => {
  const shipments = kind.includes('pickup') ? three.map((each) => ({ ...each, pickup })) : three;
  const data = { ...CATALOG[kind].sample, shipments };
  const { subject, html, text } = await renderer.email(aMessage(kind, { data }));
  expect(subject.startsWith(expected)).toBe(true);
  for (const words of [wordsOf(html), text]) {
    expect(words).toContain(title);
    expect(words).toMatch(/Parcel 1 of 3[\s\S]*TN1[\s\S]*Parcel 2 of 3[\s\S]*TN2[\s\S]*TN3/);
    expect(words).not.toMatch(/your parcel /i);
  }
  expect((await renderer.sms(aMessage(kind, { data }))).body).toMatch(/order 10482: .*3 parcels/);
});

test('parcels in different places each have their own place', async () => {
  const shipments = three.map((each, index) => ({
    ...each,
    pickup: { where: ['Dublin', 'Cork', null][index] ?? null, until: null },
  }));
  const data = { ...CATALOG.available_for_pickup.sample, shipments, pickup: null };
  const { html, text } = await renderer.email(aMessage('available_for_pickup', { data }));
  expect(wordsOf(html)).toMatch(/Where · Parcel 1 of 3 Dublin Where · Parcel 2 of 3 Cork/);
  expect(text).toMatch(/Where, parcel 1 of 3: Dublin\nWhere, parcel 2 of 3: Cork\n/);
  for (const words of [wordsOf(html), text]) expect(words).toContain('messages from the carrier');
});

test.each([
  ['shipped', '3 parcels are on their way', '3 parcels are on their way'],
  ['out_for_delivery', '3 parcels are arriving today', '3 parcels are out for delivery'],
  ['arriving_tomorrow', '3 parcels are arriving tomorrow', '3 parcels expected tomorrow'],
  ['arriving_earlier', '3 parcels now expected Thursday 26 November', '3 parcels coming earlier'],
  ['delayed', '3 parcels now expected Monday 30 November', '3 parcels now expected'],
] as const)(
  '%s of three parcels counts them in its headline and its SMS',
  async (kind, ...says) => {
    const [headline, news] = says;
    const data = { ...CATALOG[kind].sample, shipments: three };
    const { html, text } = await renderer.email(aMessage(kind, { data }));
    for (const words of [wordsOf(html), text]) {
      expect(words).toContain(headline);
      expect(words).toMatch(/Parcel 1 of 3[\s\S]*TN1[\s\S]*Parcel 2 of 3[\s\S]*TN2[\s\S]*TN3/);
      expect(words).not.toMatch(/your parcel /i);
    }
    expect((await renderer.sms(aMessage(kind, { data }))).body).toContain(`order 10482: ${news}`);
  },
);

test.each([
  [1, 'Your parcel is running late', 'The carrier has not given a new day yet.'],
  [3, '3 parcels are running late', 'The carrier has not given a new day yet.'],
  [0, 'Your order is running late', 'There is no new day yet.'],
])('a delay of %i parcels without a new day says so', async (count, headline, noDay) => {
  const data = { ...CATALOG.delayed.sample, shipments: three.slice(0, count), newEdd: null };
  const { html, text } = await renderer.email(aMessage('delayed', { data }));
  for (const words of [wordsOf(html), text]) {
    expect(words).toContain(headline);
    expect(words).toContain(`${noDay} We will write as soon as there is one.`);
  }
});

test('a delay of the whole order shows its items instead of parcels', async () => {
  const data = { ...CATALOG.delayed.sample, shipments: [], reason: null };
  const { subject, html, text } = await renderer.email(aMessage('delayed', { data }));
  expect(subject).toBe('Delayed: Reading lamp “Fjord”, brass and 1 more');
  for (const words of [wordsOf(html), text]) {
    expect(words).toContain('Now expected Monday 30 November');
    expect(words).toMatch(/not be with you on Thursday 26 November/);
    expect(words).toMatch(/Your items[\s\S]*Reading lamp/);
    expect(words).not.toMatch(/0 parcels|Tracking number/);
  }
  expect((await renderer.sms(aMessage('delayed', { data }))).body).toContain(
    'order 10482: now expected Monday 30 November by 12:00, not Thursday 26 November.',
  );
});

test('an approved return with two labels shows each, and one day', async () => {
  const [label] = CATALOG.return_approved.sample.labels;
  const second = { url: null, qrUrl: 'https://shop.example/code.png', carrierName: 'DPD' };
  const labels = [
    { ...label, count: 2 },
    { ...label, ...second, trackingNumber: 'TN2', index: 2, count: 2 },
  ];
  const data = { ...CATALOG.return_approved.sample, labels };
  const { html, text } = await renderer.email(aMessage('return_approved', { data }));
  for (const words of [wordsOf(html), text]) {
    expect(words).toContain('into 2 parcels');
    expect(words).toMatch(/Parcel 1 of 2[\s\S]*An Post[\s\S]*CE987654321IE[\s\S]*Parcel 2 of 2/);
    expect(words).toMatch(/DPD[\s\S]*TN2/);
    expect(words.match(/Post it by/g)).toHaveLength(1);
  }
  expect(html).toContain('src="https://shop.example/code.png"');
  expect(text).toContain('https://shop.example/code.png');
  expect((await renderer.sms(aMessage('return_approved', { data }))).body).toContain(
    'your 2 labels are on this page. Please post its 2 parcels by Friday 11 December.',
  );
});
