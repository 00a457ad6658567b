/** Mail comes more than once and with holes. What is read comes once, in order. */

import type { JourneyEvent } from '../domain/journeys.ts';

export interface Inbox {
  readonly lastSeq: number;
  readonly unread: readonly JourneyEvent[];
}

export interface ReadyEvents {
  /** What follows `lastSeq` without a hole, in order. */
  readonly ready: readonly JourneyEvent[];
  readonly inbox: Inbox;
  /** True: something is here whose forerunners are not. They are in the log. */
  readonly gap: boolean;
}

export function addToInbox(inbox: Inbox, events: readonly JourneyEvent[]): Inbox {
  const fresh = events.filter(({ seq }) => seq > inbox.lastSeq);
  return { ...inbox, unread: [...inbox.unread, ...fresh] };
}

export function takeReady(inbox: Inbox): ReadyEvents {
  const sorted = [...inbox.unread].sort((a, b) => a.seq - b.seq);
  const ready: JourneyEvent[] = [];
  let { lastSeq } = inbox;
  for (const event of sorted) {
    if (event.seq !== lastSeq + 1) continue;
    ready.push(event);
    lastSeq = event.seq;
  }
  const unread = sorted.filter(({ seq }) => seq > lastSeq);
  return { ready, inbox: { lastSeq, unread }, gap: ready.length === 0 && unread.length > 0 };
}
