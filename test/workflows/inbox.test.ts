import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JourneyEvent } from '../../domain/journey/event.ts';
import { type Mailbox, receive, take } from '../../workflows/inbox.ts';

const empty: Mailbox = { lastSeq: 0, unread: [] };

function event(seq: number): JourneyEvent {
  return { kind: 'woke', until: 0, seq, at: 0 };
}

function seqs(events: readonly JourneyEvent[]): readonly number[] {
  return events.map(({ seq }) => seq);
}

test('mail that comes twice is read once', () => {
  const first = take(receive(empty, [event(1), event(2)]));
  const again = take(receive(first.mailbox, [event(1), event(2), event(3)]));
  expect([seqs(first.ready), seqs(again.ready)]).toEqual([[1, 2], [3]]);
});

test('mail with a hole is not read, and the hole is told', () => {
  const { ready, gap } = take(receive(empty, [event(2), event(3)]));
  expect([seqs(ready), gap]).toEqual([[], true]);
});

test('what stands before a hole is read, and the rest kept', () => {
  const { ready, gap, mailbox } = take(receive(empty, [event(1), event(3)]));
  expect([seqs(ready), gap, seqs(mailbox.unread)]).toEqual([[1], false, [3]]);
});

test('however mail is cut, mixed and repeated, it is read in order, once', () => {
  const parts = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 5 }));
  fc.assert(
    fc.property(parts, (deliveries) => {
      let mailbox = empty;
      const read: number[] = [];
      for (const delivery of [...deliveries, [1, 2, 3, 4, 5, 6, 7, 8]]) {
        mailbox = receive(mailbox, delivery.map(event));
        for (let step = take(mailbox); step.ready.length > 0; step = take(mailbox)) {
          read.push(...seqs(step.ready));
          mailbox = step.mailbox;
        }
      }
      expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }),
  );
});
