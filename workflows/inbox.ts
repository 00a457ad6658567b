/**
 * Orders a journey's events. They may arrive twice or with gaps, but are taken once and in order.
 */

import type { JourneyEvent } from '../domain/journeys.ts';

export interface Inbox {
  /** The number of the last event taken; 0 for none. */
  readonly lastSeq: number;
  readonly unread: readonly JourneyEvent[];
}

export interface ReadyEvents {
  /** The events that follow `lastSeq` without a gap, in order. */
  readonly ready: readonly JourneyEvent[];
  readonly inbox: Inbox;
  /** True: events are unread, but those before them are missing. The log has them. */
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
