import { readSilentCarriers } from '../db/carrier-silence.ts';
import type { Sql } from '../db/connect.ts';
import { readEvents } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { JourneyEvent } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';

/** If this many parcels of a carrier are all silent for this long, the carrier's feed is down. */
const SILENCE = { parcelsMin: 20, silenceHours: 24 };

export interface TimerRequest {
  readonly journeyId: JourneyId;
  /** The number of the last event that the workflow has processed. */
  readonly after: number;
  /** When the timer was due; epoch milliseconds. */
  readonly until: number;
}

/**
 * Appends `timer_fired` to a journey's log, once per timer, with the carriers whose feeds are down.
 * Returns the journey's events after `after`.
 */
export async function fireTimer(
  sql: Sql,
  { journeyId, after, until }: TimerRequest,
): Promise<readonly JourneyEvent[]> {
  return sql.begin(async (tx) => {
    const silentCarriers = await readSilentCarriers(tx, journeyId, SILENCE);
    const fired = { kind: 'timer_fired', until } as const;
    const body = silentCarriers.length > 0 ? { ...fired, silentCarriers } : fired;
    const dedupe = `timer_fired/${until}/${after}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return readEvents(tx, journeyId, after);
  });
}
