import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldReceipt, RECEIPTS, type Receipt } from '../../domain/receipt.ts';

const aReceipt: fc.Arbitrary<Receipt> = fc.record({
  kind: fc.constantFrom(...RECEIPTS),
  at: fc.integer({ min: 0, max: 3 }),
  code: fc.constantFrom(null, '30003', '30005'),
});

const foldAll = (receipts: readonly Receipt[]) =>
  receipts.reduce<Receipt | null>((known, next) => foldReceipt(known, next), null);

const receipt = (kind: Receipt['kind'], at = 0): Receipt => ({ kind, at, code: null });

test('receipts out of order and repeated have the same result', () => {
  const shuffled = fc
    .array(aReceipt, { minLength: 1, maxLength: 6 })
    .chain((receipts) =>
      fc.tuple(
        fc.constant(receipts),
        fc.shuffledSubarray([...receipts, ...receipts], { minLength: receipts.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([receipts, again]) => {
      expect(foldAll(again)).toEqual(foldAll(receipts));
    }),
  );
});

test.each([
  ['sent', 'delayed'],
  ['delayed', 'delivered'],
  ['delivered', 'bounced'],
  ['bounced', 'failed'],
  ['failed', 'complained'],
] as const)('%s never replaces %s', (weaker, stronger) => {
  expect(foldAll([receipt(stronger), receipt(weaker, 9)])?.kind).toBe(stronger);
  expect(foldAll([receipt(weaker, 9), receipt(stronger)])?.kind).toBe(stronger);
});

test('of two delays, the first one counts', () => {
  expect(foldAll([receipt('delayed', 20), receipt('delayed', 10)])?.at).toBe(10);
});
