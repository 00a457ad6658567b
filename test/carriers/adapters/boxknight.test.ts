import { expect, test } from 'vitest';
import { boxknight } from '../../../carriers/adapters/boxknight.ts';
import { readBody } from '../read-body.ts';

test('the window ends on the destination’s day', () => {
  const order = {
    id: 'b1',
    orderStatus: 'DELIVERY_EN_ROUTE',
    createdAt: '2026-11-24T10:00:00.000Z',
    recipientAddress: {},
    completeBefore: Date.parse('2026-11-25T01:00:00Z'),
  };
  expect(readBody(boxknight, order)).toMatchObject({
    ok: true,
    shipments: [{ edd: { date: '2026-11-24' }, events: [{ status: 'out_for_delivery' }] }],
  });
});
