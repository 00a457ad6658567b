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
  ['a\u200d\u200db', 'ab'],
  ['क\u200d\u200dष', 'क\u200dष'],
  ['a\u034fb', 'ab'],
  ['e\u034f\u0301', '\u00e9'],
  ['a\u115fb\u1160c\u3164d\uffa0e', 'abcde'],
  ['a\u17b4b\u17b5c', 'abc'],
  ['a\u180bb\u180dc\u180ed\u180fe', 'abcde'],
  ['a\ufe00b\ufe0ec\ufe0fd', 'abcd'],
  ['a\u{1d173}b\u{1d17a}c', 'abc'],
  ['a\u{e0100}b\u{e01ef}c', 'abc'],
  ['a\u2065b\ufff0c\u{e0fff}d', 'abcd'],
  ['a\u2800b\u2800', 'a b'],
  ['\u2800\u3164', ''],
  ['1\ufe0f', '1'],
  ['a\u200d👩', 'a👩'],
  ['👩\u200da', '👩a'],
  ['ب\u200b\u200d', 'ب'],
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
  '1️⃣',
  '👩\u200d❤️\u200d👨',
  'ᠮᠣᠩᠭᠣᠯ\u180b',
  '羽\ufe01',
  // Singhalese: ශ්‍රී. Arabic: an abbreviation of the Islamic year.
  'ශ්\u200dරී',
  'ه\u200d',
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
  'a\u2800',
  'a\u{e0061}',
  'a\u{e0100}',
])('%j has something hidden', (id) => {
  expect(hasHidden(id)).toBe(true);
});

test('nothing hidden is left but what a letter or a picture before it needs', () => {
  const found = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    // Signs that go before a number in Arabic can be seen, although they count as formatting.
    const isUnseen = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\u2800\ufff9-\ufffb]/u;
    if (!isUnseen.test(character)) continue;
    if (hasHidden(cleanLine(`a${character}b`)) || hasHidden(cleanLine(character))) found.push(code);
  }
  expect(found).toEqual([]);
});
