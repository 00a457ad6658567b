import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JourneyEvent } from '../../domain/journeys.ts';
import { addToInbox, type Inbox, takeReady } from '../../workflows/inbox.ts';

const empty: Inbox = { lastSeq: 0, unread: [] };

function event(seq: number): JourneyEvent {
  return { kind: 'timer_fired', until: 0, seq, at: 0 };
}

function seqs(events: readonly JourneyEvent[]): readonly number[] {
  return events.map(({ seq }) => seq);
}

test('an event that arrives twice is taken once', () => {
  const first = takeReady(addToInbox(empty, [event(1), event(2)]));
  const again = takeReady(addToInbox(first.inbox, [event(1), event(2), event(3)]));
  expect([seqs(first.ready), seqs(again.ready)]).toEqual([[1, 2], [3]]);
});

test('events after a gap are not taken, and the gap is reported', () => {
  const { ready, gap } = takeReady(addToInbox(empty, [event(2), event(3)]));
  expect([seqs(ready), gap]).toEqual([[], true]);
});

test('events before a gap are taken, and those after it stay unread', () => {
  const { ready, gap, inbox } = takeReady(addToInbox(empty, [event(1), event(3)]));
  expect([seqs(ready), gap, seqs(inbox.unread)]).toEqual([[1], false, [3]]);
});

test('split, shuffled and repeated events are taken in order, once', () => {
  const parts = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 5 }));
  fc.assert(
    fc.property(parts, (deliveries) => {
      let inbox = empty;
      const taken: number[] = [];
      for (const delivery of [...deliveries, [1, 2, 3, 4, 5, 6, 7, 8]]) {
        inbox = addToInbox(inbox, delivery.map(event));
        for (let step = takeReady(inbox); step.ready.length > 0; step = takeReady(inbox)) {
          taken.push(...seqs(step.ready));
          inbox = step.inbox;
        }
      }
      expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }),
  );
});
