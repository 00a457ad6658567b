import { expect, test } from 'vitest';
import { at, back, type Moment } from './builders.ts';
import { runReturn } from './play.ts';

test('a return approved at once sends one message', () => {
  const [time, body] = back.requested(at('09:00'));
  const onTheSpot = [time, { ...body, approvedAt: time }] as Moment;
  const run = runReturn(at('10:00'), onTheSpot);
  const kinds = run.lines.filter((line) => line.do === 'send').map((line) => line.kind);
  expect(kinds).toEqual(['return_approved']);
});

test('a label right after the approval goes into one message with it', () => {
  const label = back.labelled(at('09:01'));
  const run = runReturn(
    at('10:00'),
    back.requested(at('08:00')),
    back.approved(at('09:00')),
    label,
  );
  const kinds = run.lines.filter((line) => line.do === 'send').map((line) => line.kind);
  expect(kinds).toEqual(['return_requested', 'return_approved']);
});
