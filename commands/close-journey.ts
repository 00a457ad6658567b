/** Records that a journey has ended. domain/journey/journey-end.ts decides when. */

import type { Sql } from '../db/connect.ts';
import { readEvents } from '../db/journey-events.ts';
import { journeyExists, lockJourney } from '../db/journeys.ts';
import type { JourneyId } from '../domain/ids.ts';
import type { LogAnswer, LogPosition } from '../domain/journeys.ts';
import { appendEvents } from './append-events.ts';

export interface CloseRequest {
  readonly journeyId: JourneyId;
  /** The last event that the workflow has processed. */
  readonly after: LogPosition;
}

export interface ClosedJourney {
  /** False: the workflow must first process `events`. */
  readonly closed: boolean;
  readonly events: LogAnswer;
}

/** Closes a journey, unless its log has events after `after`. Safe to repeat. */
export async function closeJourney(
  sql: Sql,
  { journeyId, after }: CloseRequest,
): Promise<ClosedJourney> {
  return sql.begin(async (tx) => {
    if (!(await journeyExists(tx, journeyId))) return { closed: false, events: 'diverged' };
    await lockJourney(tx, journeyId);
    const events = await readEvents(tx, journeyId, after);
    // A repeated call finds the `closed` of the first one.
    if (events === 'diverged') return { closed: false, events };
    if (events.length > 0) return { closed: events.at(-1)?.kind === 'closed', events };
    const closed = { body: { kind: 'closed' }, wakes: false } as const;
    return { closed: true, events: await appendEvents(tx, journeyId, [closed]) };
  });
}
