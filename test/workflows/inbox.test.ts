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

test('mail that comes twice is read once', () => {
  const first = takeReady(addToInbox(empty, [event(1), event(2)]));
  const again = takeReady(addToInbox(first.inbox, [event(1), event(2), event(3)]));
  expect([seqs(first.ready), seqs(again.ready)]).toEqual([[1, 2], [3]]);
});

test('mail with a hole is not read, and the hole is told', () => {
  const { ready, gap } = takeReady(addToInbox(empty, [event(2), event(3)]));
  expect([seqs(ready), gap]).toEqual([[], true]);
});

test('what stands before a hole is read, and the rest kept', () => {
  const { ready, gap, inbox } = takeReady(addToInbox(empty, [event(1), event(3)]));
  expect([seqs(ready), gap, seqs(inbox.unread)]).toEqual([[1], false, [3]]);
});

test('however mail is cut, mixed and repeated, it is read in order, once', () => {
  const parts = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 5 }));
  fc.assert(
    fc.property(parts, (deliveries) => {
      let inbox = empty;
      const read: number[] = [];
      for (const delivery of [...deliveries, [1, 2, 3, 4, 5, 6, 7, 8]]) {
        inbox = addToInbox(inbox, delivery.map(event));
        for (let step = takeReady(inbox); step.ready.length > 0; step = takeReady(inbox)) {
          read.push(...seqs(step.ready));
          inbox = step.inbox;
        }
      }
      expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }),
  );
});
