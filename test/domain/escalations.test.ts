/** What people do about escalations, and escalations without a message to the customer. */

import { expect, test } from 'vitest';
import {
  aContact,
  at,
  back,
  escalationChanged,
  ordered,
  placed,
  policy,
  scanned,
  shipped,
} from './builders.ts';
import { linesOf, runOrder, runReturn } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);
const order = [policy(at('08:00')), placed(at('08:00'), aContact({ phone: false })), shipped()];
const moving = [...order, scanned('in_transit', at('12:00'))];
/** The `movement` expectation since the last scan above: due on Friday at noon. */
const STALL = 's1/movement/2026-11-24T11:00:00Z';

test('a resolved escalation takes no further step and is not withdrawn', () => {
  const resolved = escalationChanged(day('11-28'), {
    expectationId: STALL,
    resolution: 'no_action',
  });
  const run = runOrder(day('12-10'), ...moving, resolved, scanned('delivered', day('12-10')));
  expect(linesOf(run, 'escalate', 'withdraw')).toHaveLength(1);
  expect(linesOf(run, 'send').filter((line) => line.includes('delayed'))).toEqual([]);
});

test('a snoozed escalation takes its next step when the snooze ends', () => {
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

test('acknowledging an escalation does not pause its ladder', () => {
  const taken = escalationChanged(day('11-28'), { expectationId: STALL, change: 'acknowledged' });
  expect(linesOf(runOrder(day('12-02'), ...moving, taken), 'escalate')).toHaveLength(2);
});

test('a parcel resolved as lost sends one message, and nothing more is expected of it', () => {
  const lost = escalationChanged(day('12-02'), { expectationId: STALL, resolution: 'lost' });
  const run = runOrder(day('12-24'), ...moving, lost, lost);
  expect(linesOf(run, 'send').slice(-2)).toEqual([
    '12-01 12:00 send delayed by email (s1)',
    '12-02 12:00 send lost by email (s1)',
  ]);
  expect(linesOf(run, 'escalate')).toHaveLength(1);
  expect(run.lines.at(-1)).toMatchObject({ event: 'closed', at: '2026-12-05T11:00:00Z' });
});

test('a partly shipped order escalates, and the customer gets no message', () => {
  const part = [policy(at('08:00')), ordered({ pieces: 3 }), shipped(day('11-26'), 's1', 1)];
  const run = runOrder(day('12-03'), ...part, scanned('delivered', day('11-26', '18:00')));
  expect(linesOf(run, 'escalate')).toEqual([
    '12-03 12:00 escalate -/shipped/2 to customer service, medium',
  ]);
  expect(linesOf(run, 'send').filter((line) => line.includes('not_shipped_yet'))).toEqual([]);
});

test('a refund withdraws the escalation to the refund team and to the manager', () => {
  const given = [back.requested(), back.received(at()), back.inspected(at('12:30'))];
  const late = [...given, back.refunded(day('12-07'))];
  expect(linesOf(runReturn(day('12-07'), ...late), 'escalate', 'withdraw')).toEqual([
    '12-01 23:59 escalate -/refunded/2026-11-24T11:00:00Z to the refund team, high',
    '12-04 23:59 escalate -/refunded/2026-11-24T11:00:00Z to the manager, high',
    '12-07 12:00 withdraw the escalation of -/refunded/2026-11-24T11:00:00Z',
  ]);
});
