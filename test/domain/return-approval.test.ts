import { expect, test } from 'vitest';
import { at, back, type Moment, runReturn } from './builders.ts';

test('a return that is decided on the spot is told of once', () => {
  const [time, body] = back.requested(at('09:00'));
  const onTheSpot = [time, { ...body, approvedAt: time }] as Moment;
  const run = runReturn(at('10:00'), onTheSpot);
  const told = run.lines.filter((line) => line.do === 'send').map((line) => line.kind);
  expect(told).toEqual(['return_approved']);
});

test('a label that follows its approval at once is told with it', () => {
  const label = back.labelled(at('09:01'));
  const run = runReturn(
    at('10:00'),
    back.requested(at('08:00')),
    back.approved(at('09:00')),
    label,
  );
  const told = run.lines.filter((line) => line.do === 'send').map((line) => line.kind);
  expect(told).toEqual(['return_requested', 'return_approved']);
});
