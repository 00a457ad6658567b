/** An order stays open while somebody still has to decide about it. */

import { expect, test } from 'vitest';
import {
  at,
  escalationChanged,
  type Moment,
  ordered,
  policy,
  scanned,
  shipped,
  withdrawn,
} from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, STALL } from './known-orders.ts';

const withdrawnFirst = [
  ...[policy(at('08:00')), ordered({ pieces: 2 }), withdrawn(day('11-24', '09:00'))],
  ...[shipped(day('11-24', '10:00'), 's1', 2), scanned('delivered', day('11-25'))],
];

/** When the journey closes. */
function closings(until: number, ...moments: readonly Moment[]): readonly string[] {
  return linesOf(runOrder(until, ...moments), 'event').filter((line) => line.includes('closed'));
}

test('shipped and delivered all the same: open until the shop decides about the withdrawal', () => {
  expect(closings(day('12-20'), ...withdrawnFirst)).toEqual([]);
  const changed: Moment = [day('12-10'), { kind: 'pieces_changed', pieces: 3 }];
  const rest = [
    shipped(day('12-10'), 's2', 1),
    scanned('delivered', day('12-11'), { shipmentId: 's2' }),
  ];
  expect(closings(day('12-20'), ...withdrawnFirst, changed, ...rest)).toEqual([
    '12-14 12:00 closed: delivered',
  ]);
});

test('a person resolves it: three days later, the order closes', () => {
  const escalationId = '-/shipping_stopped/R1';
  const solved = escalationChanged(day('12-01'), {
    expectationId: escalationId,
    resolution: 'solved',
  });
  expect(closings(day('12-20'), ...withdrawnFirst, solved)).toEqual([
    '12-04 12:00 closed: delivered',
  ]);
});

test('a lost parcel that turned up: open until a person decides', () => {
  const lost = escalationChanged(day('12-02'), { expectationId: STALL, resolution: 'lost' });
  const found = scanned('delivered', day('12-04'));
  expect(closings(day('12-20'), ...moving, lost, found)).toEqual([]);
  const solved = escalationChanged(day('12-08'), {
    expectationId: 's1/turned_up/1',
    resolution: 'solved',
  });
  expect(closings(day('12-20'), ...moving, lost, found, solved)).toEqual([
    '12-11 12:00 closed: delivered',
  ]);
});
