/** For carriers that write several texts about one event: a status, a description, a reason. */

import type { TrackingEvent } from '../../domain/tracking.ts';
import type { CodeReading } from './code-table.ts';
import { correctDelivered, refineMovement } from './correct-by-words.ts';

type Texts = readonly (string | null)[];

/** Moves a reading away from `delivered` where one of the texts contradicts it. */
export function correctByAll(reading: CodeReading, texts: Texts): CodeReading {
  return texts.reduce<CodeReading>((now, text) => correctDelivered(now, text), reading);
}

/** As `correctByAll`, and reads what a code for movement may hide: for coarse codes. */
export function refineByAll(reading: CodeReading, texts: Texts): CodeReading {
  const corrected = correctByAll(reading, texts);
  return texts.reduce<CodeReading>((now, text) => refineMovement(now, text), corrected);
}

/** Corrects the newest event by texts about the whole parcel. */
export function correctNewestByAll(
  events: readonly TrackingEvent[],
  texts: Texts,
): readonly TrackingEvent[] {
  const newest = Math.max(...events.map(({ occurredAt }) => occurredAt));
  return events.map((event) => {
    if (event.occurredAt !== newest) return event;
    const { status, reason, responsible, code, mapped } = event;
    return { ...event, ...correctByAll({ status, reason, responsible, code, mapped }, texts) };
  });
}
