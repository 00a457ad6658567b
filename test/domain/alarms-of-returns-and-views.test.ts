/** How a late refund is escalated, and how operations see what is overdue. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import {
  aContact,
  at,
  back,
  linesOf,
  placed,
  policy,
  runOrder,
  runReturn,
  scanned,
  shipped,
} from './builders.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
const moving = [...order, scanned('in_transit', at('12:00'))];
/** Of the last scan above: due on Friday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';

test('a refund that comes withdraws the escalation at the refund team and at the manager', () => {
  const given = [back.requested(), back.received(at()), back.inspected(at('12:30'))];
  const late = [...given, back.refunded(day('12-04'))];
  expect(linesOf(runReturn(day('12-04'), ...late), 'escalate', 'withdraw')).toEqual([
    '12-01 12:00 escalate -/refunded/2026-11-24T11:30:00Z to the refund team, high',
    '12-03 12:00 escalate -/refunded/2026-11-24T11:30:00Z to the manager, high',
    '12-04 12:00 withdraw the escalation of -/refunded/2026-11-24T11:30:00Z',
  ]);
});

test('the view says what is awaited, from whom and how overdue', () => {
  const { state } = runOrder(day('11-28'), ...moving);
  expect(orderMachine.view(state).expectations).toMatchObject([
    {
      expectationId: STALL,
      from: 'carrier',
      state: 'overdue',
      // A wake tells the time: the last one was when it became due.
      overdueMs: 0,
      stepsTaken: 1,
      escalated: true,
    },
  ]);
});
