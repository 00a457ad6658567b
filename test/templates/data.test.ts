import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer, TemplateError } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();
const { sample } = CATALOG.delivered;
const [parcel] = sample.shipments;
const anItem = {
  name: 'Cup',
  quantity: 1,
  imageUrl: null,
  url: null,
  price: '€9.00',
  lineTotal: '€9.00',
};

function itemsNamed(count: number, name = 'Stoneware cup, set of two, hand-glazed in sea green') {
  return Array.from({ length: count }, (_, index) => ({
    ...anItem,
    name: `${name} ${index + 1}`,
    imageUrl: `https://cdn.alderandfinch.example/images/products/stoneware-cup-${index}.jpg`,
    url: `https://alderandfinch.example/products/stoneware-cup-${index}?from=mail`,
  }));
}

function delivered(changes: Readonly<Record<string, unknown>>) {
  return aMessage('delivered', { data: { ...sample, ...changes } });
}

test('HTML in a name appears as text', async () => {
  const name = '<img src=x onerror=alert(1)>';
  const request = delivered({
    contact: { name: '<b>Bob</b>' },
    shipments: [{ ...parcel, items: [{ ...anItem, name }] }],
  });
  const { html, text } = await renderer.email(request);
  expect(html).not.toContain('<b>Bob');
  expect(html).not.toContain('<img src=x');
  expect(wordsOf(html)).toContain(name);
  expect(text).toContain(`Hi <b>Bob</b>,`);
});

test('Handlebars tags in data appear as text', async () => {
  const { html, text } = await renderer.email(delivered({ contact: { name: '{{order.id}}' } }));
  expect(wordsOf(html)).toContain('Hi {{order.id}},');
  expect(text).toContain('Hi {{order.id}},');
});

test('a subject is one line, even if an item’s name has line breaks', async () => {
  const about = { item: 'Cup\r\nBcc: everyone@example.org', more: 0, parcel: null };
  const { subject } = await renderer.email(delivered({ about }));
  expect(subject).toMatch(/^Delivered: Cup Bcc: everyone@/);
  expect(subject).not.toMatch(/[\r\n]/);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,hello',
  'ftp://example.org/x',
  '//example.org',
  'https://example.org/ with spaces',
  'https://example.org/"onclick="x',
])('the link %s is refused', async (trackingPageUrl) => {
  await expect(renderer.email(delivered({ trackingPageUrl }))).rejects.toMatchObject({
    file: null,
    faults: [expect.objectContaining({ pointer: '/trackingPageUrl' })],
  });
});

test('missing data is an error with a pointer to it', async () => {
  const { trackingNumber: _, ...numberless } = { ...parcel };
  const error = await renderer
    .email(delivered({ shipments: [numberless] }))
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TemplateError);
  expect(error).toMatchObject({
    kind: 'delivered',
    channel: 'email',
    brand: 'alder-and-finch',
    locale: 'en',
  });
  expect(String(error)).toMatch(
    /"delivered" .*data is wrong\.\n {2}\/shipments\/0\/trackingNumber: /,
  );
});

test('an unknown field in the data is refused', async () => {
  await expect(renderer.email(delivered({ trackingPageURL: 'x' }))).rejects.toThrow(
    /trackingPageURL/,
  );
});

test('an error does not contain the customer’s data', async () => {
  const error = await renderer
    .email(
      delivered({ contact: { name: 'Ada Lovelace', nickname: 'Ada' }, trackingPageUrl: 'Ada' }),
    )
    .catch((caught: unknown) => caught);
  expect(String(error)).not.toMatch(/Ada\b/);
});

test('an SMS of a kind that has no SMS template is an error', async () => {
  await expect(renderer.sms(aMessage('order_confirmed'))).rejects.toThrow(/has no sms templates/);
});

test('the greeting of a customer without a name is “Hello,”', async () => {
  const { html, text } = await renderer.email(delivered({ contact: { name: null } }));
  expect(wordsOf(html)).toContain('Hello,');
  expect(text).toContain('Hello,');
});

test('an email with fifty items, pictures and links is smaller than Gmail’s limit', async () => {
  const { html, text } = await renderer.email(
    delivered({ shipments: [{ ...parcel, items: itemsNamed(50) }] }),
  );
  expect(Buffer.byteLength(html)).toBeLessThan(80_000);
  expect(wordsOf(html)).toContain('and 30 more items');
  expect(text).toContain('and 30 more items');
});

test('an email shows twenty items, and counts those that follow', async () => {
  const twenty = await renderer.email(
    delivered({ shipments: [{ ...parcel, items: itemsNamed(20) }] }),
  );
  expect(twenty.text).toContain('sea green 20');
  expect(twenty.text).not.toContain('more item');
  const more = await renderer.email(
    delivered({ shipments: [{ ...parcel, items: itemsNamed(21) }] }),
  );
  expect(more.text).toContain('and 1 more item\n');
});

test('a message about one of several parcels says which one', async () => {
  const about = { ...sample.about, parcel: { index: 2, count: 3 } };
  const request = delivered({ about, shipments: [{ ...parcel, index: 2, count: 3 }] });
  const { html, text } = await renderer.email(request);
  expect(wordsOf(html)).toContain('Order 10482 · Parcel 2 of 3');
  expect(text).toContain('Order 10482, parcel 2 of 3');
  expect((await renderer.sms(request)).body).toContain('order 10482, parcel 2 of 3: delivered');
});

test('a message about an order with one parcel does not count parcels', async () => {
  const { subject, html, text } = await renderer.email(aMessage('delivered'));
  expect([subject, wordsOf(html), text].join()).not.toMatch(/1 of 1/i);
});

test('a message about several parcels counts them and shows each', async () => {
  const second = { ...parcel, trackingNumber: 'CE123456785IE', index: 2, count: 3 };
  const { subject, html, text } = await renderer.email(
    delivered({ shipments: [{ ...parcel, count: 3 }, second] }),
  );
  expect(subject).toMatch(/^2 parcels delivered: /);
  expect(wordsOf(html)).toContain('2 parcels are here');
  for (const part of [html, text]) expect(part).toMatch(/1Z999AA10123456784[\s\S]*CE123456785IE/);
});

test('an item’s picture replaces the tile with its first letter', async () => {
  const items = [{ ...anItem, imageUrl: 'https://cdn.alderandfinch.example/cup.jpg' }];
  const { html } = await renderer.email(delivered({ shipments: [{ ...parcel, items }] }));
  expect(html).toContain('<img src="https://cdn.alderandfinch.example/cup.jpg" alt=""');
  expect(html).not.toMatch(/class="tile"/);
});

test.each(['out_for_delivery', 'delivered', 'attempted', 'lost', 'returning_to_sender'] as const)(
  '%s promises no delivery day, even if one is known',
  async (kind) => {
    const edd = { text: 'Thursday, 3 December' };
    const data = withEdd(CATALOG[kind].sample, edd);
    const { html, text } = await renderer.email(aMessage(kind, { data }));
    expect([html, text, (await renderer.sms(aMessage(kind, { data }))).body].join()).not.toContain(
      edd.text,
    );
  },
);

function withEdd(data: object, edd: { text: string }): object {
  if ('shipments' in data && Array.isArray(data.shipments)) {
    return { ...data, shipments: data.shipments.map((each: object) => ({ ...each, edd })) };
  }
  return 'shipment' in data ? { ...data, shipment: { ...Object(data.shipment), edd } } : data;
}

test('a message about a delay has the old day, the new day and the reason', async () => {
  const { html, text } = await renderer.email(aMessage('delayed'));
  for (const words of [wordsOf(html), text]) {
    expect(words).toContain('not be with you on Thursday 26 November');
    expect(words).toContain('Bad weather is slowing the carrier down.');
    expect(words).toMatch(/New estimated delivery:? Monday 30 November/);
  }
});

test('a message about a delay without a new day says that the carrier gave none', async () => {
  const data = { ...CATALOG.delayed.sample, newEdd: null };
  const { html, text } = await renderer.email(aMessage('delayed', { data }));
  for (const words of [wordsOf(html), text]) expect(words).toContain('has not given a new day yet');
});
