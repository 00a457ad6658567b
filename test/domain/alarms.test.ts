/** When an alarm is raised, when it waits, when it is withdrawn, and what people can do about it. */

import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import {
  aContact,
  aScan,
  at,
  back,
  edd,
  escalationChanged,
  linesOf,
  type Moment,
  notSent,
  ordered,
  placed,
  play,
  policy,
  runOrder,
  runReturn,
  scanned,
  sent,
  shipped,
  timerFired,
} from './builders.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
const moving = [...order, scanned('in_transit', at('12:00'))];
/** Of the last scan above: due on Friday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';
const opened = (step: ReturnType<typeof play>) =>
  step.effects.filter((effect) => effect.do === 'escalate').length;

test('an alarm is raised only when time has passed and the log holds nothing more', () => {
  const late = scanned(null, day('11-25'), { observedAt: day('12-04') });
  expect(opened(play(...moving, policy(day('12-04'))))).toBe(0);
  expect(opened(play(...moving, late))).toBe(0);
  expect(opened(play(...moving, timerFired(day('11-27', '11:59'))))).toBe(0);
  expect(opened(play(...moving, timerFired(day('11-27'))))).toBe(1);
});

test('nor is a ladder climbed any further by anything else that happens', () => {
  const raised = [...moving, timerFired(day('11-27'))];
  const unrelated: Moment = [day('12-04'), policy(day('12-04'))[1]];
  expect(opened(play(...raised, unrelated))).toBe(1);
  expect(opened(play(...raised, unrelated, timerFired(day('12-04'))))).toBe(2);
});

test('a scan that is heard one second before it is due stops the alarm', () => {
  const due = day('11-27');
  const body = {
    kind: 'scanned',
    shipmentId: 's1',
    scan: aScan('in_transit', due - 1_000),
  } as const;
  const inTime: Moment = [due - 1_000, body];
  expect(opened(play(...moving, inTime, timerFired(due)))).toBe(0);
  expect(linesOf(runOrder(day('12-02'), ...moving, inTime), 'escalate')).toEqual([
    '12-02 11:59 escalate s1/movement/2026-11-27T10:59:59Z to customer service, medium',
  ]);
});

test('an alarm is withdrawn when the parcel moves, and nothing is said of what was not told', () => {
  const run = runOrder(day('11-28'), ...moving, scanned('in_transit', day('11-28')));
  expect(linesOf(run, 'escalate', 'withdraw')).toEqual([
    `11-27 12:00 escalate ${STALL} to customer service, medium`,
    `11-28 12:00 withdraw the escalation of ${STALL}`,
  ]);
  expect(linesOf(run, 'send').filter((line) => line.includes('moving_again'))).toEqual([]);
});

test('who was told that it is late is told when it moves again', () => {
  const run = runOrder(
    day('12-02', '09:00'),
    ...moving,
    scanned('in_transit', day('12-02', '09:00')),
  );
  expect(linesOf(run, 'send').slice(-2)).toEqual([
    '12-01 12:00 send delayed by email (s1)',
    '12-02 09:00 send moving_again by email (s1)',
  ]);
});

test('what arrives out of a stall is told as arrived, not as moving again', () => {
  const run = runOrder(day('12-02'), ...moving, scanned('delivered', day('12-02')));
  expect(linesOf(run, 'send').at(-1)).toBe('12-02 12:00 send delivered by email (s1)');
  expect(linesOf(run, 'withdraw')).toEqual([`12-02 12:00 withdraw the escalation of ${STALL}`]);
});

test('two stalls are two cases, and each is told', () => {
  const again = scanned('in_transit', day('12-02', '09:00'));
  const run = runOrder(day('12-10'), ...moving, again, scanned('in_transit', day('12-10')));
  const kinds = linesOf(run, 'send').filter((line) => /delayed|moving_again/.test(line));
  expect(kinds).toEqual([
    '12-01 12:00 send delayed by email (s1)',
    '12-02 09:00 send moving_again by email (s1)',
    '12-09 09:00 send delayed by email (s1)',
    '12-10 12:00 send moving_again by email (s1)',
  ]);
});

test('news of trouble that waits for the morning is dropped when the parcel moves in the night', () => {
  const bySms = policy(at('08:00'), {
    channels: { delayed: ['sms'], moving_again: ['sms'] },
    quietHours: { sms: { from: '11:00', until: '18:00' } },
  });
  const given = [bySms, placed(), ...moving.slice(2), scanned('in_transit', day('12-01', '15:00'))];
  const run = runOrder(day('12-01', '20:00'), ...given);
  const bySmsOnly = linesOf(run, 'send', 'hold', 'drop').filter((line) => line.includes('by sms'));
  expect(bySmsOnly).toEqual([
    '12-01 12:00 hold delayed by sms (s1) until 2026-12-01T17:00:00Z: quiet hours',
    '12-01 15:00 drop delayed by sms (s1): superseded',
  ]);
});

test('a day that was missed is told once, however many ladders find out', () => {
  const given = [...moving, edd('2026-11-26', at('13:00'))];
  const delayed = linesOf(runOrder(day('12-08'), ...given), 'send').filter((line) =>
    line.includes('delayed'),
  );
  expect(delayed).toEqual(['11-27 03:59 send delayed by email (s1)']);
});

test('a new day after a missed one is told as that, not as moving again', () => {
  const given = [...moving, edd('2026-11-24', at('13:00')), edd('2026-11-27', day('11-25'))];
  const run = runOrder(day('11-25'), ...given);
  expect(linesOf(run, 'send').slice(-2)).toEqual([
    '11-25 03:59 send delayed by email (s1)',
    '11-25 12:00 send delayed by email (s1)',
  ]);
});

test('the same estimate once more does not silence the escalation of the missed day', () => {
  const given = [...order, scanned('pre_transit', at()), edd('2026-11-27', at('13:00'))];
  const run = runOrder(day('12-01', '05:00'), ...given, edd('2026-11-27', day('11-30', '03:00')));
  expect(linesOf(run, 'escalate')).toContain(
    '12-01 03:59 escalate s1/delivery/2026-11-24T12:00:00Z to customer service, medium',
  );
});

test('while nothing at all is heard of a carrier, its silence says nothing', () => {
  const step = play(...moving, timerFired(day('11-27'), ['usps']));
  expect(opened(step)).toBe(0);
  expect(orderMachine.wakeAt(step.state)).toBe(day('11-27', '13:00'));
  expect(
    opened(play(...moving, timerFired(day('11-27'), ['usps']), timerFired(day('11-27', '13:00')))),
  ).toBe(1);
});

test('another carrier’s silence changes nothing', () => {
  expect(opened(play(...moving, timerFired(day('11-27'), ['dhl'])))).toBe(1);
});

test('a carrier that is silent for two days is itself the trouble', () => {
  let moments = [...moving];
  for (let hour = 0; hour <= 48; hour += 1) {
    moments = [...moments, timerFired(day('11-27') + hour * 3_600_000, ['usps'])];
  }
  expect(opened(play(...moments.slice(0, -1)))).toBe(0);
  expect(opened(play(...moments))).toBe(1);
});

test('what is awaited of the shop does not wait for a carrier', () => {
  const step = play(...order.slice(0, 2), timerFired(day('11-27', '08:00'), ['usps']));
  expect(sent(step)).toContain('overdue_notice by email');
});

test('a case that is resolved is not climbed any further, nor withdrawn', () => {
  const resolved = escalationChanged(day('11-28'), {
    expectationId: STALL,
    resolution: 'no_action',
  });
  const run = runOrder(day('12-10'), ...moving, resolved, scanned('delivered', day('12-10')));
  expect(linesOf(run, 'escalate', 'withdraw')).toHaveLength(1);
  expect(linesOf(run, 'send').filter((line) => line.includes('delayed'))).toEqual([]);
});

test('a case that is snoozed is climbed when its time is over', () => {
  const snoozed = escalationChanged(day('11-28'), {
    expectationId: STALL,
    change: 'snoozed',
    until: day('12-07'),
  });
  const run = runOrder(day('12-08'), ...moving, snoozed);
  expect(linesOf(run, 'send', 'escalate').slice(-3)).toEqual([
    `12-07 12:00 escalate ${STALL} to customer service, high, proposes "lost"`,
    '12-07 12:00 send delayed by email (s1)',
    '12-07 12:00 send escalation_opened by email (s1)',
  ]);
});

test('a case that somebody takes goes on as before', () => {
  const taken = escalationChanged(day('11-28'), { expectationId: STALL, change: 'acknowledged' });
  expect(linesOf(runOrder(day('12-02'), ...moving, taken), 'escalate')).toHaveLength(2);
});

test('a parcel that is given up for lost is told once, and nothing is awaited of it', () => {
  const lost = escalationChanged(day('12-02'), { expectationId: STALL, resolution: 'lost' });
  const run = runOrder(day('12-24'), ...moving, lost, lost);
  expect(linesOf(run, 'send').slice(-2)).toEqual([
    '12-01 12:00 send delayed by email (s1)',
    '12-02 12:00 send lost by email (s1)',
  ]);
  expect(linesOf(run, 'escalate')).toHaveLength(1);
  expect(run.lines.at(-1)).toMatchObject({ event: 'closed', at: '2026-12-05T11:00:00Z' });
});

test('nothing fires for an order that is imported as finished', () => {
  const delivered = scanned('delivered', at('12:00', '2026-10-20'), { observedAt: at('08:00') });
  const placedThen: Moment = [at('08:00'), placed(at('08:00', '2026-10-18'))[1]];
  const shippedThen: Moment = [at('08:00'), shipped(at('08:00', '2026-10-19'))[1]];
  const run = runOrder(day('12-24'), policy(at('08:00')), placedThen, shippedThen, delivered);
  expect(linesOf(run, 'send', 'hold', 'escalate', 'overdue')).toEqual([]);
});

test('nothing fires for scans from long before the order was heard of', () => {
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('09:00') });
  const run = runOrder(day('12-24'), ...order, old);
  expect(linesOf(run, 'overdue', 'escalate')).toEqual([]);
  expect(orderMachine.view(run.state).status).toBe('in_transit');
});

test('and all is watched as ever when a new scan comes', () => {
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('09:00') });
  const run = runOrder(day('11-27'), ...order, old, scanned('in_transit', at('12:00')));
  expect(linesOf(run, 'escalate')).toEqual([
    `11-27 12:00 escalate ${STALL} to customer service, medium`,
  ]);
});

test('a scan that comes two days late about a parcel that is known is watched', () => {
  const late = scanned('in_transit', day('11-25'), { observedAt: day('11-27', '13:00') });
  const run = runOrder(day('12-02', '13:00'), ...order, late);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-02 13:00 escalate s1/movement/2026-11-27T12:00:00Z to customer service, medium',
  );
});

test('how old a scan may be is the shop’s to say', () => {
  const patient = policy(at('08:00'), { backfillLimit: '90d' });
  const old = scanned('in_transit', at('12:00', '2026-10-20'), { observedAt: at('12:00') });
  const run = runOrder(day('11-27'), patient, ...order.slice(1), old);
  expect(linesOf(run, 'escalate')).toEqual([
    `11-27 12:00 escalate ${STALL} to customer service, medium`,
  ]);
});

test('an estimate that was long over when it was first heard raises nothing', () => {
  const past: Moment = [at('09:30'), edd('2026-10-20', at('09:30'))[1]];
  const given = [...order, scanned('pre_transit', at('09:20')), past];
  expect(linesOf(runOrder(day('11-26'), ...given), 'overdue')).toEqual([]);
});

test('a word that moves nothing tells that the carrier knows the number', () => {
  const run = runOrder(day('11-26'), ...order, scanned(null, at()));
  expect(linesOf(run, 'escalate')).toEqual([]);
});

test('no alarm is raised twice, though a worker was away for a week', () => {
  const step = play(...moving, timerFired(day('12-09')), timerFired(day('12-09', '12:01')));
  expect(opened(step)).toBe(2);
  expect(sent(step).filter((each) => each === 'delayed by email')).toHaveLength(1);
});

test('what was to be said step by step is said once where it is said too late', () => {
  const waiting = [...order, scanned('available_for_pickup', at())];
  const step = play(...waiting, timerFired(day('12-01')));
  expect(sent(step).filter((each) => each === 'pickup_reminder by email')).toHaveLength(1);
  expect(notSent(step)).toContain('pickup_reminder by email: superseded');
});

test('what is missing of an order that has left in part is a case for people alone', () => {
  const part = [policy(at('08:00')), ordered({ pieces: 3 }), shipped(day('11-26'), 's1', 1)];
  const run = runOrder(day('12-03'), ...part, scanned('delivered', day('11-26', '18:00')));
  expect(linesOf(run, 'escalate')).toEqual([
    '12-01 12:00 escalate -/shipped/2 to customer service, medium',
  ]);
  expect(linesOf(run, 'send').filter((line) => line.includes('not_shipped_yet'))).toEqual([]);
});

test('a refund that comes withdraws the case at the refund team and at the manager', () => {
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
