import { readSilentCarriers } from '../db/carrier-silence.ts';
import { readNow } from '../db/clock.ts';
import type { Sql } from '../db/connect.ts';
import { hasPosition, readEvents } from '../db/journey-events.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { LogAnswer, LogPosition } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';
import { settleJourneyRows } from './settle-unconfirmed.ts';

/** If this many parcels of a carrier are all silent for this long, the carrier's feed is down. */
const SILENCE = { parcelsMin: 20, silenceHours: 24 };

export interface TimerRequest {
  readonly journeyId: JourneyId;
  /** The last event that the workflow has processed. */
  readonly after: LogPosition;
  /** When the timer was due; epoch milliseconds. */
  readonly until: number;
}

/**
 * Appends `timer_fired` to a journey's log, once per timer, with the carriers whose feeds are down.
 * Returns the journey's events after `after`. A diverged log takes none.
 */
export async function fireTimer(
  sql: Sql,
  { journeyId, after, until }: TimerRequest,
): Promise<LogAnswer> {
  return sql.begin(async (tx) => {
    if (!(await hasPosition(tx, journeyId, after))) return 'diverged';
    // Numbers are locked before the log.
    await settleJourneyRows(tx, journeyId, Math.max(until, await readNow(tx)));
    const silentCarriers = await readSilentCarriers(tx, journeyId, SILENCE);
    const fired = { kind: 'timer_fired', until } as const;
    const body = silentCarriers.length > 0 ? { ...fired, silentCarriers } : fired;
    const dedupe = `timer_fired/${until}/${after.seq}`;
    await appendEvents(tx, journeyId, [{ body, wakes: false, dedupe }]);
    return readEvents(tx, journeyId, after);
  });
}
