import { expect, test } from 'vitest';
import { cleanLine, cleanLines, hasHidden } from '../../domain/clean-text.ts';

test.each([
  ['Boots', 'Boots'],
  ['  Walking \t boots\r\n', 'Walking boots'],
  ['Zoe\u0308', 'Zo\u00eb'],
  ['a\u0000b', 'a b'],
  ['a\u0085b\u2028c', 'a b c'],
  ['1\u00a0000 g', '1 000 g'],
  ['\ufeffBoots', 'Boots'],
  ['Bo\u00adots', 'Boots'],
  ['Bo\u200bots', 'Boots'],
  ['\u202egpj.exe\u202c', 'gpj.exe'],
  ['\u2066Boots\u2069', 'Boots'],
  ['\u200eBoots\u200f\u061c', 'Boots'],
  ['a\u2060b\u2063c', 'abc'],
  ['Boots\u{e0042}\u{e006f}', 'Boots'],
  ['\u200d\u200cBoots', 'Boots'],
  ['a \u200d b', 'a b'],
  ['a\u200d\u200db', 'a\u200db'],
  ['\u200b\u202e', ''],
])('the line %j becomes %j', (written, clean) => {
  expect(cleanLine(written)).toBe(clean);
  expect(cleanLine(clean)).toBe(clean);
});

test.each([
  // Persian "half space": می‌خواهم
  'می\u200cخواهم',
  // Hindi: क्‍ष without a ligature; Malayalam: a final chillu.
  'क्\u200dष',
  'അവന്\u200d',
  '👩\u200d👩\u200d👧',
  '👩🏽\u200d💻',
  '🏳️\u200d🌈',
  '❤️',
  '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
  '葛\u{e0100}城',
  'שָׁלוֹם',
  'ﷺ',
  'Ὀδυσσεύς',
])('%s stays as it is', (written) => {
  expect(cleanLine(written)).toBe(written.normalize('NFC'));
  expect(cleanLines(written)).toBe(written.normalize('NFC'));
});

test.each([
  ['Too small.\r\n\r\nPlease\tswap.', 'Too small.\n\nPlease\tswap.'],
  ['a\rb\u2029c', 'a\nb\nc'],
  ['a  \n\n\n\nb\n', 'a\n\nb'],
  ['a\u0000\u001bb', 'a b'],
  ['a\u202eb\n\u200bc', 'ab\nc'],
])('the lines %j become %j', (written, clean) => {
  expect(cleanLines(written)).toBe(clean);
  expect(cleanLines(clean)).toBe(clean);
});

test.each(['1001', 'Bestellung #7, Größe 42', 'заказ-1', '注文1', '#١٢', 'a b'])(
  '%s has nothing hidden',
  (id) => expect(hasHidden(id)).toBe(false),
);

test.each([
  'a\u0000',
  'a\n',
  'a\u007f',
  'a\u0085',
  'a\u00ad',
  'a\u034f',
  'a\u061c',
  'a\u115f',
  'a\u180e',
  'a\u200b',
  'a\u200c',
  'a\u200d',
  'a\u200e',
  'a\u2028',
  'a\u202e',
  'a\u2060',
  'a\u2066',
  'a\u3164',
  'a\ufe0f',
  'a\ufeff',
  'a\ufff9',
  'a\ud83d',
  'a\u{e0061}',
  'a\u{e0100}',
])('%j has something hidden', (id) => {
  expect(hasHidden(id)).toBe(true);
});
