import { expect, test } from 'vitest';
import { readLocale } from '../../domain/locale.ts';

test.each([
  ['de', 'de'],
  ['DE-at', 'de-AT'],
  ['de_AT', 'de-AT'],
  ['de_DE.UTF-8', 'de-DE'],
  ['de_DE@euro', 'de-DE'],
  ['zh_hant_tw', 'zh-Hant-TW'],
  ['iw', 'he'],
  ['sr-latn', 'sr-Latn'],
  ['es-419', 'es-419'],
  ['de-1996', 'de-1996'],
  ['qqz-ZZ', 'qqz-ZZ'],
  ['th-TH-u-ca-buddhist-nu-thai', 'th-TH'],
  ['en-x-acme', 'en'],
])('%s is read as %s', (written, tag) => {
  expect(readLocale(written)).toBe(tag);
});

test.each([
  '',
  'x',
  'german',
  'Deutsch',
  'de-',
  'de--AT',
  'de-AT-',
  'de AT',
  'x-acme',
  'i-klingon',
  'root',
  '*',
  'd\u0435',
  'en-a',
  'de-1996-1996',
  `sl-${['rozaj', 'biske', '1994', 'nedis', 'solba', 'lipaw'].join('-')}`,
])('%j is no language tag', (written) => {
  expect(readLocale(written)).toBeNull();
});
