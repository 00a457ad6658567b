/** When an alarm is raised, when it waits, and when it is withdrawn. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import {
  aContact,
  aScan,
  at,
  cancelled,
  edd,
  type Moment,
  placed,
  policy,
  scanned,
  shipped,
  timerFired,
} from './builders.ts';
import { linesOf, play, runOrder, sent } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
const moving = [...order, scanned('in_transit', at('12:00'))];
/** The `movement` expectation since the last scan above: due on Thursday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';
const opened = (step: ReturnType<typeof play>) =>
  step.effects.filter((effect) => effect.do === 'escalate').length;

test('an alarm is raised only by a timer, once the log holds nothing more', () => {
  const late = scanned(null, day('11-25'), { observedAt: day('12-04') });
  expect(opened(play(...moving, policy(day('12-04'))))).toBe(0);
  expect(opened(play(...moving, late))).toBe(0);
  expect(opened(play(...moving, timerFired(day('11-26', '11:59'))))).toBe(0);
  expect(opened(play(...moving, timerFired(day('11-26'))))).toBe(1);
});

test('only a timer takes the next step of a ladder', () => {
  const raised = [...moving, timerFired(day('11-26'))];
  const unrelated: Moment = [day('12-04'), policy(day('12-04'))[1]];
  expect(opened(play(...raised, unrelated))).toBe(1);
  expect(opened(play(...raised, unrelated, timerFired(day('12-04'))))).toBe(2);
});

test('a scan one second before an alarm is due prevents it', () => {
  const due = day('11-26');
  const body = {
    kind: 'scanned',
    shipmentId: 's1',
    scan: aScan('in_transit', due - 1_000),
  } as const;
  const inTime: Moment = [due - 1_000, body];
  expect(opened(play(...moving, inTime, timerFired(due)))).toBe(0);
  expect(linesOf(runOrder(day('12-01'), ...moving, inTime), 'escalate')).toEqual([
    '11-30 11:59 escalate s1/movement/2026-11-26T10:59:59Z to customer service, medium',
  ]);
});

test('an alarm is withdrawn when the parcel moves, without a message if there was none before', () => {
  const run = runOrder(day('11-28'), ...moving, scanned('in_transit', day('11-28')));
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    `11-26 12:00 escalate ${STALL} to customer service, medium`,
    `11-28 12:00 withdraw the escalation of ${STALL}`,
  ]);
  expect(linesOf(run, 'send').filter((line) => line.includes('moving_again'))).toEqual([]);
});

test('the same estimate again does not end the alarm about the missed day', () => {
  const given = [...order, scanned('pre_transit', at()), edd('2026-11-27', at('13:00'))];
  const run = runOrder(day('12-01', '05:00'), ...given, edd('2026-11-27', day('11-30', '03:00')));
  // It joins the escalation about the missing first scan, which has the same cause.
  expect(linesOf(run, 'escalate')).toContain(
    '12-01 03:59 escalate s1/first_scan/2026-11-24T08:00:00Z to customer service, medium',
  );
  expect(linesOf(run, 'withdrawn').filter((line) => line.includes('estimated day'))).toEqual([]);
});

test('a parcel picked up after the cancellation raises its own alarm, not the withdrawn one', () => {
  const run = runOrder(
    day('12-01'),
    ...order,
    scanned('pre_transit', at()),
    edd('2026-11-24', at('13:00')),
    cancelled(day('11-26')),
    scanned('out_for_delivery', day('11-26', '14:00')),
  );
  expect(linesOf(run, 'escalate', 'withdraw').slice(0, 4)).toEqual([
    '11-26 03:59 escalate s1/delivery/2026-11-24T12:00:00Z to customer service, medium',
    '11-26 12:00 withdraw the escalation of s1/delivery/2026-11-24T12:00:00Z',
    // The day of the tour ends on Friday; it has just moved, so its ladder waits two business days.
    '11-26 14:00 escalate s1/turned_up/2026-11-26T11:00:00Z to customer service, high',
    '11-30 12:00 escalate s1/delivery/tour-2026-11-26 to customer service, medium',
  ]);
});

test('alarms wait while their carrier reports nothing at all', () => {
  const step = play(...moving, timerFired(day('11-26'), ['usps']));
  expect(opened(step)).toBe(0);
  expect(orderMachine.wakeAt(step.state)).toBe(day('11-26', '13:00'));
  expect(
    opened(play(...moving, timerFired(day('11-26'), ['usps']), timerFired(day('11-26', '13:00')))),
  ).toBe(1);
});

test('another carrier’s silence changes nothing', () => {
  expect(opened(play(...moving, timerFired(day('11-26'), ['dhl'])))).toBe(1);
});

test('alarms wait two days at most for a silent carrier', () => {
  let moments = [...moving];
  for (let hour = 0; hour <= 48; hour += 1) {
    moments = [...moments, timerFired(day('11-26') + hour * 3_600_000, ['usps'])];
  }
  expect(opened(play(...moments.slice(0, -1)))).toBe(0);
  expect(opened(play(...moments))).toBe(1);
});

test('alarms about the shop do not wait for a silent carrier', () => {
  const step = play(...order.slice(0, 2), timerFired(day('11-27', '08:00'), ['usps']));
  expect(sent(step)).toContain('overdue_notice by email');
});

test('a scan without a status shows that the carrier knows the number', () => {
  const run = runOrder(day('11-26'), ...order, scanned(null, at()));
  expect(linesOf(run, 'escalate')).toEqual([]);
});

test('no alarm is raised twice, even after a worker was away for a week', () => {
  const step = play(...moving, timerFired(day('12-09')), timerFired(day('12-09', '12:01')));
  expect(opened(step)).toBe(2);
  expect(sent(step).filter((each) => each === 'delayed by email')).toHaveLength(1);
});

test('the view shows what is awaited, from whom and how overdue', () => {
  const { state } = runOrder(day('11-28'), ...moving);
  expect(orderMachine.view(state).expectations).toMatchObject([
    {
      expectationId: STALL,
      from: 'carrier',
      state: 'overdue',
      // The time of the state is the last event's: the timer that fired when it became due.
      overdueMs: 0,
      stepsTaken: 1,
      escalated: true,
    },
    { expectationId: '-/delivered_by_law/1', from: 'shop', state: 'waiting', stepsTaken: 0 },
  ]);
});
