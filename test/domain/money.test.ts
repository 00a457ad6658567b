import { expect, test } from 'vitest';
import { formatMoney } from '../../domain/format.ts';
import {
  countDecimals,
  currencyDecimals,
  decimalsFault,
  normalizeMoney,
} from '../../domain/money.ts';

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLF', 4],
  ['HUF', 2],
])('%s has %i decimals', (currency, decimals) => {
  expect(currencyDecimals(currency)).toBe(decimals);
});

test.each([
  ['10', 0],
  ['100', 0],
  ['10.00', 0],
  ['10.90', 1],
  ['10.005', 3],
  ['0.0040', 3],
])('%s has %i decimals', (amount, decimals) => {
  expect(countDecimals(amount)).toBe(decimals);
});

test('an amount is shown in full, even where its currency is usually shown without decimals', () => {
  const show = (amount: string, currency: string) =>
    formatMoney({ amount, currency }, { locale: 'en-GB' }).replace('\u00a0', ' ');
  expect(show('1499.00', 'HUF')).toBe('HUF 1,499');
  expect(show('10.5', 'HUF')).toBe('HUF 10.50');
  expect(show('149', 'JPY')).toBe('JP¥149');
  expect(show('10.5', 'KWD')).toBe('KWD 10.500');
});

test.each([
  ['149', 'EUR', '149.00'],
  ['0149.9', 'EUR', '149.90'],
  ['150.00', 'JPY', '150'],
  ['1.5', 'KWD', '1.500'],
  ['0.1', 'CLF', '0.1000'],
])('%s %s is %s', (amount, currency, normal) => {
  expect(normalizeMoney({ amount, currency })).toEqual({ amount: normal, currency });
});

test('an amount with more decimals than its currency is refused', () => {
  expect(decimalsFault({ amount: '10.5', currency: 'JPY' })).toBe('JPY has no decimals');
  expect(decimalsFault({ amount: '10.0055', currency: 'KWD' })).toBe('KWD has 3 decimals');
  expect(decimalsFault({ amount: '10.500', currency: 'EUR' })).toBeNull();
});
