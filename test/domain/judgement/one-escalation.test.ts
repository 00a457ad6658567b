/** One escalation per parcel and cause: who joins it, who is notified, and when it ends. */

import { expect, test } from 'vitest';
import { NOTHING_OVERDUE, type SettledAlarm } from '../../../domain/journey/alarm.ts';
import { freshStart } from '../../../domain/journey/join-escalation.ts';
import { at, BERLIN, edd, escalationChanged, policy, scanned } from '../builders.ts';
import { linesOf, runOrder } from '../play.ts';
import { day, moving, ofKinds, order, STALL, strictly, toStaff } from './known-orders.ts';

/** Late by two expectations: no scan, and no delivery on Thursday. */
const late = [...strictly, edd('2026-11-26', at('13:00'))];

test('a stalled parcel that misses its day has one escalation', () => {
  expect(linesOf(runOrder(day('12-03'), ...late), 'escalate')).toEqual([
    `11-26 12:00 escalate ${STALL} to customer service, medium`,
    `11-30 03:59 escalate ${STALL} to customer service, medium`,
    `12-02 12:00 escalate ${STALL} to customer service, high, proposes "lost"`,
  ]);
});

test('staff get an email when it opens and when it becomes more urgent, not when others join', () => {
  expect(toStaff(runOrder(day('12-03'), ...late))).toEqual([
    '11-26 12:00 escalation_opened',
    '12-02 12:00 escalation_opened',
  ]);
});

test('it is withdrawn when the last of its expectations ends', () => {
  const moved = scanned('in_transit', day('11-30'));
  const here = scanned('delivered', day('12-01', '10:00'));
  expect(linesOf(runOrder(day('12-01'), ...late, moved, here), 'withdraw')).toEqual([
    `12-01 10:00 withdraw the escalation of ${STALL}`,
  ]);
});

test('the email of the night goes out while any of its expectations is overdue', () => {
  // Both are overdue on Monday morning: the scan, since Friday evening, and the delivery.
  const evening = [...order, scanned('in_transit', at('19:00')), edd('2026-11-26', at('20:00'))];
  const moved = scanned('in_transit', day('11-30', '07:00'));
  const run = runOrder(day('12-01'), ...evening, moved);
  expect(linesOf(run, 'withdraw')).toEqual([]);
  expect(toStaff(run)).toEqual(['11-30 08:00 escalation_opened']);
});

test('resolved, it ends the ladders of all its expectations', () => {
  const solved = escalationChanged(day('12-01'), { expectationId: STALL, resolution: 'solved' });
  expect(linesOf(runOrder(day('12-10'), ...late, solved), 'escalate')).toHaveLength(2);
});

test('an expectation that joins a snoozed escalation waits for the end of the snooze', () => {
  const until = day('12-07');
  const snoozed = escalationChanged(day('11-28'), {
    expectationId: STALL,
    change: 'snoozed',
    until,
  });
  const given = [...strictly, edd('2026-11-30', at('13:00')), snoozed];
  const run = runOrder(day('12-08'), ...given);
  expect(linesOf(run, 'escalate').map((line) => line.slice(0, 11))).toEqual([
    '11-26 12:00',
    '12-07 12:00',
    '12-07 12:00',
  ]);
});

test('a later step for another team hands it on, and notifies that team', () => {
  const own = policy(at('08:00'), {
    expectations: {
      movement: {
        ladder: [
          { after: '0h', do: 'escalate', to: 'warehouse', severity: 'medium' },
          { after: '1h', do: 'escalate', to: 'warehouse', severity: 'medium' },
          { after: '2h', do: 'escalate', to: 'manager', severity: 'medium' },
        ],
      },
    },
  });
  expect(toStaff(runOrder(day('11-28'), own, ...moving.slice(1)))).toEqual([
    '11-26 12:00 escalation_opened',
    '11-26 14:00 escalation_opened',
  ]);
});

/** Stalled, and moving again on the evening of its estimated Friday. */
const movedAgain = [
  ...strictly,
  edd('2026-11-27', at('13:00')),
  scanned('in_transit', day('11-27', '18:00')),
];

test('staff do not see a parcel that has just moved again; the customer learns of the missed day', () => {
  const run = runOrder(day('12-01'), ...movedAgain, scanned('delivered', day('12-01', '10:00')));
  expect(linesOf(run, 'escalate')).toHaveLength(1);
  expect(ofKinds(run, 'delayed')).toEqual(['11-28 08:00 delayed']);
});

test('two business days later, staff see it', () => {
  const another = scanned('in_transit', day('12-01'));
  const run = runOrder(day('12-02', '20:00'), ...movedAgain, another);
  expect(linesOf(run, 'escalate').at(-1)).toBe(
    '12-02 18:00 escalate s1/delivery/2026-11-24T12:00:00Z to customer service, medium',
  );
  expect(ofKinds(run, 'delayed')).toEqual(['11-28 08:00 delayed']);
});

test('a ladder waits for seven business days at most, however often the parcel moves', () => {
  const alarm = { id: 's1/delivery/1', kind: 'delivery', shipmentId: 's1', due: day('12-01') };
  const ended = (settledAt: number): SettledAlarm => ({
    id: `s1/movement/${settledAt}`,
    kind: 'movement',
    shipmentId: 's1',
    carrier: 'usps',
    since: 0,
    due: 0,
    stepsTaken: [],
    escalationId: `s1/movement/${settledAt}`,
    resolution: null,
    snoozedUntil: null,
    settledAt,
    resumed: true,
  });
  const startAfter = (...settled: readonly SettledAlarm[]) =>
    freshStart({ ...NOTHING_OVERDUE, settled }, { ...alarm, kind: 'delivery' }, BERLIN);
  expect(startAfter()).toBe(0);
  expect(startAfter(ended(day('12-01')))).toBe(day('12-03'));
  expect(startAfter(ended(day('12-01')), ended(day('12-09')))).toBe(day('12-10'));
});
