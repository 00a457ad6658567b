import { expect, test } from 'vitest';
import { isOldNewsAfter } from '../../domain/journey/overtaken-message.ts';
import type { MessageKind } from '../../domain/message.ts';

const message = (kind: MessageKind, shipmentIds: readonly string[] = ['S1'], time = 1) => ({
  kind,
  shipmentIds,
  milestoneId: `S1/${kind}/${time}`,
});

test.each<[MessageKind, MessageKind, boolean]>([
  ['shipped', 'out_for_delivery', true],
  ['out_for_delivery', 'delivered', true],
  ['out_for_delivery', 'all_delivered', true],
  ['return_in_transit', 'return_received', true],
  ['delivered', 'out_for_delivery', false],
  ['delivered', 'delivered', false],
  ['order_confirmed', 'shipped', false],
  ['delayed', 'delivered', false],
  ['shipped', 'return_received', false],
])('%s after %s: %j', (kind, other, isOld) => {
  expect(isOldNewsAfter(message(kind), message(other))).toBe(isOld);
});

test('a later step of another parcel makes nothing old', () => {
  expect(isOldNewsAfter(message('shipped'), message('delivered', ['S2']))).toBe(false);
  expect(isOldNewsAfter(message('shipped', ['S1', 'S2']), message('delivered'))).toBe(false);
  expect(isOldNewsAfter(message('shipped'), message('delivered', ['S1', 'S2']))).toBe(true);
});

test('what happens for a second time is news', () => {
  expect(isOldNewsAfter(message('out_for_delivery', ['S1'], 2), message('delivered'))).toBe(false);
});
