/** What is expected by default, by when, and what happens when it is late. */

import { expect, test } from 'vitest';
import { EXPECTATION_KINDS } from '../../domain/policy/rule.ts';
import type { Moment } from './builders.ts';
import { day, ORDER_LADDERS } from './order-ladders.ts';
import { ladderSteps, runOrder, runReturn } from './play.ts';
import { posted, RETURN_LADDERS } from './return-ladders.ts';

const until = day('12-31');

test.each(ORDER_LADDERS)('$what', ({ kind, after, ladder }) => {
  expect(ladderSteps(runOrder(until, ...after), kind)).toEqual(ladder);
});

test.each(RETURN_LADDERS)('$what', ({ kind, after, ladder }) => {
  expect(ladderSteps(runReturn(until, ...after), kind)).toEqual(ladder);
});

test('a return from abroad may go without a scan for 5 business days', () => {
  const [first, request, ...rest] = posted;
  if (!first || !request) throw new Error('the return is missing');
  const body = { ...request[1], country: 'FR' } as Moment[1];
  const run = runReturn(until, first, [request[0], body], ...rest);
  expect(ladderSteps(run, 'return_movement')).toEqual([
    '12-01 12:00 escalate customer_service medium',
    '12-03 12:00 return_delayed',
    '12-08 12:00 escalate customer_service high, lost?',
  ]);
});

test('there is a row for every kind of expectation', () => {
  const tested = new Set([...ORDER_LADDERS, ...RETURN_LADDERS].map(({ kind }) => kind));
  expect([...tested].sort()).toEqual([...EXPECTATION_KINDS].sort());
});
