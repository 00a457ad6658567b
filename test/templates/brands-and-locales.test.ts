import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../domain/policy/default-policy.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, withTemplates, wordsOf } from './message.ts';

test('a brand’s file needs only its name and what differs from the defaults', async () => {
  const acme = JSON.stringify({ name: 'Acme <Tools>', colors: { accent: '#b4235f' } });
  await withTemplates({ 'brands/acme/brand.json': acme }, async (root) => {
    const { html, text } = await createRenderer({ root }).email(
      aMessage('shipped', { brand: 'acme' }),
    );
    expect(html).toContain('#b4235f');
    expect(html).not.toContain('#2f5d50');
    expect(html).toContain('Acme &lt;Tools&gt;');
    expect(text).toContain('you ordered from Acme <Tools>.');
    expect([wordsOf(html), text].join()).not.toContain('Alder');
  });
});

test('an email shows the brand’s logo, and another one in dark mode', async () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>';
  const files = {
    'brands/acme/brand.json': JSON.stringify({ name: 'Acme', logoWidthPx: 120 }),
    'brands/acme/logo.svg': drawing,
    'brands/acme/logo-dark.svg': drawing.replace('M0', 'M1'),
  };
  await withTemplates(files, async (root) => {
    const assetsUrl = 'https://track.acme.example/assets';
    const { html } = await createRenderer({ root, assetsUrl }).email(
      aMessage('delivered', { brand: 'acme' }),
    );
    const logo = (name: string) =>
      new RegExp(`src="${assetsUrl}/acme/[0-9a-f]{10}/${name}@320.png" alt="Acme" width="120"`);
    expect(html).toMatch(logo('logo'));
    expect(html).toMatch(logo('logo-dark'));
  });
});

test('an unknown brand is an error that names its file', async () => {
  await expect(
    createRenderer().email(aMessage('shipped', { brand: 'nobody' })),
  ).rejects.toMatchObject({
    file: 'brands/nobody/brand.json',
  });
});

test('a brand’s name cannot point outside the folder of the brands', async () => {
  const brand = '../locales/en.json';
  await expect(createRenderer().email(aMessage('shipped', { brand }))).rejects.toThrow(
    /no such file/,
  );
});

test.each([
  ['{"name": "Acme", "colors": {"accent": "red"}}', '/colors/accent'],
  ['{"name": "Acme", "url": "https://ada:secret@acme.example"}', '/url'],
  ['{"name": "Acme", "url": "javascript:alert(1)"}', '/url'],
  ['{"name": "Acme", "support": {"url": "http://10.0.0.1/help"}}', '/support/url'],
  ['{"name": "Acme", "social": [{"name": "X", "url": "http://x/acme"}]}', '/social/0/url'],
  [
    '{"name": "Acme", "promotions": [{"title": "Sale", "url": "http://[fd00::1]/"}]}',
    '/promotions/0/url',
  ],
  ['{"name": "Acme", "colors": {"text": "#dddddd"}}', '/colors/text'],
  ['{"name": "Acme {{order.id}}"}', '/name'],
  ['{"name": "Acme", "support": {"url": "javascript:x"}}', '/support/url'],
  ['{"name": "Acme", "colour": "#112233"}', ''],
])('the brand %s is refused with a pointer to the fault', async (brand, pointer) => {
  await withTemplates({ 'brands/acme/brand.json': brand }, async (root) => {
    await expect(
      createRenderer({ root }).email(aMessage('shipped', { brand: 'acme' })),
    ).rejects.toMatchObject({
      file: 'brands/acme/brand.json',
      faults: [expect.objectContaining({ pointer })],
    });
  });
});

test('an email about an order contains no promotions', async () => {
  const promotions = [{ title: 'Winter sale', url: 'https://acme.example/sale' }];
  await withTemplates(
    { 'brands/acme/brand.json': JSON.stringify({ name: 'Acme', promotions }) },
    async (root) => {
      const renderer = createRenderer({ root });
      const { html, text } = await renderer.email(aMessage('delivered', { brand: 'acme' }));
      expect(html + text).not.toMatch(/Winter sale|\/sale/);
      expect(
        (await renderer.brand(aMessage('delivered', { brand: 'acme' }))).promotions[0]?.title,
      ).toBe('Winter sale');
    },
  );
});

test('the sender’s name defaults to the brand’s name', async () => {
  const { sender } = await createRenderer().brand(aMessage('delivered', { shopName: 'Acme' }));
  expect(sender).toEqual({ name: 'Alder & Finch', replyTo: 'hello@alderandfinch.example' });
});

test('a shop without its own brand signs with the shop’s name', async () => {
  const shops = [
    { brand: 'default', shopName: 'Acme {{Tools}}' },
    { brand: 'default', shopName: 'Bolt & Nut' },
  ];
  const renderer = createRenderer();
  const signatures = shops.map(async (shop) => {
    const { html, text } = await renderer.email(aMessage('delivered', shop));
    const { body } = await renderer.sms(aMessage('delivered', shop));
    const { sender } = await renderer.brand(shop);
    expect([wordsOf(html), text, body].join()).not.toContain('Alder');
    return [text.includes(`ordered from ${sender.name}.`), body.split(', order')[0], sender];
  });
  expect(await Promise.all(signatures)).toEqual([
    [true, 'Acme Tools', { name: 'Acme Tools', replyTo: null }],
    [true, 'Bolt & Nut', { name: 'Bolt & Nut', replyTo: null }],
  ]);
});

/** German for all messages but the one about a parcel that was shipped. */
async function inGerman<T>(run: (root: string) => Promise<T>): Promise<T> {
  const english = await readFile(
    new URL('../../templates/locales/en.json', import.meta.url),
    'utf8',
  );
  const german = JSON.parse(
    english
      .replace('"lang": "en"', '"lang": "de"')
      .replace('"carrier": "Carrier"', '"carrier": "Zusteller"')
      .replace('{count, plural, one {Delivered}', '{count, plural, one {Zugestellt}'),
  );
  delete german.messages.shipped;
  return withTemplates({ 'locales/de.json': JSON.stringify(german) }, run);
}

test.each(['de', 'de-AT'])('a customer who speaks %s gets the German templates', async (locale) => {
  await inGerman(async (root) => {
    const { subject, html } = await createRenderer({ root }).email(
      aMessage('delivered', { locale }),
    );
    expect(subject).toMatch(/^Zugestellt: /);
    expect(html).toContain('<html lang="de"');
    expect(wordsOf(html)).toContain('Zusteller');
  });
});

test('a message without a translation is entirely in English', async () => {
  await inGerman(async (root) => {
    const renderer = createRenderer({ root });
    const { html } = await renderer.email(aMessage('shipped', { locale: 'de' }));
    expect(html).toContain('<html lang="en"');
    expect(wordsOf(html)).not.toContain('Zusteller');
    const message = { kind: 'shipped', channel: 'email', brand: 'default', locale: 'de' } as const;
    expect(await renderer.localeFor(message)).toBe('en');
    expect(await renderer.localeFor({ ...message, kind: 'delivered' })).toBe('de');
  });
});

test('a locale of a few phrases, such as British English, uses the English templates', async () => {
  const british = '{"lang": "en-GB", "labels": {"carrier": "Delivery company"}}';
  await withTemplates({ 'locales/en-GB.json': british }, async (root) => {
    const { html } = await createRenderer({ root }).email(
      aMessage('delivered', { locale: 'en-GB' }),
    );
    expect(html).toContain('<html lang="en-GB"');
    expect(wordsOf(html)).toContain('Delivery company UPS Standard Tracking number');
  });
});

test.each(['sv', 'fi-FI', '', 'x'.repeat(50), '../en'])(
  'the unknown locale "%s" falls back to English',
  async (locale) => {
    const { html } = await createRenderer().email(aMessage('delivered', { locale }));
    expect(html).toContain('<html lang="en"');
  },
);

test('a French message has a space before the colons after its labels', async () => {
  const message = aMessage('delivered', { locale: 'fr-CA' });
  const { subject, text } = await createRenderer().email(message);
  expect(subject).toMatch(/^Colis livré : /);
  expect(text).toContain('\nTransporteur\u00a0: UPS Standard\n');
  const { body } = await createRenderer().sms(message);
  expect(body).toContain(', commande 10482 : colis livré');
});

test('every kind that the default policy sends by SMS has an SMS template', async () => {
  const renderer = createRenderer();
  for (const [kind, channels] of Object.entries(DEFAULT_POLICY.channels)) {
    if (!channels.includes('sms')) continue;
    const { body } = await renderer.sms(aMessage(kind as keyof typeof DEFAULT_POLICY.channels));
    expect(body).toContain('10482');
  }
});

test('a discreet brand names no item in a subject', async () => {
  const brand = JSON.stringify({ name: 'Acme', discreet: true });
  await withTemplates({ 'brands/acme/brand.json': brand }, async (root) => {
    const renderer = createRenderer({ root });
    const { subject } = await renderer.email(aMessage('delivered', { brand: 'acme' }));
    expect(subject).toBe('Delivered: Order 10482');
  });
});

test('a brand replaces a part and a phrase, and keeps the rest', async () => {
  const files = {
    'brands/acme/brand.json': JSON.stringify({ name: 'Acme' }),
    'brands/acme/email/partials/help.mjml': '<mj-text>Ask Nora.</mj-text>',
    'brands/acme/locales/en.json': JSON.stringify({
      messages: { delivered: { headline: 'Home, safe and sound' } },
    }),
  };
  await withTemplates(files, async (root) => {
    const renderer = createRenderer({ root });
    const { html, text } = await renderer.email(aMessage('delivered', { brand: 'acme' }));
    expect(wordsOf(html)).toContain('Ask Nora.');
    for (const part of [wordsOf(html), text]) expect(part).toContain('Home, safe and sound');
    expect(text).toContain('Can’t find it?');
    const other = await renderer.email(aMessage('delivered', { brand: 'default' }));
    expect(wordsOf(other.html)).not.toMatch(/Ask Nora|safe and sound/);
  });
});

test('a message for which the customer’s language has no phrases is in the brand’s language', async () => {
  const english = await readFile(
    new URL('../../templates/locales/en.json', import.meta.url),
    'utf8',
  );
  const files = {
    'brands/acme/brand.json': JSON.stringify({ name: 'Acme', locale: 'de' }),
    'locales/de.json': english.replace('"lang": "en"', '"lang": "de"'),
    'locales/fr.json': JSON.stringify({ lang: 'fr', dir: 'ltr' }),
  };
  await withTemplates(files, async (root) => {
    const renderer = createRenderer({ root });
    const message = aMessage('delivered', { brand: 'acme', locale: 'fr' });
    expect((await renderer.email(message)).html).toContain('<html lang="de"');
  });
});
