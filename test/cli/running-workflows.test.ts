/** Which part of a running workflow's history a replay can check. */

import { expect, test } from 'vitest';
import { completedPart } from '../../cli/running-workflows.ts';

const EVENTS = {
  workflow: { workflowExecutionStartedEventAttributes: {} },
  signal: { workflowExecutionSignaledEventAttributes: {} },
  scheduled: { workflowTaskScheduledEventAttributes: {} },
  started: { workflowTaskStartedEventAttributes: {} },
  completed: { workflowTaskCompletedEventAttributes: {} },
  timer: { timerStartedEventAttributes: {} },
} as const;

/** The number of events that it keeps; null: nothing. */
function kept(written: string): number | null {
  const names = written.split(' ') as (keyof typeof EVENTS)[];
  return completedPart({ events: names.map((name) => EVENTS[name]) })?.events?.length ?? null;
}

const ONE_TASK = 'workflow scheduled started completed timer';

test('a workflow that waits is kept whole', () => {
  expect(kept(ONE_TASK)).toBe(5);
  expect(kept(`${ONE_TASK} signal scheduled`)).toBe(7);
});

test('a task under way is cut off', () => {
  expect(kept(`${ONE_TASK} signal scheduled started`)).toBe(7);
});

test('a task that asked for more time, and is not complete, is cut off', () => {
  expect(kept(`${ONE_TASK} signal scheduled started completed scheduled`)).toBe(7);
  expect(kept(`${ONE_TASK} signal scheduled started completed scheduled started`)).toBe(7);
});

test('a workflow whose first task has not completed has nothing to compare', () => {
  expect(kept('workflow signal scheduled')).toBe(null);
  expect(kept('workflow scheduled started')).toBe(null);
  expect(kept('workflow scheduled started completed scheduled started')).toBe(null);
});
