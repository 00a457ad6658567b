import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type Channel, MESSAGE_KINDS } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer, type RenderRequest } from '../../templates/engine/render.ts';
import { aMessage, withTemplates } from './message.ts';

function countCompilations() {
  const compiled: string[] = [];
  const renderer = createRenderer({
    onCompile: ({ kind, channel, brand, locale }) =>
      compiled.push([kind, channel, brand, locale].join('/')),
  });
  return { compiled, renderer };
}

test('a template is compiled once for many concurrent messages', async () => {
  const { compiled, renderer } = countCompilations();
  const requests: RenderRequest[] = ['en', 'en-US', 'xx'].flatMap((locale) =>
    Array.from({ length: 30 }, (_, index) =>
      aMessage('delivered', {
        locale,
        data: { ...CATALOG.delivered.sample, contact: { name: `Ada ${index}` } },
      }),
    ),
  );
  const emails = await Promise.all(requests.map((request) => renderer.email(request)));
  expect(emails.filter(({ text }) => text.includes('Hi Ada 29,'))).toHaveLength(3);
  await renderer.sms(aMessage('delivered'));
  await renderer.sms(aMessage('delivered'));
  expect(compiled).toEqual([
    'delivered/email/alder-and-finch/en',
    'delivered/sms/alder-and-finch/en',
  ]);
});

test('after all messages of a brand are compiled, none compiles when it is sent', async () => {
  const { compiled, renderer } = countCompilations();
  const { brand, shopName, locale } = aMessage('delivered');
  expect(await renderer.compileAll({ brand, shopName, locale })).toBe(0);
  const before = compiled.length;
  for (const kind of MESSAGE_KINDS) {
    const channels: readonly Channel[] = CATALOG[kind].channels;
    if (channels.includes('email')) await renderer.email(aMessage(kind));
    if (channels.includes('sms')) await renderer.sms(aMessage(kind));
  }
  expect(compiled).toHaveLength(before);
});

test('a message renders to the same bytes each time, even after a restart', async () => {
  const first = await createRenderer().email(aMessage('shipped'));
  expect(await createRenderer().email(aMessage('shipped'))).toEqual(first);
});

async function versionsWith(path: string, change: (now: string) => string) {
  const now = await readFile(new URL(`../../templates/${path}`, import.meta.url), 'utf8');
  return withTemplates({ [path]: change(now) }, async (root) => {
    const renderer = createRenderer({ root });
    const { version: email } = await renderer.email(aMessage('shipped'));
    const { version: sms } = await renderer.sms(aMessage('shipped'));
    return { email, sms };
  });
}

test.each([
  ['email/shipped.mjml', ['email']],
  ['email/partials/footer.mjml', ['email']],
  ['text/shipped.hbs', ['email']],
  ['sms/order.hbs', ['sms']],
  ['locales/en.json', ['email', 'sms']],
  ['brands/alder-and-finch/brand.json', ['email', 'sms']],
  ['email/delivered.mjml', []],
])('a change of %s gives a new version to %j', async (path, channels) => {
  const before = await versionsWith(path, (now) => now);
  const after = await versionsWith(path, (now) =>
    now
      .replace('line-height', 'font-style="italic" line-height')
      .replace('<mj-text mj-class="outside">', '<mj-text mj-class="outside" align="center">')
      .replace('{{> days-of-parcels}}', '')
      .replace('{{message.sms}}', '{{message.sms}} ')
      .replace('"Estimated delivery"', '"Expected"')
      .replace('"#24493d"', '"#24493e"')
      .replace('"Alder & Finch"', '"Alder & Fink"')
      .replace('We hope', 'We do hope'),
  );
  const changed = (['email', 'sms'] as const).filter(
    (channel) => before[channel] !== after[channel],
  );
  expect(changed).toEqual(channels);
});

test('a message’s version depends on its templates, not on its data', async () => {
  const renderer = createRenderer();
  const { version } = await renderer.email(aMessage('shipped'));
  const data = { ...CATALOG.shipped.sample, contact: { name: 'Grace' } };
  expect(version).toMatch(/^[0-9a-f]{12}$/);
  expect((await renderer.email(aMessage('shipped', { data }))).version).toBe(version);
});
