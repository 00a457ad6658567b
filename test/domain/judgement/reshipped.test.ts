/** A parcel that does not arrive, and the one that goes in its place. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../../domain/order/index.ts';
import { at, escalationChanged, ordered, policy, scanned, shipped } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, ofKinds, reader, STALL } from './known-orders.ts';

const stalled = [
  ...[policy(at('08:00')), ordered({ pieces: 1, contact: reader }), shipped(at('09:00'), 's1', 1)],
  scanned('in_transit', at('12:00')),
];
const reshipped = escalationChanged(day('12-02'), {
  expectationId: STALL,
  resolution: 'reshipped',
});
const second = [
  shipped(day('12-02', '15:00'), 's2', 1),
  scanned('in_transit', day('12-02', '19:00'), { shipmentId: 's2' }),
];
const arrived = scanned('delivered', day('12-04'), { shipmentId: 's2' });
test('the order is as its second parcel is', () => {
  const confirmed = runOrder(day('12-02', '11:00'), ...stalled).lines;
  expect(confirmed.some(({ do: what }) => what === 'escalate')).toBe(true);
  const run = runOrder(day('12-04'), ...stalled, reshipped, ...second, arrived);
  expect(linesOf(run, 'event').slice(-2)).toEqual([
    '12-02 19:00 scanned: in_transit',
    '12-04 12:00 scanned: delivered',
  ]);
  expect(ofKinds(run, 'delivered', 'all_delivered')).toEqual(['12-04 12:00 delivered']);
});

test('until the second one is there, the order is as the first one was', () => {
  const run = runOrder(day('12-02', '13:00'), ...stalled, reshipped);
  expect(orderMachine.view(run.state).status).toBe('in_transit');
});

test('the first one turns up and arrives, too: “delivered”, not “your order is complete”', () => {
  const found = [scanned('in_transit', day('12-08')), scanned('delivered', day('12-09'))];
  const run = runOrder(day('12-09'), ...stalled, reshipped, ...second, arrived, ...found);
  expect(ofKinds(run, 'delivered', 'all_delivered')).toEqual([
    '12-04 12:00 delivered',
    '12-09 12:00 delivered',
  ]);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-08 12:00 escalate s1/turned_up/1 to customer service, high',
  );
});

test('lost, and everything came by another parcel, when it turns up: “delivered”, too', () => {
  const lost = escalationChanged(day('12-02'), { expectationId: STALL, resolution: 'lost' });
  const found = [scanned('in_transit', day('12-08')), scanned('delivered', day('12-09'))];
  const run = runOrder(day('12-09'), ...stalled, lost, ...second, arrived, ...found);
  expect(ofKinds(run, 'delivered', 'all_delivered')).toEqual([
    '12-04 12:00 delivered',
    '12-09 12:00 delivered',
  ]);
});

test('one of two is lost, and turns up after the other: the order is complete', () => {
  const two = [
    ...[
      policy(at('08:00')),
      ordered({ pieces: 2, contact: reader }),
      shipped(at('09:00'), 's1', 1),
    ],
    ...[shipped(at('09:00'), 's2', 1), scanned('in_transit', at('12:00'))],
    scanned('in_transit', at('12:00'), { shipmentId: 's2' }),
  ];
  const lost = escalationChanged(day('12-02'), { expectationId: STALL, resolution: 'lost' });
  const other = scanned('delivered', day('11-25'), { shipmentId: 's2' });
  const run = runOrder(day('12-09'), ...two, other, lost, scanned('delivered', day('12-09')));
  expect(ofKinds(run, 'all_delivered')).toEqual(['12-09 12:00 all_delivered']);
});

test('refused, and another parcel with everything goes before it is back: no refund is due', () => {
  const paid = ordered({ pieces: 1, contact: reader, paid: true });
  const refused = [
    scanned('return_to_sender', day('11-25'), { reason: 'refused' }),
    ...[shipped(day('11-26'), 's2', 1), scanned('in_transit', day('11-26'), { shipmentId: 's2' })],
  ];
  const isBack = scanned('return_to_sender', day('11-30'), { reason: 'returned' });
  const run = runOrder(
    day('12-20'),
    ...[
      policy(at('08:00')),
      paid,
      shipped(at('09:00'), 's1', 1),
      scanned('in_transit', at('12:00')),
    ],
    ...[...refused, scanned('delivered', day('11-28'), { shipmentId: 's2' }), isBack],
  );
  expect(linesOf(run, 'escalate').filter((line) => line.includes('order_refunded'))).toEqual([]);
});

test('refused, and the other parcel brings only the rest: its money is due', () => {
  const paid = ordered({ pieces: 2, contact: reader, paid: true });
  const rest = [
    ...[shipped(day('11-26'), 's2', 1), scanned('in_transit', day('11-26'), { shipmentId: 's2' })],
    scanned('delivered', day('11-28'), { shipmentId: 's2' }),
  ];
  const run = runOrder(
    day('12-20'),
    ...[
      policy(at('08:00')),
      paid,
      shipped(at('09:00'), 's1', 1),
      scanned('in_transit', at('12:00')),
    ],
    ...[scanned('return_to_sender', day('11-25'), { reason: 'refused' }), ...rest],
    scanned('return_to_sender', day('11-30'), { reason: 'returned' }),
  );
  const escalated = linesOf(run, 'escalate').filter((line) => line.includes('order_refunded'));
  expect(escalated.length).toBeGreaterThan(0);
});

const statusOf = (...given: Parameters<typeof runOrder>) =>
  orderMachine.view(runOrder(...given).state).status;
const refused = scanned('return_to_sender', day('11-25'), { reason: 'refused' });
const isBack = scanned('return_to_sender', day('11-30'), { reason: 'returned' });

test('refused, and everything comes by another parcel: the order is as that parcel is', () => {
  const returned = [...stalled, refused];
  expect(statusOf(day('11-26'), ...returned)).toBe('return_to_sender');
  const again = [
    shipped(day('11-26', '15:00'), 's2', 1),
    scanned('in_transit', day('11-26', '19:00'), { shipmentId: 's2' }),
  ];
  expect(statusOf(day('11-27'), ...returned, ...again)).toBe('in_transit');
  const there = scanned('delivered', day('11-28'), { shipmentId: 's2' });
  expect(statusOf(day('12-01'), ...returned, ...again, there, isBack)).toBe('delivered');
});

test('refused, and the other parcel brings only the rest: the order still goes back', () => {
  const part = [policy(at('08:00')), ordered({ pieces: 2, contact: reader })];
  const both = [shipped(at('09:00'), 's1', 1), shipped(at('10:00'), 's2', 1)];
  const there = scanned('delivered', day('11-26'), { shipmentId: 's2' });
  expect(statusOf(day('11-27'), ...part, ...both, refused, there)).toBe('return_to_sender');
});

test('reported lost and resolved so, and everything comes by another parcel: delivered', () => {
  const loss = scanned('exception', day('11-25'), { reason: 'loss' });
  const lost = escalationChanged(day('11-26'), {
    expectationId: 's1/loss_resolved/2026-11-25T11:00:00Z',
    resolution: 'lost',
  });
  const again = [shipped(day('11-26', '15:00'), 's2', 1)];
  const there = scanned('delivered', day('11-28'), { shipmentId: 's2' });
  expect(statusOf(day('11-29'), ...stalled, loss, lost, ...again, there)).toBe('delivered');
});
