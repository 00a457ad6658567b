import { expect, test } from 'vitest';
import { remainingOf } from '../../domain/order/quantities.ts';

const ordered = [
  { line: 1, sku: 'B-1', name: 'Boots', quantity: 2 },
  { line: 2, sku: null, name: 'Socks', quantity: 3 },
  { line: 3, sku: null, name: 'Socks', quantity: 1 },
];
const socks = { line: 2, sku: null, name: 'Socks' };

test('what was taken is subtracted from what was ordered', () => {
  const boots = { line: 1, sku: 'B-1', name: 'Boots' };
  expect(remainingOf(boots, ordered, [])).toEqual({ ordered: 2, left: 2 });
  expect(remainingOf(boots, ordered, [{ ...boots, quantity: 1 }])).toEqual({ ordered: 2, left: 1 });
  expect(remainingOf(boots, ordered, [{ ...boots, quantity: 9 }])).toEqual({ ordered: 2, left: 0 });
});

test('the same item on two lines counts for each line and for both together', () => {
  expect(remainingOf(socks, ordered, [{ ...socks, quantity: 2 }])).toEqual({ ordered: 3, left: 1 });
  const other = { ...socks, line: 3 };
  expect(remainingOf(other, ordered, [{ ...socks, quantity: 3 }])).toEqual({ ordered: 1, left: 1 });
  const named = { line: null, sku: null, name: 'Socks' };
  expect(remainingOf(named, ordered, [{ ...socks, quantity: 3 }])).toEqual({ ordered: 4, left: 1 });
  expect(remainingOf(socks, ordered, [{ ...named, quantity: 4 }])).toEqual({ ordered: 3, left: 0 });
});

test('an SKU identifies an item, whatever its name; without one the name does', () => {
  const renamed = { line: null, sku: 'B-1', name: 'Walking boots' };
  expect(remainingOf(renamed, ordered, [])).toEqual({ ordered: 2, left: 2 });
  const nameless = { line: null, sku: null, name: 'Boots' };
  expect(remainingOf(nameless, ordered, [])).toEqual({ ordered: 2, left: 2 });
  expect(remainingOf({ line: null, sku: 'B-2', name: 'Boots' }, ordered, [])).toBeNull();
});

test('pieces of another item that was on the line do not count', () => {
  const cap = { line: 2, sku: null, name: 'Cap', quantity: 3 };
  expect(remainingOf(socks, ordered, [cap])).toEqual({ ordered: 3, left: 3 });
});
