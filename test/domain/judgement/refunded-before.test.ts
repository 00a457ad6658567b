/** A final refund of an order ends the wait for what was due by then, not for what comes later. */

import { expect, test } from 'vitest';
import {
  at,
  cancelled,
  escalationChanged,
  type Moment,
  ordered,
  policy,
  scanned,
  shipped,
  withdrawn,
} from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day } from './known-orders.ts';

const start = [policy(at('07:00')), ordered({ pieces: 3, paid: true })];

function refunded(time: number, reference = 'r1'): Moment {
  const amount = { amount: '20.00', currency: 'EUR' };
  const refund = { reference, amount, method: 'original', final: true, refundedAt: time } as const;
  return [time, { kind: 'order_refunded', ...refund }];
}

/** Who learns that money is missing. */
const missing = (...moments: readonly Moment[]) =>
  linesOf(runOrder(day('12-31'), ...start, ...moments), 'escalate').filter((line) =>
    line.includes('/order_refunded/'),
  );

const loss = scanned('exception', day('11-28'), { reason: 'loss' });
const lost = escalationChanged(day('11-30'), {
  expectationId: 's1/loss_resolved/2026-11-28T11:00:00Z',
  resolution: 'lost',
});
const onItsWay = [shipped(day('11-25', '13:00'), 's1', 3), scanned('in_transit', day('11-26'))];

test('a part is withdrawn and refunded, and the rest is lost: the money of the rest is due', () => {
  const part = [
    withdrawn(at('10:00'), { isWhole: false }),
    refunded(day('11-25')),
    ...onItsWay,
    loss,
    lost,
  ];
  // Lost on Monday: five business days are the next Monday.
  expect(missing(...part)).toEqual([
    '12-07 23:59 escalate -/order_refunded/2026-11-30T11:00:00Z to the refund team, high',
    '12-09 23:59 escalate -/order_refunded/2026-11-30T11:00:00Z to the manager, high',
  ]);
});

test('an apology for a delay, and the parcel is lost later: the same', () => {
  expect(missing(...onItsWay, refunded(day('11-27')), loss, lost)).toHaveLength(2);
});

test('refunded at the report of the loss, before a person decides: nothing more is due', () => {
  expect(missing(...onItsWay, loss, refunded(day('11-29')), lost)).toEqual([]);
});

test('refunded while the parcel comes back: nothing more is due when it is there', () => {
  const back = [
    scanned('return_to_sender', day('11-27'), { reason: 'refused' }),
    refunded(day('11-28')),
    scanned('return_to_sender', day('12-04'), { reason: 'returned' }),
  ];
  expect(missing(...onItsWay, ...back)).toEqual([]);
});

test('refunded, and cancelled afterwards: nothing more is due', () => {
  expect(missing(refunded(at('10:00')), cancelled(day('11-27')))).toEqual([]);
});

test('cancelled, refunded, reinstated and cancelled again: the money is due again', () => {
  const again: Moment = [day('11-26'), { kind: 'order_reinstated', reinstatedAt: day('11-26') }];
  const first = [cancelled(at('12:00')), refunded(day('11-25')), again];
  expect(missing(...first, cancelled(day('11-27')))).toHaveLength(2);
  expect(missing(...first, cancelled(day('11-27')), refunded(day('11-30'), 'r2'))).toEqual([]);
});

test('a second withdrawal after the refund of the first: its money is due', () => {
  const first = [withdrawn(at('10:00'), { isWhole: false }), refunded(day('11-25'))];
  const second = withdrawn(day('11-26'), { isWhole: false, returnId: 'R2' });
  expect(missing(...first, second)).toHaveLength(2);
});
