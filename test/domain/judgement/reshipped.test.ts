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
