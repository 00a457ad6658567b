import { expect, test } from 'vitest';
import { isMore, multiplyMoney, sumMoney } from '../../domain/money.ts';
import { itemsTotal, lineTotal, orderCurrency, paidAmount } from '../../domain/order/amounts.ts';

const money = (amount: string, currency = 'EUR') => ({ amount, currency });

test('sums are exact and have the decimals of the currency', () => {
  expect(sumMoney([money('0.1'), money('0.2')])).toEqual(money('0.30'));
  expect(sumMoney([money('999999999999'), money('0.01')])).toEqual(money('999999999999.01'));
  expect(sumMoney([money('1490', 'JPY'), money('10.00', 'JPY')])).toEqual(money('1500', 'JPY'));
  expect(sumMoney([money('1.005', 'KWD'), money('2', 'KWD')])).toEqual(money('3.005', 'KWD'));
  expect(sumMoney([money('0.0001', 'CLF')])).toEqual(money('0.0001', 'CLF'));
});

test('no amounts, or amounts in different currencies, have no sum', () => {
  expect(sumMoney([])).toBeNull();
  expect(sumMoney([money('1'), money('1', 'USD')])).toBeNull();
});

test('an amount is compared as a number, not as text', () => {
  expect(isMore(money('100'), money('99.99'))).toBe(true);
  expect(isMore(money('10.00'), money('10'))).toBe(false);
  expect(isMore(money('9.99'), money('10'))).toBe(false);
});

test('the price is of one piece, and a line has the price of all its pieces', () => {
  expect(multiplyMoney(money('33.33'), 3)).toEqual(money('99.99'));
  expect(lineTotal({ price: money('149.00'), quantity: 2 })).toEqual(money('298.00'));
  expect(lineTotal({ price: null, quantity: 2 })).toBeNull();
});

test('the total says what was paid, otherwise the sum of all items', () => {
  const items = [
    { price: money('149.00'), quantity: 2 },
    { price: money('2.50'), quantity: 1 },
  ];
  expect(itemsTotal(items)).toEqual(money('300.50'));
  expect(paidAmount({ total: null, items })).toEqual(money('300.50'));
  expect(paidAmount({ total: money('290.00'), items })).toEqual(money('290.00'));
});

test('without all prices, nobody knows what was paid', () => {
  const items = [
    { price: money('149.00'), quantity: 2 },
    { price: null, quantity: 1 },
  ];
  expect(paidAmount({ total: null, items })).toBeNull();
  expect(paidAmount({ total: null, items: [] })).toBeNull();
  expect(orderCurrency({ total: null, items })).toBe('EUR');
  expect(orderCurrency({ total: null, items: [] })).toBeNull();
  expect(orderCurrency({ total: money('1', 'USD'), items })).toBe('USD');
});
