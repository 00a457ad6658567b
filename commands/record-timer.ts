/** Writes into a journey's log that its timer fired. */

import { readSilentCarriers } from '../db/carrier-silence.ts';
import type { Sql } from '../db/connect.ts';
import { appendEvents, readEvents } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { TimerFired } from '../domain/journey/event.ts';
import type { JourneyEvent } from '../domain/journeys.ts';

export interface TimerRecord {
  readonly journeyId: JourneyId;
  /** The last number that the workflow has read. */
  readonly after: number;
  /** When the timer was due, epoch milliseconds. */
  readonly until: number;
}

/**
 * Appends `timer_fired` behind everything that the log holds, so that the workflow reads the whole
 * log before it raises an alarm. Repeating it changes nothing. Returns the events after `after`.
 */
export async function recordTimer(
  sql: Sql,
  { journeyId, after, until }: TimerRecord,
): Promise<readonly JourneyEvent[]> {
  return sql.begin(async (tx) => {
    const silentCarriers = await readSilentCarriers(tx, journeyId);
    const body: TimerFired = {
      kind: 'timer_fired',
      until,
      ...(silentCarriers.length > 0 ? { silentCarriers } : {}),
    };
    const dedupe = `timer_fired/${until}/${after}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return readEvents(tx, journeyId, after);
  });
}
