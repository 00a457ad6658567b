/**
 * Orders a journey's events. They may arrive twice or with gaps, but are taken once and in order.
 * Notices when they come from another log: one that was restored from an earlier copy.
 */

import { LOG_START, type LogEvent, type LogPosition } from '../domain/journeys.ts';

export interface Inbox {
  /** The last event taken. */
  readonly position: LogPosition;
  /** The latest events taken, oldest first, to recognise those that arrive again. */
  readonly taken: readonly LogPosition[];
  readonly unread: readonly LogEvent[];
  /** True: an event arrived that the log of `position` may not have. Only the log knows. */
  readonly isDoubtful: boolean;
}

export const EMPTY_INBOX: Inbox = {
  position: LOG_START,
  taken: [],
  unread: [],
  isDoubtful: false,
};

export interface ReadyEvents {
  /** The events that follow `position` without a gap, in order. */
  readonly ready: readonly LogEvent[];
  readonly inbox: Inbox;
  /** True: events are unread, but those before them are missing. The log has them. */
  readonly gap: boolean;
}

const TAKEN_KEPT = 20;

export function addToInbox(inbox: Inbox, events: readonly LogEvent[]): Inbox {
  const { position, taken, unread } = inbox;
  const fresh = events.filter(({ seq }) => seq > position.seq);
  const isKnown = (event: LogEvent) =>
    taken.some(({ seq, hash }) => seq === event.seq && hash === event.hash);
  const latestOld = events.filter(({ seq }) => seq <= position.seq).at(-1);
  const isDoubtful = inbox.isDoubtful || (latestOld !== undefined && !isKnown(latestOld));
  return { ...inbox, unread: [...unread, ...fresh], isDoubtful };
}

export function takeReady(inbox: Inbox): ReadyEvents {
  const sorted = [...inbox.unread].sort((a, b) => a.seq - b.seq);
  const ready: LogEvent[] = [];
  let { position, isDoubtful } = inbox;
  for (const event of sorted) {
    if (event.seq !== position.seq + 1) continue;
    if (event.prev !== position.hash) {
      isDoubtful = true;
      break;
    }
    ready.push(event);
    position = { seq: event.seq, hash: event.hash };
  }
  const taken = [...inbox.taken, ...ready.map(({ seq, hash }) => ({ seq, hash }))];
  const unread = sorted.filter(({ seq }) => seq > position.seq);
  const next = { position, taken: taken.slice(-TAKEN_KEPT), unread, isDoubtful };
  return { ready, inbox: next, gap: ready.length === 0 && unread.length > 0 };
}

/**
 * Takes the log's own answer instead of events whose log is in doubt. The doubt ends with an answer
 * that has no events: then everything that the log holds is taken.
 */
export function replaceUnread(inbox: Inbox, answer: readonly LogEvent[]): Inbox {
  return { ...inbox, unread: answer, isDoubtful: answer.length > 0 };
}
