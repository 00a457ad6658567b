/** Mail comes more than once and with holes. What is read comes once, in order. */

import type { JourneyEvent } from '../domain/journey/event.ts';

export interface Mailbox {
  readonly lastSeq: number;
  readonly unread: readonly JourneyEvent[];
}

export interface Delivery {
  /** What follows `lastSeq` without a hole, in order. */
  readonly ready: readonly JourneyEvent[];
  readonly mailbox: Mailbox;
  /** True: something is here whose forerunners are not. They are in the log. */
  readonly gap: boolean;
}

export function receive(mailbox: Mailbox, events: readonly JourneyEvent[]): Mailbox {
  const fresh = events.filter(({ seq }) => seq > mailbox.lastSeq);
  return { ...mailbox, unread: [...mailbox.unread, ...fresh] };
}

export function take(mailbox: Mailbox): Delivery {
  const sorted = [...mailbox.unread].sort((a, b) => a.seq - b.seq);
  const ready: JourneyEvent[] = [];
  let { lastSeq } = mailbox;
  for (const event of sorted) {
    if (event.seq !== lastSeq + 1) continue;
    ready.push(event);
    lastSeq = event.seq;
  }
  const unread = sorted.filter(({ seq }) => seq > lastSeq);
  return { ready, mailbox: { lastSeq, unread }, gap: ready.length === 0 && unread.length > 0 };
}
