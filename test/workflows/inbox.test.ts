import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEvent } from '../../domain/journeys.ts';
import {
  addToInbox,
  EMPTY_INBOX,
  type Inbox,
  replaceUnread,
  takeReady,
} from '../../workflows/inbox.ts';

/** An event of one of two logs, which are the same up to the event 3. */
function event(seq: number, log: 'a' | 'b' = 'a'): LogEvent {
  const hashOf = (number: number) =>
    number === 0 ? '' : `${number <= 3 ? 'both' : log}-${number}`;
  return { kind: 'closed', seq, at: 0, hash: hashOf(seq), prev: hashOf(seq - 1) };
}

function events(log: 'a' | 'b', ...numbers: readonly number[]): readonly LogEvent[] {
  return numbers.map((seq) => event(seq, log));
}

function seqs(given: readonly LogEvent[]): readonly number[] {
  return given.map(({ seq }) => seq);
}

function after(...numbers: readonly number[]): Inbox {
  return takeReady(addToInbox(EMPTY_INBOX, events('a', ...numbers))).inbox;
}

test('an event that arrives twice is taken once', () => {
  const first = takeReady(addToInbox(EMPTY_INBOX, events('a', 1, 2)));
  const again = takeReady(addToInbox(first.inbox, events('a', 1, 2, 3)));
  expect([seqs(first.ready), seqs(again.ready)]).toEqual([[1, 2], [3]]);
  expect(again.inbox.isDoubtful).toBe(false);
});

test('events after a gap are not taken, and the gap is reported', () => {
  const { ready, gap } = takeReady(addToInbox(EMPTY_INBOX, events('a', 2, 3)));
  expect([seqs(ready), gap]).toEqual([[], true]);
});

test('events before a gap are taken, and those after it stay unread', () => {
  const { ready, gap, inbox } = takeReady(addToInbox(EMPTY_INBOX, events('a', 1, 3)));
  expect([seqs(ready), gap, seqs(inbox.unread)]).toEqual([[1], false, [3]]);
});

test('an event with a known number and another hash raises a doubt, and is not taken', () => {
  const { ready, inbox } = takeReady(addToInbox(after(1, 2, 3, 4, 5), events('b', 4)));
  expect([seqs(ready), inbox.isDoubtful, inbox.position.hash]).toEqual([[], true, 'a-5']);
});

test('an event that follows another log raises a doubt, and is not taken', () => {
  const { ready, inbox } = takeReady(addToInbox(after(1, 2, 3, 4), events('b', 5)));
  expect([seqs(ready), inbox.isDoubtful, inbox.position.hash]).toEqual([[], true, 'a-4']);
});

test('the shared beginning of two logs raises no doubt', () => {
  const { inbox } = takeReady(addToInbox(after(1, 2, 3), events('b', 2, 3, 4)));
  expect([inbox.isDoubtful, inbox.position.hash]).toEqual([false, 'b-4']);
});

test('a repeated event that is too old to be remembered raises a doubt', () => {
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
  expect(addToInbox(after(...numbers), events('a', 30)).isDoubtful).toBe(false);
  expect(addToInbox(after(...numbers), events('a', 3)).isDoubtful).toBe(true);
});

test('a doubt ends once the log has no further event', () => {
  const doubtful = addToInbox(after(1, 2, 3, 4), events('b', 3, 5));
  expect(takeReady(doubtful).inbox.isDoubtful).toBe(true);
  const page = replaceUnread(doubtful, events('a', 5, 6));
  const { ready, inbox } = takeReady(page);
  expect([seqs(ready), inbox.isDoubtful]).toEqual([[5, 6], true]);
  expect(replaceUnread(inbox, [])).toMatchObject({ unread: [], isDoubtful: false });
});

test('split, shuffled and repeated events are taken in order, once', () => {
  const parts = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 5 }));
  fc.assert(
    fc.property(parts, (deliveries) => {
      let inbox = EMPTY_INBOX;
      const taken: number[] = [];
      for (const delivery of [...deliveries, [1, 2, 3, 4, 5, 6, 7, 8]]) {
        inbox = addToInbox(inbox, events('a', ...delivery));
        for (let step = takeReady(inbox); step.ready.length > 0; step = takeReady(inbox)) {
          taken.push(...seqs(step.ready));
          inbox = step.inbox;
        }
      }
      expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(inbox.isDoubtful).toBe(false);
    }),
  );
});
