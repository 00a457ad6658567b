/** Ladders of one parcel beside each other: the timer after a pass is never due at once. */

import { expect, test } from 'vitest';
import { NOTHING_OVERDUE, type RaisedAlarm } from '../../domain/journey/alarm.ts';
import { advanceLadders, laddersWakeAt } from '../../domain/journey/escalate-and-withdraw.ts';
import type { Expectation } from '../../domain/journey/expectation.ts';
import type { LadderStep } from '../../domain/policy/rule.ts';
import { DAY } from '../../domain/time.ts';
import { at, BERLIN } from './builders.ts';

const NOW = at('12:00');
const ESCALATE: LadderStep = {
  after: '0h',
  do: 'escalate',
  severity: 'medium',
  to: 'customer_service',
};
const NOTIFY: LadderStep = { after: '0h', do: 'notify_customer', message: 'delayed' };

function expectation(
  kind: Expectation['kind'],
  due: number,
  ladder: readonly LadderStep[],
): Expectation {
  return { id: `s1/${kind}/1`, kind, shipmentId: 's1', carrier: null, since: 0, due, ladder };
}

/** The alarm of an expectation that has taken the first steps of its ladder. */
function alarm({ ladder, ...facts }: Expectation, steps: number, own = {}): RaisedAlarm {
  const taken = ladder.slice(0, steps);
  const stepsTaken = taken.map((step) => ({ step, at: facts.due, day: null, raises: true }));
  return {
    ...facts,
    stepsTaken,
    escalationId: facts.id,
    resolution: null,
    snoozedUntil: null,
    ...own,
  };
}

function pass(overdue: Parameters<typeof advanceLadders>[0], open: readonly Expectation[]) {
  const result = advanceLadders(overdue, {
    open: () => open,
    calendar: BERLIN,
    now: NOW,
    confirmed: true,
    isMoving: () => false,
    missedDay: () => null,
  });
  return { ...result, wakeAt: laddersWakeAt(result.overdue, open, BERLIN) };
}

test('a message to the customer does not end the fresh start of the escalation after it', () => {
  const known = expectation('known', NOW - 9 * DAY, [ESCALATE]);
  const firstScan = expectation('first_scan', NOW - 8 * DAY, [ESCALATE]);
  const delivery = expectation('delivery', NOW, [NOTIFY, ESCALATE]);
  const ended = { ...alarm(known, 1), settledAt: NOW - DAY, resumed: true };
  const leader = alarm(firstScan, 1, { escalationId: known.id });
  const result = pass({ ...NOTHING_OVERDUE, raised: [leader], settled: [ended] }, [
    firstScan,
    delivery,
  ]);
  expect(result.effects).toEqual([]);
  expect(result.overdue.raised.at(-1)).toMatchObject({
    id: delivery.id,
    escalationId: null,
    stepsTaken: [{ step: NOTIFY }],
  });
  // Two business days after Monday noon, when `known` ended.
  expect(result.wakeAt).toBe(at('12:00', '2026-11-25'));
});

test('a ladder that could join several alarms waits for the longest of their snoozes', () => {
  const movement = expectation('movement', NOW - 9 * DAY, [NOTIFY, ESCALATE]);
  const progress = expectation('progress', NOW - 9 * DAY, [ESCALATE]);
  const delivery = expectation('delivery', NOW - DAY, [ESCALATE]);
  const until = NOW + 3 * DAY;
  // `movement` has told the customer, and has yet to escalate: it waits for the same snooze.
  const raised = [
    alarm(movement, 1, { escalationId: null }),
    alarm(progress, 1, { snoozedUntil: until }),
  ];
  const result = pass({ ...NOTHING_OVERDUE, raised }, [delivery, movement, progress]);
  expect(result.effects).toEqual([]);
  expect(result.wakeAt).toBe(until);
});

test('an expectation that is overdue again has a second escalation, with another id', () => {
  const refunded = {
    ...expectation('refunded', NOW - DAY, [ESCALATE]),
    id: '-/refunded/1',
    shipmentId: null,
  };
  const first = pass(NOTHING_OVERDUE, [refunded]);
  const between = pass(first.overdue, []);
  expect(between.effects).toEqual([{ do: 'withdraw', expectationId: '-/refunded/1', at: NOW }]);
  const second = pass(between.overdue, [refunded]);
  expect(second.effects).toMatchObject([
    { do: 'escalate', opening: { expectationId: '-/refunded/1~2', step: 1 } },
  ]);
  expect(pass(pass(second.overdue, []).overdue, [refunded]).effects).toMatchObject([
    { do: 'escalate', opening: { expectationId: '-/refunded/1~3', step: 1 } },
  ]);
});
