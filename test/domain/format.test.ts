import { expect, test } from 'vitest';
import {
  formatDate,
  formatDateTime,
  formatLocale,
  formatLongDay,
  formatMoney,
} from '../../domain/format.ts';

const AT = Date.parse('2026-11-26T13:05:00Z');
const USD = { amount: '149.00', currency: 'USD' };
const GBP = { amount: '149.00', currency: 'GBP' };

test.each([
  ['en-US', '$149.00', 'November 26, 2026', 'Friday, December 4', 'Nov 26, 1:05 PM'],
  ['en-GB', 'US$149.00', '26 November 2026', 'Friday 4 December', '26 Nov, 13:05'],
  ['en', 'US$149.00', '26 November 2026', 'Friday 4 December', '26 Nov, 13:05'],
  ['en-CA', 'US$149.00', 'November 26, 2026', 'Friday, December 4', 'Nov 26, 1:05 p.m.'],
])('%s has its own dates and amounts', (locale, money, date, day, time) => {
  const settings = { locale, timeZone: 'UTC' };
  expect(formatMoney(USD, settings)).toBe(money);
  expect(formatDate(AT, settings)).toBe(date);
  expect(formatLongDay('2026-12-04', settings)).toBe(day);
  expect(formatDateTime(AT, settings)).toBe(time);
});

test('a British amount is one for a British reader', () => {
  expect(formatMoney(GBP, { locale: 'en-GB' })).toBe('£149.00');
});

test.each([
  ['en-US', 'en', 'en-US'],
  ['en-GB', 'en', 'en-GB'],
  ['de-AT', 'de', 'de-AT'],
  ['de-AT', 'de-AT', 'de-AT'],
  ['zh-Hant-TW', 'zh', 'zh-Hant-TW'],
  ['en', 'en', 'en'],
  ['de-AT', 'en', 'en'],
  ['en-US-US', 'en', 'en'],
  ['x', 'en', 'en'],
])('a message in another’s words: %s in %s is formatted as %s', (reader, written, expected) => {
  expect(formatLocale(reader, written)).toBe(expected);
});
