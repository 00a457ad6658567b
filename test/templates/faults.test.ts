import { expect, test } from 'vitest';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, withTemplates } from './message.ts';

function anEmailTemplate(body: string, title = '<mj-title>Order {{order.id}}</mj-title>'): string {
  return [
    '<mjml lang="en">',
    `  <mj-head>${title}</mj-head>`,
    '  <mj-body><mj-section><mj-column>',
    `    ${body}`,
    '  </mj-column></mj-section></mj-body>',
    '</mjml>',
  ].join('\n');
}

async function faultOf(file: string, text: string): Promise<unknown> {
  return withTemplates({ [file]: text }, (root) =>
    createRenderer({ root })
      .email(aMessage('delivered'))
      .catch((caught: unknown) => caught),
  );
}

test.each([
  [
    'an element that is not closed',
    '<mj-text>Hello',
    /line 5: <\/mj-column> closes nothing: expected <\/mj-text> \(opened in line 4\)/,
  ],
  [
    'an element that was not opened',
    '<mj-text>Hello</b></mj-text>',
    /line 4: <\/b> closes nothing/,
  ],
  [
    'an include that MJML ignores',
    '<mj-include path="x.mjml" />',
    /line 4: MJML ignores mj-include/,
  ],
  ['text that MJML drops', 'Hello', /line 4: MJML drops "Hello" in <mj-column>/],
  [
    'a condition that MJML drops',
    '{{#if order.total}}<mj-text>x</mj-text>{{/if}}',
    /line 4: MJML drops "\{\{#if order.total\}\}" in <mj-column>/,
  ],
  [
    'an unknown element',
    '<mj-texxt>x</mj-texxt>',
    /<mj-texxt>: .*not (a )?(registered|exist)|mj-texxt/i,
  ],
  ['an unknown attribute', '<mj-text colour="#112233">x</mj-text>', /<mj-text>: .*colour/],
  ['a tag that is not closed', '<mj-text>{{order.id</mj-text>', /line 4: /],
  ['a condition that is not closed', '<mj-text>{{#if order.total}}x</mj-text>', /line \d+: /],
  [
    'a misspelt name',
    '<mj-text>{{order.idd}}</mj-text>',
    /there is no "order.idd" \(known here: contact, about, order,/,
  ],
  [
    'a misspelt name in a condition',
    '<mj-text>{{#if ordr}}x{{/if}}</mj-text>',
    /there is no "ordr"/,
  ],
  [
    'a misspelt name in a branch that is not taken',
    '<mj-text>{{#unless order.id}}{{order.x}}{{/unless}}</mj-text>',
    /there is no "order.x"/,
  ],
  [
    'a misspelt name in a list',
    '<mj-text>{{#each shipments}}{{carrier}}{{/each}}</mj-text>',
    /there is no "carrier" \(known here: carrierName,/,
  ],
  [
    'an unescaped value',
    '<mj-text>{{{contact.name}}}</mj-text>',
    /"contact.name" must not be unescaped/,
  ],
  ['an unescaped value with &', '<mj-text>{{&order.id}}</mj-text>', /"order.id" must not be/],
  ['a partial by a computed name', '<mj-text>{{> (lookup order "id")}}</mj-text>', /a partial is/],
  [
    'an unknown helper',
    '<mj-text>{{shout order.id}}</mj-text>',
    /there is no helper called "shout"/,
  ],
  [
    'the helper that writes to the log',
    '<mj-text>{{log order.id}}</mj-text>',
    /there is no helper called "log"/,
  ],
  [
    'a partial that does not exist',
    '{{> nowhere}}',
    /email\/partials\/nowhere\.mjml is wrong\.\n {2}there was no such file/,
  ],
  ['a missing parameter', '{{> progress}}', /progress\.mjml is wrong\.\n {2}\$step is missing/],
  [
    'an unknown phrase',
    '<mj-text>{{phrase.labels.nothing}}</mj-text>',
    /there is no phrase.labels.nothing in the locale's file/,
  ],
  [
    'an unknown colour',
    '<mj-text>{{brand.colors.nothing}}</mj-text>',
    /there is no brand.colors.nothing in the brand's file/,
  ],
  [
    'a field of a value that may be null',
    '<mj-text>{{#each shipments}}{{scan.when}}{{/each}}</mj-text>',
    /where shipments\.scan is null: /,
  ],
])('%s is found before any message is sent', async (_, body, fault) => {
  const error = await faultOf('email/delivered.mjml', anEmailTemplate(body));
  expect(error).toMatchObject({ name: 'TemplateError', kind: 'delivered', channel: 'email' });
  expect(String(error)).toMatch(fault);
});

test('an email without a subject is refused', async () => {
  const error = await faultOf('email/delivered.mjml', anEmailTemplate('<mj-text>x</mj-text>', ''));
  expect(String(error)).toMatch(/has no <mj-title>/);
});

test('a partial that contains itself is refused', async () => {
  const error = await faultOf('email/partials/help.mjml', '{{> help}}');
  expect(String(error)).toMatch(/help\.mjml is wrong\.\n {2}contains itself/);
});

test('a fault in a partial names the partial and its line', async () => {
  const error = await faultOf('email/partials/help.mjml', '<mj-divider />\n<mj-text>x</mj-txt>');
  expect(error).toMatchObject({ file: 'email/partials/help.mjml' });
  expect(String(error)).toMatch(/line 2: <\/mj-txt>/);
});

test('a locale that lacks a phrase for a reason is refused, and the error names its file', async () => {
  const error = await faultOf(
    'locales/en.json',
    '{"lang": "en", "dir": "ltr", "trouble": {}, "advice": {}, "attempt": {}}',
  );
  expect(error).toMatchObject({ file: 'locales/en.json' });
  expect(String(error)).toMatch(/\/trouble\/customs: /);
});

test('a locale with an invalid language tag is refused', async () => {
  const error = await faultOf('locales/en.json', '{"lang": "en_US!", "dir": "ltr"}');
  expect(String(error)).toMatch(/\/lang: must be a language tag/);
});

test('a text template may contain angle brackets', async () => {
  const request = aMessage('delivered');
  const text = 'Write to <help@alderandfinch.example>';
  await withTemplates({ 'text/delivered.hbs': text }, async (root) => {
    expect((await createRenderer({ root }).email(request)).text).toBe(`${text}\n`);
  });
});

test('text templates are checked too', async () => {
  const error = await faultOf('text/delivered.hbs', '{{order.number}}');
  expect(error).toMatchObject({ file: 'text/delivered.hbs' });
});
