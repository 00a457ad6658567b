/** Steps of a ladder before the due time. */

import { expect, test } from 'vitest';
import { parsePolicy } from '../../commands/policy-schema.ts';
import { addDuration, type Duration } from '../../domain/duration.ts';
import type { Rule } from '../../domain/policy/rule.ts';
import { at, BERLIN, placed, policy, shipped } from './builders.ts';
import { linesOf, runOrder } from './play.ts';

const day = (date: string, time = '12:00') => at(time, `2026-${date}`);

const earlier: readonly [after: Duration, due: number, at: number][] = [
  ['-2d', day('11-27'), day('11-25')],
  ['-4h', day('11-27'), day('11-27', '08:00')],
  ['-30m', day('11-27'), day('11-27', '11:30')],
  // Friday, and Monday with a weekend before it.
  ['-1bd', day('11-27'), day('11-26')],
  ['-1bd', day('11-30'), day('11-27')],
  ['-5bd', day('11-30'), day('11-23')],
  // From a day off, back to the last business day; the cut-off does not matter.
  ['-1bd', day('11-29'), day('11-27')],
  ['-1bd', day('11-26', '23:00'), day('11-25', '23:00')],
  // A day keeps its time of day when the clock changes.
  ['-1d', Date.parse('2026-10-25T12:00:00+01:00'), Date.parse('2026-10-24T12:00:00+02:00')],
];

test.each(earlier)('%s from a due time goes back', (after, due, expected) => {
  expect(addDuration(due, after, BERLIN)).toBe(expected);
});

test('business days go back over the shop’s holidays', () => {
  const calendar = { ...BERLIN, holidays: ['2026-11-26'] };
  expect(addDuration(day('11-27'), '-1bd', calendar)).toBe(day('11-25'));
});

const shipping = (rule: Partial<Rule>) =>
  policy(at('08:00'), { expectations: { shipped: rule, known: { ladder: [] } } });
const soon = { do: 'notify_shop', to: 'warehouse' } as const;
const late = { after: '0h', do: 'escalate', to: 'manager', severity: 'high' } as const;
const threeDays = shipping({ within: '3d', ladder: [{ after: '-1d', ...soon }, late] });

test('a step before the due time is taken then, and the others at theirs', () => {
  const run = runOrder(day('11-27'), threeDays, placed());
  expect(linesOf(run, 'due_soon', 'overdue', 'escalate', 'send').slice(1)).toEqual([
    '11-26 08:00 due soon a shipment of the order, from the shop, due 2026-11-27T07:00:00Z',
    '11-26 08:00 send overdue_notice by email',
    '11-27 08:00 overdue a shipment of the order, from the shop, due 2026-11-27T07:00:00Z',
    '11-27 08:00 escalate -/shipped/1 to the manager, high',
    '11-27 08:00 send escalation_opened by email',
  ]);
});

test('what is due soon is not overdue', () => {
  const stateAt = (time: number) => {
    const { lines, ...run } = runOrder(time, threeDays, placed());
    expect(lines.length).toBeGreaterThan(0);
    return run.state.overdue.raised.map(({ stepsTaken }) => stepsTaken.length);
  };
  expect(stateAt(day('11-26', '07:59'))).toEqual([]);
  expect(stateAt(day('11-26', '08:00'))).toEqual([1]);
  expect(stateAt(day('11-27', '08:00'))).toEqual([2]);
});

test('nobody is notified before the due time of what has arrived', () => {
  const run = runOrder(day('11-27'), threeDays, placed(), shipped(day('11-25')));
  expect(linesOf(run, 'due_soon', 'overdue', 'escalate')).toEqual([]);
});

test('an escalation before the due time is withdrawn when the event arrives', () => {
  const escalating = shipping({ within: '3d', ladder: [{ ...late, after: '-1d' }] });
  const run = runOrder(day('11-27'), escalating, placed(), shipped(day('11-26')));
  expect(linesOf(run, 'due_soon', 'overdue', 'escalate', 'withdraw')).toEqual([
    '11-26 08:00 due soon a shipment of the order, from the shop, due 2026-11-27T07:00:00Z',
    '11-26 08:00 escalate -/shipped/1 to the manager, high',
    '11-26 12:00 withdraw the escalation of -/shipped/1',
  ]);
});

const leads: readonly [what: string, Rule['within'], Duration, expected: string][] = [
  ['before the time begins, at half of it', '2d', '-5d', '11-25 08:00'],
  ['in its first third, at half of it', '60h', '-2d', '11-25 14:00'],
  ['later, at its own time', '3d', '-2d', '11-25 08:00'],
  ['in hours, too', '20h', '-4h', '11-25 00:00'],
];

test.each(leads)('a step that would come %s', (_, within, after, expected) => {
  const run = runOrder(
    day('11-27', '07:00'),
    shipping({ within, ladder: [{ after, ...soon }] }),
    placed(),
  );
  const [first = ''] = linesOf(run, 'due_soon');
  expect(first.slice(0, 11)).toBe(expected);
});

const ladderOf = (...afters: readonly string[]) => ({
  expectations: { shipped: { ladder: afters.map((after) => ({ after, ...soon })) } },
});

const inOrder: readonly (readonly string[])[] = [
  ['-5d', '-2d', '-4h', '0h', '1bd', '2bd'],
  ['-2bd', '-1bd', '0h'],
  ['-1bd', '-12h'],
  ['1bd', '1bd'],
  ['5d', '2bd'],
];

test.each(inOrder.map((afters) => [afters]))('a ladder goes forward: %s', (afters) => {
  expect(() => parsePolicy(ladderOf(...afters))).not.toThrow();
});

const backwards: readonly (readonly string[])[] = [
  ['0h', '-2d'],
  ['2bd', '1bd'],
  ['-1bd', '-2bd'],
  ['-12h', '-1bd'],
  ['2d', '47h'],
  ['2bd', '1d'],
];

test.each(backwards.map((afters) => [afters]))('no ladder goes back in time: %s', (afters) => {
  const [first] = afters;
  expect(() => parsePolicy(ladderOf(...afters))).toThrow(
    `/expectations/shipped/ladder/1/after: must not be before "${first}" of the step above`,
  );
});

test('only the steps of a ladder go back: nothing else takes a time below zero', () => {
  expect(() => parsePolicy({ expectations: { shipped: { within: '-2d' } } })).toThrow('duration');
  expect(() => parsePolicy({ grace: '-2d' })).toThrow('duration');
});
