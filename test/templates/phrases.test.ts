/** Phrases are ICU messages. They become parts of templates, with the variables of the message. */

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { DataShape } from '../../templates/engine/data-shape.ts';
import { compileHandlebars } from '../../templates/engine/handlebars.ts';
import { toHandlebars } from '../../templates/engine/phrase-template.ts';
import { findVariable, variablesOfKind } from '../../templates/engine/phrase-variables.ts';

const day = z.strictObject({ text: z.string() });
const schema = z.strictObject({
  contact: z.strictObject({ name: z.string().min(1).nullable() }),
  order: z.strictObject({ id: z.string(), items: z.array(z.string()) }),
  shipments: z.array(z.strictObject({ scan: z.strictObject({ when: z.string() }).nullable() })),
  about: z.strictObject({
    parcel: z.strictObject({ index: z.int(), count: z.int() }).nullable(),
  }),
  newEdd: day.nullable(),
  isPart: z.boolean(),
  cause: z.enum(['loss', 'damage']),
  attempt: z.int(),
});
const data: z.infer<typeof schema> = {
  contact: { name: 'Ada' },
  order: { id: '7', items: ['Cup'] },
  shipments: [{ scan: { when: '9:12' } }],
  about: { parcel: { index: 2, count: 3 } },
  newEdd: { text: 'Monday' },
  isPart: true,
  cause: 'loss',
  attempt: 2,
};
const shape = z.toJSONSchema(schema) as DataShape;
const variables = variablesOfKind(shape, 'Shoes & Co');
const context = { variable: (name: string) => findVariable(variables, name), escape: String };

function say(phrase: string, changes: object = {}, lang = 'en'): string {
  const render = compileHandlebars(toHandlebars(phrase, context), { lang, as: 'plain' });
  return render({ ...data, ...changes });
}

test.each([
  ['Order {order} of {shop}', {}, 'Order 7 of Shoes & Co'],
  ['{name, select, none {Hello,} other {Hi {name},}}', {}, 'Hi Ada,'],
  ['{name, select, none {Hello,} other {Hi {name},}}', { contact: { name: null } }, 'Hello,'],
  ['{newEdd, select, none {soon} other {on {newEdd}}}', {}, 'on Monday'],
  ['{newEdd, select, none {soon} other {on {newEdd}}}', { newEdd: null }, 'soon'],
  ['{isPart, select, true {a part} other {all}}', {}, 'a part'],
  ['{isPart, select, true {a part} other {all}}', { isPart: false }, 'all'],
  ['{cause, select, loss {lost} other {broken}}', { cause: 'damage' }, 'broken'],
  ['{count, plural, =0 {none} one {# parcel} other {# parcels}}', { shipments: [] }, 'none'],
  ['{count, plural, one {# parcel} other {# parcels}}', {}, '1 parcel'],
  ['{attempt, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', {}, '2nd'],
  ['{scanned, select, none {no scan} other {{scanned}}}', {}, '9:12'],
  [
    '{scanned, select, none {no scan} other {{scanned}}}',
    { shipments: [{ scan: null }] },
    'no scan',
  ],
  ['It’s here. ‘Really’ {order}', {}, 'It’s here. ‘Really’ 7'],
])('%s', (phrase, changes, said) => {
  expect(say(phrase, changes)).toBe(said);
});

test('values that are missing together need one condition', () => {
  const which = '{parcelIndex, select, none {} other {parcel {parcelIndex} of {parcelCount}}}';
  expect(say(which)).toBe('parcel 2 of 3');
  expect(say(which, { about: { parcel: null } })).toBe('');
});

test('plurals follow the rules of the language', () => {
  const arabic = '{count, plural, zero {0} one {1} two {2} few {few} many {many} other {other}}';
  const shipments = (count: number) => Array.from({ length: count }, () => ({ scan: null }));
  const said = [1, 2, 3, 11, 100].map((n) => say(arabic, { shipments: shipments(n) }, 'ar'));
  expect(said).toEqual(['1', '2', 'few', 'many', 'other']);
});

describe('a phrase is refused that', () => {
  test.each([
    ['is not complete', 'Hi {name', /is not an ICU message: .* at character/],
    ['has no case for all other values', '{isPart, select, true {x}}', /is not an ICU message/],
    ['has an unknown variable', 'Hi {nmae}', /has no variable \{nmae\}: known are .*name/],
    ['does not say what to do without a value', 'Hi {name}', /\{name\} can be missing/],
    [
      'reads a missing value in another case',
      '{newEdd, select, Monday {{newEdd}} other {{newEdd}}}',
      /can be missing/,
    ],
    ['formats numbers', '{count, number}', /numbers, money and dates are texts/],
    ['formats dates', '{newEdd, date}', /numbers, money and dates are texts/],
    ['would write a tag', "'{{'order.id'}}'", /must not contain “\{\{”/],
    ['reads a list', '{shipments}', /has no variable \{shipments\}/],
    ['counts from an offset', '{count, plural, offset:1 one {x} other {y}}', /must not use offset/],
  ])('%s', (_, phrase, fault) => {
    expect(() => toHandlebars(phrase, context)).toThrow(fault);
  });
});

test('texts are escaped, and values stay tags', () => {
  const escaped = toHandlebars('<b>{order}</b>', { ...context, escape: (text) => `[${text}]` });
  expect(escaped).toBe('[<b>]{{@root.order.id}}[</b>]');
});
